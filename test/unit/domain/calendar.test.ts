import { describe, expect, it } from 'vitest';
import {
  classifyDay,
  findHoliday,
  isDayOff,
  workdayOfYear,
} from '../../../domain/calendar/classify-day.js';
import { HOLIDAY_TABLE } from '../../../domain/calendar/holiday-table.js';
import { addDays, dateIn, dateOf, isDate, weekdayOf } from '../../../domain/calendar/iso-date.js';
import {
  breaksAt,
  SchoolBreakSchema,
  schoolYearOf,
  type SchoolBreak,
} from '../../../domain/calendar/school-break.js';

const SCHOOL: SchoolBreak = {
  province: '示例省',
  city: '',
  stage: null,
  season: 'WINTER',
  from: '2023-01-14',
  to: '2023-02-05',
};

describe('the kind of a day', () => {
  it.each([
    ['2023-01-28', 'ADJ_WORK', '春节'],
    ['2023-01-29', 'ADJ_WORK', '春节'],
    ['2023-04-23', 'ADJ_WORK', '劳动节'],
    ['2023-06-22', 'STATUTORY', '端午节'],
    ['2023-06-24', 'ADJ_OFF', '端午节'],
    ['2023-06-25', 'ADJ_WORK', '端午节'],
    ['2023-09-29', 'STATUTORY', '中秋节'],
    ['2023-09-30', 'ADJ_OFF', '国庆节'],
    ['2022-12-31', 'ADJ_OFF', '元旦'],
    ['2023-01-12', 'WORKDAY', null],
    // A weekend that merely adjoins a holiday.
    ['2024-06-08', 'WEEKEND', null],
    // By law a holiday from 2025 on, not before.
    ['2024-05-02', 'ADJ_OFF', '劳动节'],
    ['2025-05-02', 'STATUTORY', '劳动节'],
    ['2024-02-09', 'WORKDAY', null],
    ['2026-02-16', 'STATUTORY', '春节'],
    // A weekday within 国庆.
    ['2026-10-06', 'ADJ_OFF', '国庆节'],
    ['2026-10-10', 'ADJ_WORK', '国庆节'],
  ])('%s is %s', (date, kind, holiday) => {
    expect(classifyDay(date)).toMatchObject({ date, kind, holiday });
  });

  it.each(['2023-04-08', '2023-09-30', '2023-12-31', '2024-03-31', '2024-06-15', '2022-12-31'])(
    'the deadline %s is a day off',
    (date) => expect(isDayOff(date)).toBe(true),
  );

  it('the deadline 2023-06-25, a Sunday, is none', () => {
    expect([weekdayOf('2023-06-25'), isDayOff('2023-06-25')]).toEqual([0, false]);
  });

  it('is not known where no notice is in the table, and at the end of its last year', () => {
    const last = Math.max(...Object.keys(HOLIDAY_TABLE).map(Number));
    expect(classifyDay('2020-10-01').kind).toBeNull();
    expect(classifyDay(`${last + 1}-10-01`).kind).toBeNull();
    // The next year's notice may move these.
    expect(classifyDay(`${last}-12-24`).kind).not.toBeNull();
    expect(classifyDay(`${last}-12-31`).kind).toBeNull();
    expect(isDayOff(`${last + 1}-10-03`)).toBeNull();
  });

  it('makes every moved working day a weekend day', () => {
    for (const [date, kind] of Object.values(HOLIDAY_TABLE).flat()) {
      if (kind === 'work') expect([0, 6]).toContain(weekdayOf(date));
    }
  });
});

