/** The browser side of a crawl: Crawlee's PlaywrightCrawler on our frontier and the machine's Chromium. */
import { PlaywrightCrawler, type PlaywrightCrawlingContext } from '@crawlee/playwright';
import type { BrowserType, Page } from 'playwright';
import { FetchFailed, FetchTooLarge } from '../domain/errors.js';
import type { Claim } from '../domain/frontier.js';
import type { FetchedPage } from '../domain/page.js';
import { runUntilAborted } from './crawl-http.js';
import type { CrawlContext } from './crawl-source.js';
import { createCrawleeConfiguration, crawleeSettings } from './crawlee-settings.js';
import { startEgressProxy } from './egress/start-egress-proxy.js';
import { holdsPostings, parseAnswer } from './extract/carried-answers.js';
import { createBrowserLauncher } from './fetch/browser-launcher.js';
import { guardPage, type BrowserGuard, type GuardOptions } from './fetch/browser-guard.js';
import { readBrowserPage } from './fetch/read-browser-page.js';
import { keepRequestLedger } from './fetch/request-ledger.js';
import { portOf } from './fetch/web-ports.js';
import { createFrontierRequests } from './frontier-requests.js';
import { judgePage } from './judge-page.js';
import { addressKey } from './politeness/address-key.js';
import { isHostOfSource } from './source-hosts.js';

/** Chromium grows with every page it has shown; a fresh one is cheap. */
const PAGES_PER_BROWSER = 50;
const MEGABYTE = 1024 * 1024;
/** Of a browser with all of its processes, before it is replaced; and of one page's. */
const BROWSER_MEMORY = 1_500 * MEGABYTE;
const PAGE_MEMORY = 1_000 * MEGABYTE;
const MAX_PUT_OFF = 2;
/** Errors after which a browser may not be well: a page in it hangs, crashed or never came. */
const BROKEN = /hangs|crash|closed|time(?:d )?out/i;
/** The other pages of a browser that is retired may still come to their end. */
const RETIRED_MS = 60_000;

/** The host's turn is too far off to keep a page open for it. */
class NotItsTurn extends Error {}

