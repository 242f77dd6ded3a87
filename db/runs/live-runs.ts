/** What is under way right now, over all processes. */
import type { Database } from '../connect.js';
import type { Run } from '../../domain/run.js';
import { findRunProgress, type RunProgress } from './run-progress.js';
import { RUN_SILENCE_MS } from './start-run.js';

export interface LiveRun extends RunProgress {
  readonly sourceName: string;
  readonly trigger: Run['trigger'];
  readonly startedAt: Date;
  /** Machine and process. */
  readonly heldBy: string;
  /** Its crawler has not been heard of: somebody is about to take over. */
  readonly isSilent: boolean;
}

/** The running runs, the oldest first. */
export async function findLiveRuns(database: Database): Promise<LiveRun[]> {
  return findHeldRuns(database, null);
}

/** How far one run has come, or came; null when it is unknown. */
export async function findRunState(database: Database, runId: number): Promise<LiveRun | null> {
  const [run] = await findHeldRuns(database, runId);
  return run ?? null;
}

async function findHeldRuns(database: Database, runId: number | null): Promise<LiveRun[]> {
  const held = await database<(Omit<LiveRun, keyof RunProgress> & { id: number })[]>`
    select r.id, s.name as source_name, r.trigger, r.started_at, r.held_by,
      r.state = 'running'
        and r.heartbeat_at < now() - ${RUN_SILENCE_MS} * interval '1 millisecond' as is_silent
    from runs r join sources s on s.id = r.source_id
    where case when ${runId}::bigint is null then r.state = 'running' else r.id = ${runId} end
    order by r.id`;
  if (held.length === 0) return [];
  const progress = new Map(
    (
      await findRunProgress(
        database,
        held.map(({ id }) => id),
      )
    ).map((run) => [run.runId, run]),
  );
  return held.flatMap(({ id, ...run }) => {
    const known = progress.get(id);
    return known === undefined ? [] : [{ ...run, ...known }];
  });
}

/** The run that ended last; null before the first. */
export async function findLastEnded(
  database: Database,
): Promise<{ readonly runId: number; readonly endedAt: Date } | null> {
  const [run] = await database<{ runId: number; endedAt: Date }[]>`
    select id as run_id, ended_at from runs where state <> 'running' order by id desc limit 1`;
  return run ?? null;
}
