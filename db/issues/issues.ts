import { storable, type Database, type Transaction } from '../connect.js';
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
      values (${sourceId}, ${runId}, ${issue.kind},
        ${storable(issue.message)}, ${issue.url === null ? null : storable(issue.url)})`;
  }
}

/** The same, unless the run has an issue of that kind already. */
export async function raiseIssueOnce(
  database: Database,
  sourceId: string,
  runId: number,
  issue: NewIssue,
): Promise<void> {
  const [known] = await database`
    select from issues where run_id = ${runId} and kind = ${issue.kind} limit 1`;
  if (known === undefined) await raiseIssues(database, sourceId, runId, [issue]);
}

/** Newest last, as they happened. */
export async function findIssues(database: Database, runId: number): Promise<Issue[]> {
  return database<Issue[]>`select * from issues where run_id = ${runId} order by id`;
}
