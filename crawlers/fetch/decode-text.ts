/** Bytes of a page → its text: byte order mark, strict UTF-8, what the page declares, then detection. */
import iconv from 'iconv-lite';

export interface DecodedText {
  readonly text: string;
  /** The charset that was used, lower case. */
  readonly charset: string;
  /** Share of characters that could not be decoded, 0..1. */
  readonly unreadable: number;
}

const META_WINDOW = 4096;
/** A UTF-8 page may hold a few broken bytes (cut summaries, pasted text) and is still UTF-8. */
const TOLERATED_UNREADABLE = 0.01;

/** The most frequent characters of running Chinese, simplified and traditional: tells GBK from Big5. */
const FREQUENT = new Set(
  '的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后' +
    '這個來國說們為時會過學對裡後兩開問還發經現沒點動無與進讓師課教课师语数英辅导招聘老',
);

/**
 * @param contentType the Content-Type header, '' when there is none
 * @param override a charset that wins over everything (a source's `charset`)
 */
export function decodeText(bytes: Uint8Array, contentType: string, override?: string): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const forced = override === undefined ? undefined : canonicalCharset(override);
  if (forced !== undefined) return decodeAs(buffer, forced);
  const marked = charsetOfMark(buffer);
  if (marked !== undefined) return decodeAs(buffer, marked);
  const declared = declaredCharset(buffer, contentType);
  // Markup in UTF-16 is full of NUL; what has none is not.
  const isUtf16 = declared?.startsWith('utf-16') === true;
  if (isUtf16 && buffer.includes(0)) return decodeAs(buffer, declared);
  const strict = decodeStrictUtf8(buffer);
  if (strict !== undefined) return { text: strict, charset: 'utf-8', unreadable: 0 };
  if (declared !== undefined && declared !== 'utf-8' && !isUtf16) {
    const said = decodeAs(buffer, declared);
    if (said.unreadable <= TOLERATED_UNREADABLE && declared !== 'windows-1252') return said;
  }
  return detect(buffer);
}

function detect(buffer: Buffer): DecodedText {
  const utf8 = decodeAs(buffer, 'utf-8');
  if (utf8.unreadable <= TOLERATED_UNREADABLE) return utf8;
  const candidates = [decodeAs(buffer, 'gb18030'), decodeAs(buffer, 'big5'), utf8];
  return candidates.reduce((best, next) => (readability(next) > readability(best) ? next : best));
}

function readability(decoded: DecodedText): number {
  let frequent = 0;
  let total = 0;
  for (const character of decoded.text.slice(0, 200_000)) {
    if (character.charCodeAt(0) < 0x80) continue;
    total += 1;
    if (FREQUENT.has(character)) frequent += 1;
  }
  return frequent / Math.max(1, total) - decoded.unreadable * 2;
}

function decodeAs(buffer: Buffer, charset: string): DecodedText {
  const text = iconv.decode(buffer, charset);
  const unreadable = countUnreadable(text) / Math.max(1, countBeyondAscii(text));
  return { text, charset, unreadable };
}

function decodeStrictUtf8(buffer: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
  } catch {
    return undefined;
  }
}

function charsetOfMark(buffer: Buffer): string | undefined {
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return 'utf-8';
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le';
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'utf-16be';
  return undefined;
}

function declaredCharset(buffer: Buffer, contentType: string): string | undefined {
  const header = /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1];
  const head = buffer.subarray(0, META_WINDOW).toString('latin1');
  const meta =
    /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1] ??
    /<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1];
  const fromHeader = header === undefined ? undefined : canonicalCharset(header);
  const fromMeta = meta === undefined ? undefined : canonicalCharset(meta);
  // Strict UTF-8 is tried before this counts: a header that says UTF-8 and lies yields to the page.
  return fromHeader === undefined || fromHeader === 'utf-8' ? (fromMeta ?? fromHeader) : fromHeader;
}

function canonicalCharset(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (/^(?:gb2312|gbk|gb_?2312-80|x-gbk|cp936|gb18030|csgb2312|euc-cn)$/.test(lower))
    return 'gb18030';
  if (/^(?:big5|big5-hkscs|cn-big5|x-x-big5|cp950)$/.test(lower)) return 'big5';
  if (/^(?:utf-?8|unicode-1-1-utf-8)$/.test(lower)) return 'utf-8';
  if (/^(?:iso-8859-1|latin1|us-ascii|windows-1252|ascii)$/.test(lower)) return 'windows-1252';
  const known = labelOfBrowsers(lower);
  return known !== undefined && iconv.encodingExists(known) ? known : undefined;
}

/** What no browser knows (`base64`, `hex`, `utf-7`) would hide a text from us that everybody else can read. */
function labelOfBrowsers(name: string): string | undefined {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

function countUnreadable(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) count += 1;
  return count;
}

function countBeyondAscii(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) count += 1;
  return count;
}
