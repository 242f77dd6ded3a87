/** PostgreSQL drops its connections, or Redis is away, in mid-run: the run goes on, and nothing is lost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expect, inject, it, onTestFinished } from 'vitest';
import { connect } from '../../db/connect.js';
import { saveSource } from '../../db/sources/save-source.js';
import type { Source } from '../../domain/source.js';
import { readConfig } from '../../runtime/config.js';
import { startRedis } from '../../runtime/embedded/start-redis.js';
import { createLog } from '../../runtime/log.js';
import { sweepPostings } from '../../workers/jobs/sweep-unfinished.js';
import { openQueues } from '../../workers/open-queues.js';
import { runSource } from '../../workers/run-source.js';
import { startAdSite, type AdSite } from '../support/ad-site.js';
import { openTestDeps, type TestDeps } from '../support/open-test-deps.js';
import { testSource } from '../support/save-postings.js';

const PAGES = 3 * 51;
const NEVER = new AbortController().signal;

async function openCrawl(): Promise<{ opened: TestDeps; site: AdSite; source: Source }> {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const site = await startAdSite({ lists: 3 });
  onTestFinished(() => site.close());
  const source = testSource({ start: [`${site.origin}/east/list/1`], pace: { delayMs: 20 } });
  await saveSource(opened.deps.database, source);
  return { opened, site, source };
}

// A transaction whose crawler lost it holds its locks for up to half a minute.
it(
  'ends with every page once though PostgreSQL cuts all connections again and again',
  { timeout: 180_000 },
  async () => {
    const { opened, site, source } = await openCrawl();
    const admin = connect(inject('databaseUrl'), 1);
    onTestFinished(() => admin.end());
    const name = new URL(opened.databaseUrl).pathname.slice(1);
    let isOver = false;
    let cuts = 0;
    const cutting = (async () => {
      while (!isOver) {
        await sleep(400);
        const cut = await admin`
        select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
        if (cut.length > 0) cuts += 1;
        // Others have to get a word in.
        if (cuts >= 6) return;
      }
    })();

    let failures = 0;
    const signal = new AbortController().signal;
    for (;;) {
      try {
        const { run, status } = await runSource(opened.deps, source, 'command', signal);
        if (status !== 'busy' && run.id > 0) break;
      } catch {
        // As a job that fails: it is tried again.
        failures += 1;
        await opened.deps
          .database`update runs set heartbeat_at = '-infinity' where state = 'running'`.catch(
          () => undefined,
        );
      }
      expect(failures).toBeLessThan(50);
    }
    isOver = true;
    await cutting;

    expect(cuts).toBeGreaterThanOrEqual(3);
    const pages = await opened.deps.database<{ url: string }[]>`select url from pages`;
    expect(pages.map(({ url }) => url.slice(site.origin.length)).sort()).toEqual(
      [...site.paths('east')].sort(),
    );
    expect(await opened.deps.database`select 1 from frontier where state <> 'done'`).toEqual([]);
    expect(await opened.deps.database`select 1 from postings`).toHaveLength(PAGES - 3);
  },
);

it('crawls on while Redis is away, and the sweep adds the jobs that were not', async () => {
  const { opened, source } = await openCrawl();
  const dataDir = mkdtempSync(join(tmpdir(), 'mingcha-r-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const log = createLog({ level: 'fatal' });
  const start = () => startRedis({ dataDir, log, searchPath: readConfig().searchPath });
  const first = await start();
  const queues = openQueues(
    { redis: { path: first.path, maxRetriesPerRequest: null }, prefix: 'away' },
    log,
  );
  await queues.get('classify').waitUntilReady();
  await first.stop();

  const startedAt = performance.now();
  const { run } = await runSource({ ...opened.deps, queues }, source, 'command', NEVER);
  const seconds = (performance.now() - startedAt) / 1_000;
  const [ended] = await opened.deps.database`select state from runs where id = ${run.id}`;
  expect(ended).toEqual({ state: 'done' });
  expect(await opened.deps.database`select 1 from postings`).toHaveLength(PAGES - 3);
  // 153 pages, 20 ms apart, and one second of patience.
  expect(seconds).toBeLessThan(30);

  const second = await start();
  onTestFinished(() => second.stop());
  expect(second.path).toBe(first.path);
  await sweepPostings({ database: opened.deps.database, queues }, 0);
  expect(await queues.get('classify').getWaitingCount()).toBe(PAGES - 3);
  await queues.close();
});

it('crawls on while Redis is out of memory, and the sweep adds the jobs that were not', async () => {
  const { opened, source } = await openCrawl();
  const { database } = opened.deps;
  const dataDir = mkdtempSync(join(tmpdir(), 'mingcha-r-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const log = createLog({ level: 'fatal' });
  const { path, stop } = await startRedis({ dataDir, log, searchPath: readConfig().searchPath });
  onTestFinished(() => stop());
  const redis = new Redis({ path });
  onTestFinished(() => redis.disconnect());
  const queues = openQueues({ redis: { path, maxRetriesPerRequest: null }, prefix: 'full' }, log);
  onTestFinished(() => queues.close());
  await queues.get('classify').waitUntilReady();
  await redis.config('SET', 'maxmemory', '1');
  await expect(redis.set('any', 'thing')).rejects.toThrow(/OOM/);

  const { run } = await runSource({ ...opened.deps, queues }, source, 'command', NEVER);
  expect(await database`select state from runs where id = ${run.id}`).toEqual([{ state: 'done' }]);
  expect(await database`select 1 from postings`).toHaveLength(PAGES - 3);
  expect(await queues.get('classify').getWaitingCount()).toBe(0);
  await expect(sweepPostings({ database, queues }, 0)).rejects.toThrow(/OOM/);

  await redis.config('SET', 'maxmemory', '0');
  await sweepPostings({ database, queues }, 0);
  expect(await queues.get('classify').getWaitingCount()).toBe(PAGES - 3);
});
