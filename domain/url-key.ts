/** What counts as the same URL, and as the same host. */
import { createHash } from 'node:crypto';

/** Parameters that only say where a visitor came from; they never name another page. */
const TRACKING = /^(?:utm_\w+|spm|from_source|share_token|fbclid|gclid|_t|timestamp)$/i;

/**
 * The address under which a page is known: fragment and tracking parameters dropped, the rest in
 * the site's own order (some sites mind it). The result is absolute and percent-encoded (WHATWG URL).
 * @throws {TypeError} when `url` is no absolute URL
 */
export function canonicalUrl(url: string): string {
  const parsed = new URL(url);
  parsed.hash = '';
  // On the raw string: URLSearchParams would re-encode GBK percent escapes as UTF-8 and break them.
  const kept = parsed.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !TRACKING.test(pair.split('=', 1)[0] ?? ''));
  parsed.search = kept.join('&');
  return parsed.href;
}

/** SHA-256 (hex) of the canonical URL. */
export function urlKey(url: string): string {
  return createHash('sha256').update(canonicalUrl(url)).digest('hex');
}

/** Whose clock a URL moves: host name and, when it is not the scheme's own, port. */
export function hostKey(url: string): string {
  return new URL(url).host.toLowerCase();
}
