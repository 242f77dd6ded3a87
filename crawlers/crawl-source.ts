/** A crawl: the frontier's URLs of one source, visited by Crawlee over HTTP and in a browser. */
import { setMaxListeners } from 'node:events';
import { FetchForbidden, Unavailable } from '../domain/errors.js';
import type { NewIssue } from '../domain/run.js';
import type { Source } from '../domain/source.js';
import { hostKey } from '../domain/url-key.js';
import { crawlHttp } from './crawl-http.js';
import { dropBrowserWork } from './drop-browser-work.js';
import { chooseProxy, type Proxies } from './egress/choose-proxy.js';
import { withoutOpenProxy } from './egress/without-open-proxy.js';
import type { PrivateNetwork } from './fetch/address-guard.js';
import { createHttpFetcher } from './fetch/fetch-http.js';
import type { Claim, Frontier, Visit } from '../domain/frontier.js';
import { RobotsUnreachable } from './judge-error.js';
import { createFetchedRobots } from './politeness/fetched-robots.js';
import type { RobotsCache } from './politeness/robots-cache.js';
import { createSendPace } from './politeness/send-pace.js';
import { createPageBudget } from './page-budget.js';
import { createVisitLog } from './visit-log.js';

export interface CrawlLimits {
  /** For one page, from the first byte sent to the last one read. */
  readonly timeoutMs: number;
  /** Bytes of one page, on the wire and decoded. */
  readonly maxBytes: number;
  /** Bytes of all that one browser page loads, decoded. */
  readonly maxPageBytes: number;
  readonly maxRedirects: number;
  readonly httpConcurrency: number;
  readonly browserConcurrency: number;
  /** How long a browser page may take to come to rest after it has loaded. */
  readonly settleMs: number;
  /** Before a failed page is tried again. */
  readonly retryMs: number;
  /** Before a host is asked again that said "slow down" without saying for how long. */
  readonly throttleMs: number;
}

export const DEFAULT_CRAWL_LIMITS: CrawlLimits = {
  timeoutMs: 30_000,
  maxBytes: 20 * 1024 * 1024,
  maxPageBytes: 64 * 1024 * 1024,
  maxRedirects: 10,
  httpConcurrency: 16,
  browserConcurrency: 2,
  settleMs: 8_000,
  retryMs: 5_000,
  throttleMs: 30_000,
};

/** A claim is not held for longer than this for its host's turn. */
const MAX_TURN_MS = 3_000;

export interface CrawlLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface CrawlOptions {
  readonly source: Source;
  readonly frontier: Frontier;
  /** Pages that the run has already, when this crawl takes it over; 0 when left out. */
  readonly pagesBefore?: number;
  readonly fetchers: {
    readonly http: boolean;
    /** Null: there is none, and pages that need one are dropped. `elsewhere`: other processes take them. */
    readonly browser: { readonly executablePath: string } | 'elsewhere' | null;
  };
  /** e.g. `Mingcha/0.1.0 (+mailto:office@example.org)`; its first word is the name robots.txt knows. */
  readonly userAgent: string;
  readonly privateNetwork: PrivateNetwork;
  /** Outgoing proxies by name; the source says which. */
  readonly proxies?: Proxies | undefined;
  readonly limits?: Partial<CrawlLimits>;
  readonly signal?: AbortSignal;
  readonly log?: CrawlLog;
}

export interface CrawlSummary {
  /** Pages fetched or found unchanged. */
  readonly pages: number;
  readonly postings: number;
  /** Every issue of this crawl, those in the frontier's visits included. */
  readonly issues: readonly NewIssue[];
  /** The part of `issues` that no visit carried to the frontier: the caller saves them. */
  readonly runIssues: readonly NewIssue[];
  readonly aborted: boolean;
}

/** What a crawl over one fetcher needs; shared by the HTTP and the browser side. */
export interface CrawlContext {
  readonly source: Source;
  readonly frontier: Frontier;
  readonly limits: CrawlLimits;
  readonly userAgent: string;
  readonly privateNetwork: PrivateNetwork;
  readonly upstream: URL | undefined;
  readonly signal: AbortSignal;
  readonly hasBrowser: boolean;
  readonly log?: CrawlLog | undefined;
  /** True once nothing more may be claimed. */
  isStopped(): boolean;
  /** Robots.txt and the like, before a URL is fetched; throws what `judgeError` knows. */
  beforeFetch(url: string): Promise<void>;
  /**
   * Waits for the turn of a URL's host, right before the request; false when it is too far off or the
   * host has to be left alone by now: then the claim is given back.
   */
  takeTurn(url: string): Promise<boolean>;
  /** Tells the frontier of a request that a redirect leads to. */
  noteRedirect(url: string): Promise<void>;
  /** Whether nobody, neither the source nor a robots.txt, is known to want a pause. */
  isUnpaced(): boolean;
  save(claim: Claim, visit: Visit): Promise<void>;
  /** Saves the visit that follows from an error. */
  fail(claim: Claim, error: unknown): Promise<void>;
  onBrowserWork(): void;
}

/**
 * Crawls until the frontier says `finished`, the source's page limit is reached, or `signal` aborts
 * (URLs in flight then stay leased and are taken over when their lease ends).
 * A failed page never ends a crawl; a frontier that throws does.
 * @throws {Unavailable} when a page cannot be kept: its URL stays leased and is nobody's fault
 */
