/** What an HTTP status means for a visit, as an error named after its consequence. */
import { FetchFailed, FetchForbidden, FetchThrottled, NotFound } from '../../domain/errors.js';
import type { FetchedPage } from '../../domain/page.js';
import { parseRetryAfter } from './retry-after.js';

/**
 * Passes 2xx and 304.
 * @throws FetchThrottled 429 and 503; FetchFailed other 5xx, 408, 425; NotFound 404, 410;
 *   FetchForbidden (refused) any other status
 */
export function checkAnswer(page: FetchedPage, now: Date): void {
  const { status } = page;
  if ((status >= 200 && status < 300) || status === 304) return;
  const retryAfterMs = parseRetryAfter(page.headers['retry-after'], now, page.headers['date']);
  if (status === 429 || status === 503) {
    throw new FetchThrottled(`the host answers ${status}`, retryAfterMs);
  }
  if (status >= 500 || status === 408 || status === 425)
    throw new FetchFailed(`the host answers ${status}`);
  if (status === 404 || status === 410) throw new NotFound(`the host answers ${status}`);
  throw new FetchForbidden(`the host answers ${status}`, 'refused');
}
