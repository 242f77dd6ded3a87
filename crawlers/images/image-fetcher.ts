/** The bytes of a picture, fetched as pages are: robots.txt, address guard, limits, in its host's turn. */
import { FetchForbidden } from '../../domain/errors.js';
import { checkAnswer } from '../fetch/check-answer.js';
import { createHttpFetcher, type HttpFetcherOptions } from '../fetch/fetch-http.js';
import { RobotsUnreachable } from '../judge-error.js';
import { createFetchedRobots } from '../politeness/fetched-robots.js';

export interface ImageFetcher {
  /**
   * @param takeTurn waits for the host's turn, after robots.txt allowed the address; is told the pause
   *   that robots.txt asks for
   * @throws FetchForbidden, FetchFailed, FetchThrottled, FetchTooLarge, NotFound, RobotsUnreachable;
   *   what `takeTurn` throws
   */
  fetch(
    url: string,
    options: {
      readonly takeTurn: (crawlDelayMs: number) => Promise<void>;
      readonly signal?: AbortSignal;
    },
  ): Promise<Uint8Array>;
}

/** Larger files are no pictures of postings. */
const MAX_BYTES = 8 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
const MAX_REDIRECTS = 5;
const RETRY_MS = 60_000;

/** Connections end by themselves some seconds after the last picture. */
export function createImageFetcher(
  options: Pick<HttpFetcherOptions, 'userAgent' | 'privateNetwork' | 'upstream'> & {
    readonly timeoutMs?: number;
  },
): ImageFetcher {
  const fetcher = createHttpFetcher({
    timeoutMs: TIMEOUT_MS,
    ...options,
    maxBytes: MAX_BYTES,
    maxRedirects: MAX_REDIRECTS,
  });
  const robots = createFetchedRobots({
    ...{ fetcher, userAgent: options.userAgent, retryMs: RETRY_MS, downRetryMs: RETRY_MS },
  });

  async function ask(url: string): Promise<number> {
    const answer = await robots.check(url);
    if (answer.status === 'disallowed') {
      throw new FetchForbidden('robots.txt does not allow this address', 'robots');
    }
    if (answer.status === 'unreachable') {
      throw new RobotsUnreachable(answer.reason, answer.retryAfterMs, answer.isDown);
    }
    return answer.crawlDelayMs ?? 0;
  }

  return {
    async fetch(url, { takeTurn, signal }) {
      await takeTurn(await ask(url));
      const page = await fetcher.fetch({
        url,
        accept: 'image/webp,image/png,image/jpeg,image/gif,*/*;q=0.5',
        signal,
        // Like a browser, we do not pause before a hop.
        beforeRedirect: async (next) => void (await ask(next)),
      });
      checkAnswer(page, page.fetchedAt);
      return page.bytes;
    },
  };
}
