import type { Database } from '../connect.js';

/** Puts sources whose id starts with `prefix` out of the timetable; what they found stays. */
export async function disableSources(database: Database, prefix: string): Promise<void> {
  await database`
    update sources set enabled = false, definition = jsonb_set(definition, '{enabled}', 'false')
    where starts_with(id, ${prefix}) and enabled`;
}
