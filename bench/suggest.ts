/**
 * What `mingcha sources suggest` infers of list pages nobody described: every layout of `test/sites/layouts` and the
 * lists of the sample sites, served on loopback. `npm run bench -- suggest`; without a browser the layouts that come
 * by script are left out.
 */
import { DEFAULT_CRAWL_LIMITS } from '../crawlers/crawl-source.js';
import { createPoliteFetcher } from '../crawlers/fetch/fetch-politely.js';
import { fetchInBrowser } from '../crawlers/suggest/fetch-in-browser.js';
import { suggestFromSite } from '../crawlers/suggest/suggest-from-site.js';
import { MingchaError } from '../domain/errors.js';
import { readConfig } from '../runtime/config.js';
import { findChromium } from '../runtime/find-chromium.js';
import { MISSED_LAYOUTS } from '../test/sites/layouts/last-layouts.js';
import { layoutPath } from '../test/sites/layouts/layout.js';
import { LAYOUTS } from '../test/sites/layouts/layouts.js';
import { serveLayouts } from '../test/sites/layouts/serve-layouts.js';
import { serveSites } from '../test/sites/serve-sites.js';

const VISITOR = {
  userAgent: 'Mingcha/0.1 (+mailto:bench@example.org)',
  privateNetwork: ['127.0.0.1'],
};
const config = readConfig();
const executablePath = findChromium({ configured: config.chromiumPath, path: config.searchPath });
const all = [...LAYOUTS, ...MISSED_LAYOUTS].filter(
  ({ served }) => served === undefined || executablePath !== null,
);
const served = await serveLayouts(all);
const fetcher = createPoliteFetcher({ ...DEFAULT_CRAWL_LIMITS, ...VISITOR, delayMs: 0 });

const look = (url: string) =>
  suggestFromSite(url, {
    fetcher,
    fetchInBrowser:
      executablePath === null
        ? null
        : (page, role) => fetchInBrowser(page, role, { executablePath, ...VISITOR }),
    onFetch: () => undefined,
  });

console.log('layout | what was inferred | postings taken of how many | falsely taken');
const sum = { wanted: 0, right: 0, extra: 0, pages: 0 };
const startedAt = process.cpuUsage();
for (const layout of all) {
  const { id, ads } = layout;
  let inferred = 'no list';
  let taken: readonly string[] = [];
  try {
    const { source, sample, paging } = await look(served.origin + layoutPath(layout));
    const item = source.list?.item === undefined ? '' : `, item ${source.list.item}`;
    const next = paging === null ? '' : `, next page with ${paging.found ?? '?'} new`;
    inferred = `${source.fetch ?? ''}, follow ${source.follow ?? ''}${item}${next}`;
    taken = sample.map(({ title, body }) => `${title}\n${body}`);
  } catch (error) {
    if (!(error instanceof MingchaError)) throw error;
  }
  const left = [...taken];
  let right = 0;
  // From the longest title: one may be the beginning of another.
  for (const { title } of ads.toSorted((a, b) => b.title.length - a.title.length)) {
    const at = left.findIndex((text) => text.startsWith(`${title}\n`));
    const found = at === -1 ? left.findIndex((text) => text.includes(title)) : at;
    if (found === -1) continue;
    left.splice(found, 1);
    right += 1;
  }
  sum.wanted += ads.length;
  sum.right += right;
  sum.extra += left.length;
  sum.pages += 1;
  console.log(`${id} | ${inferred} | ${right} of ${ads.length} | ${left.length}`);
}
const { user, system } = process.cpuUsage(startedAt);
console.log(
  `${sum.pages} layouts: ${sum.right} of ${sum.wanted} postings, ${sum.extra} falsely taken, ${((user + system) / 1e6).toFixed(1)} s CPU`,
);
await served.close();

const samples = await serveSites();
const LISTS = {
  recruitment: '/zhaopin/',
  tutoring: '/',
  platform: '/feed',
  news: '/edu/',
} as const;
for (const { id, baseUrl } of samples.sites) {
  if (id === 'tutoring' && executablePath === null) continue;
  const { source, sample, paging } = await look(baseUrl + LISTS[id]);
  console.log(
    `sample site ${id} | ${source.kind}, ${source.fetch ?? ''}, follow ${source.follow ?? ''}, next page with ${paging?.found ?? 'nothing'} new | ${sample.length} taken`,
  );
}
await fetcher.close();
await samples.close();
