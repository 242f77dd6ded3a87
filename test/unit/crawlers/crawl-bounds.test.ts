/** Sites without an end, and hosts that show walls only, over HTTP on loopback. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crawlSource, type CrawlOptions } from '../../../crawlers/crawl-source.js';
import { SourceSchema, type SourceInput } from '../../../domain/source.js';
import { startHostileSite, type HostileSite } from '../../sites/hostile/start-hostile-site.js';
import { createMemoryFrontier } from './memory-frontier.js';

let site: HostileSite;
beforeEach(async () => {
  site = await startHostileSite();
});
afterEach(() => site.close());

async function crawl(input: Partial<SourceInput> = {}, options: Partial<CrawlOptions> = {}) {
  const source = SourceSchema.parse({
    ...{ id: 'test', name: 'Test', kind: 'recruitment', start: [`${site.origin}/list`] },
    ...{ pace: { delayMs: 0 }, fetch: 'http', ...input },
  });
  const frontier = createMemoryFrontier(source);
  const summary = await crawlSource({
    ...{ source, frontier, fetchers: { http: true, browser: null } },
    ...{ userAgent: 'Mingcha/0.1 (+mailto:test@example.org)', privateNetwork: ['127.0.0.1'] },
    limits: { timeoutMs: 8_000, retryMs: 5, throttleMs: 50, httpConcurrency: 8 },
    ...options,
  });
  return { summary, frontier, issues: summary.issues.map(({ kind }) => kind) };
}

function list(paths: readonly string[], next?: string): { readonly body: string } {
  const items = paths.map(
    (path, at) =>
      `<li class="item"><h3><a href="${path}">小学数学家教老师招聘第${at}号</a></h3><p>周末上门一对一辅导，每小时一百元</p></li>`,
  );
  const link = next === undefined ? '' : `<a href="${next}">下一页</a>`;
  return { body: `<title>招聘列表</title><ul>${items.join('')}</ul><div>${link}</div>` };
}
const detail = (text: string) => ({
  body: `<title>家教</title><h1>小学数学家教老师招聘启事</h1><div class="content"><p>${'本机构招聘小学数学家教老师，周末上门辅导。'.repeat(4)}${text}</p></div>`,
});
const paths = (count: number) => Array.from({ length: count }, (_, at) => `/post/${at}`);
const WALL = { body: '<title>安全验证</title><p>请完成下方验证后继续访问</p>' };
const asked = (part: string) => site.requests.filter((line) => line.includes(part)).length;

describe('the limit of pages', () => {
  it('is exact, however many pages are fetched at once', async () => {
    site.pages.set('/list', list(paths(40)));
    for (const path of paths(40)) site.pages.set(path, detail(path));
    const { summary, issues } = await crawl({ limits: { pages: 10, depth: 5 } });
    expect(summary.pages).toBe(10);
    expect(asked('/post/')).toBe(9);
    expect(issues).toEqual(['limit-reached']);
  });

  it('counts what the run had before it was taken over', async () => {
    site.pages.set('/list', list(paths(40)));
    for (const path of paths(40)) site.pages.set(path, detail(path));
    const { summary } = await crawl({ limits: { pages: 10, depth: 5 } }, { pagesBefore: 6 });
    expect(summary.pages).toBe(4);
  });

  it('is not used up by dead links, but those have an end too', async () => {
    site.pages.set('/list', list(paths(150)));
    site.pages.set('/post/149', detail('the last one'));
    const { summary } = await crawl({ limits: { pages: 10, depth: 5 } });
    expect(summary.pages).toBe(1);
    expect(asked('/post/')).toBe(119);
  });
});

describe('a host that shows walls', () => {
  it('is left alone after five in a row', async () => {
    site.pages.set('/list', list(paths(60)));
    for (const path of paths(60)) site.pages.set(path, WALL);
    const { frontier } = await crawl({}, { limits: { timeoutMs: 8_000, httpConcurrency: 1 } });
    expect(asked('/post/')).toBe(5);
    expect(frontier.count('due')).toBe(0);
  });

  it('is not, when pages come in between', async () => {
    site.pages.set('/list', list(paths(20)));
    for (const [at, path] of paths(20).entries())
      site.pages.set(path, at % 3 === 0 ? detail(path) : WALL);
    await crawl({}, { limits: { timeoutMs: 8_000, httpConcurrency: 1 } });
    expect(asked('/post/')).toBe(20);
  });
});

describe('a trap', () => {
  it('of one page under any address is not followed for ever', async () => {
    // The same bytes each time, and always an address further.
    site.pages.set('/q', list(['/p/1', '/p/2', '/p/3'], 'x/'));
    const start = Array.from({ length: 30 }, (_, at) => `${site.origin}/q?n=${at}`);
    const { issues, frontier } = await crawl({ start, follow: 'none' });
    expect(issues.filter((kind) => kind === 'trap')).toHaveLength(1);
    const fruitful = frontier.visits.filter(
      ({ visit }) => visit.outcome === 'fetched' && visit.postings.length > 0,
    );
    expect(fruitful).toHaveLength(10);
  });

  it('of a path that repeats itself, or of a calendar, is one issue and not followed', async () => {
    site.pages.set('/list', list([...paths(3), '/a/b/a/b/a/b/1', '/day/2035-01/2', '/post/9']));
    for (const path of [...paths(3), '/post/9']) site.pages.set(path, detail(path));
    const { issues, summary } = await crawl();
    expect(issues).toEqual(['trap', 'trap']);
    expect(summary.pages).toBe(5);
    expect(asked('/a/b') + asked('/day')).toBe(0);
  });

  it('of empty pages ends at the first one', async () => {
    site.pages.set('/list', list(paths(3), '/month?m=1'));
    for (const path of paths(3)) site.pages.set(path, detail(path));
    for (let at = 1; at < 40; at += 1)
      site.pages.set(`/month?m=${at}`, {
        body: `<title>第${at}页</title><a href="/month?m=${at + 1}">下一页</a>`,
      });
    await crawl();
    expect(asked('/month')).toBe(1);
  });

  it('of session ids is one page', async () => {
    site.pages.set(
      '/list',
      list([
        '/post/1;jsessionid=A1B2',
        '/post/1?PHPSESSID=0a1b2c',
        '/post/1',
        '/post/2',
        '/post/3',
      ]),
    );
    for (const path of ['/post/1', '/post/2', '/post/3', '/post/1;jsessionid=A1B2'])
      site.pages.set(path, detail(path));
    await crawl();
    expect(asked('/post/1')).toBe(1);
  });

  it('of depth says that it was cut', async () => {
    for (let at = 0; at < 9; at += 1)
      site.pages.set(at === 0 ? '/list' : `/list${at}`, list(paths(3), `/list${at + 1}`));
    const { issues, summary } = await crawl({ follow: 'none', limits: { pages: 50, depth: 3 } });
    expect(summary.pages).toBe(4);
    expect(issues).toEqual(['limit-reached']);
  });
});
