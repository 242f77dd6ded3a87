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
import { isDenied, isTeachingDate, isTeachingTime, type Surroundings } from './teaching-context.js';

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

/** How much of the line around a time is looked at. */
const AROUND = 40;
const MAX_TIMES = 24;

/** The teaching times of a posting in the order in which they are written, field by field. */
export function readTeachingTimes(reading: Reading, when: When): TeachingTime[] {
  const kinds = kindsOfHits(reading);
  const groups = groupTimes(
    (reading.hits.get('time') ?? []).filter((hit) => !hit.isNegated),
    adjoinsInClause,
  );
  const times: TeachingTime[] = [];
  for (const { name, field } of reading.fields) {
    const dates = findDates(field);
    const taken = new Set<WrittenDate>();
    const found: Placed[] = [];
    for (const group of groups) {
      if (group.field !== field) continue;
      const place = placeOf(group);
      const said = kindsIn(group, kinds);
      for (const one of said) {
        found.push(...readGroup(one, { ...place, dates, taken, when }, field));
      }
      if (said.length === 0) found.push(...readBareDays(place, field));
    }
    found.push(...readCamps(reading, field));
    for (const date of dates) {
      if (taken.has(date)) continue;
      const time = readDate(date, field, when);
      if (time !== null) found.push(time);
    }
    for (const time of withoutParts(found).slice(0, MAX_TIMES)) {
      times.push(toTime(time, field, name));
    }
  }
  return times;
}

interface Placed {
  /** Offsets into the loose view. */
  readonly start: number;
  readonly end: number;
  readonly period: TeachingPeriod;
  readonly isDayOff: boolean;
  readonly from?: string;
  readonly to?: string;
}

/** In order; 7月 of 7月10日 says nothing of its own, nor does 暑假 of 寒暑假. */
function withoutParts(found: readonly Placed[]): Placed[] {
  const kept: Placed[] = [];
  const sorted = found.toSorted((one, other) => one.start - other.start || other.end - one.end);
  for (const time of sorted) {
    const isPart = kept.some(
      ({ start, end, period }) =>
        start <= time.start &&
        time.end <= end &&
        (period === time.period || time.period === 'UNKNOWN'),
    );
    if (!isPart) kept.push(time);
  }
  return kept;
}

function toTime({ start, end, ...rest }: Placed, field: FoldedText, name: SpanField): TeachingTime {
  return { span: { field: name, ...looseSpan(field, start, end) }, ...rest };
}

type DayWord = 'weekend' | 'break' | 'holiday' | 'weekday';

/** The tags of a time's hits are told apart once. */
function kindsOfHits({ hits }: Reading): ReadonlyMap<Hit, DayWord> {
  const kinds = new Map<Hit, DayWord>();
  for (const kind of ['weekday', 'weekend', 'break', 'holiday'] as const) {
    for (const hit of hits.get(`time.${kind}`) ?? []) kinds.set(hit, kind);
  }
  return kinds;
}

interface Said {
  readonly hit: Hit;
  readonly kind: DayWord;
}

