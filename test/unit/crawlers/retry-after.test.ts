import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../../crawlers/fetch/retry-after.js';

const NOW = new Date('2023-05-10T07:30:00Z');

describe('parseRetryAfter', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    [' 7 ', 7_000],
    ['Wed, 10 May 2023 07:31:00 GMT', 60_000],
    ['Wed, 10 May 2023 07:29:00 GMT', undefined],
    ['-5', undefined],
    ['1e9', undefined],
    ['99999999999999', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %s ms', (header, ms) => {
    expect(parseRetryAfter(header, NOW)).toBe(ms);
  });

  it.each([
    ['Wed, 10 May 2023 08:30:00 GMT', 60_000],
    ['Wed, 10 May 2023 09:30:00 GMT', undefined],
    ['today', 61 * 60_000],
  ])('counts a date from what the host takes for now, %j', (date, ms) => {
    expect(parseRetryAfter('Wed, 10 May 2023 08:31:00 GMT', NOW, date)).toBe(ms);
  });
});
