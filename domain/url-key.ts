/** What counts as the same URL, and as the same host. */
import { createHash } from 'node:crypto';
import { parse } from 'tldts';
import { canonicalUrl } from './canonical-url.js';

const SUFFIXES = { allowPrivateDomains: true, extractHostname: false, validateHostname: false };

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
