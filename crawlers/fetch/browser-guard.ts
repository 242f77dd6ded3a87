/**
 * What a page may do in the browser: nothing but show itself. Which addresses it reaches is not
 * decided here but where the connection is made, in `egress/`: a check of requests does not see
 * redirect hops, workers or names that are re-bound.
 */
import type { BrowserContext, Page, Request, Route } from 'playwright';
import type { EgressProxy } from '../egress/start-egress-proxy.js';

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
/** A page that asks for more than this is broken or hostile. */
const MAX_REQUESTS = 500;

export interface BrowserGuard {
  /** Why the proxy did not bring the document that the page was last sent for, if it did not. */
  refusal(): Error | undefined;
}

/** Schemes of a page's requests; the proxy sees the first two only. */
const SCHEMES = new Set(['http:', 'https:', 'data:', 'blob:']);
/** What the proxy answers for a host that it refuses or cannot reach. */
const PROXY_STATUS = new Set([403, 502]);

/** Puts the limits on a page before it goes anywhere. */
export async function guardPage(
  page: Page,
  egress: Pick<EgressProxy, 'findFailure'>,
): Promise<BrowserGuard> {
  let requests = 0;
  let document: { readonly url: string; status?: number } | undefined;

  async function decide(route: Route): Promise<void> {
    const request = route.request();
    requests += 1;
    if (BLOCKED_TYPES.has(request.resourceType()) || requests > MAX_REQUESTS) return route.abort();
    if (!SCHEMES.has(new URL(request.url()).protocol)) return route.abort('accessdenied');
    return route.continue();
  }

  const isDocument = (request: Request) =>
    request.isNavigationRequest() && request.frame() === page.mainFrame();
  page.on('request', (request) => {
    if (isDocument(request)) document = { url: request.url() };
  });
  page.on('response', (response) => {
    if (document?.url === response.url() && isDocument(response.request())) {
      document.status = response.status();
    }
  });

  const context: BrowserContext = page.context();
  // A page that is closed in mid-request makes its routes fail; there is nobody left to tell.
  await context.route('**/*', (route) => decide(route).catch(() => undefined));
  await context.routeWebSocket(/.*/, (socket) => socket.close());
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  page.on('download', (download) => void download.cancel().catch(() => undefined));
  context.on('page', (popup) => {
    if (popup !== page) void popup.close().catch(() => undefined);
  });
  return {
    refusal() {
      if (document === undefined) return undefined;
      // A tunnel that is refused gives no status at all.
      const { url, status } = document;
      return status === undefined || PROXY_STATUS.has(status) ? egress.findFailure(url) : undefined;
    },
  };
}
