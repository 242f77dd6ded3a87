import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { crawlSource, type CrawlOptions } from '../../../crawlers/crawl-source.js';
import { SourceSchema, type Source, type SourceInput } from '../../../domain/source.js';
import { startHostileSite, type HostileSite } from '../../sites/hostile/start-hostile-site.js';
import { createMemoryFrontier, type MemoryFrontier } from './memory-frontier.js';

const LIMITS = {
  ...{ timeoutMs: 8_000, maxBytes: 1024 * 1024, retryMs: 5, throttleMs: 50, httpConcurrency: 4 },
};

let site: HostileSite;
beforeEach(async () => {
  site = await startHostileSite();
});
afterEach(() => site.close());

function sourceAt(start: string, input: Partial<SourceInput> = {}): Source {
  return SourceSchema.parse({
    ...{ id: 'test', name: 'Test', kind: 'recruitment', start: [site.origin + start] },
    ...{ pace: { delayMs: 0 }, fetch: 'http', ...input },
  });
}

async function crawl(
  source: Source,
  { onSave, ...options }: Partial<CrawlOptions> & { readonly onSave?: () => void } = {},
) {
  const frontier: MemoryFrontier = createMemoryFrontier(source, onSave);
  const summary = await crawlSource({
    ...{ source, frontier, fetchers: { http: true, browser: null } },
    ...{ userAgent: 'Mingcha/0.1 (+mailto:test@example.org)', privateNetwork: ['127.0.0.1'] },
    limits: LIMITS,
    ...options,
  });
  return { frontier, summary };
}

function listPage(ids: readonly number[], next?: string): string {
  const items = ids.map(
    (id) => `<li class="item"><h3><a href="/post/${id}">小学数学家教老师招聘第${id}号</a></h3>
      <span class="price">${100 + id}元/小时</span><span class="date">2023-04-0${id}</span></li>`,
  );
  const link = next === undefined ? '' : `<a href="${next}">下一页</a>`;
  return `<title>招聘列表</title><ul>${items.join('')}</ul><div class="pager">${link}</div>`;
}

function detailPage(id: number): string {
  return `<title>小学数学家教老师招聘第${id}号_某站</title><h1>小学数学家教老师招聘第${id}号</h1>
    <div class="content"><p>${'本机构招聘小学数学家教老师，周末上门一对一辅导，按课时结算。'.repeat(4)}编号${id}</p></div>`;
}

