import { describe, expect, it } from 'vitest';
import { toPostingInput } from '../../../cli/to-posting-input.js';
import { ClassifyInputSchema } from '../../../domain/finding.js';

const dayOf = (publishedAt: unknown): string | undefined =>
  toPostingInput(ClassifyInputSchema.parse({ id: 'a', text: 'x', publishedAt }), 'Asia/Shanghai')
    .publishedOn;

describe('the day a line was published', () => {
  it.each([
    ['2026-07-01', '2026-07-01'],
    ['2026-07-01T08:00:00+08:00', '2026-07-01'],
    ['2026-07-01T23:30:00+08:00', '2026-07-01'],
    ['2026-06-30T16:00:00Z', '2026-07-01'],
    ['2026-06-30T15:59:59.999Z', '2026-06-30'],
    ['2026-07-01T23:30', '2026-07-01'],
    ['2026-07-01T23:30:00', '2026-07-01'],
  ])('of %s is %s', (publishedAt, day) => {
    expect(dayOf(publishedAt)).toBe(day);
  });

  it.each([undefined, null])('of %s is not known', (publishedAt) => {
    expect(dayOf(publishedAt)).toBeUndefined();
  });

  it.each([
    '',
    '昨天',
    '2小时前',
    '2026-02-30',
    '2026/07/01',
    '2026-07-01 08:00',
    '0000-01-01',
    '9999-12-31T23:00:00Z',
    20260701,
  ])('is not taken from %j', (publishedAt) => {
    const parsed = ClassifyInputSchema.safeParse({ id: 'a', text: 'x', publishedAt });
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['publishedAt']]);
  });
});
