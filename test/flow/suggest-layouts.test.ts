/** Every layout served on loopback: what is suggested for it, and whether a crawl by that takes it all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crawlSource, DEFAULT_CRAWL_LIMITS } from '../../crawlers/crawl-source.js';
import { createPoliteFetcher, type PoliteFetcher } from '../../crawlers/fetch/fetch-politely.js';
import { fetchInBrowser } from '../../crawlers/suggest/fetch-in-browser.js';
import { suggestFromSite } from '../../crawlers/suggest/suggest-from-site.js';
import { InvalidInput } from '../../domain/errors.js';
import { readConfig } from '../../runtime/config.js';
import { findChromium } from '../../runtime/find-chromium.js';
import { parseSource } from '../../runtime/read-sources.js';
import { formatSource } from '../../runtime/write-source.js';
import { layoutPath, type Layout } from '../sites/layouts/layout.js';
import { LAYOUTS } from '../sites/layouts/layouts.js';
import { later, serveLayouts, type ServedLayouts } from '../sites/layouts/serve-layouts.js';
import { createMemoryFrontier } from '../unit/crawlers/memory-frontier.js';

const VISITOR = {
  userAgent: 'Mingcha/0.1 (+mailto:test@example.org)',
  privateNetwork: ['127.0.0.1'],
};
/** Layouts that a crawl reaches in different ways; of the others the unit tests know that the file takes the same. */
const CRAWLED = new Set(
  'forum table-frames cards-clicked posts lines data-next scroll in-frame paging-select paging-form'.split(
    ' ',
  ),
);

let site: ServedLayouts;
let fetcher: PoliteFetcher;
let executablePath: string;

beforeAll(async () => {
  const config = readConfig();
  executablePath = findChromium({ configured: config.chromiumPath, path: config.searchPath }) ?? '';
  site = await serveLayouts(LAYOUTS);
  fetcher = createPoliteFetcher({ ...DEFAULT_CRAWL_LIMITS, ...VISITOR, delayMs: 0 });
});
afterAll(async () => {
  await fetcher.close();
  await site.close();
});

async function suggest(layout: Layout) {
  const fetched: string[] = [];
  const suggestion = await suggestFromSite(site.origin + layoutPath(layout), {
    fetcher,
    fetchInBrowser: (url, role) => fetchInBrowser(url, role, { executablePath, ...VISITOR }),
    onFetch: (url) => fetched.push(url.slice(site.origin.length)),
  });
  return { ...suggestion, fetched };
}

/** Titles, or texts, of all postings that a crawl by the printed definition saves. */
async function crawl(yaml: string): Promise<string[]> {
  const source = { ...parseSource(yaml, 'suggested.yml'), pace: { delayMs: 0 } };
  const frontier = createMemoryFrontier(source);
  await crawlSource({
    ...{ source, frontier, ...VISITOR },
    fetchers: { http: true, browser: source.fetch === 'browser' ? { executablePath } : null },
  });
  return frontier.visits.flatMap(({ visit }) =>
    visit.outcome === 'fetched' ? visit.postings.map(({ title, body }) => title || body) : [],
  );
}

describe('a suggestion for a layout', () => {
  const lists = LAYOUTS.filter(({ ads }) => ads.length > 0);

  it.each(lists)('$id', { timeout: 120_000 }, async (layout) => {
    const { source, sample, paging, fetched } = await suggest(layout);
    expect(sample).toHaveLength(layout.ads.length);
    expect(source.start).toEqual([site.origin + (layout.framed ?? layoutPath(layout))]);
    expect(source.fetch).toBe(layout.served === undefined ? 'http' : 'browser');
    expect(paging).toEqual(
      layout.next === null ? null : { next: site.origin + layout.next, found: layout.ads.length },
    );
    // The list, its frame or its drawing, three ads and the next page.
    expect(fetched.length).toBeLessThanOrEqual(6);
    if (!CRAWLED.has(layout.id)) return;

    const saved = await crawl(formatSource(source));
    const wanted = layout.next === null ? layout.ads : [...layout.ads, ...layout.ads.map(later)];
    const isSaved = (title: string) => saved.some((text) => text.includes(title));
    expect(wanted.filter(({ title }) => !isSaved(title))).toEqual([]);
    expect(saved).toHaveLength(wanted.length);
  });

  it('ends when it is told to, and says what is no list', async () => {
    const [layout] = lists;
    const stop = new Error('stopped');
    const look = suggestFromSite(site.origin + layoutPath(layout!), {
      ...{ fetcher, fetchInBrowser: null },
      onFetch: (url) => {
        if (url.includes('info-')) throw stop;
      },
    });
    await expect(look).rejects.toBe(stop);
    for (const other of LAYOUTS.filter(({ ads }) => ads.length === 0))
      await expect(suggest(other)).rejects.toThrow(InvalidInput);
  });
});