describe('a crawl over HTTP', () => {
  it('takes the detail pages of all list pages, each once', async () => {
    site.pages.set('/list', { body: listPage([1, 2, 3], '/list?p=2') });
    site.pages.set('/list?p=2', { body: listPage([3, 4, 5]) });
    for (const id of [1, 2, 3, 4, 5]) site.pages.set(`/post/${id}`, { body: detailPage(id) });
    const { frontier, summary } = await crawl(sourceAt('/list'));
    expect(summary.issues).toEqual([]);
    expect(summary).toMatchObject({ pages: 7, postings: 5, aborted: false });
    expect(frontier.count('done')).toBe(7);
    const fetched = site.requests.filter((request) => request.includes('/post/')).sort();
    expect(fetched).toEqual([1, 2, 3, 4, 5].map((id) => `GET /post/${id}`));
    expect(site.requests.filter((request) => request === 'GET /robots.txt')).toHaveLength(1);
  });

  it('takes the postings from the list when the source says so', async () => {
    site.pages.set('/list', { body: listPage([1, 2, 3]) });
    const { frontier, summary } = await crawl(sourceAt('/list', { follow: 'none' }));
    expect(summary).toMatchObject({ pages: 1, postings: 3 });
    const [saved] = frontier.visits;
    expect(saved?.visit).toMatchObject({
      outcome: 'fetched',
      postings: [
        { title: '小学数学家教老师招聘第1号', price: '101元/小时', url: `${site.origin}/post/1` },
        { publishedAt: '2023-04-02T00:00:00+08:00' },
        {},
      ],
    });
  });

  it('goes on when one page fails', async () => {
    site.pages.set('/list', { body: listPage([1, 2, 3]) });
    site.pages.set('/post/1', { body: detailPage(1) });
    site.pages.set('/post/2', { status: 500, body: '' });
    site.pages.set('/post/3', { body: detailPage(3) });
    const { frontier, summary } = await crawl(sourceAt('/list'));
    expect(summary).toMatchObject({ pages: 3, postings: 2 });
    expect(summary.issues).toMatchObject([{ kind: 'fetch-failed', url: `${site.origin}/post/2` }]);
    expect(frontier.count('dead')).toBe(1);
  });

  it.each([
    ['/hang', 'retry', 'start-unreachable'],
    ['/hang-in-body', 'retry', 'start-unreachable'],
    ['/trickle', 'retry', 'start-unreachable'],
    ['/drop', 'retry', 'start-unreachable'],
    ['/truncate', 'retry', 'start-unreachable'],
    ['/truncated-gzip', 'retry', 'start-unreachable'],
    ['/unknown-encoding', 'retry', 'start-unreachable'],
    ['/huge-header', 'retry', 'start-unreachable'],
    ['/to-nowhere', 'retry', 'start-unreachable'],
    ['/500', 'retry', 'start-unreachable'],
    ['/loop', 'dropped', 'too-large'],
    ['/loop-a', 'dropped', 'too-large'],
    ['/big', 'dropped', 'too-large'],
    ['/endless', 'dropped', 'too-large'],
    ['/gzip-bomb', 'dropped', 'too-large'],
    ['/brotli-bomb', 'dropped', 'too-large'],
    ['/chained-bomb', 'dropped', 'too-large'],
    ['/to-metadata', 'dropped', 'address-refused'],
    ['/to-file', 'dropped', 'address-refused'],
    ['/403', 'dropped', 'refused'],
    ['/410', 'dropped', 'not-found'],
    ['/missing', 'dropped', 'not-found'],
    ['/pdf', 'dropped', 'extract-failed'],
  ] as const)('answers %s with %s (%s)', async (path, outcome, kind) => {
    const isSlow = ['/hang', '/hang-in-body', '/trickle'].includes(path);
    const limits = isSlow ? { ...LIMITS, timeoutMs: 300 } : LIMITS;
    const { frontier } = await crawl(sourceAt(path), { limits });
    expect(frontier.visits[0]?.visit).toMatchObject({ outcome, issue: { kind } });
    expect(frontier.count('dead')).toBe(1);
  });

  it.each([
    ['/429', 1_000],
    ['/503-later', 1_000],
    ['/429-silent', 50],
  ])('waits as long as %s asks', async (path, retryAfterMs) => {
    const stop = new AbortController();
    const { frontier } = await crawl(sourceAt(path), {
      signal: stop.signal,
      onSave: () => stop.abort(),
    });
    expect(frontier.visits[0]?.visit).toMatchObject({ outcome: 'throttled', retryAfterMs });
  });

  it('ends even when a host says "slow down" for ever', async () => {
    const { frontier, summary } = await crawl(sourceAt('/429-silent'), {
      limits: { ...LIMITS, throttleMs: 1 },
    });
    expect(frontier.count('dead')).toBe(1);
    expect(summary.issues.map(({ kind }) => kind)).toContain('fetch-failed');
  });

  it('keeps a page whose text is empty as an issue', async () => {
    const { summary } = await crawl(sourceAt('/empty'));
    expect(summary.issues.map(({ kind }) => kind)).toEqual(['empty-page']);
    expect(summary.runIssues.map(({ kind }) => kind)).toEqual([]);
  });

  it('stores no NUL', async () => {
    const { frontier } = await crawl(sourceAt('/nul', { follow: 'none' }));
    const visit = frontier.visits[0]?.visit;
    const saved = visit?.outcome === 'fetched' ? JSON.stringify(visit.postings) : '';
    expect(saved).toContain('Title of it');
    expect(saved).not.toContain('\\u0000');
  });

  it('passes a gate that sets a cookie and redirects to itself', async () => {
    const { frontier } = await crawl(sourceAt('/cookie-gate'));
    expect(frontier.visits[0]?.visit.outcome).toBe('fetched');
  });

  it('tells the frontier of the hosts that redirects lead to', async () => {
    const other = await startHostileSite();
    onTestFinished(() => other.close());
    other.pages.set('/moved', { body: listPage([1, 2, 3]) });
    site.pages.set('/list', {
      status: 302,
      headers: { location: `${other.origin}/moved` },
      body: '',
    });
    const source = sourceAt('/list', { follow: 'none' });
    const frontier = createMemoryFrontier(source);
    const noted: string[] = [];
    await crawl(source, {
      frontier: {
        ...frontier,
        async noteRequests(requests) {
          noted.push(...requests.map(({ url }) => url));
          await frontier.noteRequests(requests);
        },
      },
    });
    expect(frontier.visits[0]?.visit).toMatchObject({ outcome: 'fetched' });
    expect(noted).toContain(`${other.origin}/moved`);
  });

  it('obeys robots.txt, its crawl-delay included', async () => {
    site.robots = { status: 200, body: 'User-agent: mingcha\nDisallow: /post/2\nCrawl-delay: 0.2' };
    site.pages.set('/list', { body: listPage([1, 2, 3]) });
    for (const id of [1, 2, 3]) site.pages.set(`/post/${id}`, { body: detailPage(id) });
    const { frontier, summary } = await crawl(sourceAt('/list'));
    expect(site.requests).not.toContain('GET /post/2');
    expect(summary.issues).toMatchObject([{ kind: 'robots-disallowed' }]);
    expect([...frontier.delays.values()]).toEqual([200]);
  });

  it('fetches nothing while robots.txt cannot be had', async () => {
    site.robots = { status: 500, body: '' };
    site.pages.set('/list', { body: listPage([1, 2, 3]) });
    const { frontier } = await crawl(sourceAt('/list'));
    expect(site.requests).not.toContain('GET /list');
    expect(frontier.visits[0]?.visit).toMatchObject({
      outcome: 'retry',
      issue: { kind: 'robots-unreachable' },
    });
  });

  it('refuses a private address unless it is opened', async () => {
    const { frontier } = await crawl(sourceAt('/list'), { privateNetwork: 'off' });
    expect(site.requests).toEqual([]);
    expect(frontier.visits[0]?.visit).toMatchObject({
      outcome: 'dropped',
      issue: { kind: 'address-refused' },
    });
  });

  it('says so when a start address does not resolve', async () => {
    const source = { ...sourceAt('/'), start: ['http://no-such-host.invalid/'] };
    const { summary } = await crawl(source);
    expect(summary.issues[0]).toMatchObject({
      kind: expect.stringMatching(/start-unreachable|robots-unreachable/) as string,
    });
  });

  it('never takes a wall for content', async () => {
    site.pages.set('/list', { body: '<title>安全验证</title><p>请完成下方验证后继续访问</p>' });
    const { frontier } = await crawl(sourceAt('/list'));
    expect(frontier.visits[0]?.visit).toMatchObject({
      outcome: 'dropped',
      issue: { kind: 'wall' },
    });
  });

  it('says that a browser is missing where a page is empty without script', async () => {
    site.pages.set('/app', { body: '<div id="app"></div><script src="/app.js"></script>' });
    const { summary } = await crawl(sourceAt('/app', { fetch: 'auto' }));
    expect(summary.issues[0]).toMatchObject({ kind: 'browser-missing' });
    const browserOnly = await crawl(sourceAt('/app', { fetch: 'browser' }));
    expect(browserOnly.summary.issues[0]).toMatchObject({ kind: 'browser-missing' });
  });

  it('reads a JSON source page by page', async () => {
    const answer = (ids: readonly number[]) =>
      JSON.stringify({
        data: {
          rows: ids.map((id) => ({
            id,
            title: `数学辅导第${id}班`,
            content: '周末小班辅导，名额有限，先到先得。',
          })),
        },
      });
    const headers = { 'content-type': 'application/json' };
    site.pages.set('/api', { body: answer([1, 2]), headers });
    site.pages.set('/api?page=2', { body: answer([3]), headers });
    site.pages.set('/api?page=3', { body: answer([]), headers });
    const source = sourceAt('/api', {
      fetch: 'json',
      follow: 'none',
      list: {
        item: 'data.rows',
        link: '/post/{id}',
        next: '/api?page={page}',
        fields: { body: 'content' },
      },
    });
    const { summary } = await crawl(source);
    expect(summary).toMatchObject({ pages: 3, postings: 3 });
  });

  it('stops at the limit of pages', async () => {
    for (let page = 1; page <= 20; page += 1) {
      site.pages.set(`/p/${page}`, { body: listPage([1, 2, 3], `/p/${page + 1}`) });
    }
    const { summary } = await crawl(sourceAt('/p/1', { follow: 'none', limits: { pages: 5 } }));
    expect(summary.pages).toBe(5);
    expect(summary.runIssues).toMatchObject([{ kind: 'limit-reached' }]);
  });

  // 0: before anything; 20: while Crawlee starts; 100: while the page hangs.
  it.each([0, 5, 10, 20, 100])('ends soon after it is aborted at %s ms', async (abortedAfterMs) => {
    const source = { ...sourceAt('/list'), start: [`${site.origin}/hang`] };
    const started = Date.now();
    const { summary } = await crawl(source, {
      signal: AbortSignal.timeout(abortedAfterMs),
      limits: { ...LIMITS, timeoutMs: 60_000 },
    });
    expect(summary.aborted).toBe(true);
    expect(Date.now() - started).toBeLessThan(5_000);
  });
});
