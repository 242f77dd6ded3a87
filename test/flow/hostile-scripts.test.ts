/** The hostile pages that need a browser, and some that do not, all in Chromium by the real crawler on the real frontier. */
import { expect, it, onTestFinished } from 'vitest';
import { findProcesses } from '../../crawlers/fetch/process-table.js';
import { saveSource } from '../../db/sources/save-source.js';
import { listOf, type Behaviour } from '../sites/hostile/behaviour.js';
import { SCRIPTS } from '../sites/hostile/scripts.js';
import { startHostileSite } from '../sites/hostile/start-hostile-site.js';
import { chromiumPath } from '../support/browse-site.js';
import type { CrawlHostileArguments, CrawlHostileLine } from '../support/crawl-hostile.js';
import { openTestDeps } from '../support/open-test-deps.js';
import { testSource } from '../support/save-postings.js';
import { startScript } from '../support/start-script.js';

const CRAWLER = new URL('../support/crawl-hostile.ts', import.meta.url);
const MEGABYTE = 1024 * 1024;
/** Faults of HTTP that Chromium meets in its own way. */
const OVER_HTTP: readonly (readonly [path: string, ends: Behaviour['ends']])[] = [
  ['/gzip-bomb', 'too-large'],
  ['/endless', 'too-large'],
  ['/to-metadata', 'address-refused'],
  ['/to-localhost', 'address-refused'],
  ['/410', 'not-found'],
  ['/login', 'wall'],
  ['/refresh', 'done'],
  ['/script-replace', 'done'],
  ['/refresh-to-metadata', 'address-refused'],
  ['/header-bytes', 'done'],
  ['/surrogates', 'done'],
  ['/pdf', 'extract-failed'],
];

it('a crawl of the hostile site in the browser', { timeout: 400_000 }, async () => {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const { database } = opened.deps;
  const site = await startHostileSite();
  onTestFinished(() => site.close());
  const expected = new Map<string, string>();
  const listed = [...SCRIPTS.map(({ path, ends }) => [path, ends] as const), ...OVER_HTTP];
  for (const [path, ends] of listed) expected.set((await site.openHost()) + path, ends);
  site.pages.set('/index', { body: listOf([...expected.keys()]) });
  site.pages.set('/warm', { body: listOf(['/206', '/well']) });
  const input = { fetch: 'browser', pace: { delayMs: 20, addressDelayMs: 0 } } as const;
  for (const [id, path] of [
    ['warm', '/warm'],
    ['hostile', '/index'],
  ] as const) {
    await saveSource(database, testSource({ ...input, id, start: [site.origin + path] }));
  }
  const given: CrawlHostileArguments = {
    ...{ databaseUrl: opened.databaseUrl, blobFolder: opened.blobFolder },
    ...{ sourceIds: ['warm', 'hostile'], chromiumPath: chromiumPath() },
    limits: {
      ...{ timeoutMs: 6_000, settleMs: 1_500, retryMs: 20, throttleMs: 20 },
      ...{ maxBytes: 8 * MEGABYTE, maxPageBytes: 16 * MEGABYTE },
    },
  };
  const crawler = startScript(CRAWLER, [JSON.stringify(given)]);
  const base = (await crawler.next()) as CrawlHostileLine;
  const after = (await crawler.next()) as CrawlHostileLine;
  expect(findProcesses(`mingcha-browser-${crawler.process.pid ?? 0}-`)).toEqual([]);
  expect(await crawler.ended).toBe(0);

  const rows = await database<{ url: string; state: string; deadReason: string }[]>`
    select url, state, dead_reason from frontier where source_id = 'hostile'`;
  const ends = new Map(rows.map(({ url, state, deadReason }) => [url, deadReason ?? state]));
  const wrong = [...expected].filter(([url, end]) => ends.get(url) !== end);
  expect(wrong.map(([url, end]) => `${url} ${end}, not ${ends.get(url) ?? 'there'}`)).toEqual([]);
  const pages = await database<{ url: string }[]>`
    select url from pages where run_id = ${after.runId}`;
  const done = rows.filter(({ state }) => state === 'done').map(({ url }) => url);
  expect(pages.map(({ url }) => url).sort()).toEqual(done.sort());
  expect(after.heap - base.heap).toBeLessThan(24 * MEGABYTE);
});
