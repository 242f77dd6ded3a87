/** A page that the browser has opened → the document as its scripts have made it. */
import type { Page, Response } from 'playwright';
import { FetchForbidden, FetchTooLarge } from '../../domain/errors.js';
import type { FetchedPage } from '../../domain/page.js';
import { carryAnswers } from '../extract/carried-answers.js';
import { answered } from './answered.js';
import type { BrowserGuard } from './browser-guard.js';
import { settlePage } from './settle-page.js';
import { unrollList } from './unroll-list.js';

export interface BrowserPageLimits {
  /** Until the document is there, and from then until its scripts come to rest. */
  readonly timeoutMs: number;
  readonly settleMs: number;
  readonly maxBytes: number;
  /** Of everything that a page loads, decoded. */
  readonly maxPageBytes: number;
}

export interface BrowserVisit {
  readonly url: string;
  readonly startedAt: Date;
  readonly limits: BrowserPageLimits;
  readonly guard: BrowserGuard;
  /** How often the page is asked to show more of itself; 0 for a page that is no list. */
  readonly scrolls: number;
}

const VIEWED = /^\s*(?:application\/pdf|image\/|audio\/|video\/)/i;
/** Elements of a document; beyond it neither we nor a reader would see the end. */
const MAX_ELEMENTS = 100_000;

/** @throws FetchTooLarge, FetchFailed (the page hangs), FetchForbidden (its script led away) */
export async function readBrowserPage(
  page: Page,
  response: Response,
  { url, startedAt, limits, guard, scrolls }: BrowserVisit,
): Promise<FetchedPage> {
  const { traffic } = guard;
  // A page whose script starts a download never gets there, and shows its text all the same.
  await page
    .waitForLoadState('domcontentloaded', { timeout: limits.timeoutMs })
    .catch(() => undefined);
  const { elements } = await settlePage(page, () => traffic.pending(), limits.settleMs);
  const finalUrl = page.url();
  if (!/^https?:/.test(finalUrl)) {
    throw new FetchForbidden('the page left for an address that cannot be opened', 'refused');
  }
  if (scrolls > 0 && elements <= MAX_ELEMENTS) {
    // What is read here on belongs to this document: a button must not lead to another.
    guard.pin();
    await unrollList(page, {
      traffic,
      rounds: scrolls,
      settleMs: Math.min(limits.settleMs, 3_000),
      totalMs: limits.timeoutMs,
      maxBytes: limits.maxPageBytes / 2,
    });
  }
  const text = carryAnswers(await readDocument(page, limits.maxBytes), await traffic.answers());
  const bytes = Buffer.from(text, 'utf8');
  const headers: Record<string, string> = await response.allHeaders().catch(() => ({}));
  const served = headers['content-type'] ?? '';
  return {
    url,
    finalUrl,
    redirects: redirectsOf(response),
    status: response.status(),
    headers,
    bytes,
    text,
    charset: 'utf-8',
    // What Chromium shows in a viewer of its own is no document.
    contentType: VIEWED.test(served) ? served : 'text/html; charset=utf-8',
    fetchedBy: 'browser',
    fetchedAt: startedAt,
    tookMs: Date.now() - startedAt.getTime(),
  };
}

/** The document as text, once it is known to be of a size that can be taken. */
async function readDocument(page: Page, maxBytes: number): Promise<string> {
  const read = await answered(
    page.evaluate(
      ({ maxElements, maxLength }) => {
        const elements = document.getElementsByTagName('*').length;
        if (elements > maxElements) return { elements };
        const { doctype, documentElement } = document;
        // Made a text before it is measured: a page can put anything in the place of this property.
        const html = `${documentElement.outerHTML}`;
        if (html.length > maxLength) return { length: html.length };
        const start = doctype === null ? '' : new XMLSerializer().serializeToString(doctype);
        return { html: start + html };
      },
      { maxElements: MAX_ELEMENTS, maxLength: maxBytes },
    ),
  );
  if ('elements' in read)
    throw new FetchTooLarge(`${read.elements} elements, at most ${MAX_ELEMENTS} are taken`);
  if ('length' in read || Buffer.byteLength(read.html) > maxBytes)
    throw new FetchTooLarge(`more than ${maxBytes} bytes`);
  return read.html;
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
