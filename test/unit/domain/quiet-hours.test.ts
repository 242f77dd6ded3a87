import { describe, expect, it } from 'vitest';
import { isAlwaysQuiet, quietProblem, quietUntil } from '../../../domain/quiet-hours.js';
import { SourceSchema } from '../../../domain/source.js';

const SHANGHAI = 'Asia/Shanghai';
const beijing = (time: string): Date => new Date(`2026-03-10T${time}+08:00`);

describe('quiet hours', () => {
  it.each([
    ['inside', ['08:00-20:00'], '12:30:15', '20:00:00'],
    ['at their first moment', ['08:00-20:00'], '08:00:00', '20:00:00'],
    ['at their last', ['08:00-20:00'], '19:59:59.999', '20:00:00'],
    ['of several, one after the other', ['08:00-12:00', '12:00-14:00'], '09:00:00', '14:00:00'],
    ['of several that overlap', ['10:00-14:00', '08:00-11:00'], '08:30:00', '14:00:00'],
    ['until midnight', ['20:00-24:00'], '23:59:00', '24:00:00'],
    ['over midnight, before it', ['22:00-06:00'], '23:00:00', '30:00:00'],
    ['over midnight, after it', ['22:00-06:00'], '05:59:00', '06:00:00'],
    ['that meet at midnight', ['20:00-24:00', '00:00-03:00'], '21:00:00', '27:00:00'],
  ])('end: %s', (_, quiet, now, end) => {
    const [hour = 0] = end.split(':').map(Number);
    const expected = new Date(beijing('00:00:00').getTime() + hour * 3_600_000);
    expect(quietUntil(quiet, beijing(now), SHANGHAI)).toEqual(expected);
  });

  it.each([
    ['before', ['08:00-20:00'], '07:59:59.999'],
    ['at the moment of their end', ['08:00-20:00'], '20:00:00'],
    ['between two', ['08:00-10:00', '11:00-12:00'], '10:30:00'],
    ['of none', [], '12:00:00'],
  ])('are none: %s', (_, quiet, now) => {
    expect(quietUntil(quiet, beijing(now), SHANGHAI)).toBeNull();
  });

  it('are those of the time zone, also on the day its clocks change', () => {
    const now = new Date('2026-03-10T12:00:00Z');
    expect(quietUntil(['08:00-20:30'], now, SHANGHAI)).toEqual(new Date('2026-03-10T12:30:00Z'));
    expect(quietUntil(['08:00-20:30'], now, 'UTC')).toEqual(new Date('2026-03-10T20:30:00Z'));
    // 2026-03-29 in Berlin: from 02:00 straight to 03:00.
    const night = new Date('2026-03-28T22:30:00Z');
    expect(quietUntil(['23:00-05:00'], night, 'Europe/Berlin')).toEqual(
      new Date('2026-03-29T03:00:00Z'),
    );
  });

  it.each(['8:00-20:00', '08:00–20:00', '08:00', '25:00-26:00', '08:60-09:00', '20:00-24:30', ''])(
    'cannot be %j',
    (hours) => {
      expect(quietProblem(hours)).toContain('HH:MM-HH:MM');
    },
  );

  it('must leave some time', () => {
    expect(quietProblem('08:00-08:00')).toContain('same time');
    expect(quietProblem('00:00-24:00')).toContain('same time');
    expect(isAlwaysQuiet(['00:00-12:00', '12:00-24:00'])).toBe(true);
    expect(isAlwaysQuiet(['00:00-12:00', '12:01-24:00'])).toBe(false);
  });

  it('of a source are checked, each by its place', () => {
    const source = { id: 'a', name: 'a', kind: 'news', start: ['http://a.test/'] };
    expect(SourceSchema.parse({ ...source, quiet: ['22:00-06:00'] }).quiet).toEqual([
      '22:00-06:00',
    ]);
    expect(SourceSchema.parse(source).quiet).toEqual([]);
    const refused = SourceSchema.safeParse({ ...source, quiet: ['08:00-20:00', '9-10'] });
    expect(refused.error?.issues).toMatchObject([{ path: ['quiet', 1] }]);
    expect(
      SourceSchema.safeParse({ ...source, quiet: ['01:00-00:30', '00:00-02:00'] }).success,
    ).toBe(false);
  });
});
