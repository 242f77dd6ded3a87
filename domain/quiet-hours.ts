/** Times of day at which a source is left alone. Pure: the moment and the time zone are handed in. */

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]|24):([0-5]\d)$/;
const DAY = 24 * 60;
const MINUTE_MS = 60_000;

/** What is wrong with `HH:MM-HH:MM`, or null when nothing is. */
export function quietProblem(hours: string): string | null {
  const span = readHours(hours);
  if (span === undefined || span.to > DAY) {
    return 'quiet hours are written HH:MM-HH:MM, e.g. 08:00-20:00 or 22:00-06:00';
  }
  return span.from === span.to % DAY ? 'quiet hours begin and end at the same time' : null;
}

/** Whether nothing of the day is left; what does not parse counts as nothing. */
export function isAlwaysQuiet(quiet: readonly string[]): boolean {
  return Array.from({ length: DAY }, (_, minute) => minute).every((minute) =>
    isQuietMinute(quiet, minute),
  );
}

/**
 * The end of the quiet hours that `now` lies in, those that follow without a gap included; null
 * outside of them. The minute of the end is not quiet any more.
 * @param quiet as in a source: `HH:MM-HH:MM`
 * @param timeZone IANA name
 */
export function quietUntil(quiet: readonly string[], now: Date, timeZone: string): Date | null {
  if (quiet.length === 0) return null;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const isQuiet = (moment: number) => isQuietMinute(quiet, minuteOfDay(clock, moment));
  // Time zones are whole minutes apart from UTC.
  let moment = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  if (!isQuiet(moment)) return null;
  // Step by step, because clocks are changed in some zones; a day and what a change adds to it.
  const last = moment + (DAY + 180) * MINUTE_MS;
  while (moment < last && isQuiet(moment)) moment += MINUTE_MS;
  return new Date(moment);
}

function isQuietMinute(quiet: readonly string[], minute: number): boolean {
  return quiet.some((hours) => {
    const span = readHours(hours);
    if (span === undefined) return false;
    return span.from < span.to
      ? minute >= span.from && minute < span.to
      : minute >= span.from || minute < span.to;
  });
}

function minuteOfDay(clock: Intl.DateTimeFormat, moment: number): number {
  const [hour = 0, minute = 0] = clock.format(moment).split(':').map(Number);
  return hour * 60 + minute;
}

/** Minutes of the day; the second of them may be 24:00. */
function readHours(hours: string): { readonly from: number; readonly to: number } | undefined {
  const match = HOURS.exec(hours);
  if (match === null) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
  return { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
}
