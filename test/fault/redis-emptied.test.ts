/** Redis loses everything in mid-run: PostgreSQL knows what is due, and the sweep puts it back. */
import { Redis } from 'ioredis';
import { expect, inject, it, onTestFinished } from 'vitest';
import { countUnfinishedPostings } from '../../db/postings/unfinished-postings.js';
import { saveSource } from '../../db/sources/save-source.js';
import { keepSchedules } from '../../workers/schedules.js';
import { runSource } from '../../workers/run-source.js';
import { startWorkers } from '../../workers/start-workers.js';
import { openTestDeps } from '../support/open-test-deps.js';
import { savePostingsOf, testSource } from '../support/save-postings.js';
import { sampleAds } from '../support/sample-ads.js';
import { startTextSite } from '../support/text-site.js';
import { waitUntil } from '../support/wait-until.js';

/** FLUSHALL, but for other tests' keys. */
async function empty(prefix: string): Promise<number> {
  const redis = new Redis({ path: inject('redisPath') });
  try {
    const keys = await redis.keys(`${prefix}:*`);
    return keys.length === 0 ? 0 : await redis.del(keys);
  } finally {
    redis.disconnect();
  }
}

it(
  'loses no posting and makes no lead twice when Redis is emptied again and again',
  { timeout: 180_000 },
  async () => {
    const opened = await openTestDeps();
    onTestFinished(() => opened.close());
    const site = await startTextSite();
    onTestFinished(() => site.close());
    const { deps, connection } = opened;
    const ads = sampleAds(30);
    site.show(
      Object.fromEntries(
        ads.map(({ title, body }, index) => [`/ad/${index}`, { title, text: body }]),
      ),
    );
    const source = testSource({
      start: [`${site.origin}/list`],
      schedule: '0 3 * * *',
      pace: { delayMs: 50 },
    });
    await saveSource(deps.database, source);
    const timetable = await keepSchedules(deps, 'Asia/Shanghai', 500);
    onTestFinished(() => timetable.stop());
    const workers = startWorkers(deps, connection, ['classify', 'group', 'sweep']);
    onTestFinished(() => workers.stop());

    const running = runSource(deps, source, 'command', new AbortController().signal);
    const pages = async () => (await deps.database`select 1 from pages`).length;
    for (const count of [5, 15, 25]) {
      await waitUntil(`${count} pages`, async () => (await pages()) >= count);
      expect(await empty(connection.prefix)).toBeGreaterThan(0);
    }
    await running;
    await empty(connection.prefix);

    // A posting counts as late after half a minute; nobody has to wait for that here.
    const timer = setInterval(
      () =>
        void deps.database`update postings set state_since = '-infinity' where state <> 'grouped'`.execute(),
      500,
    );
    onTestFinished(() => clearInterval(timer));
    await waitUntil(
      'every posting is grouped',
      async () => (await countUnfinishedPostings(deps.database, null)) === 0,
      90,
    );
    const postings = await deps.database`select state, failures from postings`;
    expect(postings).toHaveLength(30);
    expect(postings.every(({ state, failures }) => state === 'grouped' && failures === 0)).toBe(
      true,
    );
    expect(await deps.database`select 1 from classifications`).toHaveLength(30);
    const members = await deps.database`
      select l.id, l.posting_count, count(lp.posting_id)::int as members
      from leads l left join lead_postings lp on lp.lead_id = l.id group by l.id`;
    expect(members.every(({ postingCount, members: count }) => postingCount === count)).toBe(true);
    expect(members.length).toBeGreaterThan(0);

    // The timetable is there again too.
    await waitUntil('the timetable', async () =>
      (await deps.queues.get('crawl').getJobSchedulers()).some(
        ({ key }) => key === 'schedule-test',
      ),
    );
  },
);

it('a run of a crawler that is gone is put back on its queue', async () => {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const { deps, connection } = opened;
  await savePostingsOf(deps, testSource({ id: 'dead' }), []);
  await deps.database`
    update runs set state = 'running', ended_at = null, heartbeat_at = now() - interval '31 seconds'`;
  await empty(connection.prefix);
  const workers = startWorkers(deps, connection, ['sweep']);
  onTestFinished(() => workers.stop());
  await deps.queues.add('sweep', [{}]);
  await waitUntil('the crawl job', async () => {
    const jobs = await deps.queues.get('crawl').getJobs(['waiting']);
    return jobs.some(({ id }) => id === 'crawl-dead');
  });
});
