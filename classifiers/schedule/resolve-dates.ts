/** Dates as written → which kind of days they are, as far as the calendar knows. */
import { kindOfDay, type DayKind } from '../../domain/calendar/classify-day.js';
import { addDays, dateOf, daysBetween, yearOf } from '../../domain/calendar/iso-date.js';
import {
  breakYearOf,
  schoolYearOf,
  type BreakSeason,
  type SchoolBreak,
} from '../../domain/calendar/school-break.js';
import type { Period } from '../../domain/finding.js';
import type { WrittenDate } from './find-dates.js';

export type TeachingPeriod = Period | 'WORKDAY' | 'UNKNOWN';

/** What is known of the posting. */
export interface When {
  readonly publishedOn?: string | undefined;
  readonly schoolBreaks?: readonly SchoolBreak[] | undefined;
}

export interface Resolved {
  readonly period: TeachingPeriod;
  /** Null where the year is not known. */
  readonly from: string | null;
  readonly to: string | null;
}

/** A course is announced at most so long before it begins, and seldom after it began. */
const AHEAD_DAYS = 305;
const BEHIND_DAYS = 60;
const WEEK = 7;
/** Any year without a leap day: how long a range is without its year. */
const SOME_YEAR = 2023;
const LONGEST_RANGE = 120;

/**
 * @param options.isDaily it goes on every day after the day named (7月10日起每天)
 * @param options.isWeekly it goes on on the days of the week named beside it, so that weekends are not meant
 */
export function resolveDate(
  date: WrittenDate,
  when: When,
  { isDaily, isWeekly }: { readonly isDaily: boolean; readonly isWeekly: boolean },
): Resolved {
  const year = date.year ?? yearFor(date, when.publishedOn);
  const days = daysOf(date, year ?? SOME_YEAR);
  if (days === null) return { period: 'UNKNOWN', from: null, to: null };
  const to = isDaily ? later(days.to, addDays(days.from, WEEK - 1)) : days.to;
  if (year === null) {
    return { period: periodOfAnyYear(days.from, to, isWeekly), from: null, to: null };
  }
  return { period: periodOfDays(days.from, to, when, isWeekly), from: days.from, to: days.to };
}

/** The kind of a single day. */
export function periodOfDay(day: string, when: When): TeachingPeriod {
  return periodOfDays(day, day, when, false);
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function daysOf(
  { from, to }: WrittenDate,
  year: number,
): { readonly from: string; readonly to: string } | null {
  const first = dateOf(year, from.month, from.day);
  const isNextYear = to.month < from.month;
  const last = dateOf(isNextYear ? year + 1 : year, to.month, to.day);
  if (first === null || last === null || last < first) return null;
  return daysBetween(first, last) > LONGEST_RANGE ? null : { from: first, to: last };
}

/** The year in which the first day lies nearest ahead of the day it was published. */
function yearFor({ from }: WrittenDate, publishedOn: string | undefined): number | null {
  if (publishedOn === undefined) return null;
  const published = yearOf(publishedOn);
  for (const year of [published, published + 1, published - 1]) {
    const day = dateOf(year, from.month, from.day);
    if (day === null) continue;
    const ahead = daysBetween(publishedOn, day);
    if (ahead >= -BEHIND_DAYS && ahead <= AHEAD_DAYS) return year;
  }
  return null;
}

/** What holds in every year: holidays on fixed days, and that a week has a weekend. */
function periodOfAnyYear(from: string, to: string, isWeekly: boolean): TeachingPeriod {
  const fixed = FIXED_HOLIDAYS.map((day) => `${yearOf(from)}-${day}`).concat(`${yearOf(to)}-01-01`);
  if (fixed.some((day) => from <= day && day <= to)) return 'STATUTORY';
  return !isWeekly && daysBetween(from, to) >= WEEK - 1 ? 'WEEKEND' : 'UNKNOWN';
}

/** By law in every year of the calendar's table. */
const FIXED_HOLIDAYS = ['01-01', '05-01', '10-01', '10-02', '10-03'];

/** The first of these that any of the days is. */
const ORDER: readonly (readonly [DayKind, TeachingPeriod])[] = [
  ['ADJ_OFF', 'ADJ_OFF'],
  ['WEEKEND', 'WEEKEND'],
];

function periodOfDays(from: string, to: string, when: When, isWeekly: boolean): TeachingPeriod {
  const breaks = when.schoolBreaks ?? [];
  const kinds = new Set<DayKind | null>();
  let inBreak: BreakSeason | undefined;
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const kind = kindOfDay(day);
    if (kind === 'STATUTORY') return kind;
    kinds.add(kind);
    if (breaks.length > 0) inBreak ??= SEASONS.find((season) => isInBreak(day, season, breaks));
  }
  if (inBreak !== undefined) return inBreak;
  for (const [kind, period] of ORDER) {
    if (kinds.has(kind) && !(isWeekly && kind === 'WEEKEND')) return period;
  }
  return kinds.has(null) ? 'UNKNOWN' : 'WORKDAY';
}

const SEASONS: readonly BreakSeason[] = ['WINTER', 'SUMMER'];

/** Whose school it is is not known: all calendars of that school year must agree. */
function isInBreak(day: string, season: BreakSeason, breaks: readonly SchoolBreak[]): boolean {
  const year = schoolYearOf(day);
  const asked = breaks.filter((one) => one.season === season && breakYearOf(one) === year);
  return asked.length > 0 && asked.every(({ from, to }) => from <= day && day <= to);
}
