/** Dates as Chinese pages write them → an instant in China's time, `2023-04-08T00:00:00+08:00`. */

const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface FoundDate {
  readonly iso: string;
  /** Where in the text it stands. */
  readonly start: number;
  readonly end: number;
}

interface Pattern {
  readonly pattern: RegExp;
  /** Milliseconds since 1970, as if China's clock were UTC; undefined when it is no date. */
  readonly read: (match: RegExpExecArray, nowChina: number) => number | undefined;
}

const TIME = String.raw`(?:[日号]?[\sT,，]*(上午|下午|晚上|中午|凌晨|早上)?\s*(\d{1,2})(?::|：|时|点)(\d{1,2})(?:(?::|：|分)(\d{1,2}))?(?:\.\d+)?)?`;
const NUMERAL = '[〇零○一二三四五六七八九十]';

const PATTERNS: readonly Pattern[] = [
  {
    pattern:
      /(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s?(?:Z|([+-])(\d{2}):?(\d{2}))/,
    read: ([, y, mo, d, h, mi, s, sign, oh, om]) => {
      const local = dateOf(y, mo, d, h, mi, s);
      if (local === undefined) return undefined;
      const offset = (Number(oh ?? 0) * 60 + Number(om ?? 0)) * (sign === '-' ? -1 : 1) * 60_000;
      return local - offset + CHINA_OFFSET_MS;
    },
  },
  {
    pattern: new RegExp(
      String.raw`(?<![\d./-])((?:19|20)\d{2})\s*([-/.年])\s*(\d{1,2})\s*(?:[-/.月])\s*(\d{1,2})(?!\d)` +
        TIME,
    ),
    read: ([, y, , mo, d, half, h, mi, s]) => dateOf(y, mo, d, hourOf(half, h), mi, s),
  },
  {
    pattern: new RegExp(
      `((?:[一二][${'〇零○一二三四五六七八九'}]{3}))年(${NUMERAL}{1,3})月(${NUMERAL}{1,3})日`,
    ),
    read: ([, y, mo, d]) => dateOf(digits(y), String(numeral(mo)), String(numeral(d))),
  },
  {
    pattern: new RegExp(String.raw`(?<![\d年])(\d{1,2})月(\d{1,2})(?=[日号])` + TIME),
    read: ([, mo, d, half, h, mi, s], now) => withoutYear(mo, d, hourOf(half, h), mi, s, now),
  },
  {
    pattern: /(?<![\d./:-])(\d{1,2})[-/](\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d])/,
    read: ([, mo, d, h, mi, s], now) => withoutYear(mo, d, h, mi, s, now),
  },
  {
    pattern: /(?<![\d./:\w-])([01]\d)[-/]([0-3]\d)(?![\d./:\w%-])/,
    read: ([, mo, d], now) => withoutYear(mo, d, undefined, undefined, undefined, now),
  },
  { pattern: /刚刚|刚才|just now/i, read: (_, now) => now },
  {
    pattern:
      /(\d{1,4}|半|[一二两三四五六七八九十]{1,3})\s*(?:个)?\s*(秒钟?|分钟|小时|钟头|天|日|周|星期|礼拜|月|年)\s*(?:之|以)?前/,
    read: ([, amount, unit], now) => ago(amount, unit, now),
  },
  {
    pattern: /(\d{1,4}|an?)\s+(second|minute|hour|day|week|month|year)s?\s+ago/i,
    read: ([, amount, unit], now) =>
      ago(/^an?$/i.test(amount ?? '') ? '1' : amount, unit?.toLowerCase(), now),
  },
  {
    pattern: new RegExp(String.raw`(今天|今日|昨天|昨日|前天)` + TIME),
    read: ([, word, half, h, mi, s], now) => {
      const back = word?.startsWith('今') === true ? 0 : word === '前天' ? 2 : 1;
      const day = new Date(startOfDay(now) - back * DAY_MS);
      return dateOf(
        day.getUTCFullYear(),
        day.getUTCMonth() + 1,
        day.getUTCDate(),
        hourOf(half, h),
        mi,
        s,
      );
    },
  },
  {
    pattern:
      /\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})\b/i,
    read: ([, month, d, y]) => dateOf(y, monthOf(month), d),
  },
  {
    pattern:
      /\b(\d{1,2})\s+(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?\s+((?:19|20)\d{2})\b/i,
    read: ([, d, month, y]) => dateOf(y, monthOf(month), d),
  },
  // Alone in its element, a bare `7-3` or `2019-12` is a date; within a text it may be anything.
  {
    pattern: /^\s*(\d{1,2})-(\d{1,2})\s*$/,
    read: ([, mo, d], now) => withoutYear(mo, d, undefined, undefined, undefined, now),
  },
  { pattern: /^\s*((?:19|20)\d{2})-(\d{1,2})\s*$/, read: ([, y, mo]) => dateOf(y, mo, 1) },
  { pattern: /^\s*(\d{1,2}):(\d{2})\s*$/, read: ([, h, mi], now) => clockTime(h, mi, now) },
  { pattern: /^\s*(1\d{9})\s*$/, read: ([, seconds]) => Number(seconds) * 1000 + CHINA_OFFSET_MS },
  { pattern: /^\s*(1\d{12})\s*$/, read: ([, ms]) => Number(ms) + CHINA_OFFSET_MS },
];

