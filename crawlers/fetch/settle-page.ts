/** Waits until a page has stopped changing: nothing under way, and the same document for a while. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { FetchFailed } from '../../domain/errors.js';
import { answered } from './answered.js';

const POLL_MS = 40;
/** Without a change for so long a page with text is at rest. */
const QUIET_MS = 120;
/** A page with next to no text is given more: its script may only begin. */
const EMPTY_QUIET_MS = 500;
const EMPTY_TEXT = 200;

export interface PageLook {
  /** Elements of the document. */
  readonly elements: number;
  /** Characters of text, scripts included. */
  readonly text: number;
}

/**
 * @param pending how many requests are under way
 * @param settleMs the longest wait
 * @throws FetchFailed when the page hangs in its own script
 */
export async function settlePage(
  page: Page,
  pending: () => number,
  settleMs: number,
): Promise<PageLook> {
  const end = performance.now() + settleMs;
  let last: PageLook = { elements: -1, text: -1 };
  let since = performance.now();
  for (;;) {
    const look = await lookAt(page);
    const isSame = look?.elements === last.elements && look.text === last.text;
    if (!isSame || pending() > 0) since = performance.now();
    if (look !== undefined) last = look;
    const quietMs = last.text < EMPTY_TEXT ? EMPTY_QUIET_MS : QUIET_MS;
    if (performance.now() - since >= quietMs || performance.now() >= end) return last;
    await sleep(POLL_MS);
  }
}

/** Undefined while the page is on its way to another document. */
async function lookAt(page: Page): Promise<PageLook | undefined> {
  try {
    return await answered(
      page.evaluate(() => ({
        elements: document.getElementsByTagName('*').length,
        // Scripts are no text that anybody sees, but they do not change either.
        text: document.body === null ? 0 : (document.body.textContent ?? '').length,
      })),
    );
  } catch (error) {
    if (error instanceof FetchFailed || page.isClosed()) throw error;
    if (error instanceof Error && /crash|closed/i.test(error.message)) throw error;
    return undefined;
  }
}
