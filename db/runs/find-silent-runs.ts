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
