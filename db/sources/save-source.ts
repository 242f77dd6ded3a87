import type { Database } from '../connect.js';
import { json } from '../connect.js';
import type { Source } from '../../domain/source.js';

/** Adds a source or replaces its definition; its runs and pages stay. */
export async function saveSource(database: Database, source: Source): Promise<void> {
  await database`
    insert into sources (id, name, kind, definition, enabled)
    values (${source.id}, ${source.name}, ${source.kind}, ${json(database, source)}, ${source.enabled})
    on conflict (id) do update set
      name = excluded.name, kind = excluded.kind, definition = excluded.definition,
      enabled = excluded.enabled, updated_at = now()`;
}