export async function crawlSource(given: CrawlOptions): Promise<CrawlSummary> {
  const { pagesBefore = 0, source } = given;
  const budget = createPageBudget(given.frontier, source.limits.pages, pagesBefore);
  const options: CrawlOptions = { ...given, frontier: budget };
  const limits = { ...DEFAULT_CRAWL_LIMITS, ...options.limits };
  const stop = new AbortController();
  const signal =
    options.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, options.signal]);
  // Every page in flight listens; Node takes more than ten for a leak.
  setMaxListeners(0, signal);
  const upstream = chooseProxy(options.source.proxy, options.proxies ?? {});
  const fetcher = createHttpFetcher({ ...limits, ...options, upstream });
  const robots = createFetchedRobots({
    ...{ fetcher, signal, userAgent: options.userAgent },
    retryMs: limits.throttleMs,
    downRetryMs: limits.retryMs,
    // The host has been asked once more than its claims say, and its first page follows at once.
    onFetched: ({ finalUrl, address }) =>
      options.frontier.noteRequests([{ url: finalUrl, address }]),
  });
  const log = createVisitLog({ ...options, limits, isLimitReached: budget.isSpent });
  let browserSide: Promise<void> | undefined;

  /** Nothing can be kept: what is in flight would fail like this as well, and none of it is a page's fault. */
  let lost: Unavailable | undefined;
  async function stopWhenUnavailable(saved: Promise<void>): Promise<void> {
    try {
      await saved;
    } catch (error) {
      if (error instanceof Unavailable) stop.abort((lost ??= error));
      throw error;
    }
  }

  const context: CrawlContext = {
    ...options,
    limits,
    upstream,
    signal,
    hasBrowser: options.fetchers.browser !== null,
    isStopped: () => signal.aborted || budget.isSpent(),
    ...createRobotsGate(robots, options),
    save: (claim, visit) => stopWhenUnavailable(log.save(claim, visit)),
    fail: (claim, error) => stopWhenUnavailable(log.fail(claim, error)),
    onBrowserWork() {
      browserSide ??= startBrowserSide(context, options).catch((error: unknown) => {
        stop.abort(error);
        throw error;
      });
      // Awaited below; a failure in the meantime must not count as unhandled.
      browserSide.catch(() => undefined);
    },
  };

  try {
    if (options.source.fetch === 'browser' || !options.fetchers.http) context.onBrowserWork();
    if (options.fetchers.http) await crawlHttp(context, fetcher);
    await browserSide;
  } finally {
    stop.abort();
    await browserSide?.catch(() => undefined);
    await fetcher.close();
  }
  if (lost !== undefined) throw lost;
  return log.summary(options.signal?.aborted === true);
}

async function startBrowserSide(context: CrawlContext, options: CrawlOptions): Promise<void> {
  const { browser } = options.fetchers;
  if (browser === 'elsewhere') return;
  if (browser === null) return dropBrowserWork(context);
  // Loaded late: an HTTP crawl needs no Playwright.
  const { crawlBrowser } = await withoutOpenProxy(() => import('./crawl-browser.js'));
  await crawlBrowser(context, browser);
}

function createRobotsGate(
  robots: RobotsCache,
  { frontier, source }: CrawlOptions,
): Pick<CrawlContext, 'beforeFetch' | 'takeTurn' | 'noteRedirect' | 'isUnpaced'> {
  const isSourceUnpaced = source.pace.delayMs === 0 && (source.pace.addressDelayMs ?? 0) === 0;
  const slowed = new Map<string, number>();
  const sendPace = createSendPace();
  let hasAsked = false;
  return {
    async beforeFetch(url) {
      const answer = await robots.check(url);
      if (answer.status === 'disallowed') {
        throw new FetchForbidden('robots.txt does not allow this address', 'robots');
      }
      if (answer.status === 'unreachable') {
        throw new RobotsUnreachable(answer.reason, answer.retryAfterMs, answer.isDown);
      }
      hasAsked = true;
      const host = hostKey(url);
      if ((answer.crawlDelayMs ?? 0) <= source.pace.delayMs || slowed.has(host)) return;
      const crawlDelayMs = answer.crawlDelayMs ?? 0;
      slowed.set(host, crawlDelayMs);
      await frontier.slowDown(host, crawlDelayMs);
    },
    async takeTurn(url) {
      const host = hostKey(url);
      const pauseMs = Math.max(source.pace.delayMs, slowed.get(host) ?? 0);
      const waitedMs = await sendPace.takeTurn(host, pauseMs, MAX_TURN_MS);
      if (waitedMs === undefined) return false;
      // Whoever was asked in the meantime may have said that this is too much.
      if (waitedMs < 1) return true;
      if ((await frontier.findBlock(url)) !== null) return false;
      // The question took its time; the next one waits from now.
      sendPace.note(host);
      return true;
    },
    async noteRedirect(url) {
      sendPace.note(hostKey(url));
      // What is due at the host that is led to keeps its distance from now on.
      await frontier.noteRequests([{ url }]);
    },
    // Before the first robots.txt has answered nobody knows.
    isUnpaced: () => hasAsked && isSourceUnpaced && slowed.size === 0,
  };
}
