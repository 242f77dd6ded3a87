/** Runs of one source: again, changed, at once, taken over, and on sites that do not behave. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findIssues } from '../../db/issues/issues.js';
import { measureRun } from '../../db/runs/measure-run.js';
import { findRunProgress } from '../../db/runs/run-progress.js';
import { getRun } from '../../db/runs/find-runs.js';
import { releaseRun } from '../../db/runs/release-run.js';
import { saveSource } from '../../db/sources/save-source.js';
import type { SourceInput } from '../../domain/source.js';
import { processIdentity } from '../../runtime/process-identity.js';
import { runSource } from '../../workers/run-source.js';
import { startWorkers } from '../../workers/start-workers.js';
import { countUnfinishedPostings } from '../../db/postings/unfinished-postings.js';
import { openTestDeps, type TestDeps } from '../support/open-test-deps.js';
import { testSource } from '../support/save-postings.js';
import { sampleAds } from '../support/sample-ads.js';
import { startTextSite, type TextSite } from '../support/text-site.js';
import { waitUntil } from '../support/wait-until.js';

let opened: TestDeps;
let site: TextSite;

beforeEach(async () => {
  opened = await openTestDeps();
  site = await startTextSite();
  site.show(ADS);
});
afterEach(async () => {
  await site.close();
  await opened.close();
});

const ADS = Object.fromEntries(
  sampleAds(5).map(({ title, body }, index) => [`/ad/${index}`, { title, text: body }]),
);

async function crawl(input: Partial<SourceInput> = {}) {
  const { deps } = opened;
  const source = testSource({ start: [`${site.origin}/list`], expects: { postings: 5 }, ...input });
  await saveSource(deps.database, source);
  const started = await runSource(deps, source, 'command', new AbortController().signal);
  const issues = await findIssues(deps.database, started.run.id);
  return { ...started, run: await getRun(deps.database, started.run.id), issues };
}

async function postings() {
  return opened.deps.database<{ id: number; title: string; body: string; version: number }[]>`
    select id, title, body, version from postings order by url`;
}

async function classifyAll(): Promise<number> {
  const { deps, connection } = opened;
  const workers = startWorkers(deps, connection, ['classify', 'group']);
  try {
    await waitUntil(
      'every posting is grouped',
      async () => (await countUnfinishedPostings(deps.database, null)) === 0,
    );
  } finally {
    await workers.stop();
  }
  const [leads] = await deps.database<
    { count: number }[]
  >`select count(*)::int as count from leads`;
  return leads?.count ?? 0;
}

describe('a second run', () => {
  it('finds nothing new, makes no second lead, and raises no false alarm', async () => {
    const first = await crawl();
    expect(first).toMatchObject({ status: 'started', run: { state: 'done' }, issues: [] });
    const known = await postings();
    expect(known).toHaveLength(5);
    const leads = await classifyAll();
    expect(leads).toBeGreaterThan(0);

    const second = await crawl();
    expect(second.issues).toEqual([]);
    expect(second.run.state).toBe('done');
    expect(await postings()).toEqual(known);
    expect(await classifyAll()).toBe(leads);
    // What is still there was seen, though its page was not due for a visit.
    expect((await measureRun(opened.deps.database, second.run.id)).postings).toBe(5);
    const [progress] = await findRunProgress(opened.deps.database, [second.run.id]);
    expect(progress).toMatchObject({ postings: 5, leads, unfinished: 0 });
  });

  it('of a list that holds whole postings and has not changed sees them all again', async () => {
    await crawl({ follow: 'none' });
    const known = await postings();
    const second = await crawl({ follow: 'none' });
    expect(second.issues).toEqual([]);
    expect(await postings()).toEqual(known);
    expect((await measureRun(opened.deps.database, second.run.id)).postings).toBe(5);
  });

  it('takes a changed text as version 2 and judges it anew', async () => {
    await crawl();
    await classifyAll();
    const ad = ADS['/ad/2'] ?? { title: '', text: '' };
    site.show({ ...ADS, '/ad/2': { ...ad, text: `${ad.text} 保证提分，不提分退费。` } });
    const { issues } = await crawl({ revisitHours: 0 });
    expect(issues).toEqual([]);
    expect((await postings()).map(({ version }) => version)).toEqual([1, 1, 2, 1, 1]);
    await classifyAll();
    const judged = await opened.deps.database`
      select p.title from classifications c join postings p on p.id = c.posting_id
      where c.version = 2 and p.state = 'grouped'`;
    expect(judged).toHaveLength(1);
    const versions = await opened.deps.database`select * from posting_versions`;
    expect(versions).toHaveLength(6);
  });

  it('sees what has gone from the list as not seen', async () => {
    await crawl();
    site.show(Object.fromEntries(Object.entries(ADS).slice(1)));
    const { run, issues } = await crawl();
    expect((await measureRun(opened.deps.database, run.id)).postings).toBe(4);
    expect(issues).toMatchObject([{ kind: 'expects-postings' }]);
  });
});

describe('a run', () => {
  it('is one of two that start at once', async () => {
    const results = await Promise.all([crawl(), crawl(), crawl()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['busy', 'busy', 'started']);
    expect(new Set(results.map(({ run }) => run.id)).size).toBe(1);
    expect(site.site.requests.filter((line) => line === 'GET /list')).toHaveLength(1);
  });

  it.each([
    ['silent', `update runs set held_by = 'elsewhere/1', heartbeat_at = now() - interval '31 s'`],
    ['held by a process of this machine that is gone', `update runs set held_by = $1`],
  ])('that is %s is gone on with', async (_, statement) => {
    const { deps } = opened;
    const first = await crawl();
    await deps.database.unsafe(`update runs set state = 'running', ended_at = null`);
    await deps.database`
      update frontier set state = 'leased', lease_until = now() + interval '2 minutes', fence = fence + 1
      where role = 'detail' and url like '%/ad/1'`;
    const gone = processIdentity().replace(/\d+$/, '4194304');
    await deps.database.unsafe(statement, statement.includes('$1') ? [gone] : []);

    const second = await crawl();
    expect(second).toMatchObject({ status: 'resumed', run: { id: first.run.id, state: 'done' } });
    expect(site.site.requests.filter((line) => line === 'GET /ad/1')).toHaveLength(2);
  });

  it('that somebody else is at is left alone', async () => {
    const { deps } = opened;
    await crawl();
    await deps.database.unsafe(
      `update runs set state = 'running', ended_at = null, held_by = 'elsewhere/1', heartbeat_at = now()`,
    );
    expect((await crawl()).status).toBe('busy');
  });

  it('stopped half-way stays open, and the next one goes on at once', async () => {
    const { deps } = opened;
    const source = testSource({ start: [`${site.origin}/list`], pace: { delayMs: 100 } });
    await saveSource(deps.database, source);
    const stop = new AbortController();
    const running = runSource(deps, source, 'command', stop.signal);
    await waitUntil('two pages', () => site.site.requests.length >= 3);
    stop.abort();
    const { run } = await running;
    expect(await getRun(deps.database, run.id)).toMatchObject({ state: 'running' });

    const second = await crawl();
    expect(second).toMatchObject({ status: 'resumed', run: { id: run.id, state: 'done' } });
    expect(await postings()).toHaveLength(5);
  });

  it('that was taken over cannot be let go of by the one that lost it', async () => {
    const { deps } = opened;
    const { run } = await crawl();
    await deps.database`
      update runs set state = 'running', ended_at = null, held_by = 'elsewhere/1', heartbeat_at = now()`;
    await releaseRun(deps.database, run.id, processIdentity());
    expect((await crawl()).status).toBe('busy');
    await releaseRun(deps.database, run.id, 'elsewhere/1');
    expect((await crawl()).status).toBe('resumed');
  });

  it('that yields less than the source expects says so', async () => {
    const { run, issues } = await crawl({
      expects: { postings: 6, fields: ['title', 'publishedAt'], length: 10_000 },
    });
    expect(run.state).toBe('done');
    expect(issues.map(({ kind }) => kind)).toEqual([
      'expects-postings',
      'expects-fields',
      'expects-length',
    ]);
    expect(issues[0]?.message).toContain('5 postings, at least 6 expected');
  });

  it('that is stopped at its limit of pages says so', async () => {
    const { deps } = opened;
    opened = { ...opened, deps: { ...deps, crawl: { ...deps.crawl, concurrency: 1 } } };
    const limits = { pages: 3, depth: 5 };
    const { run, issues } = await crawl({ limits, expects: { postings: 0 } });
    expect(run).toMatchObject({ state: 'done', pageCount: 3 });
    expect(issues.map(({ kind }) => kind)).toEqual(['limit-reached']);

    // The next run comes to what was left.
    const next = await crawl({ limits: { pages: 100, depth: 5 } });
    expect(next).toMatchObject({ status: 'started', issues: [] });
    expect(await postings()).toHaveLength(5);
  });
});

describe('a site that does not behave', () => {
  it.each([
    ['whose port is closed', closedOrigin],
    ['whose name does not resolve', () => Promise.resolve('http://no-such-host.invalid')],
  ])('%s fails the run and says why', async (_, origin) => {
    const { database } = opened.deps;
    const start = `${await origin()}/list`;
    // Attempts are half a minute apart; nobody has to wait for that here.
    const timer = setInterval(
      () => void database`update frontier set due_at = now() where state = 'due'`.execute(),
      100,
    );
    const { run, issues } = await crawl({ start: [start], expects: { postings: 1 } }).finally(() =>
      clearInterval(timer),
    );
    expect(run).toMatchObject({ state: 'failed', pageCount: 0, postingCount: 0 });
    const kinds = issues.map(({ kind }) => kind.replace(/^(robots|start)-/, 'x-'));
    expect(kinds).toEqual(['x-unreachable', 'expects-postings']);
    expect(issues[0]?.url).toBe(start);
  });

  it('with an empty list, huge, broken and odd pages loses nothing else', async () => {
    site.show(ADS);
    const { pages } = site.site;
    const html = { 'content-type': 'text/html; charset=utf-8' };
    const around = (text: Buffer) =>
      Buffer.concat([
        Buffer.from(
          '<!doctype html><title>家教</title><h1>初三数学家教</h1><div class="content"><p>',
        ),
        text,
        Buffer.from('一对一辅导，150元一小时，周六上课，电话13800001234，欢迎咨询。</p></div>'),
      ]);
    pages.set('/ad/0', { body: '', headers: html });
    pages.set('/ad/1', { body: Buffer.alloc(30 * 1024 * 1024, 'a'), headers: html });
    pages.set('/ad/2', {
      body: around(Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0x0a])),
      headers: html,
    });
    pages.set('/ad/3', { body: around(Buffer.from('A\0B')), headers: html });
    const { run, issues } = await crawl({ expects: { postings: 0 } });
    expect(run.state).toBe('done');
    const byUrl: Readonly<Record<string, string>> = Object.fromEntries(
      issues.map(({ url, kind }) => [url?.replace(/^.*\//, '') ?? '', kind]),
    );
    expect(byUrl['0']).toBe('empty-page');
    expect(byUrl['1']).toBe('too-large');
    const found = await postings();
    expect(found.length).toBeGreaterThanOrEqual(3);
    expect(found.every(({ title, body }) => !`${title}${body}`.includes('\0'))).toBe(true);
    expect(found.filter(({ body }) => body.includes('13800001234'))).toHaveLength(2);
    await classifyAll();
  });

  it('whose postings have addresses of any length and kind is saved whole', async () => {
    const long = Array.from({ length: 2_000 }, (_, index) => ((index * 7919) % 9973).toString(36));
    const cards = [
      '/ad/1',
      `/ad/2?x=${long.join('')}`,
      '/ad/3#part',
      '/ad/%C4%E3',
      '/ad/\u{1f600}',
    ];
    const items = cards.map(
      (path, index) =>
        `<li class="card"><h3><a href="${path}">初中数学家教${index}</a></h3><p>一对一上门辅导，每小时${100 + index}元，周末有空。</p></li>`,
    );
    site.site.pages.set('/list', { body: `<title>列表</title><ul>${items.join('')}</ul>` });
    const { run } = await crawl({ follow: 'none' });
    expect(run.state).toBe('done');
    expect(await postings()).toHaveLength(5);
    expect((await crawl({ follow: 'none' })).issues).toEqual([]);
  });
});

/** Of a port that was free a moment ago, and that no rule about ports refuses. */
async function closedOrigin(): Promise<string> {
  const closed = await startTextSite();
  await closed.close();
  return closed.origin;
}
