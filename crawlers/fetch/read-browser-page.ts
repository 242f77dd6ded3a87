/** A page that the browser has opened → the document as its scripts have made it. */
import type { Page, Response } from 'playwright';
import { FetchFailed, FetchForbidden, FetchTooLarge } from '../../domain/errors.js';
import type { FetchedPage } from '../../domain/page.js';

export interface BrowserPageLimits {
  /** Until the document is there, and from then until its scripts come to rest. */
  readonly timeoutMs: number;
  readonly settleMs: number;
  readonly maxBytes: number;
}

/** Elements of a document; beyond it neither we nor a reader would see the end. */
const MAX_ELEMENTS = 100_000;
/** Even a frozen page must answer within this, or it is given up. */
const ANSWER_MS = 5_000;

/** @throws FetchTooLarge, FetchFailed (the page hangs), FetchForbidden (its script led away) */
export async function readBrowserPage(
  page: Page,
  response: Response,
  { url, startedAt, limits }: { url: string; startedAt: Date; limits: BrowserPageLimits },
): Promise<FetchedPage> {
  // A page whose script starts a download never gets there, and shows its text all the same.
  await page
    .waitForLoadState('domcontentloaded', { timeout: limits.timeoutMs })
    .catch(() => undefined);
  await page.waitForLoadState('networkidle', { timeout: limits.settleMs }).catch(() => undefined);
  if (!/^https?:/.test(page.url())) {
    throw new FetchForbidden('the page left for an address that cannot be opened', 'refused');
  }
  const elements = await answered(page.evaluate(() => document.getElementsByTagName('*').length));
  if (elements > MAX_ELEMENTS)
    throw new FetchTooLarge(`${elements} elements, at most ${MAX_ELEMENTS} are taken`);
  const text = await answered(page.content());
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > limits.maxBytes) throw new FetchTooLarge(`more than ${limits.maxBytes} bytes`);
  const headers = await response.allHeaders().catch(() => ({}));
  return {
    url,
    finalUrl: page.url(),
    redirects: redirectsOf(response),
    status: response.status(),
    headers,
    bytes,
    text,
    charset: 'utf-8',
    contentType: 'text/html; charset=utf-8',
    fetchedBy: 'browser',
    fetchedAt: startedAt,
    tookMs: Date.now() - startedAt.getTime(),
  };
}

/** A script in an endless loop answers nothing; Playwright would wait for ever. */
async function answered<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new FetchFailed('the page hangs in its own script')),
      ANSWER_MS,
    );
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function redirectsOf(response: Response): string[] {
  const urls: string[] = [];
  for (
    let request = response.request().redirectedFrom();
    request !== null;
    request = request.redirectedFrom()
  ) {
    urls.unshift(request.url());
  }
  return urls.length === 0 ? [] : [...urls.slice(1), response.url()];
}
