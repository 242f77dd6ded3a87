import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFoldBuffers } from '../../../classifiers/normalise/fold-buffers.js';
import { buildFoldTable } from '../../../classifiers/normalise/fold-table.js';
import { foldText, looseSpan, originalSpan } from '../../../classifiers/normalise/fold-text.js';

const table = buildFoldTable();
const fold = (text: string) => foldText(text, table);

describe('disguises fold to the plain word', () => {
  it.each([
    ['plain', '一对一', '1对1'],
    ['digits', '1对1', '1对1'],
    ['full width', '１对１', '1对1'],
    ['circled', '①对①', '1对1'],
    ['negative circled', '❶对➊', '1对1'],
    ['double circled', '⓵对⓵', '1对1'],
    ['keycap emoji', '1️⃣对1️⃣', '1对1'],
    ['mathematical bold', '𝟏对𝟏', '1对1'],
    ['formal numerals', '壹对壹', '1对1'],
    ['traditional', '①對壹', '1对1'],
    ['compatibility ideograph', '㊀对㊀', '1对1'],
    ['zero width between', '一\u200b对\u200d一', '1对1'],
    ['combining marks', '一\u0336对\u0336一\u0336', '1对1'],
    ['soft hyphen and word joiner', '一\u00ad对\u2060一', '1对1'],
    ['spaces', '一 对 一', '1对1'],
    ['ideographic space', '一\u3000对\u3000一', '1对1'],
    ['stars', '一★对★一', '1对1'],
    ['emoji between', '一🔥对🔥一', '1对1'],
    ['dots', '一·对.一', '1对1'],
    ['brackets', '【一】【对】【一】', '1对1'],
    ['right-to-left marks', '\u202e一\u200f对\u200e一\u202c', '1对1'],
    ['variation selector', '一\ufe0f对\ufe0e一', '1对1'],
    ['Latin full width', 'ＶＸ', 'vx'],
    ['Latin fraktur', '𝔙𝔵', 'vx'],
    ['squared letters', '🆅🅇', 'vx'],
    ['regional indicators', '🇻🇽', 'vx'],
    ['Cyrillic look-alikes', 'ѵх', 'vx'],
    ['Greek look-alikes', 'ν', 'v'],
    ['square root sign', '√', 'v'],
    ['pinyin with tones', 'fǔdǎo', 'fudao'],
    ['traditional words', '輔導 補習 數學', '辅导补习数学'],
    ['variant characters', '敎㪯', '教学'],
    ['Kangxi radicals', '⼀⼆', '12'],
    ['emoji for a word', '🐧', 'qq'],
    ['squared CJK', '㈱', '株'],
    ['ligature of several', '㍻', '平成'],
  ])('%s', (_, disguised, plain) => {
    expect(fold(disguised).tight).toBe(plain);
  });

  it('keeps punctuation and Han numerals in the loose view', () => {
    expect(fold('一小时１５０元／次，“面议”！').loose).toBe('一小时150元/次,"面议"!');
  });

  it('numbers clauses and sentences', () => {
    const { clause, sentence } = fold('甲乙，丙。丁\n戊');
    expect([...clause]).toEqual([0, 0, 1, 2, 3]);
    expect([...sentence]).toEqual([0, 0, 0, 1, 2]);
  });

  it('counts what it deleted', () => {
    expect(fold('补\u200b课').deletedCount).toBe(1);
    expect(fold('补课').deletedCount).toBe(0);
  });
});

describe('spans lead back to the original', () => {
  it.each([
    ['𝟏对𝟏', '𝟏对𝟏'],
    ['老师1️⃣对1️⃣好', '1️⃣对1'],
    ['好一★对★一好', '一★对★一'],
    ['㍻', '㍻'],
  ])('%s', (original, span) => {
    const folded = fold(original);
    const at = folded.tight.indexOf('1对1');
    const found =
      at < 0 ? originalSpan(folded, 0, folded.tight.length) : originalSpan(folded, at, at + 3);
    expect(found.text).toBe(span);
    expect(original.slice(found.start, found.end)).toBe(span);
  });
});

