import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactsOf, valuesOf } from './find-texts-contacts.js';

describe('a mobile number under disguise', () => {
  it.each([
    ['plain', '电话13800000001，找陈老师'],
    ['spaced in groups', '电话138 0000 0001'],
    ['dashes', '138-0000-0001'],
    ['dots', '138.0000.0001'],
    ['each digit apart', '1 3 8 0 0 0 0 0 0 0 1'],
    ['full width', '１３８０００００００１'],
    ['Chinese numerals', '一三八零零零零零零零一'],
    ['spoken numerals', '幺三八〇〇〇〇〇〇〇幺'],
    ['formal numerals', '壹叁捌零零零零零零零壹'],
    ['circled', '①③⑧⓪⓪⓪⓪⓪⓪⓪①'],
    ['keycap emoji', '1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣1️⃣'],
    ['letters for digits', 'l38oo000o01'],
    ['broken over lines', '1380000\n0001'],
    ['emoji between', '138📞0000📞0001'],
    ['in brackets', '(138)0000(0001)'],
    ['mixed', '一3八-０００0 ０００①'],
  ])('%s', (_, text) => {
    expect(valuesOf(text)).toEqual(['phone 13800000001']);
  });
});

describe('other ways to be reached', () => {
  it.each([
    ['微信：mc_test_001', 'wechat mc_test_001'],
    ['薇❤ mc_test_001 详聊', 'wechat mc_test_001'],
    ['加V:mc-test-002', 'wechat mc-test-002'],
    ['➕薇 MC_test_003', 'wechat mc_test_003'],
    ['vx mc_test_004', 'wechat mc_test_004'],
    ['wx号 mctest005', 'wechat mctest005'],
    ['威信：13800000001', 'wechat 13800000001'],
    ['卫星 mc_test_006', 'wechat mc_test_006'],
    ['QQ：12345678', 'qq 12345678'],
    ['扣扣 1 2 3 4 5 6 7 8', 'qq 12345678'],
    ['🐧12345678', 'qq 12345678'],
    ['qq群：123456789', 'group 123456789'],
    ['家长群号 123456789', 'group 123456789'],
    ['热线400-000-0001', 'phone 4000000001'],
    ['0731-80000001', 'phone 073180000001'],
    ['电话：010-80000001', 'phone 01080000001'],
    ['报名 https://example.com/a/b?x=1', 'url example.com/a/b?x=1'],
    ['网址www.example.cn', 'url www.example.cn'],
  ])('%s', (text, contact) => {
    expect(valuesOf(text)).toEqual([contact]);
  });
});

describe('what is no contact', () => {
  it.each([
    ['an order number', '订单号20231300000000112345'],
    ['an ID number', '身份证430102199001011234'],
    ['a date and time', '2023-04-08 13:00-15:30'],
    ['prices', '原价19800元，现价1380元，共120课时'],
    ['years', '1998年到2023年，2024年'],
    ['a document number', '岳教体通〔2023〕60号'],
    ['a score list', '138分，130分，145分'],
    ['a short number', '拨打12345或110'],
    ['the letter v in a word', 'vlog video level'],
    ['a share code', 'ISBN 978-7-107-18617-3'],
  ])('%s', (_, text) => {
    expect(valuesOf(text)).toEqual([]);
  });
});

it('finds several, once each, and spans are exact', () => {
  const text = '①３⑧ 0000 0001（微信同号），备用138-0000-0002，薇信mc_test_007';
  const contacts = contactsOf(text);
  expect(contacts.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
    'phone 13800000001',
    'wechat 13800000001',
    'phone 13800000002',
    'wechat mc_test_007',
  ]);
  for (const { span } of contacts) expect(text.slice(span.start, span.end)).toBe(span.text);
});

it('never has a wrong span, whatever the text', () => {
  const piece = fc.constantFrom(
    '1',
    '3',
    '8',
    '0',
    '①',
    '一',
    '微信',
    'q',
    'v',
    ':',
    ' ',
    'mc_test',
    '群',
    '\n',
    '😀',
    '-',
    '.com',
    'o',
    'l',
    '𝟏',
    '\ud83d',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 50 }), (pieces) => {
      const text = pieces.join('');
      for (const { span } of contactsOf(text)) {
        expect(span.end).toBeGreaterThan(span.start);
        expect(text.slice(span.start, span.end)).toBe(span.text);
      }
    }),
    { numRuns: 500 },
  );
});
