/** Crons of sources as BullMQ job schedulers. */
import { expect, it, onTestFinished } from 'vitest';
import { applySchedules } from '../../workers/schedules.js';
import { openTestDeps } from '../support/open-test-deps.js';
import { testSource } from '../support/save-postings.js';

it('the timetable in Redis is the one that the sources ask for', async () => {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const { queues } = opened.deps;
  const timetable = async (queue: 'crawl' | 'browse') =>
    (await queues.get(queue).getJobSchedulers()).map(({ key, pattern, tz }) => ({
      key,
      pattern,
      tz,
    }));
  const plain = testSource({ id: 'plain', schedule: '10 7 * * *' });
  const script = testSource({ id: 'script', fetch: 'browser', schedule: '0 8 * * *' });
  const onDemand = testSource({ id: 'on-demand' });
  const tz = 'Asia/Shanghai';

  await applySchedules(queues, [plain, script, onDemand], tz);
  await applySchedules(queues, [plain, script, onDemand], tz);
  expect(await timetable('crawl')).toEqual([{ key: 'schedule-plain', pattern: '10 7 * * *', tz }]);
  expect(await timetable('browse')).toEqual([{ key: 'schedule-script', pattern: '0 8 * * *', tz }]);
  // 7:10 in Shanghai is 23:10 of the day before in UTC.
  const [next] = await queues.get('crawl').getJobSchedulers();
  expect(new Date(next?.next ?? 0).toISOString()).toMatch(/T23:10:00\.000Z$/);
  expect(await queues.get('crawl').getDelayedCount()).toBe(1);

  // A changed cron replaces the old one; a disabled source leaves, and so does its waiting job.
  await applySchedules(
    queues,
    [
      { ...plain, schedule: '30 9 * * *' },
      { ...script, enabled: false },
    ],
    tz,
  );
  expect(await timetable('crawl')).toEqual([{ key: 'schedule-plain', pattern: '30 9 * * *', tz }]);
  expect(await timetable('browse')).toEqual([]);
  expect(await queues.get('crawl').getDelayedCount()).toBe(1);
  expect(await queues.get('browse').getDelayedCount()).toBe(0);
  expect((await queues.get('sweep').getJobScheduler('sweep'))?.every).toBe(15_000);
});
