import { describe, expect, it } from 'vitest';
import { composeImageText } from '../../../domain/image-text.js';
import { pickPictures } from '../../../domain/pick-pictures.js';

describe('the text of a posting’s pictures', () => {
  it('keeps the order of the pictures, codes after the text, and says a picture once', () => {
    const poster = { text: '数学小课\n扫码报名', qrCodes: ['https://a.example.com/x\ny'] };
    expect(composeImageText([poster, { text: '', qrCodes: [] }, poster])).toBe(
      '数学小课\n扫码报名\n二维码：https://a.example.com/x y',
    );
    expect(composeImageText([])).toBe('');
  });

  it('is bounded, and never ends in half a character', () => {
    const text = composeImageText([{ text: '😀'.repeat(5_000), qrCodes: ['x'.repeat(9_000)] }]);
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(text.isWellFormed()).toBe(true);
  });
});

describe('the pictures worth reading', () => {
  const pick = (body: string, urls: readonly string[], alt = ''): string[] =>
    pickPictures({ title: '', body, images: urls.map((url) => ({ url, alt })) });
  const poster = 'https://img.example.com/upload/2026/a.jpg';

  it('are those of a posting that says little, three at most', () => {
    expect(pick('看图', [poster, poster])).toEqual([poster]);
    const many = Array.from({ length: 9 }, (_, index) => `${poster}?${index}`);
    expect(pick('', many)).toEqual(many.slice(0, 3));
    expect(pick('这是一段说明'.repeat(30), [poster])).toEqual([]);
  });

  it('are also those that a longer text points to', () => {
    expect(pick(`${'这是一段说明'.repeat(30)}，扫码进群`, [poster])).toEqual([poster]);
    expect(pick(`${'这是一段说明'.repeat(90)}，扫码进群`, [poster])).toEqual([]);
  });

  it.each([
    'https://a.example.com/static/avatar/12.jpg',
    'https://a.example.com/img/user_avatar.png',
    'https://a.example.com/logo.png',
    'https://a.example.com/emoji/1.gif',
    'https://a.example.com/x/drawing.svg',
    'data:image/png;base64,AAAA',
    'ftp://a.example.com/a.png',
  ])('are none of the site’s frame: %s', (url) => {
    expect(pick('看图', [url])).toEqual([]);
  });

  it('are told by whole words of the address, not by parts of one', () => {
    expect(
      pick('看图', ['https://a.example.com/upload/iconic-uploads/catalogos.jpg']),
    ).toHaveLength(1);
    expect(pick('看图', [poster], '头像')).toEqual([]);
  });
});
