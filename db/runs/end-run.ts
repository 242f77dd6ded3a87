import type { Database } from '../connect.js';
import type { RunState } from '../../domain/run.js';

/** Says that the run's crawler lives; one that was taken over speaks for nobody. */
export async function beatRun(database: Database, runId: number, me: string): Promise<void> {
  await database`
    update runs set heartbeat_at = now()
    where id = ${runId} and state = 'running' and held_by = ${me}`;
}

/** Ends a run; ending it twice changes nothing. */
export async function endRun(
  database: Database,
  runId: number,
  state: Exclude<RunState, 'running'>,
): Promise<void> {
  await database`
    update runs set state = ${state}, ended_at = now() where id = ${runId} and state = 'running'`;
}
