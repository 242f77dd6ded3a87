/** A crawler killed in mid-run, and another one that goes on: nothing is lost, nothing is there twice. */
import { inject, expect, it, onTestFinished } from 'vitest';
import { countUnfinishedPostings } from '../../db/postings/unfinished-postings.js';
import { saveSource } from '../../db/sources/save-source.js';
import { parseSource } from '../../runtime/read-sources.js';
import { startWorkers } from '../../workers/start-workers.js';
import { sweepPostings } from '../../workers/jobs/sweep-unfinished.js';
import { serveSites, type ServedSite } from '../sites/serve-sites.js';
import { openTestDeps, TEST_SECRET } from '../support/open-test-deps.js';
import { startScript, type Script } from '../support/start-script.js';
import { waitUntil } from '../support/wait-until.js';

const CRAWLER = new URL('../support/crawl-site.ts', import.meta.url);

it(
  'a killed crawler’s run is gone on with at once, and ends as if nothing had happened',
  { timeout: 240_000 },
  async () => {
    const served = await serveSites();
    onTestFinished(() => served.close());
    const site = served.sites.find(({ id }) => id === 'recruitment');
    if (site === undefined) throw new Error('no such site');

    const undisturbed = await crawl(site, async (start) => {
      expect(await start().ended).toBe(0);
    });
    const requestsBefore = site.requests.length;

    const killed = await crawl(site, async (start, savedPages) => {
      for (const pagesAtKill of [20, 60]) {
        const crawler = start();
        await crawler.next();
        await waitUntil('pages', async () => (await savedPages()) >= pagesAtKill, 60);
        crawler.process.kill('SIGKILL');
        expect(await crawler.ended).toBe('SIGKILL');
      }
      const startedAt = performance.now();
      const last = start();
      await last.next();
      expect(await last.next()).toEqual({ ended: 'resumed' });
      expect(await last.ended).toBe(0);
      // Nobody waited for the leases of the dead (120 s) or for their silence (30 s).
      expect(performance.now() - startedAt).toBeLessThan(undisturbed.ms + 25_000);
    });

    expect(killed.pages).toEqual(undisturbed.pages);
    expect(new Set(killed.pages).size).toBe(killed.pages.length);
    expect(killed.postings).toEqual(undisturbed.postings);
    expect(killed.leads).toEqual(undisturbed.leads);
    expect(killed.runs).toEqual(undisturbed.runs);
    // What was in flight at a kill is asked for again, at most: four pages and robots.txt, twice.
    expect(site.requests.length - requestsBefore).toBeLessThanOrEqual(requestsBefore + 2 * 5);
  },
);

interface Outcome {
  readonly ms: number;
  readonly pages: readonly string[];
  readonly postings: readonly string[];
  /** The postings of each lead. */
  readonly leads: readonly string[];
  readonly runs: readonly string[];
}

async function crawl(
  site: ServedSite,
  work: (start: () => Script, savedPages: () => Promise<number>) => Promise<void>,
): Promise<Outcome> {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const { deps, connection, databaseUrl, blobFolder } = opened;
  const { database } = deps;
  const written = parseSource(site.sourceYaml, 'demo-recruitment.yml');
  const source = { ...written, pace: { delayMs: 10 } };
  await saveSource(database, source);
  const given = JSON.stringify({
    ...{ databaseUrl, blobFolder, redisPath: inject('redisPath'), prefix: connection.prefix },
    ...{ secret: TEST_SECRET, sourceId: source.id },
  });

  const startedAt = performance.now();
  await work(
    () => startScript(CRAWLER, [given]),
    async () => {
      const [row] = await database<{ count: number }[]>`select count(*)::int as count from pages`;
      return row?.count ?? 0;
    },
  );
  const ms = performance.now() - startedAt;
  const workers = startWorkers(deps, connection, ['classify', 'group']);
  // A posting that was saved but not enqueued when its crawler died is what the sweep is for.
  await sweepPostings(deps, 0);
  await waitUntil(
    'every posting is grouped',
    async () => (await countUnfinishedPostings(database, null)) === 0,
    120,
  );
  await workers.stop();

  const texts = async (rows: PromiseLike<readonly { text: string }[]>) =>
    (await rows).map(({ text }) => text);
  return {
    ms,
    pages: await texts(database`select url as text from pages order by url`),
    postings: await texts(database`
      select key || ' ' || version || ' ' || content_hash as text from postings order by key`),
    leads: (
      await texts(database`
        select string_agg(p.key, ' ' order by p.key) as text
        from lead_postings lp join postings p on p.id = lp.posting_id group by lp.lead_id`)
    ).sort(),
    runs: await texts(database`select state as text from runs`),
  };
}
