/** The browser side of a crawl: Crawlee's PlaywrightCrawler on our frontier and the machine's Chromium. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlaywrightCrawler, type PlaywrightCrawlingContext } from '@crawlee/playwright';
import { FetchFailed } from '../domain/errors.js';
import type { FetchedPage } from '../domain/page.js';
import { runUntilAborted } from './crawl-http.js';
import type { CrawlContext } from './crawl-source.js';
import { createCrawleeConfiguration, crawleeSettings } from './crawlee-settings.js';
import { browserEgress } from './egress/browser-egress.js';
import { startEgressProxy } from './egress/start-egress-proxy.js';
import { guardPage, type BrowserGuard } from './fetch/browser-guard.js';
import { readBrowserPage } from './fetch/read-browser-page.js';
import { createFrontierRequests } from './frontier-requests.js';
import { judgePage } from './judge-page.js';

/** Keep the browser from calling anywhere by itself. */
const QUIET_FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  // In spite of the two above Chromium asks for component updates and accounts: nobody is there.
  '--component-updater=url-source=http://127.0.0.1:9/',
  '--gaia-url=http://127.0.0.1:9/',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-client-side-phishing-detection',
  '--disable-domain-reliability',
];
/** Chromium grows with every page it has shown; a fresh one is cheap. */
const PAGES_PER_BROWSER = 50;

/** Resolves when the frontier has nothing left, or soon after `context.signal` aborts; no browser stays. */
export async function crawlBrowser(
  context: CrawlContext,
  { executablePath }: { readonly executablePath: string },
): Promise<void> {
  const { limits, signal, privateNetwork } = context;
  const requests = createFrontierRequests({
    frontier: context.frontier,
    fetchBy: 'browser',
    isStopped: () => context.isStopped(),
    onBrowserWork: () => undefined,
    onDue: () => void crawler.autoscaledPool?.notify(),
  });
  const guards = new WeakMap<object, { guard: BrowserGuard; startedAt: Date }>();
  const profile = await mkdtemp(join(tmpdir(), 'mingcha-browser-'));
  const egress = await startEgressProxy({ privateNetwork, log: context.log });
  const wayOut = browserEgress(egress);

  const crawler: PlaywrightCrawler = new PlaywrightCrawler(
    {
      ...crawleeSettings(requests, limits.browserConcurrency),
      headless: true,
      launchContext: {
        useIncognitoPages: true,
        userAgent: context.userAgent,
        launchOptions: {
          executablePath,
          proxy: wayOut.proxy,
          args: [
            ...QUIET_FLAGS,
            ...wayOut.args,
            ...(isRoot() ? ['--no-sandbox'] : []),
            `--crash-dumps-dir=${profile}`,
          ],
          downloadsPath: profile,
          // Our own signal ends the browser; Playwright's handlers would end the process as well.
          handleSIGINT: false,
          handleSIGTERM: false,
          handleSIGHUP: false,
        },
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
          guards.set(page, { guard: await guardPage(page, egress), startedAt: new Date() });
          await context.beforeFetch(requests.claimOf(request).url);
        },
      ],
      async requestHandler(visit) {
        const claim = requests.claimOf(visit.request);
        let page: FetchedPage;
        try {
          page = await take(visit);
        } catch (error) {
          if (!signal.aborted) await context.fail(claim, error);
          requests.wake();
          return;
        }
        if (signal.aborted) return;
        await context.save(claim, judgePage(page, claim, context));
        requests.wake();
      },
      async failedRequestHandler({ request, page }, error) {
        if (signal.aborted) return;
        const refusal = page === undefined ? undefined : guards.get(page)?.guard.refusal();
        await context.fail(requests.claimOf(request), refusal ?? error);
        requests.wake();
      },
    },
    createCrawleeConfiguration(),
  );

  async function take({
    request,
    page,
    response,
  }: PlaywrightCrawlingContext): Promise<FetchedPage> {
    if (response === undefined) throw new FetchFailed('the browser got no answer');
    const visit = guards.get(page);
    const throwRefusal = (): void => {
      const refusal = visit?.guard.refusal();
      if (refusal !== undefined) throw refusal;
    };
    throwRefusal();
    const startedAt = visit?.startedAt ?? new Date();
    try {
      return await readBrowserPage(page, response, { url: request.url, startedAt, limits });
    } finally {
      // A script may have led the page away in the meantime.
      throwRefusal();
    }
  }

  try {
    await runUntilAborted(crawler, requests, signal);
  } finally {
    await crawler.browserPool.destroy().catch(() => undefined);
    await egress.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
