import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameOf, splitInvisible } from '../../../web/highlight/invisible.js';
import { segmentText, type Mark } from '../../../web/highlight/segments.js';

const textAndMarks = fc.tuple(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(
    fc.record({ start: fc.integer({ min: -5, max: 70 }), end: fc.integer({ min: -5, max: 70 }) }),
    {
      maxLength: 8,
    },
  ),
);

describe('segmentText', () => {
  it.each<[string, readonly Mark[], readonly [string, number][]]>([
    ['一对一上门', [], [['一对一上门', 0]]],
    ['', [], []],
    ['', [{ start: 0, end: 3 }], []],
    [
      '一对一上门',
      [{ start: 0, end: 3 }],
      [
        ['一对一', 1],
        ['上门', 0],
      ],
    ],
    [
      '一对一上门',
      [
        { start: 1, end: 4 },
        { start: 0, end: 3 },
      ],
      [
        ['一', 1],
        ['对一', 2],
        ['上', 1],
        ['门', 0],
      ],
    ],
    [
      '一对一',
      [
        { start: 0, end: 3 },
        { start: 0, end: 3 },
      ],
      [['一对一', 2]],
    ],
    [
      '一对一',
      [
        { start: 0, end: 1 },
        { start: 1, end: 3 },
      ],
      [
        ['一', 1],
        ['对一', 1],
      ],
    ],
    [
      '一对一',
      [
        { start: 2, end: 2 },
        { start: 3, end: 1 },
      ],
      [['一对一', 0]],
    ],
    ['一对一', [{ start: -4, end: 99 }], [['一对一', 1]]],
  ])('%s with %j', (text, marks, expected) => {
    expect(segmentText(text, marks).map((s) => [s.text, s.marks.length])).toEqual(expected);
  });

  it('loses nothing and adds nothing, whatever the marks', () => {
    fc.assert(
      fc.property(textAndMarks, ([text, marks]) => {
        const segments = segmentText(text, marks);
        expect(segments.map((segment) => segment.text).join('')).toBe(text);
        expect(segments.every((segment) => segment.text.length > 0)).toBe(true);
      }),
    );
  });

  it('marks each character with exactly the marks that cover it', () => {
    fc.assert(
      fc.property(textAndMarks, ([text, marks]) => {
        for (const segment of segmentText(text, marks)) {
          for (let at = segment.start; at < segment.start + segment.text.length; at += 1) {
            const covering = marks.filter(({ start, end }) => start <= at && at < end);
            expect(segment.marks).toEqual(covering);
          }
        }
      }),
    );
  });

  it('begins a segment where a mark begins, so that it can be scrolled to', () => {
    fc.assert(
      fc.property(textAndMarks, ([text, marks]) => {
        const starts = new Set(segmentText(text, marks).map(({ start }) => start));
        for (const { start, end } of marks) {
          if (start >= 0 && start < Math.min(end, text.length))
            expect(starts.has(start)).toBe(true);
        }
      }),
    );
  });
});

describe('splitInvisible', () => {
  it('sets apart what cannot be seen, and keeps line ends and tabs', () => {
    expect(splitInvisible('一\u200B对\u202E一\n\t课')).toEqual([
      { text: '一', isInvisible: false },
      { text: '\u200B', isInvisible: true },
      { text: '对', isInvisible: false },
      { text: '\u202E', isInvisible: true },
      { text: '一\n\t课', isInvisible: false },
    ]);
    expect(nameOf('\u202E')).toBe('U+202E');
    expect(nameOf('\u{E0041}')).toBe('U+E0041');
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          splitInvisible(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
