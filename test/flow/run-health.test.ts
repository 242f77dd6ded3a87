/** What a run leaves as its health, and how a changed layout shows in it, on real sites and a real database. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findIssues } from '../../db/issues/issues.js';
import { findRunHealth } from '../../db/runs/run-health.js';
import { findSourceHealth, findSourcesHealth } from '../../db/sources/find-source-health.js';
import { saveSource } from '../../db/sources/save-source.js';
import type { SourceInput } from '../../domain/source.js';
import { runSource } from '../../workers/run-source.js';
import { openTestDeps, type TestDeps } from '../support/open-test-deps.js';
import { sampleAds } from '../support/sample-ads.js';
import { testSource } from '../support/save-postings.js';
import { startTextSite, type TextSite } from '../support/text-site.js';

let opened: TestDeps;
let site: TextSite;
beforeEach(async () => {
  opened = await openTestDeps();
  site = await startTextSite();
});
afterEach(async () => {
  await site.close();
  await opened.close();
});

/** So many ads, new ones each day. */
function ads(count: number, day = 0) {
  return Object.fromEntries(
    sampleAds(count).map(({ title, body }, index) => [
      `/ad/${day}-${index}`,
      { title: `${title}${day}`, text: `${body}第${day}天` },
    ]),
  );
}

function sourceOf(input: Partial<SourceInput> = {}) {
  return testSource({ start: [`${site.origin}/list`], ...input });
}

async function crawl(input: Partial<SourceInput> = {}) {
  const { database } = opened.deps;
  const source = sourceOf(input);
  await saveSource(database, source);
  const { run } = await runSource(opened.deps, source, 'command', new AbortController().signal);
  const [health] = await findRunHealth(database, source.id, 1);
  const issues = await findIssues(database, run.id);
  return { source, run, health, issues };
}

const AT = { now: new Date(), timeZone: 'Asia/Shanghai' };

it('keeps what a run was like', async () => {
  site.show(ads(6));
  site.site.pages.set('/ad/0-1', { status: 404, body: '<title>404</title>' });
  site.site.pages.set('/ad/0-2', { status: 403, body: '<title>403</title>' });
  const first = await crawl();
  expect(first.health).toMatchObject({
    ...{ runId: first.run.id, state: 'done', trigger: 'command', isComplete: false },
    ...{ pages: 5, unchanged: 0, lists: 1, listsReadAsList: 1, foundPerList: 6 },
    ...{ postingsSeen: 4, postingsNew: 4, postingsChanged: 0, postingsGone: 0, postingsRead: 4 },
    ...{ urlsDue: 7, urlsFetched: 5, urlsMissing: 1, urlsBlocked: 1, urlsFailed: 0, urlsOpen: 0 },
    issues: { 'not-found': 1, refused: 1 },
    filled: { title: 4, body: 4 },
  });
  expect(first.health?.bytes).toBeGreaterThan(500);
  expect(first.health?.medianLength).toBeGreaterThan(40);

  const changed = ads(6)['/ad/0-3'] ?? { title: '', text: '' };
  site.show({ ...ads(6), '/ad/0-3': { ...changed, text: `${changed.text}地址已换。` } });
  const second = await crawl({ revisitHours: 0 });
  expect(second.health).toMatchObject({
    ...{ pages: 7, postingsSeen: 6, postingsNew: 2, postingsChanged: 1, isComplete: true },
    ...{ unchanged: 4, urlsDue: 7, urlsFetched: 7, issues: {} },
  });
  const { source } = second;
  const health = await findSourceHealth(opened.deps.database, source, AT);
  expect(health).toMatchObject({ verdict: 'healthy', reasons: [], runs: [{}, {}] });
  const all = await findSourcesHealth(opened.deps.database, [source], AT);
  expect(all.get(source.id)).toEqual(health);
});

it('of a site that is down is silent', async () => {
  site.site.pages.set('/list', { status: 404, body: '' });
  const { source, health } = await crawl();
  expect(health).toMatchObject({ state: 'failed', pages: 0, urlsMissing: 1 });
  expect((await findSourceHealth(opened.deps.database, source, AT)).verdict).toBe('silent');
});

it('raises one issue for each cause when the layout changes, and none for a quieter day', async () => {
  const source = { list: { item: '.card' }, detail: { fields: { body: '.content' } } };
  for (const [day, count] of [9, 10, 11, 8].entries()) {
    site.show(ads(count, day));
    const { issues } = await crawl(source);
    expect(issues).toEqual([]);
  }

  site.show(ads(10, 5));
  const { pages } = site.site;
  const rename = (path: string, from: string, to: string): void => {
    const body = String(pages.get(path)?.body ?? '');
    pages.set(path, { body: body.replaceAll(from, to) });
  };
  for (const path of Object.keys(ads(10, 5))) rename(path, 'class="content"', 'class="c-8f3a"');
  const details = await crawl(source);
  const [selector] = details.issues;
  expect(selector).toMatchObject({
    kind: 'layout-changed',
    url: `${site.origin}/list`,
    message: expect.stringContaining('detail.fields.body matches nothing on 10 pages') as string,
  });
  expect(details.issues).toHaveLength(1);

  rename('/list', 'class="card"', 'class="c-77b1"');
  const lists = await crawl(source);
  const messages = lists.issues.map(({ kind, message }) => `${kind}: ${message}`);
  expect(messages).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^layout-changed: 0 postings on the average list page, usually 10/),
      expect.stringMatching(/^layout-changed: the selector list.item matches nothing on 1 page/),
    ]),
  );
  expect(lists.health).toMatchObject({ isComplete: false });
  const health = await findSourceHealth(opened.deps.database, lists.source, AT);
  expect(health.verdict).not.toBe('healthy');
  expect(health.reasons.map(({ kind }) => kind)).toContain('layout-changed');
});

it('leaves a host alone that shows walls only, with one issue that counts, and asks again next time', async () => {
  opened = { ...opened, deps: { ...opened.deps, crawl: { ...opened.deps.crawl, concurrency: 1 } } };
  site.show(ads(20));
  const wall = { body: '<title>安全验证</title><p>请完成下方验证后继续访问</p>' };
  for (const path of Object.keys(ads(20))) site.site.pages.set(path, wall);
  const { source, health, issues } = await crawl({ pace: { delayMs: 1 } });
  expect(issues.filter(({ kind }) => kind === 'host-blocked')).toMatchObject([
    { message: expect.stringContaining('5 pages in a row were walls: 15 URLs') as string },
  ]);
  expect(site.site.requests.filter((line) => line.includes('/ad/'))).toHaveLength(5);
  expect(health).toMatchObject({
    urlsDue: 21,
    urlsBlocked: 20,
    postingsGone: 0,
    isComplete: false,
  });
  const { verdict, reasons } = await findSourceHealth(opened.deps.database, source, AT);
  expect(verdict).toBe('blocked');
  expect(reasons[0]).toEqual({ kind: 'walls', count: 20, of: 21 });

  site.show(ads(20));
  expect((await crawl()).health).toMatchObject({ urlsFetched: 21, postingsSeen: 20 });
});
