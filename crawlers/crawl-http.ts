/** The HTTP side of a crawl: Crawlee's HttpCrawler on our frontier and our HTTP client. */
import { HttpCrawler, type Request } from '@crawlee/cheerio';
import { createCrawleeConfiguration, crawleeSettings } from './crawlee-settings.js';
import type { CrawlContext } from './crawl-source.js';
import type { HttpFetcher } from './fetch/fetch-http.js';
import { createHttpClient } from './fetch/http-client.js';
import type { Claim } from '../domain/frontier.js';
import { createFrontierRequests, type FrontierRequests } from './frontier-requests.js';
import { judgePage } from './judge-page.js';

/** Robots.txt may have to be fetched first; Crawlee's own limits must never end a visit before ours. */
const CRAWLEE_MARGIN_SECS = 15;

/** Resolves when the frontier has nothing left, or soon after `context.signal` aborts. */
export async function crawlHttp(context: CrawlContext, fetcher: HttpFetcher): Promise<void> {
  const { source, limits, signal } = context;
  const requests = createFrontierRequests({
    frontier: context.frontier,
    fetchBy: 'http',
    isStopped: () => context.isStopped(),
    onBrowserWork: () => context.onBrowserWork(),
    onDue: () => void crawler.autoscaledPool?.notify(),
  });
  const httpClient = createHttpClient(async ({ claim }) => {
    // Put there by the hook below; Crawlee passes options that it does not know through.
    const { url, role, etag, lastModified } = claim as Claim;
    await context.beforeFetch(url);
    return fetcher.fetch({
      url,
      charset: source.charset,
      // A list that has not changed still has to lead on, which an empty 304 cannot.
      etag: role === 'detail' ? etag : null,
      lastModified: role === 'detail' ? lastModified : null,
      signal,
      beforeRedirect: (next) => context.beforeFetch(next),
    });
  });
  const crawler = new HttpCrawler(
    {
      ...crawleeSettings(requests, limits.httpConcurrency),
      httpClient,
      additionalMimeTypes: ['*/*'],
      ignoreHttpErrorStatusCodes: Array.from({ length: 100 }, (_, index) => 500 + index),
      navigationTimeoutSecs: (limits.timeoutMs * 2) / 1000 + CRAWLEE_MARGIN_SECS,
      requestHandlerTimeoutSecs: 60,
      preNavigationHooks: [
        ({ request }, gotOptions) => {
          Object.assign(gotOptions, { claim: requests.claimOf(request as Request) });
        },
      ],
      async requestHandler({ request, response }) {
        const claim = requests.claimOf(request);
        const outcome = httpClient.outcomeOf(response);
        if (signal.aborted) return;
        if ('error' in outcome) await context.fail(claim, outcome.error);
        else await context.save(claim, judgePage(outcome.page, claim, context));
        requests.wake();
      },
      async failedRequestHandler({ request }, error) {
        if (signal.aborted) return;
        await context.fail(requests.claimOf(request as Request), error);
        requests.wake();
      },
    },
    createCrawleeConfiguration(),
  );
  await runUntilAborted(crawler, requests, signal);
}

/** Runs a crawler; an abort ends it at once, without waiting for the pages in flight. */
export async function runUntilAborted(
  crawler: { run(): Promise<unknown>; teardown(): Promise<void> },
  requests: FrontierRequests,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const onAbort = () => {
    // Crawlee 3.18.1 never ends a run that is torn down while it still starts. Until it asks for
    // requests there is nothing to tear down: it is told that there are none, and ends by itself.
    if (requests.isUnderWay()) void crawler.teardown().catch(() => undefined);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await crawler.run();
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
