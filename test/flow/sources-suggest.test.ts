/** A source that nobody wrote: suggested from the sample sites, checked, and crawled. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrawlResultSchema } from '../../domain/run.js';
import { parseSource } from '../../runtime/read-sources.js';
import type { ExtractedPosting } from '../../domain/posting.js';
import type { SourceInput } from '../../domain/source.js';
import { loadExpected } from '../sites/expected.js';
import type { SampleSiteId } from '../sites/sample-posting.js';
import { serveSites, type ServedSite } from '../sites/serve-sites.js';
import { startHostileSite, type HostileSite } from '../sites/hostile/start-hostile-site.js';
import { runCommand, type CommandResult } from '../support/run-command.js';

const TIMEOUT = 120_000;

let folder: string;
let served: Awaited<ReturnType<typeof serveSites>>;
let other: HostileSite;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingcha-t-'));
  served = await serveSites();
  other = await startHostileSite();
});
afterAll(async () => {
  await served.close();
  await other.close();
  rmSync(folder, { recursive: true, force: true });
});

function mingcha(...args: readonly string[]): Promise<CommandResult> {
  return runCommand(args, { DATA_DIR: join(folder, 'data'), PRIVATE_NETWORK: '127.0.0.1' });
}

function siteOf(id: SampleSiteId): ServedSite {
  const site = served.sites.find((one) => one.id === id);
  if (site === undefined) throw new Error(`no sample site ${id}`);
  return site;
}

interface Suggested {
  readonly source: SourceInput;
  readonly sample: readonly ExtractedPosting[];
  readonly warnings: readonly string[];
}

async function suggestJson(url: string): Promise<Suggested> {
  const { code, stdout, stderr } = await mingcha('sources', 'suggest', url, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Suggested;
}

describe('sources suggest', () => {
  it(
    'prints a file that is checked without a mistake and takes every posting of the site',
    { timeout: 2 * TIMEOUT },
    async () => {
      const site = siteOf('recruitment');
      const started = performance.now();
      const { code, stdout, stderr } = await mingcha(
        ...['sources', 'suggest', `${site.baseUrl}/zhaopin/`],
      );
      expect(code, stderr).toBe(0);
      // Five pages of one host, two seconds apart.
      expect(performance.now() - started).toBeGreaterThan(8_000);
      expect(site.requests.filter((path) => path !== '/robots.txt')).toHaveLength(5);
      expect(stderr).toMatch(/下一页.*看过.*条新的/);
      expect(stdout).toMatch(/^# /);
      expect(stderr).toMatch(/^10\. /m);
      expect(stderr).not.toMatch(/^11\. /m);
      const source = parseSource(stdout, 'suggested.yml');
      expect(source).toMatchObject({
        kind: 'recruitment',
        name: expect.stringContaining('青屿人才网') as unknown,
        fetch: 'http',
        follow: 'detail',
        pace: { delayMs: 2_000 },
        list: { fields: {} },
      });
      expect(source.list.item).toBeUndefined();

      // On this machine nobody has to be spared.
      const file = join(folder, 'suggested.yml');
      writeFileSync(file, stdout.replace('delayMs: 2000', 'delayMs: 0'));
      expect(await mingcha('sources', 'check', file)).toMatchObject({ code: 0 });
      const crawled = await mingcha('crawl', file, '--wait', '--json');
      expect(crawled.code, crawled.stderr).toBe(0);
      const [result] = CrawlResultSchema.array().parse(JSON.parse(crawled.stdout));
      const wanted = loadExpected().filter(
        (posting) => posting.site === 'recruitment' && !posting.forbidden,
      );
      expect(result?.postings).toBe(wanted.length);
      expect(result?.issues.filter(({ kind }) => kind.startsWith('expects-'))).toEqual([]);
    },
  );

  it('opens a page that is empty without script in the browser', { timeout: TIMEOUT }, async () => {
    const { source, sample } = await suggestJson(`${siteOf('tutoring').baseUrl}/`);
    expect(source).toMatchObject({ kind: 'tutoring', fetch: 'browser', follow: 'detail' });
    expect(sample.length).toBeGreaterThan(5);
  });

  it('does not follow where the list shows everything', { timeout: TIMEOUT }, async () => {
    const { source, sample } = await suggestJson(`${siteOf('platform').baseUrl}/feed`);
    expect(source).toMatchObject({ kind: 'platform', fetch: 'http', follow: 'none' });
    expect(sample.every(({ kind }) => kind !== 'ad')).toBe(true);
  });

  it('knows news', { timeout: TIMEOUT }, async () => {
    const { source } = await suggestJson(`${siteOf('news').baseUrl}/edu/`);
    expect(source).toMatchObject({ kind: 'news', fetch: 'http', follow: 'detail' });
  });

  it(
    'takes a feed, and stays away from what robots.txt forbids',
    { timeout: TIMEOUT },
    async () => {
      const items = [1, 2, 3, 4, 5, 6]
        .map((id) => `<item><title>第${id}条家教信息</title><link>/ad/${id}</link></item>`)
        .join('');
      other.robots = { status: 200, body: 'User-agent: *\nDisallow: /ad/\nDisallow: /no/' };
      other.pages.set('/feed.xml', {
        headers: { 'content-type': 'application/rss+xml' },
        body: `<rss><channel><title>家教信息</title>${items}</channel></rss>`,
      });
      const { source, sample, warnings } = await suggestJson(`${other.origin}/feed.xml`);
      expect(source).toMatchObject({
        kind: 'tutoring',
        name: '家教信息',
        fetch: 'http',
        follow: 'none',
      });
      expect(sample).toHaveLength(6);
      expect(warnings.join('\n')).toContain('robots.txt');
      const forbidden = await mingcha('sources', 'suggest', `${other.origin}/no/list`);
      expect(forbidden).toMatchObject({ code: 1, stdout: '' });
      expect(forbidden.stderr).toContain('robots.txt');
    },
  );

  it('says clearly what is no list, no page and no address', { timeout: TIMEOUT }, async () => {
    other.pages.set('/about', {
      body: '<title>关于我们</title><h1>关于我们</h1><p>只有一段话。</p>',
    });
    other.pages.set('/api', { headers: { 'content-type': 'application/json' }, body: '{"a":1}' });
    const answers = [];
    for (const url of [`${other.origin}/about`, `${other.origin}/api`, 'ftp://example.com/']) {
      const { code, stdout, stderr } = await mingcha('sources', 'suggest', url);
      expect({ url, code, stdout }).toEqual({ url, code: 2, stdout: '' });
      answers.push(stderr);
    }
    expect(answers[0]).toContain('没有找到信息列表');
    expect(answers[1]).toContain('不是网页');
    expect(answers[2]).toContain('no http or https address');
  });
});
