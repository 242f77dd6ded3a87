/** The robots.txt cache of a fetcher: how the file is asked for, and by which name it knows us. */
import type { HttpFetcher } from '../fetch/fetch-http.js';
import type { FetchedPage } from '../../domain/page.js';
import { ROBOTS_MAX_BYTES } from './robots.js';
import { createRobotsCache, type RobotsCache } from './robots-cache.js';

export interface FetchedRobotsOptions {
  readonly fetcher: Pick<HttpFetcher, 'fetch'>;
  /** Its first word is the name that robots.txt knows. */
  readonly userAgent: string;
  /** Milliseconds before a host is asked again that had no answer, or that could not be reached. */
  readonly retryMs: number;
  readonly downRetryMs: number;
  readonly signal?: AbortSignal;
  /** Told of each file that came, before its rules are used. */
  readonly onFetched?: (page: FetchedPage) => Promise<void>;
}

export function createFetchedRobots(options: FetchedRobotsOptions): RobotsCache {
  const { fetcher, userAgent, retryMs, downRetryMs, signal, onFetched } = options;
  return createRobotsCache({
    fetch: (url) =>
      fetcher.fetch({
        ...{ url, overflow: 'cut', maxBytes: ROBOTS_MAX_BYTES },
        accept: 'text/plain,*/*;q=0.5',
        ...(signal === undefined ? {} : { signal }),
      }),
    ...(onFetched === undefined ? {} : { onFetched }),
    product: /^[A-Za-z_-]+/.exec(userAgent)?.[0] ?? 'Mingcha',
    // A clock that nobody sets: what is kept for a day or a minute is kept for as long.
    now: () => performance.now(),
    ...{ retryMs, downRetryMs },
  });
}
