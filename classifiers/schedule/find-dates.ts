/** Dates in a text: `7月10日`, `七月五号到八月二十号`, `7.1-8.20`, `2026年10月1日-7日`. */
import type { FoldedText } from '../normalise/fold-text.js';

export interface MonthDay {
  readonly month: number;
  readonly day: number;
}

export interface WrittenDate {
  /** Offsets into the loose view. */
  readonly start: number;
  readonly end: number;
  readonly year: number | null;
  readonly from: MonthDay;
  /** The same as `from` for a single day. */
  readonly to: MonthDay;
}

const DIGITS = '[0-9]{1,2}';
const HAN = '[一二三四五六七八九十]{1,3}';
const NUMBER = `${DIGITS}|${HAN}`;
const SEPARATOR = ' ?(?:-{1,2}|到|至) ?';
/** Tried only where a month can begin. Han numerals need their 日: 十月一起交 is no date. */
const WITH_MONTH = new RegExp(
  `(?:(20[0-9]{2}) ?年 ?)?(${NUMBER}) ?月 ?(${DIGITS}(?= ?[日号]?)|${HAN}(?= ?[日号]|${SEPARATOR}[0-9一二三四五六七八九十])) ?[日号]?(?:${SEPARATOR}(?:(${NUMBER}) ?月 ?)?(${NUMBER}) ?[日号]?(?![0-9.:点]))?`,
  'y',
);
/** Points are also written in prices and numbers: only a range of two, or what begins then. */
const WITH_POINT =
  /([0-9]{1,2})\.([0-9]{1,2})(?:[日号]? ?(?:-{1,2}|到|至) ?([0-9]{1,2})\.([0-9]{1,2})|(?=[日号]? ?(?:起|开课|开班|开营)))(?![0-9.万元块千百kw%米]| ?(?:公里|小时|课时))/y;

const MONTH_MARK = '月'.charCodeAt(0);
const YEAR_MARK = '年'.charCodeAt(0);
const POINT = '.'.charCodeAt(0);
const SPACE = ' '.charCodeAt(0);
/** A flood of dates is a table of something else. */
const MAX_DATES = 20;

/** Linear: looks for the mark in the middle, and only there for what stands around it. */
export function findDates({ loose, looseUnits }: FoldedText): WrittenDate[] {
  const dates: WrittenDate[] = [];
  let last = 0;
  for (let at = 1; at < looseUnits.length && dates.length < MAX_DATES; at += 1) {
    const unit = looseUnits[at];
    if (unit !== MONTH_MARK && unit !== POINT) continue;
    const start = startOf(loose, looseUnits, at, last);
    if (start < 0) continue;
    const date = readAt(loose, start, unit === MONTH_MARK);
    if (date === null) continue;
    dates.push(date);
    last = date.end;
    at = Math.max(at, date.end - 1);
  }
  return dates;
}

/** Where the number before a mark begins, its year included; -1 when there is none. */
function startOf(loose: string, units: Uint16Array, mark: number, from: number): number {
  let start = mark;
  if (units[start - 1] === SPACE) start -= 1;
  while (start > from && mark - start < 4 && isNumeral(loose[start - 1] ?? '')) start -= 1;
  if (start === mark) return -1;
  let before = units[start - 1] === SPACE ? start - 1 : start;
  if (units[before - 1] !== YEAR_MARK) return start;
  before -= 1;
  if (units[before - 1] === SPACE) before -= 1;
  return before - 4 >= from && /^20[0-9]{2}$/.test(loose.slice(before - 4, before))
    ? before - 4
    : start;
}

function isNumeral(character: string): boolean {
  return '0123456789一二三四五六七八九十'.includes(character);
}

function readAt(loose: string, start: number, isMonth: boolean): WrittenDate | null {
  const pattern = isMonth ? WITH_MONTH : WITH_POINT;
  pattern.lastIndex = start;
  const match = pattern.exec(loose);
  if (match === null) return null;
  const parts = match.slice(1);
  const [year, month, day, lastMonth, lastDay] = isMonth ? parts : [undefined, ...parts];
  const from = monthDay(month, day);
  const to = lastDay === undefined ? from : monthDay(lastMonth ?? month, lastDay);
  if (from === null || to === null) return null;
  return {
    start,
    end: start + match[0].length,
    year: year === undefined ? null : Number(year),
    from,
    to,
  };
}

function monthDay(month: string | undefined, day: string | undefined): MonthDay | null {
  const read = { month: numberOf(month ?? ''), day: numberOf(day ?? '') };
  return read.month >= 1 && read.month <= 12 && read.day >= 1 && read.day <= 31 ? read : null;
}

const UNITS = '零一二三四五六七八九';

/** 1 … 99 in digits or Han numerals; 0 for anything else. */
export function numberOf(text: string): number {
  if (/^[0-9]+$/.test(text)) return Number(text);
  const [, tens, units] = /^([一二三四五六七八九]?十)?([一二三四五六七八九])?$/.exec(text) ?? [];
  const ten = tens === undefined ? 0 : tens === '十' ? 10 : UNITS.indexOf(tens[0] ?? '') * 10;
  return ten + (units === undefined ? 0 : UNITS.indexOf(units));
}
