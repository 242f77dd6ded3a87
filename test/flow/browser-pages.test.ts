/** What a browser page is read as: charsets, answers that scripts load, lists that grow, bounds. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import iconv from 'iconv-lite';
import { extractPage } from '../../crawlers/extract/extract-page.js';
import type { Frontier, SentRequest } from '../../domain/frontier.js';
import { createMemoryFrontier } from '../unit/crawlers/memory-frontier.js';
import { browse, sourceOf } from '../support/browse-site.js';
import { startHostileSite, type HostileSite } from '../sites/hostile/start-hostile-site.js';
import type { SourceInput } from '../../domain/source.js';

let site: HostileSite;

beforeAll(async () => {
  site = await startHostileSite();
});
afterEach(() => {
  site.pages.clear();
  site.robots = { status: 404, body: '' };
});
afterAll(() => site.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const TEXT = '周末两小时，两人一班，老师上门，按次结算，名额有限，可先试听一次再定。';
const row = (id: number) => ({ id, title: `初中物理一对一辅导第${id}班`, text: TEXT });
const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => row(from + index));
const shell = (script: string) =>
  `<title>辅导信息</title><div id="app"></div><script>
  const card = ({ id, title, text }) => '<div class="card" style="height: 120px"><h3><a href="/detail/' + id + '">' + title + '</a></h3><p>' + text + '</p></div>';
  const show = (rows) => document.getElementById('app').insertAdjacentHTML('beforeend', rows.map(card).join(''));
  ${script}</script>`;

function browseAt(
  paths: readonly string[],
  input: Partial<SourceInput> = {},
  options: Parameters<typeof browse>[1] = {},
) {
  const start = paths.map((path) => site.origin + path);
  return browse(sourceOf(start, { fetch: 'browser', follow: 'none', ...input }), options);
}

describe('a page in the browser', () => {
  it('is read in the charset that it is written in, whatever it says', async () => {
    const html = (charset: string) =>
      `<head><meta charset="${charset}"><title>辅导</title></head><h1>初中物理一对一</h1><p>${TEXT.repeat(3)}</p>`;
    const as = (type: string, body: Buffer) => ({ headers: { 'content-type': type }, body });
    site.pages.set('/utf8', as('text/html; charset=gb2312', Buffer.from(html('gb2312'))));
    site.pages.set('/gbk', as('text/html', iconv.encode(html('utf-8'), 'gb18030')));
    site.pages.set('/big5', as('text/html; charset=big5', iconv.encode(html('big5'), 'big5')));
    const { postingsOf } = await browseAt(['/utf8', '/gbk', '/big5']);
    for (const path of ['/utf8', '/gbk', '/big5']) {
      // Big5 has no simplified characters; the others must be whole.
      if (path !== '/big5') expect(postingsOf(path)[0]?.body, path).toContain(TEXT);
      expect(postingsOf(path)[0]?.body, path).toContain('一人一班'.slice(2));
    }
  });

  it('is read from what its script loaded where that is fuller, and so is what is stored', async () => {
    const script = `fetch('/api/cities'); fetch('/graphql', { method: 'POST', body: '{}' })
      .then((answer) => answer.json()).then(({ data }) => show(data.posts.slice(0, 3)));`;
    site.pages.set('/window', { body: shell(script) });
    site.pages.set('/graphql', {
      ...{ headers: JSON_TYPE, body: JSON.stringify({ data: { posts: rows(1, 8) } }) },
    });
    const cities = Array.from({ length: 30 }, (_, index) => ({ name: `第${index}区` }));
    site.pages.set('/api/cities', { headers: JSON_TYPE, body: JSON.stringify(cities) });
    const { postingsOf, visitOf } = await browseAt(['/window']);
    const titles = rows(1, 8).map(({ title }) => title);
    expect(postingsOf('/window').map(({ title }) => title)).toEqual(titles);
    expect(postingsOf('/window')[7]?.url).toBe(`${site.origin}/detail/8`);
    const visit = visitOf('/window');
    if (visit?.outcome !== 'fetched') throw new Error('not fetched');
    const html = Buffer.from(visit.page.bytes).toString('utf8');
    expect(html.match(/data-answer-url="[^"]*"/g)).toEqual([
      `data-answer-url="${site.origin}/graphql"`,
    ]);
    const again = extractPage({ html, url: visit.page.finalUrl, now: new Date(), role: 'list' });
    expect(again.postings.map(({ title }) => title)).toEqual(titles);
  });

  it('is read from no more than its own hosts answer', async () => {
    const other = await startHostileSite();
    const headers = { ...JSON_TYPE, 'access-control-allow-origin': '*' };
    other.pages.set('/api', { headers, body: JSON.stringify(rows(1, 9)) });
    site.pages.set('/mixed', {
      body: shell(`fetch('${other.origin.replace('127.0.0.1', 'localhost')}/api')`),
    });
    const start = [`${site.origin}/mixed`];
    const { summary } = await browse(sourceOf(start, { fetch: 'browser', follow: 'none' }), {
      privateNetwork: 'all',
    });
    expect(other.requests).toContain('GET /api');
    await other.close();
    expect(summary.postings).toBe(0);
  });
});

describe('a list that grows', () => {
  const growing = (ask: string) => `let page = 0, busy = false;
    async function more() {
      if (busy) return; busy = true; page += 1;
      const answer = await fetch('/api/more?page=' + page); show(await answer.json()); busy = false;
    }
    more(); ${ask}`;
  const ON_SCROLL = `addEventListener('scroll', () => {
    if (innerHeight + scrollY >= document.documentElement.scrollHeight - 300) more(); });`;
  const BUTTON = `document.body.insertAdjacentHTML('beforeend', '<a href="/elsewhere">更多</a><button onclick="more()">点击加载更多</button>');`;

  function servePages(count: number): void {
    for (let page = 1; page <= 60; page += 1) {
      const body = JSON.stringify(page > count ? [] : rows(page * 10 - 9, page * 10));
      site.pages.set(`/api/more?page=${page}`, { headers: JSON_TYPE, body });
    }
  }

  it('is shown to its end, by scrolling or by its button', async () => {
    servePages(4);
    site.pages.set('/scroll', { body: shell(growing(ON_SCROLL)) });
    site.pages.set('/button', { body: shell(growing(BUTTON)) });
    const { postingsOf } = await browseAt(['/scroll', '/button']);
    expect(postingsOf('/scroll')).toHaveLength(40);
    expect(postingsOf('/button')).toHaveLength(40);
    expect(site.requests).not.toContain('GET /elsewhere');
  });

  it('is asked for more as often as its source says, and never as a single posting', async () => {
    servePages(60);
    site.pages.set('/scroll', { body: shell(growing(ON_SCROLL)) });
    site.pages.set('/detail/1', { body: shell(growing(ON_SCROLL)) });
    const { postingsOf } = await browseAt(['/scroll'], { limits: { scrolls: 2 } });
    expect(postingsOf('/scroll').length).toBeGreaterThanOrEqual(30);
    expect(postingsOf('/scroll').length).toBeLessThanOrEqual(60);
    const before = site.requests.length;
    const { postingsOf: shown } = await browseAt(['/scroll'], { limits: { scrolls: 0 } });
    expect(shown('/scroll')).toHaveLength(10);
    expect(site.requests.slice(before).filter((line) => line.includes('/api/more'))).toHaveLength(
      1,
    );
  });
});

describe('robots.txt', () => {
  it('is asked for what a redirect or a script leads to', async () => {
    site.robots = { status: 200, body: 'User-agent: *\nDisallow: /closed' };
    site.pages.set('/moved', { status: 302, headers: { location: '/hop' }, body: '' });
    site.pages.set('/hop', { status: 302, headers: { location: '/closed/a' }, body: '' });
    site.pages.set('/script', { body: shell(`location.href = '/closed/b'`) });
    site.pages.set('/open', { body: shell(`location.href = '/there'`) });
    site.pages.set('/there', { body: `<h1>初中物理一对一</h1><p>${TEXT.repeat(3)}</p>` });
    const { visitOf, postingsOf } = await browseAt(['/moved', '/script', '/open']);
    const refused = { outcome: 'dropped', issue: { kind: 'robots-disallowed' } };
    expect(visitOf('/moved')).toMatchObject(refused);
    expect(visitOf('/script')).toMatchObject(refused);
    expect(postingsOf('/open')).toHaveLength(1);
    expect(site.requests.filter((line) => line.includes('/closed'))).toEqual([]);
  });
});

describe('what the parts of a page ask of hosts', () => {
  it('moves the clocks of the hosts, with the address that answered', async () => {
    site.pages.set('/parts', {
      body: shell(`fetch('/api/a'); show(${JSON.stringify(rows(1, 5))})`),
    });
    const source = sourceOf([`${site.origin}/parts`], { fetch: 'browser', follow: 'none' });
    const sent: SentRequest[] = [];
    const frontier: Frontier = {
      ...createMemoryFrontier(source),
      noteRequests: async (requests) => void sent.push(...requests),
    };
    await browse(source, { frontier });
    const { host } = new URL(site.origin);
    expect(sent.map(({ url }) => new URL(url).host)).toContain(host);
    expect(sent.map(({ address }) => address)).toContain(host);
  });

  it('puts the page off when its own host wants fewer of them, and not for ever', async () => {
    site.pages.set('/busy', {
      body: shell(`fetch('/api/busy'); show(${JSON.stringify(rows(1, 5))})`),
    });
    site.pages.set('/api/busy', { status: 429, headers: { 'retry-after': '0' }, body: '' });
    const { frontier, postingsOf } = await browseAt(['/busy']);
    expect(frontier.visits.map(({ visit }) => visit.outcome)).toEqual([
      ...['throttled', 'throttled', 'fetched'],
    ]);
    expect(postingsOf('/busy')).toHaveLength(5);
  });

  it('stays away from hosts that are to be left alone', async () => {
    site.pages.set('/parts', {
      body: shell(`fetch('/api/a'); show(${JSON.stringify(rows(1, 5))})`),
    });
    const source = sourceOf([`${site.origin}/parts`], { fetch: 'browser', follow: 'none' });
    const frontier: Frontier = {
      ...createMemoryFrontier(source),
      findBlock: () => Promise.resolve({ retryAfterMs: 1_000, reason: 'throttled' }),
    };
    const before = site.requests.length;
    const { summary } = await browse(source, { frontier });
    expect(summary.postings).toBe(5);
    expect(site.requests.slice(before)).not.toContain('GET /api/a');
  });
});

describe('a page without measure', () => {
  it('is dropped as too large, and the next one is read', async () => {
    site.pages.set('/elements', {
      body: shell(
        `for (let i = 0; i < 120_000; i += 1) document.body.append(document.createElement('i'));`,
      ),
    });
    site.pages.set('/text', {
      body: shell(`document.body.append(document.createComment('字'.repeat(500_000)));`),
    });
    site.pages.set('/streams', {
      body: shell(
        `(async () => { for (;;) { const answer = await fetch('/big?' + Math.random()); await answer.arrayBuffer(); } })();`,
      ),
    });
    site.pages.set('/memory', {
      body: shell(`const held = []; for (;;) held.push(new Uint8Array(64 * 1024 * 1024).fill(1));`),
    });
    site.pages.set('/well', { body: shell(`show(${JSON.stringify(rows(1, 5))})`) });
    const paths = ['/elements', '/text', '/streams', '/memory', '/well'];
    const { visitOf, postingsOf } = await browseAt(
      paths,
      {},
      { limits: { maxBytes: 1024 * 1024, maxPageBytes: 8 * 1024 * 1024 } },
    );
    for (const path of paths.slice(0, 4)) {
      expect(visitOf(path), path).toMatchObject({
        outcome: 'dropped',
        issue: { kind: 'too-large' },
      });
    }
    expect(postingsOf('/well')).toHaveLength(5);
  });

  it('cannot hold the browser up with windows, dialogs or a question before leaving', async () => {
    const script = `addEventListener('beforeunload', (event) => { event.preventDefault(); return 'stay'; });
      for (let i = 0; i < 200; i += 1) window.open('/popup');
      alert('1'); confirm('2'); prompt('3'); print(); show(${JSON.stringify(rows(1, 5))});
      for (let i = 0; i < 20; i += 1) { const a = document.createElement('a'); a.href = '/file'; a.download = 'x'; a.click(); }`;
    site.pages.set('/loud', { body: shell(script) });
    const started = Date.now();
    const { postingsOf } = await browseAt(['/loud']);
    expect(postingsOf('/loud')).toHaveLength(5);
    expect(Date.now() - started).toBeLessThan(15_000);
    expect(site.requests.filter((line) => line.includes('/popup'))).toEqual([]);
  });
});
