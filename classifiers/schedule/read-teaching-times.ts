/**
 * reading → the times at which is taught, and which kind of days they are. Reads on from the times that lexicon and
 * shapes have found, and dates; what is no teaching time (office hours, deadlines, days without lessons) is left out.
 */
import { addDays, weekdayOf } from '../../domain/calendar/iso-date.js';
import type { Span, SpanField } from '../../domain/finding.js';
import { looseSpan, type FoldedText } from '../normalise/fold-text.js';
import type { Hit } from '../rules/hits-by-tag.js';
import type { Reading } from '../read-posting.js';
import { findDates, numberOf, type WrittenDate } from './find-dates.js';
import { adjoinsInClause, groupTimes, type TimeGroup } from './group-times.js';
import { periodOfDay, resolveDate, type TeachingPeriod, type When } from './resolve-dates.js';
import { placeOf, timeAt, withoutParts, type PlacedTime } from './placed-time.js';
import { CAMP_TAGS, readBareDays, readCamps, readNamedHolidays } from './read-special-times.js';
import {
  isDenied,
  isTeachingDate,
  isTeachingTime,
  stopAfter,
  surroundings,
} from './teaching-context.js';

export interface TeachingTime {
  /** As written. */
  readonly span: Span;
  readonly period: TeachingPeriod;
  /** Nobody need go to school then. True for 假期 too, of which the period is not known. */
  readonly isDayOff: boolean;
  /** First and last day, when a date was named whose year is known. */
  readonly from?: string;
  readonly to?: string;
}

const MAX_TIMES = 24;

/** The teaching times of a posting in the order in which they are written, field by field. */
export function readTeachingTimes({ hits, fields }: Reading, when: When): TeachingTime[] {
  const groups = groupTimes(hits.affirmedOf(hits.tags.numberOf('time')), adjoinsInClause);
  const words = DAY_WORDS.map(({ kind, tag }) => ({ kind, hits: hits.get(tag) ?? [] })).filter(
    (list) => list.hits.length > 0,
  );
  const camps = CAMP_TAGS.flatMap((tag) => hits.get(tag) ?? []);
  const times: TeachingTime[] = [];
  for (const { name, field } of fields) {
    const found = [...readCamps(camps, field), ...readNamedHolidays(field)];
    const at: FieldTimes = { field, dates: findDates(field), taken: new Set(), when, found };
    for (const group of groups) {
      if (group.field !== field) continue;
      const said = kindsIn(group, words);
      for (const one of said) readGroup(one, group, at);
      const bare = said.length > 0 ? null : readBareDays(placeOf(group), field);
      if (bare !== null) found.push(bare);
    }
    for (const date of at.dates) if (!at.taken.has(date)) readDate(date, at);
    if (found.length === 0) continue;
    for (const time of withoutParts(found).slice(0, MAX_TIMES)) {
      times.push(toTime(time, field, name));
    }
  }
  return times;
}

/** A field with what was found in it so far. */
interface FieldTimes {
  readonly field: FoldedText;
  readonly dates: readonly WrittenDate[];
  /** Dates that only say which day a weekday is. */
  readonly taken: Set<WrittenDate>;
  readonly when: When;
  readonly found: PlacedTime[];
}

function toTime(time: PlacedTime, field: FoldedText, name: SpanField): TeachingTime {
  const { start, end, text } = looseSpan(field, time.start, time.end);
  const { period, isDayOff, from, to } = time;
  const said = { span: { field: name, start, end, text }, period, isDayOff };
  return from === null || to === null ? said : { ...said, from, to };
}

type DayWord = 'weekend' | 'break' | 'holiday' | 'weekday';

const DAY_WORDS: readonly { readonly kind: DayWord; readonly tag: string }[] = [
  { kind: 'weekend', tag: 'time.weekend' },
  { kind: 'break', tag: 'time.break' },
  { kind: 'holiday', tag: 'time.holiday' },
  { kind: 'weekday', tag: 'time.weekday' },
];

