/** A look at a site that nobody has described yet, with what a process crawls with. */
import { DEFAULT_CRAWL_LIMITS } from '../crawlers/crawl-source.js';
import { chooseProxy } from '../crawlers/egress/choose-proxy.js';
import { createPoliteFetcher } from '../crawlers/fetch/fetch-politely.js';
import { fetchInBrowser } from '../crawlers/suggest/fetch-in-browser.js';
import { suggestFromSite } from '../crawlers/suggest/suggest-from-site.js';
import type { Suggestion } from '../crawlers/suggest/suggest-source.js';
import type { CrawlSettings } from './deps.js';

/** Between two pages of a site that somebody only looks at. */
const DELAY_MS = 2_000;

export type LookSettings = Pick<
  CrawlSettings,
  'userAgent' | 'privateNetwork' | 'chromiumPath' | 'proxies'
>;

/**
 * Fetches the page behind an address and up to three of its postings, within robots.txt, and
 * suggests a source.
 * @param onFetch told before each page
 * @throws what `suggestFromSite` throws; the reason of `signal` when that aborts
 */
export async function suggestSite(
  { userAgent, privateNetwork, chromiumPath, proxies }: LookSettings,
  url: string,
  { onFetch, signal }: { readonly onFetch: (url: string) => void; readonly signal?: AbortSignal },
): Promise<Suggestion> {
  signal?.throwIfAborted();
  const fetcher = createPoliteFetcher({
    ...DEFAULT_CRAWL_LIMITS,
    ...{ userAgent, privateNetwork, delayMs: DELAY_MS },
    upstream: chooseProxy(undefined, proxies),
  });
  const browser =
    chromiumPath === null
      ? null
      : {
          ...{ executablePath: chromiumPath, userAgent, privateNetwork, proxies },
          ...withSignal(signal),
        };
  const looking = suggestFromSite(url, {
    fetcher,
    fetchInBrowser: browser === null ? null : (page, role) => fetchInBrowser(page, role, browser),
    onFetch: (page) => {
      signal?.throwIfAborted();
      onFetch(page);
    },
  });
  try {
    return await (signal === undefined ? looking : Promise.race([looking, aborted(signal)]));
  } finally {
    // What is still under way after an abort ends with its connections, and nobody waits for it.
    const closing = Promise.allSettled([looking, fetcher.close()]);
    if (signal?.aborted !== true) await closing;
  }
}

function withSignal(signal: AbortSignal | undefined) {
  return signal === undefined ? {} : { signal };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
