/** Times are shown in Beijing time, wherever the browser is, with how long ago. */
import type { Texts } from '../i18n/zh.js';

const PARTS = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `2026-11-21 07:10`, Beijing time. */
export function beijingTime(instant: string): string {
  const parts = new Map(
    PARTS.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** `2026-11-21`, the calendar day in Beijing. */
export function beijingDay(instant: string): string {
  return beijingTime(instant).slice(0, 10);
}

/** How long ago, or how soon, in the coarsest unit that says something. */
export function relativeTime(instant: string, now: number, texts: Texts['time']): string {
  const seconds = (now - Date.parse(instant)) / 1000;
  const [minutes, hours, days] = [60, 3_600, 86_400].map((unit) =>
    Math.floor(Math.abs(seconds) / unit),
  ) as [number, number, number]; // three in, three out
  if (minutes === 0) return texts.justNow;
  const isPast = seconds > 0;
  if (days > 0) return isPast ? texts.days(days) : texts.inDays(days);
  if (hours > 0) return isPast ? texts.hours(hours) : texts.inHours(hours);
  return isPast ? texts.minutes(minutes) : texts.inMinutes(minutes);
}
