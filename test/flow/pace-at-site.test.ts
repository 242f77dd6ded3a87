/** The pace as a site sees it, by its own log: whatever happens between a claim and its request. */
import { expect, it, onTestFinished } from 'vitest';
import { saveSource } from '../../db/sources/save-source.js';
import { postingPage } from '../sites/hostile/behaviour.js';
import { startHostileSite } from '../sites/hostile/start-hostile-site.js';
import type { CrawlHostileArguments } from '../support/crawl-hostile.js';
import { openTestDeps } from '../support/open-test-deps.js';
import { testSource } from '../support/save-postings.js';
import { startScript } from '../support/start-script.js';

/** In a process of its own: the site's clock must not stand still while the crawler works. */
const CRAWLER = new URL('../support/crawl-hostile.ts', import.meta.url);
const DELAY_MS = 400;
/** What a busy machine may put between sending and being heard. */
const LAG_MS = 40;

it('holds when many pages have waited for one slow robots.txt', async () => {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const site = await startHostileSite();
  onTestFinished(() => site.close());
  const origin = await site.openHost({
    robots: (_, response) => setTimeout(() => response.writeHead(404).end(), 1_500),
  });
  const paths = Array.from({ length: 8 }, (_, at) => `/ad/${at}`);
  for (const path of paths) site.pages.set(path, { body: postingPage(`初中物理辅导${path}`) });
  const start = paths.map((path) => origin + path);
  const source = testSource({ start, pace: { delayMs: DELAY_MS, addressDelayMs: 0 } });
  await saveSource(opened.deps.database, source);
  const given: CrawlHostileArguments = {
    ...{ databaseUrl: opened.databaseUrl, blobFolder: opened.blobFolder },
    ...{ sourceIds: [source.id], limits: { httpConcurrency: 8 }, chromiumPath: null },
  };
  expect(await startScript(CRAWLER, [JSON.stringify(given)]).ended).toBe(0);

  const asked = site.log.filter(({ url }) => url.startsWith('/ad/'));
  expect(asked.map(({ url }) => url).sort()).toEqual(paths);
  const gaps = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(DELAY_MS - LAG_MS);
});
