/** What a worker does with a suggestion; it writes nothing to one that is cancelled meanwhile. */
import { json, type Database } from '../connect.js';
import type { SuggestedSource, SuggestionProblem } from '../../domain/suggestion.js';
import { SUGGESTION_SILENCE_MS } from './find-suggestion.js';

/** Takes a suggestion that waits, or whose worker died. Null: there is nothing to do. */
export async function takeSuggestion(
  database: Database,
  suggestionId: number,
): Promise<{ readonly url: string } | null> {
  const [taken] = await database<{ url: string }[]>`
    update suggestions
    set state = 'running', heartbeat_at = now(), page_count = 0, looking_at = null
    where id = ${suggestionId} and (state = 'waiting' or state = 'running'
      and heartbeat_at < now() - ${SUGGESTION_SILENCE_MS} * interval '1 millisecond')
    returning url`;
  return taken ?? null;
}

/** Says that the worker lives. @returns whether the suggestion is still wanted */
export async function beatSuggestion(
  database: Database,
  suggestionId: number,
  progress: { readonly lookingAt: string | null; readonly pageCount: number },
): Promise<boolean> {
  const beaten = await database`
    update suggestions set heartbeat_at = now(), looking_at = ${progress.lookingAt},
      page_count = ${progress.pageCount}
    where id = ${suggestionId} and state = 'running' returning id`;
  return beaten.length > 0;
}

/** Lets go of a suggestion unfinished: the next worker takes it at once. */
export async function releaseSuggestion(database: Database, suggestionId: number): Promise<void> {
  await database`
    update suggestions set state = 'waiting' where id = ${suggestionId} and state = 'running'`;
}

export async function endSuggestion(
  database: Database,
  suggestionId: number,
  end:
    | { readonly state: 'done'; readonly result: SuggestedSource }
    | {
        readonly state: 'failed';
        readonly problem: SuggestionProblem;
        readonly message: string;
      },
): Promise<void> {
  const failed = end.state === 'failed' ? end : null;
  await database`
    update suggestions set state = ${end.state}, ended_at = now(), looking_at = null,
      result = ${end.state === 'done' ? json(database, end.result) : null},
      problem = ${failed?.problem ?? null}, message = ${failed?.message ?? null}
    where id = ${suggestionId} and state = 'running'`;
}
