/**
 * All of the hostile site at once, by the real crawler on the real frontier: whatever a site does, every
 * URL ends in one state, with one result, in the host's pace, and nothing of it stays in memory.
 */
import { expect, it, onTestFinished } from 'vitest';
import { saveSource } from '../../db/sources/save-source.js';
import { listOf } from '../sites/hostile/behaviour.js';
import { BEHAVIOURS } from '../sites/hostile/behaviours.js';
import { ROBOTS_FILES } from '../sites/hostile/robots-files.js';
import { startHostileSite, type HostileSite } from '../sites/hostile/start-hostile-site.js';
import { TRAPS } from '../sites/hostile/traps.js';
import type { CrawlHostileArguments, CrawlHostileLine } from '../support/crawl-hostile.js';
import { openTestDeps } from '../support/open-test-deps.js';
import { testSource } from '../support/save-postings.js';
import { startScript } from '../support/start-script.js';

const CRAWLER = new URL('../support/crawl-hostile.ts', import.meta.url);
const MEGABYTE = 1024 * 1024;
const DELAY_MS = 400;
/** What a busy machine may put between sending and being heard. */
const LAG_MS = 40;
/** Who leads on by itself is followed at once, as a browser would. */
const LEADS_ON = /^\/(?:loop|chain|grow|refresh|script|cookie|to-|body-of)/;

it('a crawl of the whole hostile site over HTTP', { timeout: 240_000 }, async () => {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const { database, blobs } = opened.deps;
  const site = await startHostileSite();
  onTestFinished(() => site.close());

  const expected = new Map<string, string>();
  for (const { path, ends } of BEHAVIOURS) expected.set((await site.openHost()) + path, ends);
  for (const { answer, ends } of ROBOTS_FILES) {
    const origin = await site.openHost({ robots: answer });
    // Several that wait for the same robots.txt must not all go out when it comes.
    // Five failures in a row would close a host for a minute, so those that fail are asked for one.
    const count = ends === 'robots-unreachable' ? 1 : 6;
    for (let at = 1; at <= count; at += 1) expected.set(`${origin}/206?${at}`, ends);
  }
  const traps = await Promise.all(TRAPS.map(async ({ path }) => (await site.openHost()) + path));
  site.pages.set('/index', { body: listOf([...expected.keys()]) });
  site.pages.set('/warm', { body: listOf(['/well', '/links', '/far-dates', '/206']) });
  const input = { pace: { delayMs: DELAY_MS, addressDelayMs: 0 }, expects: { postings: 0 } };
  await saveSource(database, testSource({ ...input, id: 'warm', start: [`${site.origin}/warm`] }));
  await saveSource(
    database,
    testSource({
      ...{ ...input, id: 'hostile', start: [`${site.origin}/index`, ...traps] },
      limits: { pages: 2_000, depth: 6 },
    }),
  );
  const given: CrawlHostileArguments = {
    ...{ databaseUrl: opened.databaseUrl, blobFolder: opened.blobFolder },
    ...{ sourceIds: ['warm', 'hostile'], chromiumPath: null },
    limits: {
      ...{ timeoutMs: 2_500, maxBytes: 8 * MEGABYTE, retryMs: 20, throttleMs: 20 },
      httpConcurrency: 24,
    },
  };
  const crawler = startScript(CRAWLER, [JSON.stringify(given)]);
  const base = (await crawler.next()) as CrawlHostileLine;
  const after = (await crawler.next()) as CrawlHostileLine;
  expect(await crawler.ended).toBe(0);
  expect(after.state).toBe('done');

  const rows = await database<{ id: number; url: string; state: string; deadReason: string }[]>`
    select id, url, state, dead_reason from frontier where source_id = 'hostile'`;
  const ends = new Map(rows.map(({ url, state, deadReason }) => [url, deadReason ?? state]));
  const wrong = [...expected].filter(([url, end]) => ends.get(url) !== end);
  expect(wrong.map(([url, end]) => `${url} ${end}, not ${ends.get(url) ?? 'there'}`)).toEqual([]);
  expect(rows.filter(({ state }) => state !== 'done' && state !== 'dead')).toEqual([]);

  const pages = await database<{ url: string; bodyHash: string }[]>`
    select url, body_hash from pages where run_id = ${after.runId}`;
  const done = rows.filter(({ state }) => state === 'done').map(({ url }) => url);
  expect(pages.map(({ url }) => url).sort()).toEqual(done.sort());
  for (const { bodyHash } of pages) expect(await blobs.has(bodyHash)).toBe(true);
  const issues = await database<{ url: string; kind: string }[]>`
    select url, kind from issues where run_id = ${after.runId}`;
  const told = new Set(issues.map(({ url, kind }) => `${url} ${kind}`));
  const silent = rows.filter(
    ({ url, state, deadReason }) =>
      state === 'dead' && deadReason !== 'host-blocked' && !told.has(`${url} ${deadReason}`),
  );
  expect(silent).toEqual([]);

  expect(shortGaps(site)).toEqual([]);
  expect(after.heap - base.heap).toBeLessThan(24 * MEGABYTE);
  expect(after.resident - base.resident).toBeLessThan(200 * MEGABYTE);
});

/** Requests for pages that came sooner after the one before them than their host is to be asked. */
function shortGaps({ log }: HostileSite): string[] {
  const last = new Map<string, number>();
  const short: string[] = [];
  for (const { origin, url, at } of log) {
    if (url === '/robots.txt' || LEADS_ON.test(url)) continue;
    const gap = at - (last.get(origin) ?? -Infinity);
    if (gap < DELAY_MS - LAG_MS)
      short.push(`${origin}${url.slice(0, 60)} after ${Math.round(gap)} ms`);
    last.set(origin, at);
  }
  return short;
}
