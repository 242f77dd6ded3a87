/** Teaching times that are not said by a day of the week, a break or a holiday of the lexicon. */
import type { FoldedText } from '../normalise/fold-text.js';
import type { Hit } from '../rules/hits-by-tag.js';
import { placeOf, timeAt, type Place, type PlacedTime } from './placed-time.js';
import type { TeachingPeriod } from './resolve-dates.js';
import { isTeachingTime, surroundings } from './teaching-context.js';

/** A flood of them adds nothing. */
const MAX_TIMES = 24;

/** 时间:六,日 14:00 */
const BARE_DAYS = /(?:^|[^一-龥])((?:[一二三四五][,/和及]?)+[六日]|六[,/和及]?[日天]) ?$/;

export function readBareDays({ start, end }: Place, field: FoldedText): PlacedTime | null {
  const last = field.loose[start - 1] === ' ' ? start - 2 : start - 1;
  if (!'六日天'.includes(field.loose[last] ?? '-')) return null;
  const { before } = surroundings(field, start, end);
  const days = BARE_DAYS.exec(before.slice(-10))?.[1];
  if (days === undefined) return null;
  const from = start - (before.length - before.lastIndexOf(days));
  return timeAt(from, end, 'WEEKEND');
}

/** What is called after the break in which it is held. */
const CAMPS: Readonly<Record<string, TeachingPeriod>> = {
  夏令营: 'SUMMER',
  暑托: 'SUMMER',
  冬令营: 'WINTER',
  寒托: 'WINTER',
};
export const CAMP_TAGS = ['tutor.camp', 'tutor.care.centre.more'];

export function readCamps(hits: readonly Hit[], field: FoldedText): PlacedTime[] {
  const camps: PlacedTime[] = [];
  for (const hit of hits) {
    const period = CAMPS[hit.term];
    if (period === undefined || hit.field !== field || hit.isNegated) continue;
    const { start, end } = placeOf(hit);
    camps.push(timeAt(start, end, period));
  }
  return camps;
}

/** 五一 and 十一 are also numbers, streets, schools and classes: what makes them holidays follows. */
const HOLIDAYS = ['五一', '十一', '大年初'];
const IS_HOLIDAY =
  /^(?:那|小?长?假|放|期间|[三五七0-9]+[天日]|集训|冲刺|突破|特训|专题|不|照|也|都|上课|补)/;
const NEW_YEAR_DAY = /^[一二三]/;
const IN_NUMBER = /[0-9一二三四五六七八九十百第月点]$/;

export function readNamedHolidays(field: FoldedText): PlacedTime[] {
  const { loose } = field;
  const found: PlacedTime[] = [];
  for (const name of HOLIDAYS) {
    for (let at = loose.indexOf(name); at >= 0; at = loose.indexOf(name, at + 2)) {
      const around = surroundings(field, at, at + name.length);
      const isNewYear = name === '大年初';
      const says = isNewYear ? NEW_YEAR_DAY : IS_HOLIDAY;
      if (!says.test(around.after) || IN_NUMBER.test(around.before)) continue;
      if (!isTeachingTime(name, around)) continue;
      found.push(timeAt(at, at + name.length + (isNewYear ? 1 : 0), 'STATUTORY'));
      if (found.length === MAX_TIMES) return found;
    }
  }
  return found;
}