describe('school breaks', () => {
  it('lie over the kind: a moved working day may still be in the winter break', () => {
    expect(classifyDay('2023-01-28', [SCHOOL])).toMatchObject({
      kind: 'ADJ_WORK',
      breaks: ['WINTER'],
      unconfigured: ['SUMMER'],
    });
    expect(classifyDay('2023-02-06', [SCHOOL]).breaks).toEqual([]);
  });

  it('are not configured where no calendar was given, whatever the month', () => {
    expect(classifyDay('2023-07-20')).toMatchObject({
      breaks: [],
      unconfigured: ['WINTER', 'SUMMER'],
    });
    // A calendar of another school year says nothing of this one.
    expect(classifyDay('2024-01-28', [SCHOOL])).toMatchObject({
      breaks: [],
      unconfigured: ['WINTER', 'SUMMER'],
    });
  });

  it('are those of the city, else of its province, and of the stage asked for', () => {
    const city = { ...SCHOOL, city: '甲市', from: '2023-01-10' };
    const senior = { ...SCHOOL, stage: 'SENIOR' as const, from: '2023-01-20' };
    const all = [SCHOOL, city, senior];
    expect(breaksAt(all, { province: '示例省', city: '甲市' })).toEqual([city]);
    expect(breaksAt(all, { province: '示例省', city: '乙市', stage: 'PRIMARY' })).toEqual([SCHOOL]);
    expect(breaksAt(all, { province: '别省' })).toEqual([]);
    expect(breaksAt(all, {})).toEqual(all);
  });

  it('are checked: seasons, order, length, days that are none', () => {
    const problems = (change: Partial<SchoolBreak>) =>
      SchoolBreakSchema.safeParse({ ...SCHOOL, ...change }).error?.issues.map(
        ({ path }) => path[0],
      ) ?? [];
    expect(problems({})).toEqual([]);
    expect(problems({ from: '2023-02-30' })).toEqual(['from']);
    expect(problems({ from: '2023-07-01', to: '2023-08-31' })).toEqual(['from']);
    expect(problems({ to: '2023-01-01' })).toEqual(['to']);
    expect(problems({ to: '2023-12-31' })).toEqual(['to']);
    expect(problems({ province: '' })).toEqual(['province']);
    expect([schoolYearOf('2023-08-31'), schoolYearOf('2023-09-01')]).toEqual([2022, 2023]);
  });
});

describe('the week before a holiday', () => {
  it.each([
    ['2023-06-14', false],
    ['2023-06-15', true],
    ['2023-06-21', true],
    ['2023-06-22', false],
    // 中秋 is off, and 国庆 is near.
    ['2026-09-25', true],
    // The weekend 2024-06-08 belongs to 端午 on Monday.
    ['2024-06-07', true],
    ['2024-06-08', false],
    ['2023-07-05', false],
  ])('%s: %s', (date, isPreHoliday) => {
    expect(classifyDay(date).isPreHoliday).toBe(isPreHoliday);
  });
});

describe('holidays and working days', () => {
  it('finds a holiday with the weekend it adjoins', () => {
    expect(findHoliday('国庆节', 2026)).toEqual({ from: '2026-10-01', to: '2026-10-07' });
    expect(findHoliday('端午节', 2024)).toEqual({ from: '2024-06-08', to: '2024-06-10' });
    expect(findHoliday('元旦', 2023)).toEqual({ from: '2022-12-31', to: '2023-01-02' });
    expect(findHoliday('元旦', 2022)).toEqual({ from: '2022-01-01', to: '2022-01-03' });
    expect(findHoliday('国庆节', 2020)).toBeNull();
  });

  it('counts working days, by which the briefings are numbered', () => {
    expect(workdayOfYear('2023-01-03')).toBe(1);
    expect(workdayOfYear('2023-01-12')).toBe(8);
    expect(workdayOfYear('2023-01-07')).toBeNull();
    expect(workdayOfYear('2020-01-07')).toBeNull();
  });

  it('reads and counts days', () => {
    expect([isDate('2024-02-29'), isDate('2023-02-29'), isDate('2023-2-3')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(dateOf(2026, 7, 5)).toBe('2026-07-05');
    expect(dateOf(2026, 6, 31)).toBeNull();
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(dateIn('Asia/Shanghai', new Date('2026-10-01T16:30:00Z'))).toBe('2026-10-02');
  });
});
