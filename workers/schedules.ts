/** Each source's cron becomes a BullMQ job scheduler; what was missed while nothing ran is caught up. */
import { CronExpressionParser } from 'cron-parser';
import { InvalidInput } from '../domain/errors.js';
import type { Source } from '../domain/source.js';
import type { Queues } from './open-queues.js';
import type { Payload } from './queues.js';

const SWEEP_EVERY_MS = 15_000;

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

/** Makes the timetable in Redis the one that the sources ask for; schedules of others are removed. */
export async function applySchedules(
  queues: Queues,
  sources: readonly Source[],
  timeZone: string,
): Promise<void> {
  const crawl = queues.get('crawl');
  const wanted = new Map(
    sources
      .filter((source) => source.enabled && source.schedule !== undefined)
      .map((source) => [`schedule-${source.id}`, source]),
  );
  for (const scheduler of await crawl.getJobSchedulers()) {
    if (!wanted.has(scheduler.key)) await crawl.removeJobScheduler(scheduler.key);
  }
  for (const [key, source] of wanted) {
    const data: Payload<'crawl'> = { sourceId: source.id, trigger: 'schedule' };
    await crawl.upsertJobScheduler(
      key,
      { pattern: source.schedule ?? '', tz: timeZone },
      { name: 'crawl', data },
    );
  }
  await queues
    .get('sweep')
    .upsertJobScheduler('sweep', { every: SWEEP_EVERY_MS }, { name: 'sweep', data: {} });
}

/** The scheduled sources that should have run since their last run, while nothing was there to run them. */
export function missedSources(
  sources: readonly Source[],
  lastStartedAt: ReadonlyMap<string, Date>,
  now: Date,
  timeZone: string,
): Source[] {
  return sources.filter((source) => {
    const due = lastDueAt(source, now, timeZone);
    if (due === null) return false;
    const last = lastStartedAt.get(source.id);
    return last === undefined || last < due;
  });
}
