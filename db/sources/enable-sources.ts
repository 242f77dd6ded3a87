import type { Database, Transaction } from '../connect.js';

/** Puts sources whose id starts with `prefix` out of the timetable; what they found stays. */
export async function disableSources(database: Database, prefix: string): Promise<void> {
  await database`
    update sources set enabled = false, definition = jsonb_set(definition, '{enabled}', 'false'),
      updated_at = now()
    where starts_with(id, ${prefix}) and enabled`;
}

/** Puts a source into the timetable or out of it, on the web. @returns whether that was a change */
export async function enableSource(
  database: Database | Transaction,
  sourceId: string,
  isEnabled: boolean,
  changedBy: string,
): Promise<boolean> {
  const changed = await database`
    update sources set enabled = ${isEnabled},
      definition = jsonb_set(definition, '{enabled}', to_jsonb(${isEnabled}::boolean)),
      origin = 'web', changed_by = ${changedBy}, updated_at = now()
    where id = ${sourceId} and enabled <> ${isEnabled} returning id`;
  return changed.length > 0;
}