/** What every form above has at least one of. */
const DATE_MARK = /[\d刚前今昨年]|just now|ago/i;

/** The first date in a text, or null. Forms without a year mean the latest such day up to `now`. */
export function findDate(text: string, now: Date): FoundDate | null {
  if (!DATE_MARK.test(text)) return null;
  const nowChina = now.getTime() + CHINA_OFFSET_MS;
  let first: FoundDate | null = null;
  for (const { pattern, read } of PATTERNS) {
    const match = pattern.exec(text);
    if (match === null || (first !== null && match.index >= first.start)) continue;
    const china = read(match, nowChina);
    if (china === undefined || !isPlausible(china, nowChina)) continue;
    first = { iso: formatChina(china), start: match.index, end: match.index + match[0].length };
  }
  return first;
}

/** The date that a short text states, or null. */
export function parseDate(text: string, now: Date): string | null {
  return findDate(text, now)?.iso ?? null;
}

function formatChina(china: number): string {
  return `${new Date(china).toISOString().slice(0, 19)}+08:00`;
}

/** Nothing on the web is older than 1990, and a posting is not from the future. */
function isPlausible(china: number, nowChina: number): boolean {
  return china >= Date.UTC(1990, 0, 1) && china <= nowChina + 2 * DAY_MS;
}

type Part = string | number | undefined;

function dateOf(
  y: Part,
  mo: Part,
  d: Part,
  h: Part = 0,
  mi: Part = 0,
  s: Part = 0,
): number | undefined {
  const [year, month, day, hour, minute, second] = [y, mo, d, h, mi, s].map(Number);
  const time = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
  const read = new Date(time);
  const exists = read.getUTCMonth() + 1 === month && read.getUTCDate() === day;
  return exists && (hour ?? 0) < 24 && (minute ?? 0) < 60 ? time : undefined;
}

function withoutYear(
  mo: Part,
  d: Part,
  h: Part,
  mi: Part,
  s: Part,
  now: number,
): number | undefined {
  const year = new Date(now).getUTCFullYear();
  // 29 February may be four years back.
  for (const back of [0, 1, 2, 3, 4]) {
    const time = dateOf(year - back, mo, d, h, mi, s);
    if (time !== undefined && time <= now + DAY_MS) return time;
  }
  return undefined;
}

function clockTime(h: Part, mi: Part, now: number): number | undefined {
  const day = new Date(startOfDay(now));
  return dateOf(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate(), h, mi);
}

function ago(
  amount: string | undefined,
  unit: string | undefined,
  now: number,
): number | undefined {
  const count =
    amount === '半' ? 0.5 : /^\d+$/.test(amount ?? '') ? Number(amount) : numeral(amount);
  if (count === undefined) return undefined;
  switch (unit?.[0] ?? '') {
    case '秒':
      return now - count * 1000;
    case '分':
      return now - count * 60_000;
    case '小':
    case '钟':
      return now - count * 3_600_000;
    case '天':
    case '日':
      return startOfDay(now - count * DAY_MS);
    case '周':
    case '星':
    case '礼':
      return startOfDay(now - count * 7 * DAY_MS);
    case '月':
      return monthsAgo(count, now);
    case '年':
      return monthsAgo(count * 12, now);
    default:
      return agoEnglish(count, unit, now);
  }
}

function agoEnglish(count: number, unit: string | undefined, now: number): number | undefined {
  const exact: Readonly<Record<string, number>> = { second: 1000, minute: 60_000, hour: 3_600_000 };
  const days: Readonly<Record<string, number>> = { day: 1, week: 7 };
  if (unit === undefined) return undefined;
  if (exact[unit] !== undefined) return now - count * exact[unit];
  if (days[unit] !== undefined) return startOfDay(now - count * days[unit] * DAY_MS);
  return monthsAgo(unit === 'year' ? count * 12 : count, now);
}

function monthsAgo(months: number, now: number): number {
  const date = new Date(startOfDay(now));
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - Math.round(months));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

function startOfDay(china: number): number {
  return china - (((china % DAY_MS) + DAY_MS) % DAY_MS);
}

function hourOf(half: string | undefined, hour: string | undefined): number | undefined {
  if (hour === undefined) return undefined;
  const value = Number(hour);
  if ((half === '下午' || half === '晚上') && value < 12) return value + 12;
  if (half === '中午' && value < 11) return value + 12;
  return half === '凌晨' && value === 12 ? 0 : value;
}

function monthOf(name: string | undefined): number {
  return (
    'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf((name ?? '').slice(0, 3).toLowerCase()) / 3 + 1
  );
}

const NUMERALS: Readonly<Record<string, number>> = {
  ...{ 〇: 0, 零: 0, '○': 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
};

function digits(text: string | undefined): string {
  return [...(text ?? '')].map((character) => NUMERALS[character] ?? '').join('');
}

/** Chinese numerals up to 99. */
function numeral(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const [tens, ones] = text.includes('十') ? text.split('十') : [undefined, text];
  if (tens === undefined) return NUMERALS[ones ?? ''];
  return (
    (tens === '' ? 1 : (NUMERALS[tens] ?? 0)) * 10 + (ones === '' ? 0 : (NUMERALS[ones ?? ''] ?? 0))
  );
}
