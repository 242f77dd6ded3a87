/** What counts as the same URL, and as the same host. */
import { createHash } from 'node:crypto';
import { parse } from 'tldts';

/** Parameters that only say where a visitor came from; they never name another page. */
const TRACKING = /^(?:utm_\w+|spm|from_source|share_token|fbclid|gclid|_t|timestamp)$/i;
const SUFFIXES = { allowPrivateDomains: true, extractHostname: false, validateHostname: false };

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

/**
 * Whose clock a URL moves: the registrable domain (`58.com`, `edu.example.com.cn` → `example.com.cn`),
 * so that a site with a name per city has one pace. Tenants of a platform that lists them as such
 * (`name.github.io`) are sites of their own; the clock of their common address slows them together.
 * What has no registrable domain (IP addresses, `localhost`, unknown suffixes) is a host by itself,
 * with its port: two programs on one machine are two sites.
 * @throws {TypeError} when `url` is no absolute URL
 */
export function hostKey(url: string): string {
  const { host, hostname } = new URL(url);
  const { domain, isIcann, isPrivate } = parse(hostname, SUFFIXES);
  // Of a suffix that nobody has listed we do not know who registers below it.
  return domain === null || (isIcann !== true && isPrivate !== true) ? host.toLowerCase() : domain;
}
