import { parse } from 'yaml';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SourceSchema } from '../../../domain/source.js';
import { loadExpected } from '../../sites/expected.js';
import { foldText } from '../../sites/match-found.js';
import { DEMO_PORTS, serveSites, type ServedSite } from '../../sites/serve-sites.js';

let sites: readonly ServedSite[] = [];
let close: () => Promise<void>;

beforeAll(async () => {
  const served = await serveSites();
  sites = served.sites;
  close = () => served.close();
});
afterAll(() => close());

function baseUrl(id: string): string {
  return sites.find((site) => site.id === id)?.baseUrl ?? '';
}

async function get(url: string): Promise<{ response: Response; bytes: Buffer }> {
  const response = await fetch(url);
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** What a person reads: no mark-up, character references resolved. */
function readable(html: string): string {
  const text = html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  return foldText(text);
}

describe('the sample sites', () => {
  it.each(['recruitment', 'news'] as const)('serves every page of %s', async (id) => {
    for (const posting of loadExpected().filter((each) => each.site === id)) {
      const { response, bytes } = await get(`${baseUrl(id)}${posting.path ?? ''}`);
      expect(response.status, posting.id).toBe(200);
      const html = id === 'recruitment' ? iconv.decode(bytes, 'gbk') : bytes.toString('utf8');
      expect(readable(html), posting.id).toContain(foldText(posting.body));
      expect(readable(html), posting.id).toContain(foldText(posting.title));
    }
  });

  it('names GBK in the header of some pages and only in a meta element of others', async () => {
    const expected = loadExpected().filter((each) => each.site === 'recruitment');
    const pages = await Promise.all(
      expected.map((each) => get(`${baseUrl('recruitment')}${each.path ?? ''}`)),
    );
    const kinds = pages.map(({ response, bytes }) => {
      const inHeader = /charset=GBK/.test(response.headers.get('content-type') ?? '');
      const inMeta = bytes.toString('latin1').includes('charset=gb2312');
      expect(inHeader).not.toBe(inMeta);
      return inHeader;
    });
    expect(kinds.filter((inHeader) => inHeader).length).toBeGreaterThan(kinds.length / 3);
    expect(kinds.filter((inHeader) => !inHeader).length).toBeGreaterThan(kinds.length / 3);
  });

  it('carries JobPosting on a third of the recruitment pages, with the text of the posting', async () => {
    const expected = loadExpected().filter((each) => each.site === 'recruitment');
    let count = 0;
    for (const posting of expected) {
      const { bytes } = await get(`${baseUrl('recruitment')}${posting.path ?? ''}`);
      const html = iconv.decode(bytes, 'gbk');
      const json = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1];
      if (json === undefined) continue;
      count += 1;
      const job = JSON.parse(json) as Record<string, unknown>;
      expect(job['@type']).toBe('JobPosting');
      expect(job['title']).toBe(posting.title);
      expect(readable(String(job['description']))).toBe(foldText(posting.body));
    }
    expect(count / expected.length).toBeCloseTo(1 / 3, 1);
  });

  it('leads from the first list page of the recruitment site to every posting but the forbidden', async () => {
    const seen = new Set<string>();
    let next: string | undefined = '/zhaopin/';
    while (next !== undefined) {
      const html = iconv.decode((await get(`${baseUrl('recruitment')}${next}`)).bytes, 'gbk');
      for (const match of html.matchAll(/class="j-name" href="([^"]+)"/g)) seen.add(match[1] ?? '');
      next = /<a href="([^"]+)">下一页<\/a>/.exec(html)?.[1];
    }
    const expected = loadExpected().filter((each) => each.site === 'recruitment');
    const open = expected.filter((each) => !each.forbidden).map((each) => each.path);
    expect([...seen].sort()).toEqual([...open].sort());
    const forbidden = expected.filter((each) => each.forbidden).map((each) => each.path);
    expect(forbidden.length).toBeGreaterThan(0);
    const robots = (await get(`${baseUrl('recruitment')}/robots.txt`)).bytes.toString();
    expect(robots).toContain('Disallow: /neibu/');
    expect(forbidden.every((path) => path?.startsWith('/neibu/'))).toBe(true);
  });

  it('answers 304 while a page is unchanged', async () => {
    const url = `${baseUrl('recruitment')}/zhaopin/`;
    const { response } = await get(url);
    const etag = response.headers.get('etag') ?? '';
    const again = await fetch(url, { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
    const other = await fetch(url, { headers: { 'If-None-Match': '"other"' } });
    expect(other.status).toBe(200);
    await other.arrayBuffer();
  });

  it('answers 304 to the date of the last change, and 200 to an earlier one', async () => {
    const posting = loadExpected().find((each) => each.site === 'news');
    const url = `${baseUrl('news')}${posting?.path ?? ''}`;
    const date = (await get(url)).response.headers.get('last-modified') ?? '';
    const same = await fetch(url, { headers: { 'If-Modified-Since': date } });
    expect(same.status).toBe(304);
    const earlier = new Date(Date.parse(date) - 1_000).toUTCString();
    const changed = await fetch(url, { headers: { 'If-Modified-Since': earlier } });
    expect(changed.status).toBe(200);
    await changed.arrayBuffer();
  });

  it('gives the tutoring pages no text without script, and every listing as JSON', async () => {
    const shell = (await get(`${baseUrl('tutoring')}/?page=2`)).bytes.toString();
    expect(readable(shell)).toBe(
      foldText('邻里师选 - 身边的好老师 请开启浏览器的 JavaScript 后访问'),
    );
    const texts: string[] = [];
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const { bytes } = await get(`${baseUrl('tutoring')}/api/listings?page=${String(page)}`);
      const answer = JSON.parse(bytes.toString()) as {
        data: { pages: number; list: { link: string | null; summary: string }[] };
      };
      pages = answer.data.pages;
      for (const card of answer.data.list) {
        if (card.link === null) texts.push(card.summary);
        else texts.push(await detailText(card.link));
      }
    }
    const expected = loadExpected().filter((each) => each.site === 'tutoring');
    expect(texts.sort()).toEqual(expected.map((each) => each.body).sort());
    expect(expected.some((each) => each.path === null)).toBe(true);
  });

  it('shows every post and reply of the platform on its list pages, and their pictures', async () => {
    let all = '';
    let next: string | undefined = '/feed';
    const pictures = new Set<string>();
    while (next !== undefined) {
      const html = (await get(`${baseUrl('platform')}${next}`)).bytes.toString();
      all += readable(html);
      for (const match of html.matchAll(/<img src="([^"]+)"/g)) pictures.add(match[1] ?? '');
      next = /<a href="([^"]+)">下一页<\/a>/.exec(html)?.[1];
    }
    for (const posting of loadExpected().filter((each) => each.site === 'platform')) {
      expect(all, posting.id).toContain(foldText(posting.body));
    }
    for (const picture of pictures) {
      const { response, bytes } = await get(`${baseUrl('platform')}${picture}`);
      const isPng = picture.endsWith('.png');
      const type = isPng ? 'image/png' : 'image/jpeg';
      expect(response.headers.get('content-type'), picture).toBe(type);
      expect(bytes.subarray(1, 4).toString('latin1'), picture).toBe(isPng ? 'PNG' : '\xd8\xff\xe0');
      expect(bytes.length, picture).toBeLessThan(40_000);
    }
  });

  it('has walls and a soft 404 on the platform, all answered with 200', async () => {
    for (const [path, text] of [
      ['/group/12', '登录后查看'],
      ['/verify', '安全验证'],
      ['/p/9999', '不存在或已被删除'],
    ] as const) {
      const { response, bytes } = await get(`${baseUrl('platform')}${path}`);
      expect(response.status).toBe(200);
      expect(bytes.toString()).toContain(text);
    }
  });

  it('hands out its source definitions with the address it is served at', () => {
    for (const site of sites) {
      const source = SourceSchema.parse(parse(site.sourceYaml));
      expect(source.id).toBe(`demo-${site.id}`);
      expect(source.start.every((url) => url.startsWith(`${site.baseUrl}/`))).toBe(true);
      expect(site.sourceYaml).not.toContain(`127.0.0.1:${String(DEMO_PORTS[site.id])}/`);
    }
  });

  it('keeps the requests it got', async () => {
    await get(`${baseUrl('news')}/robots.txt?x=1`);
    expect(sites.find((site) => site.id === 'news')?.requests).toContain('/robots.txt?x=1');
  });

  it('frees its ports when one of them is taken', async () => {
    const port = Number(new URL(baseUrl('news')).port);
    await expect(serveSites({ ports: { news: port } })).rejects.toThrow('EADDRINUSE');
  });
});

async function detailText(link: string): Promise<string> {
  const { bytes } = await get(`${baseUrl('tutoring')}${link.replace('/t/', '/api/listing/')}`);
  const answer = JSON.parse(bytes.toString()) as { data: { content: string } };
  return answer.data.content;
}