interface Said {
  readonly hit: Hit;
  readonly kind: DayWord;
}

/** The day words of a group; one that says a day off stands for those beside it (周五至周日). */
function kindsIn(
  group: TimeGroup,
  words: readonly { readonly kind: DayWord; readonly hits: readonly Hit[] }[],
): readonly Said[] {
  const off: Said[] = [];
  let weekday: Said | undefined;
  for (const hit of group.hits) {
    const kind = words.find(({ hits }) => hits.includes(hit))?.kind;
    if (kind === 'weekday') weekday ??= { hit, kind };
    else if (kind !== undefined) off.push({ hit, kind });
  }
  return off.length === 0 && weekday !== undefined ? [weekday] : off;
}

/** 周六(日), 周二(四六), 周一(至六): days of the week go on without their 周. */
const MORE_DAYS =
  /^(?:[,/和及与·-]|至|到)?[一二三四五六日](?:[,/和及与·-]?[一二三四五六日])*(?![0-9一二三四五六七八九十百千年月号期点:后志记报常对个次节起位名人家定样般刻门桌班同])/;
/** 一周六百, 每周五天: how much or how often, no day. */
const A_WEEK = /^(?:[百千万块元天次节]|小时|课时|[0-9一二三四五六七八九十]+[百千])/;
const EVERY = /(?:每个?|逢|本|这|下)?(?:周|星期|礼拜)?$/;

/** 七月到八月底, 七月两周: whatever the year, there is a weekend in it. */
const WHOLE_MONTH =
  /^(?:[上中下]旬)?(?:[到至-] ?(?:[一二三四五六七八九十]{1,2}|[0-9]{1,2})月[底初上中下]?旬?|,?八月|整月?|份?(?:两周|[一两]个月|每天|天天))/;

function readGroup({ hit, kind }: Said, group: TimeGroup, at: FieldTimes): void {
  const { field, found } = at;
  const { loose } = field;
  const whole = placeOf(group);
  const word = placeOf(hit);
  const text = loose.slice(word.start, word.end);
  const isWeek = kind === 'weekend' || kind === 'weekday';
  if (isWeek && A_WEEK.test(loose.slice(word.end, word.end + 4))) return;
  const more = isWeek && /[一二三四五六日天0-9]$/.test(text) ? moreDays(loose, word.end) : 0;
  const start = whole.start - everyBefore(loose, whole.start);
  const end = Math.max(whole.end, word.end + more);
  const around = surroundings(field, start, word.end + more);
  if (!isTeachingTime(text, around)) return;
  if (end > word.end + more && isDenied(loose.slice(end, stopAfter(field, end)))) return;
  const month = kind === 'break' && hit.term.endsWith('月') ? WHOLE_MONTH.exec(around.after) : null;
  if (month !== null) {
    found.push(timeAt(start, word.end + month[0].length, 'WEEKEND'));
    return;
  }
  for (const period of periodsOf(kind, hit.term, loose.slice(word.end, word.end + more))) {
    const named = period === 'WEEKEND' ? namedDay(hit, start, at) : null;
    if (named === null) {
      const isDayOff = period === 'UNKNOWN' ? !isWeek && text.includes('假') : period !== 'WORKDAY';
      found.push(timeAt(start, end, period, isDayOff));
    } else {
      const actual = periodOfDay(named, at.when);
      const isDayOff = actual !== 'WORKDAY';
      found.push({ start, end, period: actual, isDayOff, from: named, to: named });
    }
  }
}

function moreDays(loose: string, from: number): number {
  return MORE_DAYS.exec(loose.slice(from, from + 12))?.[0].length ?? 0;
}

function everyBefore(loose: string, start: number): number {
  const before = loose.slice(Math.max(0, start - 3), start);
  return /^(?:周|星期|礼拜)/.test(loose.slice(start, start + 2))
    ? (EVERY.exec(before)?.[0].length ?? 0)
    : 0;
}

