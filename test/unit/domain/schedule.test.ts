import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../domain/errors.js';
import { cronProblem, lastDueAt, nextRunAt } from '../../../domain/schedule.js';
import { SourceSchema, type Source } from '../../../domain/source.js';
import { missedSources } from '../../../workers/schedules.js';

const SHANGHAI = 'Asia/Shanghai';

function scheduled(schedule: string | undefined, enabled = true): Source {
  const required = { id: 'a', name: 'A', kind: 'news', start: ['http://a.test/'] };
  return SourceSchema.parse({ ...required, schedule, enabled });
}

describe('the next run', () => {
  it.each([
    // Asia/Shanghai is eight hours ahead of UTC, the whole year.
    ['10 7,13 * * *', '2026-11-21T00:00:00Z', SHANGHAI, '2026-11-21T05:10:00Z'],
    ['10 7,13 * * *', '2026-11-20T22:00:00Z', SHANGHAI, '2026-11-20T23:10:00Z'],
    ['10 7 * * *', '2026-11-20T23:10:00Z', SHANGHAI, '2026-11-21T23:10:00Z'],
    ['0 8 * * 1', '2026-11-21T00:00:00Z', SHANGHAI, '2026-11-23T00:00:00Z'],
    ['0 0 1 1 *', '2026-11-21T00:00:00Z', SHANGHAI, '2026-12-31T16:00:00Z'],
    ['10 7 * * *', '2026-11-21T00:00:00Z', 'UTC', '2026-11-21T07:10:00Z'],
    ['*/15 * * * *', '2026-11-21T00:14:59Z', SHANGHAI, '2026-11-21T00:15:00Z'],
  ])('of %s after %s by the clocks of %s is %s', (cron, after, zone, expected) => {
    expect(nextRunAt(scheduled(cron), new Date(after), zone)).toEqual(new Date(expected));
  });

  it('is never for a source without a schedule, or a disabled one', () => {
    const now = new Date('2026-11-21T00:00:00Z');
    expect(nextRunAt(scheduled(undefined), now, SHANGHAI)).toBeNull();
    expect(nextRunAt(scheduled('0 8 * * *', false), now, SHANGHAI)).toBeNull();
    expect(lastDueAt(scheduled(undefined), now, SHANGHAI)).toBeNull();
    expect(lastDueAt(scheduled('0 8 * * *', false), now, SHANGHAI)).toBeNull();
  });
});

describe('the last moment a source was due', () => {
  it.each([
    ['10 7 * * *', '2026-11-21T00:00:00Z', '2026-11-20T23:10:00Z'],
    ['at that very moment', '2026-11-20T23:10:00Z', '2026-11-20T23:10:00Z'],
    ['10 7 * * *', '2026-11-20T23:09:59.999Z', '2026-11-19T23:10:00Z'],
  ])('%s, seen at %s, is %s', (_, before, expected) => {
    const due = lastDueAt(scheduled('10 7 * * *'), new Date(before), SHANGHAI);
    expect(due).toEqual(new Date(expected));
  });
});

describe('a cron that is none', () => {
  it.each([
    '',
    'daily',
    '61 * * * *',
    '* 24 * * *',
    '0 0 30 2 *',
    '* * * *',
    '* * * * * *',
    '0 8 * * 8',
    '@daily',
  ])('is refused: %j', (cron) => {
    expect(cronProblem(cron)).toEqual(expect.any(String));
    if (cron === '' || cron === '* * * * * *' || cron === '* * * *' || cron === '@daily') return;
    const now = new Date('2026-11-21T00:00:00Z');
    expect(() => nextRunAt(scheduled(cron), now, SHANGHAI)).toThrow(InvalidInput);
    expect(() => lastDueAt(scheduled(cron), now, SHANGHAI)).toThrow(InvalidInput);
  });

  it.each(['10 7 * * *', '  10   7,13 * * 1-5 ', '0 0 29 2 *', '0 8 * * MON', '*/5 0-6 L * *'])(
    'but %j is one',
    (cron) => {
      expect(cronProblem(cron)).toBeNull();
    },
  );
});

describe('sources that missed their run', () => {
  const now = new Date('2026-11-21T06:00:00Z');
  const source = scheduled('10 7 * * *');

  it.each([
    ['that never ran', undefined, true],
    ['that ran before it was last due', '2026-11-20T23:09:00Z', true],
    ['that ran when it was due', '2026-11-20T23:10:00Z', false],
    ['that ran since', '2026-11-21T02:00:00Z', false],
  ])('are those %s', (_, lastRun, isMissed) => {
    const lastStartedAt = new Map(lastRun === undefined ? [] : [['a', new Date(lastRun)] as const]);
    expect(missedSources([source], lastStartedAt, now, SHANGHAI)).toEqual(isMissed ? [source] : []);
  });

  it('are never those without a schedule', () => {
    expect(missedSources([scheduled(undefined)], new Map(), now, SHANGHAI)).toEqual([]);
    expect(missedSources([scheduled('10 7 * * *', false)], new Map(), now, SHANGHAI)).toEqual([]);
  });
});
