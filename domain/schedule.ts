/** When a source is due, by its cron. Pure: the moment and the time zone are handed in. */
import { CronExpressionParser, type CronDate, type CronExpression } from 'cron-parser';
import { InvalidInput } from './errors.js';
import type { Source } from './source.js';

/**
 * The next moment a source is due after `after`, or null when it has no schedule.
 * @param timeZone IANA name; the cron's hours are those of its clocks
 * @throws {InvalidInput} when the cron does not parse, or never comes
 */
export function nextRunAt(source: Source, after: Date, timeZone: string): Date | null {
  if (source.schedule === undefined || !source.enabled) return null;
  return readCron(source, after, timeZone, (cron) => cron.next());
}

/** The latest moment at or before `before` at which the source was due; otherwise as `nextRunAt`. */
export function lastDueAt(source: Source, before: Date, timeZone: string): Date | null {
  if (source.schedule === undefined || !source.enabled) return null;
  // The library looks strictly before the moment it is given.
  const justAfter = new Date(before.getTime() + 1);
  return readCron(source, justAfter, timeZone, (cron) => cron.prev());
}

/** What is wrong with a cron expression, or null when nothing is. */
export function cronProblem(schedule: string): string | null {
  if (schedule.trim().split(/\s+/).length !== 5) return 'a cron has five fields, e.g. 30 7 * * *';
  try {
    CronExpressionParser.parse(schedule).next();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readCron(
  source: Source,
  currentDate: Date,
  tz: string,
  step: (cron: CronExpression) => CronDate,
): Date {
  try {
    const cron = CronExpressionParser.parse(source.schedule ?? '', { currentDate, tz });
    return step(cron).toDate();
  } catch (cause) {
    throw new InvalidInput(
      `source ${source.id}: schedule ${JSON.stringify(source.schedule)} is no cron expression`,
      [cause instanceof Error ? cause.message : String(cause)],
      { cause },
    );
  }
}