/** The day words of a group; one that says a day off stands for those beside it (周五至周日). */
function kindsIn(group: TimeGroup, kinds: ReadonlyMap<Hit, DayWord>): Said[] {
  const said: Said[] = [];
  for (const hit of group.hits) {
    const kind = kinds.get(hit);
    if (kind !== undefined) said.push({ hit, kind });
  }
  const off = said.filter(({ kind }) => kind !== 'weekday');
  return off.length > 0 ? off : said.slice(0, 1);
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function placeOf({ field, start, end }: Place & { readonly field: FoldedText }): Place {
  return { start: field.tightAt[start] ?? 0, end: (field.tightAt[end - 1] ?? 0) + 1 };
}

/** 周六(日), 周二(四六), 周一(至六): days of the week go on without their 周. */
const MORE_DAYS =
  /^(?:[,/和及与·-]|至|到)?[一二三四五六日天七](?:[,/和及与·-]?[一二三四五六日天七])*(?![0-9一二三四五六七八九十年月号期点:后志记报常对个次节起位名人家定样般刻门桌班同])/;
const EVERY = /(?:每个?|逢|本|这|下)?(?:周|星期|礼拜)?$/;

/** 七月到八月底, 七月两周: whatever the year, there is a weekend in it. */
const WHOLE_MONTH = /^(?:[上中下]旬)?(?:[到至-]|,?八月|整|份?(?:两周|[一两]个月|每天|天天))/;

function readGroup(
  { hit, kind }: Said,
  group: Place & {
    readonly dates: readonly WrittenDate[];
    readonly taken: Set<WrittenDate>;
    readonly when: When;
  },
  field: FoldedText,
): Placed[] {
  const { loose } = field;
  const word = placeOf({ ...hit, field });
  const text = loose.slice(word.start, word.end);
  const isWeek = kind === 'weekend' || kind === 'weekday';
  const more = isWeek && /[一二三四五六日天0-9]$/.test(text) ? moreDays(loose, word.end) : 0;
  const start = group.start - everyBefore(loose, group.start);
  const end = Math.max(group.end, word.end + more);
  const around = surroundings(field, start, word.end + more);
  if (!isTeachingTime(text, around)) return [];
  if (end > word.end + more && isDenied(loose.slice(end, stopAfter(field, end)))) return [];
  const tail = loose.slice(word.end, word.end + more);
  const isLong = WHOLE_MONTH.test(around.after);
  const period =
    isLong && /月/.test(hit.term) ? (['WEEKEND'] as const) : periodOf(kind, hit.term, tail);
  const place = { start, end };
  if (kind === 'break' || kind === 'holiday') {
    return period.map((one) => ({
      ...place,
      period: one,
      isDayOff: one !== 'UNKNOWN' || /假/.test(text),
    }));
  }
  const day = period[0] ?? 'UNKNOWN';
  if (day !== 'WEEKEND') return [{ ...place, period: day, isDayOff: false }];
  const named = namedDay(hit, { ...place, around }, group, loose);
  const actual = named === null ? day : periodOfDay(named, group.when);
  return [
    {
      ...place,
      period: actual,
      isDayOff: actual !== 'WORKDAY',
      ...(named === null ? {} : { from: named, to: named }),
    },
  ];
}

/** 时间:六,日 14:00 */
const BARE_DAYS = /(?:^|[^一-龥])((?:[一二三四五][,/和及]?)+[六日]|六[,/和及]?[日天]) ?$/;

function readBareDays({ start, end }: Place, field: FoldedText): Placed[] {
  const { before } = surroundings(field, start, end);
  const days = BARE_DAYS.exec(before.slice(-10))?.[1];
  if (days === undefined) return [];
  const from = start - (before.length - before.lastIndexOf(days));
  return [{ start: from, end, period: 'WEEKEND', isDayOff: true }];
}

/** What is called after the break in which it is held. */
const CAMPS: Readonly<Record<string, TeachingPeriod>> = {
  夏令营: 'SUMMER',
  暑托: 'SUMMER',
  冬令营: 'WINTER',
  寒托: 'WINTER',
};
const CAMP_TAGS = ['tutor.camp', 'tutor.care.centre.more'];

function readCamps({ hits }: Reading, field: FoldedText): Placed[] {
  const camps: Placed[] = [];
  for (const hit of CAMP_TAGS.flatMap((tag) => hits.get(tag) ?? [])) {
    const period = CAMPS[hit.term];
    if (period === undefined || hit.field !== field || hit.isNegated) continue;
    camps.push({ ...placeOf(hit), period, isDayOff: true });
  }
  return camps;
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

/** The line around loose characters [start, end), as far as it is looked at. */
function surroundings(field: FoldedText, start: number, end: number): Surroundings {
  const { loose, looseUnits } = field;
  const first = Math.max(0, start - AROUND);
  let from = start;
  while (from > first && !isStop(looseUnits[from - 1])) from -= 1;
  return { before: loose.slice(from, start), after: loose.slice(end, stopAfter(field, end)) };
}

function stopAfter({ looseUnits }: FoldedText, end: number): number {
  const last = Math.min(looseUnits.length, end + AROUND);
  let to = end;
  while (to < last && !isStop(looseUnits[to])) to += 1;
  return to;
}

/** A line's end, 。 ! ? */
function isStop(unit: number | undefined): boolean {
  return unit === 0x0a || unit === 0x3002 || unit === 0x21 || unit === 0x3f;
}

const HOLIDAYS = /国庆|清明|端午|中秋|元旦|春节|五一|十一|51|11/;

function periodOf(kind: DayWord, term: string, tail: string): TeachingPeriod[] {
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
function namedDay(
  hit: Hit,
  place: Place & { readonly around: Surroundings },
  {
    dates,
    taken,
    when,
  }: {
    readonly dates: readonly WrittenDate[];
    readonly taken: Set<WrittenDate>;
    readonly when: When;
  },
  loose: string,
): string | null {
  for (const date of dates) {
    const isBeside = date.end <= place.start && place.start - date.end <= 2;
    if (!isBeside || date.from !== date.to) continue;
    taken.add(date);
    return resolveDate(date, when, { isDaily: false, isWeekly: false }).from ?? null;
  }
  const { publishedOn } = when;
  const week = /(本|这|下)个?(?:周|星期|礼拜)/.exec(
    loose.slice(Math.max(0, place.start - 1), place.start + 4),
  );
  const weekday = weekdayIn(hit.term);
  if (publishedOn === undefined || week === null || weekday === null) return null;
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

function readDate(date: WrittenDate, field: FoldedText, when: When): Placed | null {
  const around = surroundings(field, date.start, date.end);
  if (!isTeachingDate(around)) return null;
  const isRange = date.from !== date.to;
  if (!isRange && !BEGINS.test(around.after)) return null;
  const [, days] = DAYS.exec(around.after) ?? [];
  const isLong = days !== undefined && numberOf(days) >= WEEK;
  const resolved = resolveDate(date, when, {
    isDaily: !isRange && (isLong || DAILY.test(around.after)),
    isWeekly: WEEKDAYS_ONLY.test(around.after),
  });
  const { period } = resolved;
  return {
    start: date.start,
    end: date.end,
    isDayOff: period !== 'WORKDAY' && period !== 'UNKNOWN',
    ...resolved,
  };
}
