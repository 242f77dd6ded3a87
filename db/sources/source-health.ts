import type { Database } from '../connect.js';
import type { Issue, Run } from '../../domain/run.js';
import { findRuns } from '../runs/find-runs.js';

const MAX_ISSUES = 50;

/** The last run of each source, by source id. */
export async function findLastRuns(database: Database): Promise<Map<string, Run>> {
  const ids = await database<{ id: number }[]>`
    select max(id) as id from runs group by source_id`;
  const runs = await Promise.all(ids.map(({ id }) => findRuns(database, { runId: id })));
  return new Map(runs.flat().map((run) => [run.sourceId, run]));
}

/** The issues of a source's last run and those that no run found since, newest first. */
export async function findOpenIssues(
  database: Database,
  sourceId: string,
  lastRun: Run | null,
): Promise<Issue[]> {
  return database<Issue[]>`
    select * from issues
    where source_id = ${sourceId} and (
      run_id = ${lastRun?.id ?? null}
      or run_id is null and raised_at >= ${lastRun?.startedAt ?? new Date(0)})
    order by id desc limit ${MAX_ISSUES}`;
}
