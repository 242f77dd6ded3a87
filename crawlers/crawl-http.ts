/** The HTTP side of a crawl: Crawlee's task pool on our frontier and our fetcher. */
import { AutoscaledPool } from '@crawlee/cheerio';
import { FetchFailed } from '../domain/errors.js';
import type { Claim } from '../domain/frontier.js';
import { createClaimFeed, type ClaimFeed } from './claim-feed.js';
import type { CrawlContext } from './crawl-source.js';
import { createCrawleeConfiguration, poolSettings } from './crawlee-settings.js';
import type { HttpFetcher } from './fetch/fetch-http.js';
import { judgePage } from './judge-page.js';

/** Robots.txt may have to be fetched first, for the page and for where it redirects to. */
const FETCH_MARGIN_MS = 15_000;
/** For judging and saving a page. A database that does not answer for so long ends the crawl. */
const SAVE_MS = 60_000;

/**
 * Resolves when the frontier has nothing left, or soon after `context.signal` aborts.
 *
 * Only Crawlee's pool is used: its HttpCrawler would add requests, contexts, streams, cookies and
 * nested timeouts to each page, of which nothing is left to do here, and took a tenth of all CPU.
 */
export async function crawlHttp(context: CrawlContext, fetcher: HttpFetcher): Promise<void> {
  const { source, limits, signal } = context;
  const feed = createClaimFeed({
    frontier: context.frontier,
    fetchBy: 'http',
    most: () => (context.isUnpaced() ? limits.httpConcurrency : 1),
    isStopped: () => context.isStopped(),
    onBrowserWork: () => context.onBrowserWork(),
    onDue: () => void pool.notify(),
  });

  /** Undefined: it was not the host's turn. */
  async function fetchPage({ url, role, etag, lastModified }: Claim) {
    await context.beforeFetch(url);
    if (!(await context.takeTurn(url))) return undefined;
    return fetcher.fetch({
      url,
      charset: source.charset,
      followRefresh: true,
      // A list that has not changed still has to lead on, which an empty 304 cannot.
      etag: role === 'detail' ? etag : null,
      lastModified: role === 'detail' ? lastModified : null,
      signal,
      async beforeRedirect(next) {
        await context.beforeFetch(next);
        await context.noteRedirect(next);
      },
    });
  }

  /** @returns whether the host gave what was asked for */
  async function visit(claim: Claim): Promise<boolean> {
    try {
      const page = await within(limits.timeoutMs * 2 + FETCH_MARGIN_MS, fetchPage(claim));
      if (signal.aborted) return true;
      if (page === undefined) {
        await context.frontier.giveBack([claim]);
        return true;
      }
      const judged = judgePage(page, claim, context);
      await within(SAVE_MS, context.save(claim, judged));
      return judged.outcome !== 'throttled' && judged.outcome !== 'retry';
    } catch (error) {
      if (!signal.aborted) await within(SAVE_MS, context.fail(claim, error));
      return signal.aborted;
    }
  }

  const pool = new AutoscaledPool(
    {
      ...poolSettings(limits.httpConcurrency),
      isTaskReadyFunction: () => feed.isReady(),
      isFinishedFunction: () => Promise.resolve(feed.isFinished()),
      async runTaskFunction() {
        const claim = feed.take();
        if (claim === undefined) return;
        // The frontier may now want the host left alone, which claims made before do not know.
        if (!(await visit(claim))) await feed.giveBack();
        feed.wake();
      },
    },
    createCrawleeConfiguration(),
  );
  try {
    await runUntilAborted({ run: () => pool.run(), teardown: () => pool.abort() }, feed, signal);
  } finally {
    // What cannot be given back comes back by itself when its lease ends.
    await feed.giveBack().catch(() => undefined);
  }
}

/** @throws FetchFailed when the work takes longer; what it does later is refused by the claim's fence */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new FetchFailed(`not done within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs a crawler; an abort ends it at once, without waiting for the pages in flight. */
export async function runUntilAborted(
  crawler: { run(): Promise<unknown>; teardown(): Promise<void> },
  requests: Pick<ClaimFeed, 'isUnderWay'>,
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
