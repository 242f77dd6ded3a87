/** Single pages, fetched as a crawl would: robots.txt, address guard, limits, a pause per host. */
import { setTimeout as sleep } from 'node:timers/promises';
import { FetchFailed, FetchForbidden } from '../../domain/errors.js';
import type { FetchedPage } from '../../domain/page.js';
import { hostKey } from '../../domain/url-key.js';
import { createFetchedRobots } from '../politeness/fetched-robots.js';
import type { PrivateNetwork } from './address-guard.js';
import { checkAnswer } from './check-answer.js';
import { createHttpFetcher } from './fetch-http.js';

export interface PoliteFetcherOptions {
  /** Its first word is the name robots.txt knows. */
  readonly userAgent: string;
  readonly privateNetwork: PrivateNetwork;
  readonly upstream?: URL | undefined;
  /** For one page, in milliseconds. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly maxRedirects: number;
  /** Least pause between two pages of one host; a longer one in robots.txt wins. */
  readonly delayMs: number;
}

export interface PoliteFetcher {
  /**
   * One page that was answered with 2xx, in its turn.
   * @throws FetchForbidden (robots, refusal, address), FetchFailed, FetchThrottled, FetchTooLarge, NotFound
   */
  fetch(url: string): Promise<FetchedPage>;
  /**
   * Waits for a host's turn and takes it, for a page that something else fetches.
   * @throws FetchForbidden, FetchFailed when robots.txt does not let it be fetched
   */
  takeTurn(url: string): Promise<void>;
  /** The pause that robots.txt asks for, in milliseconds; undefined when it asks for none. */
  crawlDelayMs(url: string): Promise<number | undefined>;
  close(): Promise<void>;
}

/** A fetcher with its own connections; close it when done. */
export function createPoliteFetcher(options: PoliteFetcherOptions): PoliteFetcher {
  const fetcher = createHttpFetcher(options);
  const robots = createFetchedRobots({
    ...{ fetcher, userAgent: options.userAgent },
    // A command asks once: it does not come back to a host that has no answer.
    ...{ retryMs: 60_000, downRetryMs: 60_000 },
  });
  const nextAt = new Map<string, number>();

  async function ask(url: string): Promise<number | undefined> {
    const answer = await robots.check(url);
    if (answer.status === 'unreachable') {
      throw new FetchFailed(`robots.txt of ${url} cannot be had: ${answer.reason}`);
    }
    if (answer.status === 'disallowed') {
      throw new FetchForbidden(`robots.txt does not allow ${url}`, 'robots');
    }
    return answer.crawlDelayMs;
  }

  async function takeTurn(url: string): Promise<void> {
    const pauseMs = Math.max(options.delayMs, (await ask(url)) ?? 0);
    const host = hostKey(url);
    const turn = Math.max(performance.now(), nextAt.get(host) ?? 0);
    nextAt.set(host, turn + pauseMs);
    await sleep(turn - performance.now());
  }

  return {
    takeTurn,
    crawlDelayMs: ask,
    async fetch(url) {
      await takeTurn(url);
      const page = await fetcher.fetch({
        url,
        followRefresh: true,
        // Like a browser, we do not pause before a hop.
        beforeRedirect: async (next) => void (await ask(next)),
      });
      checkAnswer(page, page.fetchedAt);
      return page;
    },
    close: () => fetcher.close(),
  };
}
