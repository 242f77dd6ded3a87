import type { Database } from '../connect.js';

/**
 * Lets go of a run that was stopped before its end: whoever comes next takes it over at once.
 * One that `me` does not hold any more stays as it is.
 */
export async function releaseRun(database: Database, runId: number, me: string): Promise<void> {
  await database`
    update runs set heartbeat_at = '-infinity'
    where id = ${runId} and state = 'running' and held_by = ${me}`;
}
