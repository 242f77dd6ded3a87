/**
 * What a page may do in the browser: nothing but show itself. Which addresses it reaches is not
 * decided here but where the connection is made, in `egress/`: a check of requests does not see
 * redirect hops, workers or names that are re-bound.
 */
import type { BrowserContext, Page, Request, Response, Route } from 'playwright';
import { FetchThrottled, FetchTooLarge } from '../../domain/errors.js';
import { hostKey } from '../../domain/url-key.js';
import type { EgressProxy } from '../egress/start-egress-proxy.js';
import { openDocumentGate } from './document-gate.js';
import { parseRetryAfter } from './retry-after.js';
import { watchTraffic, type PageTraffic, type TrafficOptions } from './page-traffic.js';

/** Text is what is wanted; pictures are fetched later, when their text is. */
const BLOCKED_TYPES = new Set([
  'image',
  'media',
  'font',
  'texttrack',
  'manifest',
  'ping',
  'eventsource',
]);
/** Without these a page is not whole. */
const CONTENT_TYPES = new Set(['xhr', 'fetch', 'script']);
/** A page that asks for more than this is broken or hostile. */
const MAX_REQUESTS = 500;

export interface GuardOptions extends Pick<TrafficOptions, 'isWanted' | 'isUseful'> {
  readonly egress: Pick<EgressProxy, 'findFailure' | 'takeTurn'>;
  /** Whether the host of an address must be left alone now. */
  readonly isBlocked: (url: string) => Promise<boolean>;
  /** Told of each request that goes out. */
  readonly onRequest: (url: string) => void;
  /** A charset that wins over what the page says. */
  readonly charset: string | undefined;
  /** Of the document, and of everything that the page loads; decoded. */
  readonly maxBytes: number;
  readonly maxPageBytes: number;
  /** Asked before a document is fetched to which a redirect or a script leads; throws to refuse. */
  readonly beforeDocument: (url: string) => Promise<void>;
}

export interface BrowserGuard {
  readonly traffic: PageTraffic;
  /** Why the document that the page was last sent for was not brought, or what the page did wrong. */
  refusal(): Error | undefined;
  /** The host's wish to be asked later, if it answered so to a part of the page. */
  throttle(): FetchThrottled | undefined;
  /** From now on the page stays on its document. */
  pin(): void;
}

/** Schemes of a page's requests; the proxy sees the first two only. */
const SCHEMES = new Set(['http:', 'https:', 'data:', 'blob:']);
/** What the proxy answers for a host that it refuses or cannot reach. */
const PROXY_STATUS = new Set([403, 502]);

/** Puts the limits on a page before it goes anywhere. */
export async function guardPage(page: Page, options: GuardOptions): Promise<BrowserGuard> {
  const { egress } = options;
  let requests = 0;
  let document: { readonly url: string; status?: number } | undefined;
  let fault: Error | undefined;
  let throttle: FetchThrottled | undefined;
  let isPinned = false;

  async function decide(route: Route): Promise<void> {
    const request = route.request();
    requests += 1;
    if (BLOCKED_TYPES.has(request.resourceType()) || requests > MAX_REQUESTS) return route.abort();
    if (!SCHEMES.has(new URL(request.url()).protocol)) return route.abort('accessdenied');
    const url = request.url();
    const isRemote = /^http/.test(url);
    if (!isDocument(request)) {
      if (isRemote && (await options.isBlocked(url))) return route.abort('blockedbyclient');
      return letOut(route, url);
    }
    // Aborted so, the page stays where it is.
    if (isPinned) return route.abort('aborted');
    // The first document was asked for before the page was sent there.
    if (requests > 1 && isRemote) {
      try {
        await options.beforeDocument(url);
      } catch (error) {
        fault = error instanceof Error ? error : new Error(String(error));
        return route.abort('accessdenied');
      }
    }
    return letOut(route, url);
  }

  async function letOut(route: Route, url: string): Promise<void> {
    if (/^http/.test(url)) options.onRequest(url);
    // Plain HTTP waits its turn in the proxy, which does not see what goes on in a tunnel.
    if (url.startsWith('https:')) await egress.takeTurn(url);
    return route.continue();
  }

  const isDocument = (request: Request) =>
    request.isNavigationRequest() && request.frame() === page.mainFrame();
  page.on('request', (request) => {
    if (isDocument(request) && !isPinned) document = { url: request.url() };
  });
  page.on('response', (response) => {
    if (document?.url === response.url() && isDocument(response.request())) {
      document.status = response.status();
    } else noteThrottle(response);
  });

  /** What the page's own host answers to a part that its content may depend on. */
  function noteThrottle(response: Response): void {
    const [url, status] = [response.url(), response.status()];
    if (!CONTENT_TYPES.has(response.request().resourceType())) return;
    if (document === undefined || hostKey(url) !== hostKey(document.url)) return;
    const { 'retry-after': later, date } = response.headers();
    const retryAfterMs = parseRetryAfter(later, new Date(), date);
    if (status !== 429 && (status !== 503 || retryAfterMs === undefined)) return;
    throttle ??= new FetchThrottled(
      `the host answers ${status} to a part of the page`,
      retryAfterMs,
    );
  }

  const context: BrowserContext = page.context();
  const session = await context.newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const [gate, traffic] = await Promise.all([
    openDocumentGate(session, {
      frameId: frameTree.frame.id,
      charset: options.charset,
      maxBytes: options.maxBytes,
      beforeRedirect: options.beforeDocument,
    }),
    watchTraffic(session, {
      isWanted: options.isWanted,
      isUseful: options.isUseful,
      maxBytes: options.maxPageBytes,
      onOverflow() {
        fault ??= new FetchTooLarge(`the page loads more than ${options.maxPageBytes} bytes`);
        void page.close().catch(() => undefined);
      },
    }),
    // A page that is closed in mid-request makes its routes fail; there is nobody left to tell.
    context.route('**/*', (route) => decide(route).catch(() => undefined)),
    context.routeWebSocket(/.*/, (socket) => socket.close()),
  ]);
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  page.on('download', (download) => void download.cancel().catch(() => undefined));
  context.on('page', (popup) => {
    if (popup !== page) void popup.close().catch(() => undefined);
  });
  return {
    traffic,
    refusal() {
      if (fault !== undefined || gate.refusal() !== undefined) return fault ?? gate.refusal();
      if (document === undefined) return undefined;
      // A tunnel that is refused gives no status at all.
      const { url, status } = document;
      return status === undefined || PROXY_STATUS.has(status) ? egress.findFailure(url) : undefined;
    },
    throttle: () => throttle,
    pin() {
      isPinned = true;
    },
  };
}
