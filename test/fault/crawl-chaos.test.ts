/**
 * Crawlers killed, stopped and woken at random, and Redis emptied, while they patrol 5,100 pages:
 * every page ends in one state with one result, and no posting is lost or there twice.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expect, inject, it, onTestFinished } from 'vitest';
import { seededRandom } from '../../classifiers/model/seeded-random.js';
import { countUnfinishedPostings } from '../../db/postings/unfinished-postings.js';
import { saveSource } from '../../db/sources/save-source.js';
import { startWorkers } from '../../workers/start-workers.js';
import { sweepPostings } from '../../workers/jobs/sweep-unfinished.js';
import { startAdSite } from '../support/ad-site.js';
import { openTestDeps, TEST_SECRET, type TestDeps } from '../support/open-test-deps.js';
import { testSource } from '../support/save-postings.js';
import { startScript, type Script } from '../support/start-script.js';
import { waitUntil } from '../support/wait-until.js';

const CRAWLER = new URL('../support/crawl-site.ts', import.meta.url);
const NAMES = ['east', 'north', 'south'];
const LISTS = 34;
const PAGES = NAMES.length * LISTS * 51;
/** A crawler takes four pages at a time: so many may have to be asked for again after its death. */
const IN_FLIGHT = 4;
/**
 * What happens first, so that a quick run sees everything too: three kills, two stops, Redis
 * emptied. They come as the pages go, one with each ninth of them; what follows comes by time.
 */
const FIRST_DICE = [0, 0.6, 0.9, 0, 0.6, 0];
const PAGES_BETWEEN = PAGES / (FIRST_DICE.length + 3);