const AWKWARD = fc.oneof(
  fc.constantFrom(
    '一',
    '对',
    '①',
    '𝟏',
    '1️⃣',
    '\u200b',
    '\ud800',
    '\udc00',
    '\u0000',
    '\u202e',
    '👩‍🏫',
    '㍻',
    'ﷺ',
    '，',
    '\n',
    'ß',
    'İ',
    '㊀',
    '學',
    '🇨🇳',
    '각',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
);
const anyText = fc.array(AWKWARD, { maxLength: 60 }).map((parts) => parts.join(''));

describe('for any text', () => {
  it('every folded character has a span inside the original, in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = fold(text);
        let last = 0;
        for (let at = 0; at < folded.loose.length; at += 1) {
          const { start, end, text: slice } = looseSpan(folded, at, at + 1);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(start, end)).toBe(slice);
          last = start;
        }
        for (let at = 0; at < folded.tight.length; at += 1) {
          const { start, end, text: slice } = originalSpan(folded, at, at + 1);
          expect(text.slice(start, end)).toBe(slice);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the strings are the units, and a text of any length keeps the texts before it', () => {
    const long = fc
      .tuple(anyText, fc.integer({ min: 1, max: 3_000 }))
      .map(([text, times]) => text.repeat(times));
    const check = (text: string, folded: ReturnType<typeof fold>): void => {
      expect(folded.loose).toBe(
        String.fromCharCode(...folded.looseUnits.subarray(0, 1_000)) + folded.loose.slice(1_000),
      );
      expect(folded.looseUnits.length).toBe(folded.loose.length);
      expect(folded.tightUnits.length).toBe(folded.tight.length);
      expect(folded.tightAt.length).toBe(folded.tight.length);
      for (let at = 0; at < folded.tight.length; at += 97) {
        const { start, end } = originalSpan(folded, at, at + 1);
        expect(fold(text.slice(start, end)).tight).toContain(folded.tight.charAt(at));
      }
    };
    fc.assert(
      fc.property(anyText, long, (text, other) => {
        const first = fold(text);
        const second = fold(other);
        check(text, first);
        check(other, second);
      }),
      { numRuns: 60 },
    );
  });

  it.each([10, 9_000, 20_000, 300_000])('what becomes many before %i plain characters', (plain) => {
    const folded = fold('ﷺ'.repeat(500) + '好'.repeat(plain));
    expect(folded.tight.slice(-plain)).toBe('好'.repeat(plain));
    expect(originalSpan(folded, folded.tight.length - 1, folded.tight.length)).toEqual({
      start: 499 + plain,
      end: 500 + plain,
      text: '好',
    });
  });

  it.each([4_094, 4_095, 4_096, 4_097, 8_193])(
    'texts of %i characters fold alike whether they are lent or their own, one after the other',
    (length) => {
      const buffers = createFoldBuffers('lent');
      for (const piece of ['好,ﷺ1\u200b对 ', '😀数①', '一']) {
        const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
        const lent = foldText(text, table, buffers);
        const own = fold(text);
        for (const view of ['looseUnits', 'looseStart', 'tightUnits', 'tightAt', 'gap'] as const) {
          expect(lent[view]).toEqual(own[view]);
        }
        expect(lent.deletedCount).toBe(own.deletedCount);
        const whole = [...text].map((character) => fold(character).loose).join('');
        expect(lent.loose).toBe(whole);
      }
    },
  );

  it('folding twice changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = fold(text);
        expect(fold(once.loose).loose).toBe(once.loose);
        expect(fold(once.tight).tight).toBe(once.tight);
      }),
      { numRuns: 1000 },
    );
  });

  it('every code point folds, once and for all', () => {
    const changed: string[] = [];
    for (let first = 0; first <= 0x1ffff; first += 64) {
      const codePoints = Array.from({ length: 64 }, (_, offset) => first + offset);
      // A letter between them keeps two halves of a pair from meeting.
      const once = fold(codePoints.map((codePoint) => String.fromCodePoint(codePoint)).join('x'));
      const isStable =
        fold(once.loose).loose === once.loose && fold(once.tight).tight === once.tight;
      if (!isStable) changed.push(`U+${first.toString(16)}: ${once.loose}`);
    }
    expect(changed).toEqual([]);
  });
});
