import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../crawlers/fetch/decode-text.js';

const TEXT = '本机构招聘小学数学老师，周末上门一对一辅导，要求有经验，待遇面议。';
/** 㐂 and 𠮷 are outside of GBK; only GB18030 has them. */
const RARE = `${TEXT}㐂𠮷`;
const TRADITIONAL =
  '本機構招聘小學數學老師，週末上門一對一輔導，要求有經驗，待遇面議。這個時候會來。';

const page = (text: string, meta?: string) =>
  `<html><head>${meta === undefined ? '' : `<meta charset="${meta}">`}<title>${text}</title></head></html>`;

describe('decodeText', () => {
  it.each([
    // bytes as, header, meta, charset found
    ['utf-8', 'text/html; charset=utf-8', undefined, 'utf-8'],
    ['utf-8', 'text/html', undefined, 'utf-8'],
    ['utf-8', 'text/html; charset=gb2312', 'gb2312', 'utf-8'],
    ['utf-8', 'text/html; charset=iso-8859-1', undefined, 'utf-8'],
    ['gb18030', 'text/html; charset=gb2312', undefined, 'gb18030'],
    ['gb18030', 'text/html; charset=GBK', undefined, 'gb18030'],
    ['gb18030', 'text/html', 'gb2312', 'gb18030'],
    ['gb18030', 'text/html; charset=utf-8', 'gbk', 'gb18030'],
    ['gb18030', 'text/html; charset=utf-8', 'utf-8', 'gb18030'],
    ['gb18030', 'text/html; charset=iso-8859-1', undefined, 'gb18030'],
    ['gb18030', '', undefined, 'gb18030'],
    ['gb18030', 'text/html; charset=made-up', undefined, 'gb18030'],
    // Node and iconv know these as encodings; no browser does.
    ['gb18030', 'text/html; charset=base64', undefined, 'gb18030'],
    ['gb18030', 'text/html', 'hex', 'gb18030'],
    ['gb18030', 'text/html; charset=utf-7', undefined, 'gb18030'],
    ['gb18030', 'text/html; charset=ucs-2', undefined, 'gb18030'],
  ])('reads %s labelled %j, meta %j', (encoding, header, meta, charset) => {
    const html = page(RARE, meta);
    const decoded = decodeText(iconv.encode(html, encoding), header);
    expect(decoded).toMatchObject({ text: html, charset, unreadable: 0 });
  });

  it.each([
    ['text/html; charset=big5', undefined],
    ['text/html', 'big5'],
    ['text/html', undefined],
  ])('reads Big5 labelled %j, meta %j', (header, meta) => {
    const html = page(TRADITIONAL.repeat(3), meta);
    expect(decodeText(iconv.encode(html, 'big5'), header)).toMatchObject({
      text: html,
      charset: 'big5',
    });
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'])('believes the byte order mark of %s', (encoding) => {
    const bytes = iconv.encode(page(TEXT), encoding, { addBOM: true });
    expect(decodeText(bytes, 'text/html; charset=gbk')).toMatchObject({
      text: page(TEXT),
      charset: encoding,
    });
  });

  it('lets the charset of the source win', () => {
    const bytes = iconv.encode(TEXT, 'gb18030');
    expect(decodeText(bytes, 'text/html; charset=big5', 'gbk').text).toBe(TEXT);
  });

  it('stays with UTF-8 when only a few bytes are broken', () => {
    const bytes = Buffer.concat([
      Buffer.from(TEXT.repeat(20)),
      Buffer.from([0xe4, 0xb8]),
      Buffer.from(TEXT),
    ]);
    const decoded = decodeText(bytes, 'text/html; charset=utf-8');
    expect(decoded.charset).toBe('utf-8');
    expect(decoded.text.startsWith(TEXT)).toBe(true);
  });

  it('answers for any bytes', () => {
    for (const bytes of [
      [],
      [0],
      [0xff],
      [0xff, 0xfe],
      [0xef, 0xbb, 0xbf],
      [0x80, 0x81, 0xff, 0x00, 0x9f],
    ]) {
      expect(typeof decodeText(Uint8Array.from(bytes), '').text).toBe('string');
    }
  });
});
