import postgres from 'postgres';
import { json, type Database, type Transaction } from '../connect.js';
import { Conflict, InvalidInput } from '../../domain/errors.js';
import type { Source } from '../../domain/source.js';

/** Adds a source or replaces its definition, whoever changed it last; its runs and pages stay. @throws {InvalidInput} when its unit is unknown */
export async function saveSource(database: Database | Transaction, source: Source): Promise<void> {
  await database`
    insert into sources (id, name, kind, definition, enabled, unit_id)
    values (${source.id}, ${source.name}, ${source.kind}, ${json(database, source)}, ${source.enabled},
      ${source.unit ?? null})
    on conflict (id) do update set
      name = excluded.name, kind = excluded.kind, definition = excluded.definition,
      enabled = excluded.enabled, unit_id = excluded.unit_id, origin = 'file', changed_by = null,
      updated_at = now()`.catch((cause: unknown) => {
    throw refuseUnknownUnit(source, cause);
  });
}

/**
 * Saves what stands in files: all or none.
 * @param options.replaceWeb also those that were changed on the web since
 * @throws {Conflict} naming the sources that the files would undo a change from the web of
 */
export async function applySources(
  database: Database,
  sources: readonly Source[],
  { replaceWeb }: { readonly replaceWeb: boolean },
): Promise<void> {
  await database.begin(async (transaction) => {
    const stored = await transaction<{ id: string; origin: string; isSame: boolean }[]>`
      select s.id, s.origin, s.definition = f.definition as is_same
      from sources s join jsonb_to_recordset(${json(
        transaction,
        sources.map((source) => ({ id: source.id, definition: source })),
      )}) as f (id text, definition jsonb) using (id)
      order by s.id for update of s`;
    const changed = stored.filter(({ origin, isSame }) => origin === 'web' && !isSame);
    if (changed.length > 0 && !replaceWeb) {
      const ids = changed.map(({ id }) => id);
      throw new Conflict(
        `changed on the web since: ${ids.join(', ')}. Take that over into the file with \`mingcha sources show ${ids[0] ?? 'ID'}\`, or apply with --replace`,
      );
    }
    for (const source of sources) await saveSource(transaction, source);
  });
}

/** Adds a source on the web. @throws {Conflict} when its id is taken */
export async function addSource(
  database: Database | Transaction,
  source: Source,
  changedBy: string,
): Promise<void> {
  const added = await database`
    insert into sources (id, name, kind, definition, enabled, unit_id, origin, changed_by)
    values (${source.id}, ${source.name}, ${source.kind}, ${json(database, source)},
      ${source.enabled}, ${source.unit ?? null}, 'web', ${changedBy})
    on conflict (id) do nothing returning id`.catch((cause: unknown) => {
    throw refuseUnknownUnit(source, cause);
  });
  if (added.length > 0) return;
  throw new Conflict(`there is a source ${source.id} already`, {
    userMessage: `编号“${source.id}”已有来源使用，请换一个 id。`,
  });
}

/** What to throw: our own error when the definition names a unit that is not there. */
function refuseUnknownUnit({ id, unit }: Source, cause: unknown): unknown {
  const isUnknown = cause instanceof postgres.PostgresError && cause.constraint_name === UNIT_KEY;
  if (!isUnknown) return cause;
  return new InvalidInput(`source ${id}: there is no unit ${unit ?? ''}`, [], {
    cause,
    userMessage: `没有编号为“${unit ?? ''}”的单位，请先导入单位。`,
  });
}

const UNIT_KEY = 'sources_unit_id_fkey';
