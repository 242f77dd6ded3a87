import type { Database } from '../connect.js';

/**
 * Lets go of a run that was stopped before its end: whoever comes next takes it over at once.
 * One that `me` does not hold any more stays as it is.
 * @param options.isSilent false: whoever comes next waits until the run has been silent for long enough
 */
export async function releaseRun(
  database: Database,
  runId: number,
  me: string,
  { isSilent = true }: { readonly isSilent?: boolean } = {},
): Promise<void> {
  await database.begin(async (transaction) => {
    const released = await transaction`
      update runs set heartbeat_at = ${isSilent ? transaction`'-infinity'::timestamptz` : transaction`now()`}
      where id = ${runId} and state = 'running' and held_by = ${me} returning id`;
    if (released.length === 0) return;
    // Nobody crashed: what was in flight is due again, and it costs no attempt.
    await transaction`
      update frontier f set state = 'due', lease_until = null, attempts = f.attempts - 1
      from runs r
      where r.id = ${runId} and f.source_id = r.source_id and f.state = 'leased'`;
  });
}
