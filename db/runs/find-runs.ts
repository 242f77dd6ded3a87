import type { Database } from '../connect.js';
import { NotFound } from '../../domain/errors.js';
import type { Run, RunState } from '../../domain/run.js';

/** The newest runs first; counts are taken from what was saved, so they cannot drift. */
export async function findRuns(
  database: Database,
  {
    sourceId = null,
    runId = null,
    state = null,
    beforeId = null,
    limit = 100,
  }: {
    readonly sourceId?: string | null;
    readonly runId?: number | null;
    readonly state?: RunState | null;
    /** Only runs that are older than this one. */
    readonly beforeId?: number | null;
    readonly limit?: number;
  } = {},
): Promise<Run[]> {
  return database<Run[]>`
    select r.id, r.source_id, r.state, r.trigger, r.started_at, r.ended_at,
      (select count(*) from pages p where p.run_id = r.id)::int as page_count,
      (select count(*) from postings p where p.run_id = r.id)::int as posting_count,
      (select count(*) from issues i where i.run_id = r.id)::int as issue_count
    from runs r
    where (${sourceId}::text is null or r.source_id = ${sourceId})
      and (${runId}::bigint is null or r.id = ${runId})
      and (${state}::text is null or r.state = ${state})
      and (${beforeId}::bigint is null or r.id < ${beforeId})
    order by r.id desc limit ${limit}`;
}

/** @throws {NotFound} */
export async function getRun(database: Database, runId: number): Promise<Run> {
  const [run] = await findRuns(database, { runId, limit: 1 });
  if (run === undefined) throw new NotFound(`no run ${runId}`);
  return run;
}
