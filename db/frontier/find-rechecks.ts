import type { Database } from '../connect.js';
import { SourceSchema, type Source } from '../../domain/source.js';

/** The sources that have URLs to be looked at once more by now, and no run that could do it. */
export async function findRechecks(database: Database): Promise<Source[]> {
  const rows = await database<{ definition: unknown }[]>`
    select s.definition from sources s
    where s.enabled
      and exists (
        select 1 from frontier f where f.source_id = s.id and f.recheck_at <= now())
      and not exists (select 1 from runs r where r.source_id = s.id and r.state = 'running')`;
  return rows.map(({ definition }) => SourceSchema.parse(definition));
}
