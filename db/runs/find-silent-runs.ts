import type { Database } from '../connect.js';
import type { Run } from '../../domain/run.js';
import { SourceSchema, type Source } from '../../domain/source.js';
import { RUN_SILENCE_MS } from './start-run.js';

/** Running runs whose crawler has not been heard of: it died, and somebody must take over. */
export async function findSilentRuns(
  database: Database,
): Promise<{ readonly source: Source; readonly trigger: Run['trigger'] }[]> {
  const rows = await database<{ definition: unknown; trigger: Run['trigger'] }[]>`
    select s.definition, r.trigger from runs r join sources s on s.id = r.source_id
    where r.state = 'running'
      and r.heartbeat_at < now() - ${RUN_SILENCE_MS} * interval '1 millisecond'`;
  return rows.map(({ definition, trigger }) => ({
    source: SourceSchema.parse(definition),
    trigger,
  }));
}
