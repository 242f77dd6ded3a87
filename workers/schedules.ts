/** Each source's cron becomes a BullMQ job scheduler; what was missed while nothing ran is caught up. */
import { lastDueAt } from '../domain/schedule.js';
import type { Source } from '../domain/source.js';
import { findSources, sourcesMark } from '../db/sources/find-sources.js';
import type { Deps } from './deps.js';
import type { Queues } from './open-queues.js';
import { crawlQueue, type Payload } from './queues.js';

const SWEEP_EVERY_MS = 15_000;

/** Makes the timetable in Redis the one that the sources ask for; schedules of others are removed. */
export async function applySchedules(
  queues: Queues,
  sources: readonly Source[],
  timeZone: string,
): Promise<void> {
  const scheduled = sources.filter((source) => source.enabled && source.schedule !== undefined);
  for (const name of ['crawl', 'browse'] as const) {
    const queue = queues.get(name);
    const wanted = new Map(
      scheduled
        .filter((source) => crawlQueue(source) === name)
        .map((source) => [`schedule-${source.id}`, source]),
    );
    for (const scheduler of await queue.getJobSchedulers()) {
      if (!wanted.has(scheduler.key)) await queue.removeJobScheduler(scheduler.key);
    }
    for (const [key, source] of wanted) {
      const data: Payload<typeof name> = { sourceId: source.id, trigger: 'schedule' };
      const repeat = { pattern: source.schedule ?? '', tz: timeZone };
      await queue.upsertJobScheduler(key, repeat, { name, data });
    }
  }
  await queues
    .get('sweep')
    .upsertJobScheduler('sweep', { every: SWEEP_EVERY_MS }, { name: 'sweep', data: {} });
}

/**
 * Makes the timetable now, and again whenever a source was changed (on the web, or by another process)
 * or Redis has lost it: the sweep that puts lost jobs back stands in the timetable itself.
 * @returns what ends it
 */
export async function keepSchedules(
  { database, queues, log }: Pick<Deps, 'database' | 'queues' | 'log'>,
  timeZone: string,
  lookEveryMs = SWEEP_EVERY_MS,
): Promise<{ stop(): void }> {
  let applied = '';
  const apply = async (): Promise<void> => {
    // Read first: a change in between is seen at the next look.
    const mark = await sourcesMark(database);
    await applySchedules(queues, await findSources(database), timeZone);
    applied = mark;
  };
  await apply();
  const look = async (): Promise<void> => {
    const scheduler = await queues.get('sweep').getJobScheduler('sweep');
    const isLost = scheduler === undefined || scheduler === null;
    if (isLost) log.warn('the timetable was lost and is made again');
    if (isLost || (await sourcesMark(database)) !== applied) await apply();
  };
  const timer = setInterval(() => {
    look().catch((err: unknown) => log.warn({ err }, 'the timetable could not be looked at'));
  }, lookEveryMs);
  return { stop: () => clearInterval(timer) };
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
