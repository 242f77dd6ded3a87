import type { Database, Transaction } from '../connect.js';
import type { Issue, NewIssue } from '../../domain/run.js';

/** Raises issues of a source; `runId` is null for those that no run found. */
export async function raiseIssues(
  database: Database | Transaction,
  sourceId: string,
  runId: number | null,
  issues: readonly NewIssue[],
): Promise<void> {
  for (const issue of issues) {
    await database`
      insert into issues (source_id, run_id, kind, message, url)
      values (${sourceId}, ${runId}, ${issue.kind}, ${issue.message}, ${issue.url})`;
  }
}

/** Newest last, as they happened. */
export async function findIssues(database: Database, runId: number): Promise<Issue[]> {
  return database<Issue[]>`select * from issues where run_id = ${runId} order by id`;
}
