import type { Database } from '../connect.js';

/**
 * Lets go of a run that was stopped before its end: whoever comes next takes it over at once.
 * One that `me` does not hold any more stays as it is.
 */
export async function releaseRun(database: Database, runId: number, me: string): Promise<void> {
  await database.begin(async (transaction) => {
    const released = await transaction`
      update runs set heartbeat_at = '-infinity'
      where id = ${runId} and state = 'running' and held_by = ${me} returning id`;
    if (released.length === 0) return;
    // Nobody crashed: what was in flight is due again, and it costs no attempt.
    await transaction`
      update frontier f set state = 'due', lease_until = null, attempts = f.attempts - 1
      from runs r
      where r.id = ${runId} and f.source_id = r.source_id and f.state = 'leased'`;
  });
}
