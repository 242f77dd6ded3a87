import type { Database, Transaction } from '../connect.js';

/** Suggestions hold texts of a site that may never become a source: they leave after a day. */
const KEPT_HOURS = 24;

/** Asks for a look at a site; what the same user asked for before and still waits for is cancelled. */
export async function askSuggestion(
  transaction: Transaction,
  { url, userId }: { readonly url: string; readonly userId: number },
): Promise<number> {
  await transaction`
    delete from suggestions where asked_at < now() - ${KEPT_HOURS} * interval '1 hour'`;
  await transaction`
    update suggestions set state = 'cancelled', ended_at = now()
    where asked_by = ${userId} and state in ('waiting', 'running')`;
  const [row] = await transaction<{ id: number }[]>`
    insert into suggestions (url, asked_by) values (${url}, ${userId}) returning id`;
  if (row === undefined) throw new Error('an insert without a row');
  return row.id;
}

/** Cancelling what has ended changes nothing. */
export async function cancelSuggestion(database: Database, suggestionId: number): Promise<void> {
  await database`
    update suggestions set state = 'cancelled', ended_at = now()
    where id = ${suggestionId} and state in ('waiting', 'running')`;
}
