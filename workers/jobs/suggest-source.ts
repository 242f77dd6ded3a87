import type { Suggestion } from '../../crawlers/suggest/suggest-source.js';
import {
  takeSuggestion,
  beatSuggestion,
  endSuggestion,
  releaseSuggestion,
} from '../../db/suggestions/work-on-suggestion.js';
import {
  FetchForbidden,
  FetchTooLarge,
  InvalidInput,
  NotFound,
  MingchaError,
  Unavailable,
} from '../../domain/errors.js';
import type { SuggestedSource, SuggestionProblem } from '../../domain/suggestion.js';
import { formatSource } from '../../runtime/write-source.js';
import type { Deps } from '../deps.js';
import type { Payload } from '../queues.js';
import { suggestSite } from '../suggest-site.js';
import { defineJob } from './define-job.js';

/** The longest that somebody waits for a suggestion. */
const LIMIT_MS = 180_000;
const BEAT_MS = 1_000;
/** What is kept of the postings: enough to see whether they are the right ones. */
const SAMPLE = 60;
const TITLE_LENGTH = 200;
const TEXT_LENGTH = 400;

/** list page → suggested source; ends early when nobody wants it any more */
export const suggestSourceJob = defineJob({ queue: 'suggest', concurrency: 2, run });

async function run(
  { suggestionId }: Payload<'suggest'>,
  deps: Deps,
  signal: AbortSignal,
): Promise<void> {
  const { database, log } = deps;
  const asked = await takeSuggestion(database, suggestionId);
  if (asked === null) return;
  const unwanted = new AbortController();
  const progress = { lookingAt: null as string | null, pageCount: 0 };
  const beat = setInterval(() => {
    beatSuggestion(database, suggestionId, progress)
      .then((isWanted) => {
        if (!isWanted) unwanted.abort(new Error('cancelled'));
      })
      .catch((err: unknown) => log.warn({ suggestionId, err }, 'heartbeat failed'));
  }, BEAT_MS);
  const tooLong = AbortSignal.timeout(LIMIT_MS);
  try {
    const suggestion = await suggestSite(deps.crawl, asked.url, {
      signal: AbortSignal.any([signal, unwanted.signal, tooLong]),
      onFetch(url) {
        progress.lookingAt = url;
        progress.pageCount += 1;
      },
    });
    await endSuggestion(database, suggestionId, { state: 'done', result: toResult(suggestion) });
  } catch (error) {
    if (unwanted.signal.aborted) return;
    if (signal.aborted) return await releaseSuggestion(database, suggestionId);
    const problem = tooLong.aborted ? 'too-slow' : problemOf(error);
    if (problem === 'internal') log.error({ suggestionId, err: error }, 'suggestion failed');
    await endSuggestion(database, suggestionId, {
      ...{ state: 'failed', problem },
      message: tooLong.aborted ? `not within ${LIMIT_MS / 1_000} s` : messageOf(error),
    });
  } finally {
    clearInterval(beat);
  }
}

function problemOf(error: unknown): SuggestionProblem {
  if (error instanceof FetchForbidden) {
    return error.reason === 'robots'
      ? 'robots-disallowed'
      : error.reason === 'address'
        ? 'address-refused'
        : error.reason;
  }
  if (error instanceof FetchTooLarge) return 'too-large';
  if (error instanceof NotFound) return 'not-found';
  if (error instanceof InvalidInput) return 'no-list';
  if (error instanceof Unavailable) return 'browser-missing';
  if (!(error instanceof MingchaError)) return 'internal';
  return error.message.startsWith('robots.txt') ? 'robots-unreachable' : 'fetch-failed';
}

/** The sentence for the screen, where there is one. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [line = ''] = error.message.split('\n', 1);
  return error instanceof MingchaError ? (error.userMessage ?? line) : line;
}

function toResult({ source, sample, warnings }: Suggestion): SuggestedSource {
  const count = (has: (posting: Suggestion['sample'][number]) => boolean) =>
    sample.filter(has).length;
  return {
    yaml: formatSource(source),
    fetch: source.fetch ?? 'auto',
    sample: sample.slice(0, SAMPLE).map((posting) => ({
      title: beginning(posting.title, TITLE_LENGTH),
      text: beginning(posting.body, TEXT_LENGTH),
      textLength: [...posting.body].length,
      url: posting.url,
      publishedAt: posting.publishedAt,
      publisher: posting.publisher,
      imageCount: posting.images.length,
    })),
    counts: {
      postings: sample.length,
      title: count(({ title }) => title !== ''),
      text: count(({ body }) => body !== ''),
      url: count(({ url }) => url !== null),
      publishedAt: count(({ publishedAt }) => publishedAt !== null),
    },
    warnings,
  };
}

/** By code point: half a character cannot be stored. */
function beginning(text: string, length: number): string {
  return [...text].slice(0, length).join('');
}