const HOLIDAYS = /国庆|清明|端午|中秋|元旦|春节|五一|十一|51|11/;

function periodsOf(kind: DayWord, term: string, tail: string): TeachingPeriod[] {
  switch (kind) {
    case 'weekend':
      return ['WEEKEND'];
    case 'weekday':
      if (/[六日天七]/.test(tail)) return ['WEEKEND'];
      return [/周[1-5一二三四五]|周中|工作日|放学|平时/.test(term) ? 'WORKDAY' : 'UNKNOWN'];
    case 'holiday':
      return [
        HOLIDAYS.test(term) || /节假日|小长假|过年|正月/.test(term) ? 'STATUTORY' : 'UNKNOWN',
      ];
    case 'break': {
      const periods: TeachingPeriod[] = [];
      if (/寒|冬|han/.test(term)) periods.push('WINTER');
      if (/暑|夏|shu/.test(term)) periods.push('SUMMER');
      return periods.length > 0 ? periods : ['UNKNOWN'];
    }
  }
}

/** 本周六 of a posting whose day is known, or the date that stands beside it: 10月10日(周六). */
function namedDay(hit: Hit, start: number, { field, dates, taken, when }: FieldTimes) {
  for (const date of dates) {
    const isBeside = date.end <= start && start - date.end <= 2;
    if (!isBeside || date.from !== date.to) continue;
    taken.add(date);
    return resolveDate(date, when, { isDaily: false, isWeekly: false }).from;
  }
  const { publishedOn } = when;
  if (publishedOn === undefined) return null;
  const said = field.loose.slice(Math.max(0, start - 1), start + 4);
  const week = /(本|这|下)个?(?:周|星期|礼拜)/.exec(said);
  const weekday = weekdayIn(hit.term);
  if (week === null || weekday === null) return null;
  const monday = addDays(publishedOn, -((weekdayOf(publishedOn) + 6) % 7));
  return addDays(monday, ((weekday + 6) % 7) + (week[1] === '下' ? 7 : 0));
}

function weekdayIn(term: string): number | null {
  if (/[六6]$/.test(term)) return 6;
  return /[日天七7]$/.test(term) ? 0 : null;
}

/** A course of a week or more, or one that goes on every day, has a weekend in it whatever the year. */
const DAILY =
  /每天|天天|每日|日更|连上?(?:续)?[0-9一二三四五六七八九十]+天|封闭|两周|[二三四]周|个月/;
const DAYS = /([0-9]{1,2}|[一二三四五六七八九十]{1,3})天/;
const WEEKDAYS_ONLY = /周一[至到-]周?五|周[一二三四五](?![至到-])|工作日|周末(?:休|除外)|双休/;
const BEGINS =
  /^ ?(?:[(（][^)）]{0,6}[)）])? ?(?:正式)?(?:起|开(?!学|放|业|票)|入营|上课|出发|开讲|白天|全天|上午|下午|晚|每天|[0-9]{1,2}[:点])/;
const WEEK = 7;

function readDate(date: WrittenDate, { field, when, found }: FieldTimes): void {
  const around = surroundings(field, date.start, date.end);
  if (!isTeachingDate(around)) return;
  const isRange = date.from !== date.to;
  if (!isRange && !BEGINS.test(around.after)) return;
  const [, days] = DAYS.exec(around.after) ?? [];
  const isLong = days !== undefined && numberOf(days) >= WEEK;
  const { period, from, to } = resolveDate(date, when, {
    isDaily: !isRange && (isLong || DAILY.test(around.after)),
    isWeekly: WEEKDAYS_ONLY.test(around.after),
  });
  const isDayOff = period !== 'WORKDAY' && period !== 'UNKNOWN';
  found.push({ start: date.start, end: date.end, period, isDayOff, from, to });
}
