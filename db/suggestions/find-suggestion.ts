import type { Database } from '../connect.js';
import type { Suggestion } from '../../domain/suggestion.js';

/** A running one whose worker has not been heard of for so long is taken over. */
export const SUGGESTION_SILENCE_MS = 15_000;

/** Null when it is unknown (any more). */
export async function findSuggestion(
  database: Database,
  suggestionId: number,
): Promise<Suggestion | null> {
  const [suggestion] = await database<Suggestion[]>`
    select id, url, state, asked_at, looking_at, page_count, result, problem, message
    from suggestions where id = ${suggestionId}`;
  return suggestion ?? null;
}

/** Asked for, and neither done nor in anybody's hands: their jobs were lost. */
export async function findLostSuggestions(database: Database): Promise<number[]> {
  const rows = await database<{ id: number }[]>`
    select id from suggestions
    where state = 'waiting' or state = 'running'
      and heartbeat_at < now() - ${SUGGESTION_SILENCE_MS} * interval '1 millisecond'`;
  return rows.map(({ id }) => id);
}
