/** School breaks (寒假, 暑假): local, so only known where a school calendar was imported. */
import { z } from 'zod';
import { daysBetween, isDate, yearOf } from './iso-date.js';

export const StageSchema = z.enum(['PRESCHOOL', 'PRIMARY', 'JUNIOR', 'SENIOR']);
export type Stage = z.infer<typeof StageSchema>;

export const BreakSeasonSchema = z.enum(['WINTER', 'SUMMER']);
export type BreakSeason = z.infer<typeof BreakSeasonSchema>;

const DateSchema = z.string().refine(isDate, '应为日期，如 2026-01-24');

/** A break is some weeks; anything longer is a mistake of typing. */
const LONGEST_DAYS = 100;
/** Months in which a break of the season may begin. */
const BEGINS: Readonly<Record<BreakSeason, readonly number[]>> = {
  WINTER: [11, 12, 1, 2],
  SUMMER: [5, 6, 7, 8],
};

/** One break of the schools of a place. Messages are for who imports a calendar. */
export const SchoolBreakSchema = z
  .strictObject({
    province: z.string().min(1),
    /** Empty: the whole province. */
    city: z.string().default(''),
    /** Null: all stages. */
    stage: StageSchema.nullable().default(null),
    season: BreakSeasonSchema,
    /** The first day without school. */
    from: DateSchema,
    /** The last day without school. */
    to: DateSchema,
  })
  .superRefine(({ season, from, to }, context) => {
    if (!isDate(from) || !isDate(to)) return;
    const refuse = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    if (!BEGINS[season].includes(Number(from.slice(5, 7)))) {
      refuse('from', season === 'WINTER' ? '寒假不会在这个月开始' : '暑假不会在这个月开始');
    }
    if (to < from) refuse('to', '早于开始日期');
    else if (daysBetween(from, to) >= LONGEST_DAYS) refuse('to', `假期超过 ${LONGEST_DAYS} 天`);
  });
export type SchoolBreak = z.infer<typeof SchoolBreakSchema>;

/** Whose calendar is asked for; what is left out is not narrowed down. */
export interface SchoolPlace {
  readonly province?: string | undefined;
  readonly city?: string | undefined;
  readonly stage?: Stage | undefined;
}

/** The year in which the school year of a day began, on September 1. */
export function schoolYearOf(date: string): number {
  return date.slice(5) >= '09-01' ? yearOf(date) : yearOf(date) - 1;
}

/**
 * The school year a break belongs to: a summer break ends the year, whenever it begins.
 * Two calendars of a place for one year and season are one calendar, corrected.
 */
export function breakYearOf({ season, from }: Pick<SchoolBreak, 'season' | 'from'>): number {
  return season === 'SUMMER' ? yearOf(from) - 1 : schoolYearOf(from);
}

/** The breaks that hold at a place: a city's own calendar stands before that of its province. */
export function breaksAt(
  breaks: readonly SchoolBreak[],
  { province, city, stage }: SchoolPlace,
): SchoolBreak[] {
  const known = breaks.filter(
    (one) =>
      (province === undefined || one.province === province) &&
      (city === undefined || one.city === '' || one.city === city) &&
      (stage === undefined || one.stage === null || one.stage === stage),
  );
  if (city === undefined) return known;
  const hasOwn = (wide: SchoolBreak): boolean =>
    known.some(
      (one) =>
        one.city === city && one.season === wide.season && breakYearOf(one) === breakYearOf(wide),
    );
  return known.filter((one) => one.city !== '' || !hasOwn(one));
}