/** Resolves when the frontier has nothing left, or soon after `context.signal` aborts; no browser stays. */
export async function crawlBrowser(
  context: CrawlContext,
  { executablePath }: { readonly executablePath: string },
): Promise<void> {
  const { source, limits, signal, privateNetwork } = context;
  const requests = createFrontierRequests({
    frontier: context.frontier,
    fetchBy: 'browser',
    isStopped: () => context.isStopped(),
    onBrowserWork: () => undefined,
    onDue: () => void crawler.autoscaledPool?.notify(),
  });
  const guards = new WeakMap<object, { guard: BrowserGuard; startedAt: Date }>();
  const ledger = keepRequestLedger(
    (sent) => context.frontier.noteRequests(sent),
    (error) => context.log?.warn({ err: error }, 'requests of browser pages were not noted'),
  );
  const egress = await startEgressProxy({
    ...{ privateNetwork, upstream: context.upstream, log: context.log },
    onConnection: (url, address) =>
      ledger.note({ url: url.href, address: addressKey(address, portOf(url)) }),
  });
  /** How often a URL's visit was put off because the host wanted fewer requests for its parts. */
  const putOff = new Map<number, number>();
  const browsers = await createBrowserLauncher({
    ...{ executablePath, egress, maxPageMemory: PAGE_MEMORY },
  });
  const guardOptions: GuardOptions = {
    ...{ egress, charset: source.charset, maxBytes: limits.maxBytes },
    maxPageBytes: limits.maxPageBytes,
    beforeDocument: (url) => context.beforeFetch(url),
    isBlocked: async (url) => (await context.frontier.findBlock(url)) !== null,
    onRequest: (url) => ledger.note({ url }),
    isWanted: (url) => isHostOfSource(new URL(url).hostname, source),
    isUseful: (text, url) =>
      [source.list.xhr, source.detail.xhr].some((part) => part !== undefined && url.includes(part))
        ? parseAnswer(text) !== undefined
        : holdsPostings(text),
  };

  const crawler: PlaywrightCrawler = new PlaywrightCrawler(
    {
      ...crawleeSettings(requests, limits.browserConcurrency),
      headless: true,
      launchContext: {
        useIncognitoPages: true,
        userAgent: context.userAgent,
        // Playwright's type has more than Crawlee calls.
        launcher: browsers.browserType as BrowserType,
      },
      browserPoolOptions: {
        useFingerprints: false,
        retireBrowserAfterPageCount: PAGES_PER_BROWSER,
        closeInactiveBrowserAfterSecs: 30,
        prePageCreateHooks: [
          (_id, _browser, pageOptions) => {
            if (pageOptions === undefined) return;
            Object.assign(pageOptions, {
              acceptDownloads: false,
              serviceWorkers: 'block',
              locale: 'zh-CN',
              timezoneId: 'Asia/Shanghai',
              userAgent: context.userAgent,
              viewport: { width: 1366, height: 900 },
            });
          },
        ],
      },
      navigationTimeoutSecs: limits.timeoutMs / 1000,
      requestHandlerTimeoutSecs: (limits.settleMs + limits.timeoutMs) / 1000 + 30,
      preNavigationHooks: [
        async ({ request, page }, gotoOptions) => {
          Object.assign(gotoOptions, { waitUntil: 'commit', timeout: limits.timeoutMs });
          const startedAt = new Date();
          guards.set(page, { guard: await guardPage(page, guardOptions), startedAt });
          const claim = requests.claimOf(request);
          await context.beforeFetch(claim.url);
          if (!(await context.takeTurn(claim.url))) throw new NotItsTurn();
        },
      ],
      async requestHandler(visit) {
        const claim = requests.claimOf(visit.request);
        let page: FetchedPage;
        try {
          page = await take(visit);
        } catch (error) {
          const reason = judgeFault(visit.page, error);
          if (!signal.aborted) await context.fail(claim, reason);
          requests.wake();
          return;
        }
        if (signal.aborted) return;
        const browser = visit.page.context().browser();
        if (browser !== null && browsers.memoryOf(browser) > BROWSER_MEMORY) {
          endBrowserOf(visit.page);
        }
        await context.save(claim, judgePage(page, claim, context));
        requests.wake();
      },
      async failedRequestHandler({ request, page }, error) {
        const reason = page === undefined ? error : judgeFault(page, error);
        if (signal.aborted) return;
        const claim = requests.claimOf(request);
        if (error instanceof NotItsTurn) await context.frontier.giveBack([claim]);
        else await context.fail(claim, reason);
        requests.wake();
      },
    },
    createCrawleeConfiguration(),
  );

  /** What a page did wrong counts before the error that followed from it; its browser may go with it. */
  function judgeFault(page: Page, error: unknown): unknown {
    const refusal = guards.get(page)?.guard.refusal();
    const browser = page.context().browser();
    const isBroken = BROKEN.test(String(error)) || refusal instanceof FetchTooLarge;
    if (isBroken) endBrowserOf(page);
    if (refusal !== undefined || browser === null) return refusal ?? error;
    return browsers.hasEndedPage(browser) && isBroken
      ? new FetchTooLarge(`the page takes more than ${PAGE_MEMORY} bytes of memory`)
      : error;
  }

  /** A browser in which something went wrong gets no further page, and not much time for those it has. */
  function endBrowserOf(page: Page): void {
    crawler.browserPool.retireBrowserByPage(page);
    const browser = page.context().browser();
    if (browser !== null) browsers.end(browser, RETIRED_MS);
  }

  /** A page whose parts are refused for now is not whole; one whose parts always are is taken as it is. */
  function throwThrottle({ urlId }: Claim, guard: BrowserGuard): void {
    const throttle = guard.throttle();
    const times = putOff.get(urlId) ?? 0;
    if (throttle === undefined || times >= MAX_PUT_OFF) return;
    putOff.set(urlId, times + 1);
    throw throttle;
  }

  async function take({
    request,
    page,
    response,
  }: PlaywrightCrawlingContext): Promise<FetchedPage> {
    if (response === undefined) throw new FetchFailed('the browser got no answer');
    const visit = guards.get(page);
    if (visit === undefined) throw new Error('a page that nobody guards');
    const throwRefusal = (): void => {
      const refusal = visit.guard.refusal();
      if (refusal !== undefined) throw refusal;
    };
    throwRefusal();
    const isList = requests.claimOf(request).role === 'list';
    const scrolls = isList ? source.limits.scrolls : 0;
    try {
      const read = await readBrowserPage(page, response, {
        url: request.url,
        ...visit,
        limits,
        scrolls,
      });
      throwThrottle(requests.claimOf(request), visit.guard);
      return read;
    } finally {
      // A script may have led the page away in the meantime.
      throwRefusal();
    }
  }

  try {
    await runUntilAborted(crawler, requests, signal);
  } finally {
    await Promise.all([crawler.browserPool.destroy().catch(() => undefined), browsers.close()]);
    await egress.close();
    await ledger.close();
  }
}
