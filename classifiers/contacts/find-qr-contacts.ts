/**
 * What the QR codes in a posting's pictures lead to. The reading is exact, so it is not folded: the
 * path of a WeChat code tells capital letters from small ones. Codes that hold plain text are read as text.
 */
import { QR_LINE } from '../../domain/image-text.js';
import type { Contact, ContactKind } from '../../domain/finding.js';

const LINE = new RegExp(`^${QR_LINE}(https?://\\S+)$`, 'gimu');

/** Adding somebody, or joining a group, by host and path; anything else is a URL. */
const APPS: readonly (readonly [kind: ContactKind, address: RegExp])[] = [
  ['group', /^(?:weixin\.qq\.com\/g\/|qm\.qq\.com\/(?:cgi-bin\/)?qm\/|jq\.qq\.com\/)/i],
  ['wechat', /^(?:u\.wechat\.com|(?:www\.)?weixin\.qq\.com\/[rx]|work\.weixin\.qq\.com)\//i],
];

/** The contacts of the QR lines in the text of pictures (`composeImageText`). */
export function findQrContacts(image: string): Contact[] {
  return [...image.matchAll(LINE)].map((match) => {
    const text = match[1] ?? '';
    const start = match.index + match[0].length - text.length;
    const value = withoutScheme(text);
    const kind = APPS.find(([, address]) => address.test(value))?.[0] ?? 'url';
    return { kind, value, span: { field: 'image', start, end: start + text.length, text } };
  });
}

/** The host is the same in any case, the path is not. */
function withoutScheme(url: string): string {
  const bare = url.replace(/^https?:\/\//i, '');
  const host = /^[^/?#]*/.exec(bare)?.[0] ?? '';
  return host.toLowerCase() + bare.slice(host.length);
}
