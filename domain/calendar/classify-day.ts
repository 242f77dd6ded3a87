/** Which days are days off in mainland China, by the yearly notices with their moved days (调休). */
import { HOLIDAY_TABLE } from './holiday-table.js';
import { addDays, weekdayOf, yearOf } from './iso-date.js';
import { breakYearOf, schoolYearOf, type BreakSeason, type SchoolBreak } from './school-break.js';

/** Each day is the first of these that holds. */
export const DAY_KINDS = ['STATUTORY', 'ADJ_OFF', 'WEEKEND', 'ADJ_WORK', 'WORKDAY'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

export interface Day {
  readonly date: string;
  /** Null: the notice for that year is not in the table. Never guessed. */
  readonly kind: DayKind | null;
  /** The holiday it belongs to, as a day off or as the day worked for it. */
  readonly holiday: string | null;
  /** Within the seven days before a holiday and the weekend it adjoins. */
  readonly isPreHoliday: boolean;
  /** The school breaks it lies in, of the calendars given. */
  readonly breaks: readonly BreakSeason[];
  /** The breaks of its school year for which no calendar was given: of these nothing is known. */
  readonly unconfigured: readonly BreakSeason[];
}

const PRE_HOLIDAY_DAYS = 7;
/** Days off for New Year, and days worked for it, may come with the next year's notice. */
const NEW_YEAR_FROM = '12-25';

/**
 * @param date `2023-06-24`
 * @param schoolBreaks of the place asked about (`breaksAt`)
 */
export function classifyDay(date: string, schoolBreaks: readonly SchoolBreak[] = []): Day {
  const schoolYear = schoolYearOf(date);
  const seasons: readonly BreakSeason[] = ['WINTER', 'SUMMER'];
  return {
    date,
    kind: kindOfDay(date),
    holiday: rowOf(date)?.name ?? null,
    isPreHoliday: isPreHoliday(date),
    breaks: seasons.filter((season) =>
      schoolBreaks.some((one) => one.season === season && one.from <= date && date <= one.to),
    ),
    unconfigured: seasons.filter(
      (season) =>
        !schoolBreaks.some((one) => one.season === season && breakYearOf(one) === schoolYear),
    ),
  };
}

/** Nobody works or goes to school, but for holidays of the school; null when unknown. */
export function isDayOff(date: string): boolean | null {
  const kind = kindOfDay(date);
  return kind === null ? null : kind !== 'ADJ_WORK' && kind !== 'WORKDAY';
}

/** The how-manieth working day of its year it is; null on days off and in years not in the table. */
export function workdayOfYear(date: string): number | null {
  if (isDayOff(date) !== false) return null;
  let count = 0;
  for (let day = `${date.slice(0, 4)}-01-01`; day <= date; day = addDays(day, 1)) {
    if (isDayOff(day) === false) count += 1;
  }
  return count;
}

/**
 * The days off of a holiday around a day, weekends that adjoin it included; null when none begins in that year's table.
 * @param name as in the table: 国庆节
 */
export function findHoliday(
  name: string,
  year: number,
): { readonly from: string; readonly to: string } | null {
  const days = (HOLIDAY_TABLE[year] ?? []).filter(
    ([, kind, holiday]) => holiday === name && kind !== 'work',
  );
  // New Year's days of December belong to the next year.
  const own = days.filter(([date]) => name !== '元旦' || date.slice(5) < NEW_YEAR_FROM);
  const first = own[0]?.[0];
  const last = own.at(-1)?.[0];
  if (first === undefined || last === undefined) return null;
  return { from: widen(first, -1), to: widen(last, 1) };
}

/** Goes on over days off. */
function widen(date: string, step: 1 | -1): string {
  let day = date;
  while (isDayOff(addDays(day, step)) === true) day = addDays(day, step);
  return day;
}

/** `kind` of `classifyDay`, without the rest. */
export function kindOfDay(date: string): DayKind | null {
  const year = yearOf(date);
  if (HOLIDAY_TABLE[year] === undefined) return null;
  const isOpen = date.slice(5) >= NEW_YEAR_FROM && HOLIDAY_TABLE[year + 1] === undefined;
  const row = rowOf(date);
  if (row !== undefined) return KINDS[row.kind];
  if (isOpen) return null;
  return WEEKEND.includes(weekdayOf(date)) ? 'WEEKEND' : 'WORKDAY';
}

const KINDS = { law: 'STATUTORY', off: 'ADJ_OFF', work: 'ADJ_WORK' } as const;
const WEEKEND: readonly number[] = [0, 6];

let rows: ReadonlyMap<string, { readonly kind: 'law' | 'off' | 'work'; readonly name: string }>;

function rowOf(date: string) {
  // Made at first use: importing this file does no work.
  rows ??= new Map(
    Object.values(HOLIDAY_TABLE)
      .flat()
      .map(([day, kind, name]) => [day, { kind, name }]),
  );
  return rows.get(date);
}

/** A holiday begins with its first day off, the weekend before it included. */
function isPreHoliday(date: string): boolean {
  for (let ahead = 1; ahead <= PRE_HOLIDAY_DAYS; ahead += 1) {
    const day = addDays(date, ahead);
    if (!isHoliday(day)) continue;
    const first = widen(day, -1);
    if (first > date) return true;
    // The day itself is off for this one: look on for the next.
    while (isDayOff(addDays(date, ahead)) === true) ahead += 1;
  }
  return false;
}

function isHoliday(date: string): boolean {
  const kind = kindOfDay(date);
  return kind === 'STATUTORY' || kind === 'ADJ_OFF';
}
