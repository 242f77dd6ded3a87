/**
 * What a page may do in the browser: nothing but show itself. Its requests are checked one by one,
 * sub-resources included. Redirect hops and re-bound names slip past such a check; only a filtering
 * proxy closes that, so the address that answered is checked once more before a page is taken.
 */
import type { BrowserContext, Page, Response, Route } from 'playwright';
import { FetchForbidden } from '../../domain/errors.js';
import {
  checkResolvedUrl,
  isHostOpened,
  isPublicAddress,
  type PrivateNetwork,
} from './address-guard.js';

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
  /** Why the page's own address was refused, if it was. */
  refusal(): FetchForbidden | undefined;
}

/** Puts the checks on a page before it goes anywhere. */
export async function guardPage(page: Page, privateNetwork: PrivateNetwork): Promise<BrowserGuard> {
  let refusal: FetchForbidden | undefined;
  let requests = 0;

  async function decide(route: Route): Promise<void> {
    const request = route.request();
    requests += 1;
    if (BLOCKED_TYPES.has(request.resourceType()) || requests > MAX_REQUESTS) return route.abort();
    const url = new URL(request.url());
    if (url.protocol === 'data:' || url.protocol === 'blob:') return route.continue();
    try {
      await checkResolvedUrl(url, privateNetwork);
    } catch (error) {
      const isMain = request.isNavigationRequest() && request.frame() === page.mainFrame();
      if (isMain && error instanceof FetchForbidden) refusal = error;
      // An aborted navigation leaves the page that is there; any other error would replace it.
      return route.abort(isMain ? 'aborted' : 'accessdenied');
    }
    return route.continue();
  }

  const context: BrowserContext = page.context();
  // A page that is closed in mid-request makes its routes fail; there is nobody left to tell.
  await context.route('**/*', (route) => decide(route).catch(() => undefined));
  await context.routeWebSocket(/.*/, (socket) => socket.close());
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  page.on('download', (download) => void download.cancel().catch(() => undefined));
  context.on('page', (popup) => {
    if (popup !== page) void popup.close().catch(() => undefined);
  });
  return { refusal: () => refusal };
}

/** @throws FetchForbidden when any hop of an answer came from an address that is not public */
export async function checkAnswerer(
  response: Response,
  privateNetwork: PrivateNetwork,
): Promise<void> {
  let hop: Response | null = response;
  while (hop !== null) {
    const url = new URL(hop.url());
    const address = await hop.serverAddr();
    const isRefused =
      address !== null && !isPublicAddress(address.ipAddress.replace(/^\[|\]$/g, ''));
    if (isRefused && !isHostOpened(url, privateNetwork)) {
      throw new FetchForbidden(
        `${url.hostname} answered from an address that is not public`,
        'address',
      );
    }
    const before = hop.request().redirectedFrom();
    hop = before === null ? null : await before.response();
  }
}
