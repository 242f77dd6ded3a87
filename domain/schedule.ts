/** When a source is due, by its cron. Pure: the moment and the time zone are handed in. */
import { CronExpressionParser } from 'cron-parser';
import { InvalidInput } from './errors.js';
import type { Source } from './source.js';

/**
 * The next moment a source is due after `after`, or null when it has no schedule.
 * @param timeZone IANA name; the cron's hours are those of its clocks
 * @throws {InvalidInput} when the cron does not parse
 */
export function nextRunAt(source: Source, after: Date, timeZone: string): Date | null {
  if (source.schedule === undefined || !source.enabled) return null;
  return parseCron(source, after, timeZone).next().toDate();
}

/** The latest moment at or before `before` at which the source was due. */
export function lastDueAt(source: Source, before: Date, timeZone: string): Date | null {
  if (source.schedule === undefined || !source.enabled) return null;
  return parseCron(source, before, timeZone).prev().toDate();
}

function parseCron(source: Source, currentDate: Date, tz: string) {
  try {
    return CronExpressionParser.parse(source.schedule ?? '', { currentDate, tz });
  } catch (cause) {
    throw new InvalidInput(
      `source ${source.id}: schedule ${JSON.stringify(source.schedule)} is no cron expression`,
      [cause instanceof Error ? cause.message : String(cause)],
      { cause },
    );
  }
}