it(
  `${PAGES} pages under random SIGKILL, SIGSTOP and an emptied Redis: each exactly once`,
  { timeout: 600_000 },
  async () => {
    const opened = await openTestDeps();
    onTestFinished(() => opened.close());
    const { database } = opened.deps;
    const site = await startAdSite({ lists: LISTS });
    onTestFinished(() => site.close());
    for (const id of NAMES) {
      const start = [`${site.origin}/${id}/list/1`];
      await saveSource(
        database,
        // Fewer postings than expected is an issue that a run raises once, at its end.
        testSource({ id, start, expects: { postings: 1_000_000 }, limits: { pages: 100_000 } }),
      );
    }

    // The same chaos in each run, as far as the machine's timing allows.
    const random = seededRandom(20_261_121);
    const crawls = NAMES.map((id) => createCrawl(opened, id));
    const chaos = { kills: 0, stops: 0, flushes: 0 };
    const allDone = Promise.all(crawls.map((crawl) => crawl.done));
    let isOver = false;
    void allDone.finally(() => (isOver = true)).catch(() => undefined);
    const isRunning = () => !isOver;
    let quietUntil = 0;
    while (isRunning()) {
      await Promise.race([sleep(20), allDone]);
      const happened = chaos.kills + chaos.stops + chaos.flushes;
      const isFirst = happened < FIRST_DICE.length;
      const isDue = isFirst
        ? site.requestCount() >= (happened + 1) * PAGES_BETWEEN
        : Date.now() >= quietUntil;
      const crawl = crawls[Math.floor(random() * crawls.length)];
      if (!isDue || crawl === undefined || !crawl.isUnderWay()) continue;
      quietUntil = Date.now() + 1_500 + random() * 2_500;
      const die = FIRST_DICE[happened] ?? random();
      if (die < 0.6) {
        if (crawl.kill()) chaos.kills += 1;
      } else if (die < 0.85) {
        if (await crawl.freeze(random() * 3_000)) chaos.stops += 1;
      } else {
        await emptyRedis(opened.connection.prefix);
        chaos.flushes += 1;
      }
    }
    await allDone;

    expect(chaos.kills).toBeGreaterThanOrEqual(3);
    expect(chaos.stops).toBeGreaterThanOrEqual(1);
    const paths = NAMES.flatMap(site.paths).sort();
    expect(paths).toHaveLength(PAGES);
    const pathOf = (url: string) => url.slice(site.origin.length);

    const frontier = await database<{ url: string; state: string }[]>`
      select url, state from frontier`;
    expect(frontier.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(frontier.map(({ url }) => pathOf(url)).sort()).toEqual(paths);
    const pages = await database<{ url: string; bodyHash: string }[]>`
      select url, body_hash from pages`;
    expect(pages.map(({ url }) => pathOf(url)).sort()).toEqual(paths);
    for (const { bodyHash } of pages) expect(await opened.deps.blobs.has(bodyHash)).toBe(true);
    const postings = await database<{ url: string; version: number }[]>`
      select url, version from postings`;
    expect(postings.map(({ url }) => pathOf(url)).sort()).toEqual(
      paths.filter((path) => path.includes('/ad/')),
    );
    expect(postings.every(({ version }) => version === 1)).toBe(true);
    // A crawler that comes when the run has just ended starts the next one, which finds nothing new.
    const runs = await database<{ id: number; sourceId: string; state: string }[]>`
      select id, source_id, state from runs order by id`;
    expect(new Set(runs.map(({ sourceId }) => sourceId))).toEqual(new Set(NAMES));
    expect(runs.every(({ state }) => state === 'done')).toBe(true);
    const issues = await database<{ runId: number; kind: string }[]>`
      select run_id, kind from issues order by run_id`;
    expect(issues).toEqual(runs.map(({ id }) => ({ runId: id, kind: 'expects-postings' })));
    const asked = [...site.requests]
      .filter(([path]) => path !== '/robots.txt')
      .reduce((sum, [, count]) => sum + count, 0);
    const nextRuns = (runs.length - NAMES.length) * LISTS;
    expect(asked - PAGES - nextRuns).toBeLessThanOrEqual((chaos.kills + chaos.stops) * IN_FLIGHT);

    // All jobs are lost, and there are more postings than one sweep takes.
    await emptyRedis(opened.connection.prefix);
    const workers = startWorkers(opened.deps, opened.connection, ['classify', 'group']);
    let left = postings.length;
    while (left > 0) {
      await sweepPostings(opened.deps, 0);
      const before = left;
      const isThousandFewer = async () =>
        (left = await countUnfinishedPostings(database, null)) < before - 1_000 || left === 0;
      await waitUntil('the next thousand postings are grouped', isThousandFewer, 120);
    }
    await workers.stop();
    expect(await database`select 1 from classifications`).toHaveLength(postings.length);
  },
);

interface Crawl {
  /** Settles when the source's run has ended. */
  readonly done: Promise<void>;
  isUnderWay(): boolean;
  kill(): boolean;
  /** Stops the crawler, lets another take its run over, and wakes it again while that one works. */
  freeze(ms: number): Promise<boolean>;
}

function createCrawl({ deps, connection, databaseUrl, blobFolder }: TestDeps, id: string): Crawl {
  const given = JSON.stringify({
    ...{ blobFolder, redisPath: inject('redisPath'), prefix: connection.prefix },
    // The locks of a stopped process go after half a minute; nobody waits for that here.
    databaseUrl: `${databaseUrl}?idle_in_transaction_session_timeout=1000`,
    ...{ secret: TEST_SECRET, sourceId: id },
  });
  let current: Script | undefined;
  let isUnderWay = false;

  async function isOver(): Promise<boolean> {
    const runs = await deps.database<{ state: string }[]>`
      select state from runs where source_id = ${id}`;
    return runs.length > 0 && runs.every(({ state }) => state !== 'running');
  }

  async function work(): Promise<void> {
    while (!(await isOver())) {
      const script = startScript(CRAWLER, [given]);
      current = script;
      await script.next().then(
        () => (isUnderWay = true),
        () => undefined,
      );
      // Frozen ones are left to themselves: the next one takes over.
      await Promise.race([script.ended, waitUntil('taken away', () => current !== script, 600)]);
      isUnderWay = false;
    }
  }

  return {
    done: work(),
    isUnderWay: () => isUnderWay,
    kill() {
      const script = current;
      if (script === undefined) return false;
      isUnderWay = false;
      return script.process.kill('SIGKILL');
    },
    async freeze(ms) {
      const script = current;
      if (script === undefined) return false;
      isUnderWay = false;
      const isFrozen = script.process.kill('SIGSTOP');
      // Nobody waits here for the half minute of silence after which a crawler counts as dead.
      await deps.database`
        update runs set heartbeat_at = '-infinity' where source_id = ${id} and state = 'running'`;
      current = undefined;
      await waitUntil('another crawler', () => isUnderWay, 60).catch(() => undefined);
      await sleep(ms);
      script.process.kill('SIGCONT');
      return isFrozen;
    },
  };
}

/** FLUSHALL, but for other tests' keys. */
async function emptyRedis(prefix: string): Promise<void> {
  const redis = new Redis({ path: inject('redisPath') });
  try {
    const keys = await redis.keys(`${prefix}:*`);
    if (keys.length > 0) await redis.del(keys);
  } finally {
    redis.disconnect();
  }
}
