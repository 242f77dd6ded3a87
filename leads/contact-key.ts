/** The keyed hash by which contacts are matched, so that no number stands in an index in the clear. */
import { createHmac } from 'node:crypto';
import { InvalidInput } from '../domain/errors.js';
import type { Contact } from '../domain/finding.js';

const MIN_SECRET_LENGTH = 16;
const MOBILE = /^1[3-9]\d{9}$/u;

/**
 * HMAC-SHA-256 (64 hex digits) of a contact. The same contact point has the same key however it is
 * written: `+86`, spaces and hyphens are dropped, a WeChat id that is a mobile number counts as that
 * number (微信同号), and the case of letters does not matter, but for what follows the host of an address.
 * @param secret the jurisdiction's own key, at least 16 characters
 * @throws {InvalidInput} when the secret is too short
 */
export function contactKey(contact: Pick<Contact, 'kind' | 'value'>, secret: string): string {
  if (secret.length < MIN_SECRET_LENGTH) {
    throw new InvalidInput(`the contact secret has fewer than ${MIN_SECRET_LENGTH} characters`);
  }
  return createHmac('sha256', secret).update(canonicalContact(contact)).digest('hex');
}

function canonicalContact({ kind, value }: Pick<Contact, 'kind' | 'value'>): string {
  const written = value.normalize('NFKC').trim();
  // A QR code to add somebody or to join a group leads to an address, too.
  const isAddress =
    kind === 'url' || ((kind === 'wechat' || kind === 'group') && written.includes('/'));
  if (isAddress) return `${kind}:${canonicalUrl(written)}`;
  const folded = written.toLowerCase();
  if (kind === 'email') return `email:${folded}`;
  if (kind === 'mini-program') return `mini-program:${folded.replace(/\s/gu, '')}`;
  const compact = folded.replace(/[\s().+]/gu, '');
  const digits = compact.replaceAll('-', '').replace(/^(?:00)?86(?=1[3-9]\d{9}$)/u, '');
  if ((kind === 'phone' || kind === 'wechat') && MOBILE.test(digits)) return `phone:${digits}`;
  return `${kind}:${kind === 'wechat' ? compact : digits}`;
}

function lowerHost(authority: string): string {
  const at = authority.indexOf('@') + 1;
  return authority.slice(0, at) + authority.slice(at).toLowerCase();
}

/** Scheme and host are the same in any case, and so are the digits of an escape (RFC 3986, 6.2.2.1); the rest is not. */
function canonicalUrl(url: string): string {
  const withoutScheme = url.replace(/^https?:\/\/(?:www\.)?/iu, '').replace(/#.*$/u, '');
  const normal = withoutScheme
    .replace(/^[^/?]*/u, lowerHost)
    .replace(/%[\da-f]{2}/giu, (escape) => escape.toUpperCase());
  const [path = '', query] = normal.split('?', 2);
  const parameters = (query ?? '')
    .split('&')
    .filter((parameter) => parameter !== '' && !/^utm_/iu.test(parameter))
    .sort();
  const trimmed = path.replace(/\/+$/u, '');
  return parameters.length === 0 ? trimmed : `${trimmed}?${parameters.join('&')}`;
}
