import type { Database } from '../connect.js';
import type { Run } from '../../domain/run.js';
import { RUN_SILENCE_MS } from './start-run.js';

/** Running runs whose crawler has not been heard of: it died, and somebody must take over. */
export async function findSilentRuns(
  database: Database,
): Promise<Pick<Run, 'sourceId' | 'trigger'>[]> {
  return database<Pick<Run, 'sourceId' | 'trigger'>[]>`
    select source_id, trigger from runs
    where state = 'running' and heartbeat_at < now() - ${RUN_SILENCE_MS} * interval '1 millisecond'`;
}

/**
 * Frees the runs and URLs that a dead process held, without waiting for its leases to pass. Only for
 * the owner of an embedded database that was just started: nobody else can be at work on it.
 */
export async function releaseHeldWork(database: Database): Promise<void> {
  await database`update runs set heartbeat_at = '-infinity' where state = 'running'`;
  await database`update frontier set lease_until = now() where state = 'leased'`;
}
