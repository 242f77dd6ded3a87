/** A site added on the web, from its address to its first run, on the real services. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applySources, saveSource } from '../../db/sources/save-source.js';
import { getSource } from '../../db/sources/find-sources.js';
import { Conflict } from '../../domain/errors.js';
import { parseSource } from '../../runtime/read-sources.js';
import { sweepUnfinished } from '../../workers/jobs/sweep-unfinished.js';
import { keepSchedules } from '../../workers/schedules.js';
import { startWorkers, type RunningWorkers } from '../../workers/start-workers.js';
import { openTestDeps, type TestDeps } from '../support/open-test-deps.js';
import { openTestWeb, type TestWeb } from '../support/open-test-web.js';
import { sampleAds } from '../support/sample-ads.js';
import { testSource } from '../support/save-postings.js';
import { startTextSite, type TextSite } from '../support/text-site.js';
import { waitUntil } from '../support/wait-until.js';

let opened: TestDeps;
let web: TestWeb;
let site: TextSite;
let workers: RunningWorkers | null = null;

beforeEach(async () => {
  opened = await openTestDeps();
  web = await openTestWeb(opened.deps);
  site = await startTextSite();
  site.show(
    Object.fromEntries(
      sampleAds(6).map(({ title, body }, index) => [`/ad/${index}`, { title, text: body }]),
    ),
  );
});
afterEach(async () => {
  await workers?.stop();
  workers = null;
  await web.close();
  await site.close();
  await opened.close();
});

function work(queues: Parameters<typeof startWorkers>[2], privateNetwork?: 'off'): void {
  const { deps, connection } = opened;
  const crawl = { ...deps.crawl, ...(privateNetwork === undefined ? {} : { privateNetwork }) };
  workers = startWorkers({ ...deps, crawl }, connection, queues);
}

interface Look {
  readonly id: number;
  readonly state: string;
  readonly problem: string | null;
  readonly message: string | null;
  readonly pageCount: number;
  readonly result: {
    readonly yaml: string;
    readonly counts: { readonly postings: number; readonly text: number };
    readonly sample: readonly { readonly title: string; readonly url: string | null }[];
  } | null;
}

async function lookAt(url: string): Promise<Look> {
  const { body } = await web.ask('POST', '/api/suggestions', { url });
  return untilOver((body as Look).id);
}

async function untilOver(id: number): Promise<Look> {
  let look: Look | undefined;
  await waitUntil('the look is over', async () => {
    look = (await web.ask('GET', `/api/suggestions/${id}`)).body as Look;
    return look.state !== 'waiting' && look.state !== 'running';
  });
  if (look === undefined) throw new Error('no look');
  return look;
}

/** The definition as it would be saved; on this machine nobody has to be spared. */
const hurried = (yaml: string) =>
  yaml.replace('delayMs: 2000', 'delayMs: 0').replace(/^id: .*$/m, 'id: my-site');

describe('a site', () => {
  it('is looked at, added, put into the timetable, run, and seen while it runs', async () => {
    work(['crawl', 'browse', 'suggest', 'classify', 'group']);
    const timetable = await keepSchedules(opened.deps, 'Asia/Shanghai', 100);
    const look = await lookAt(`${site.origin}/list`);
    expect(look).toMatchObject({ state: 'done', result: { counts: { postings: 6, text: 6 } } });
    expect(look.result?.sample.map(({ url }) => url)).toContain(`${site.origin}/ad/3`);

    const events = listen();
    // The feed looks once a second: the run lasts longer than two looks, however quick the machine.
    const paced = hurried(look.result?.yaml ?? '').replace('delayMs: 0', 'delayMs: 400');
    const yaml = `${paced}schedule: 30 7 * * *\n`;
    expect(parseSource(yaml, 'web').fetch).not.toBe('browser');
    const added = await web.ask('POST', '/api/sources', { yaml, start: true });
    expect(added).toMatchObject({ status: 201, body: { id: 'my-site', origin: 'web' } });
    await waitUntil('the run has ended', async () => {
      const { runs } = (await web.ask('GET', '/api/runs?source=my-site&state=done')).body as {
        runs: object[];
      };
      return runs.length === 1;
    });
    const [run] = (
      (await web.ask('GET', '/api/runs?source=my-site')).body as {
        runs: { id: number; trigger: string }[];
      }
    ).runs;
    expect(run?.trigger).toBe('command');
    await waitUntil('the end was told', () =>
      events().some((live) => live.includes('"lastEnded":{"runId"')),
    );
    expect(events().some((live) => live.includes('"sourceId":"my-site"'))).toBe(true);

    const of = async (part: string) => (await web.ask('GET', `/api/runs/${run?.id}/${part}`)).body;
    expect(await of('pages')).toMatchObject({
      pages: [{ url: `${site.origin}/list` }, {}, {}, {}, {}, {}, {}],
    });
    expect(((await of('postings')) as { postings: object[] }).postings).toHaveLength(6);
    expect(await of('dead-urls')).toEqual({ urls: [], nextCursor: null });
    const detail = await web.ask('GET', `/api/runs/${run?.id}`);
    expect(detail.body).toMatchObject({
      state: 'done',
      visited: 7,
      open: 0,
      pages: 7,
      postings: 6,
    });
    const health = await web.ask('GET', '/api/sources/my-site/health');
    expect(health.body).toMatchObject({ runs: [{ runId: run?.id, pages: 7, due: 7, fetched: 7 }] });

    await waitUntil('the schedule is applied', async () => {
      const { queues } = opened.deps;
      const all = await Promise.all(
        (['crawl', 'browse'] as const).map((name) => queues.get(name).getJobSchedulers()),
      );
      return all.flat().some(({ key }) => key === 'schedule-my-site');
    });
    timetable.stop();
    const audit = await opened.deps.database<{ action: string }[]>`
      select action from audit where object_id = 'my-site' order by id`;
    expect(audit.map(({ action }) => action)).toEqual(['add-source', 'ask-run']);
  });

  it('whose run nobody took is run after all, though Redis was emptied', async () => {
    const { deps } = opened;
    await saveSource(deps.database, testSource({ id: 'my-site', start: [`${site.origin}/list`] }));
    expect((await web.ask('POST', '/api/sources/my-site/runs')).body).toEqual({ status: 'asked' });
    await waitUntil(
      'it is enqueued',
      async () => (await deps.queues.get('crawl').getWaitingCount()) === 1,
    );
    await deps.queues.get('crawl').obliterate({ force: true });
    await sweepUnfinished.run({}, deps, new AbortController().signal);
    await sweepUnfinished.run({}, deps, new AbortController().signal);
    expect(await deps.queues.get('crawl').getWaitingCount()).toBe(1);
    work(['crawl']);
    await waitUntil('it has run', async () => {
      const [row] = await deps.database<{ count: number }[]>`
        select count(*)::int as count from runs where state = 'done'`;
      return row?.count === 1;
    });
    await sweepUnfinished.run({}, deps, new AbortController().signal);
    const counts = await deps.queues.get('crawl').getJobCounts('waiting', 'active');
    expect(counts).toMatchObject({ waiting: 0, active: 0 });
  });
});

describe('what cannot be suggested', () => {
  it.each([
    ['robots-disallowed', '/no/list'],
    ['not-found', '/nowhere'],
    ['no-list', '/about'],
    ['wall', '/captcha'],
  ])('is named: %s', async (problem, path) => {
    site.site.robots = { status: 200, body: 'User-agent: *\nDisallow: /no/' };
    site.site.pages.set('/about', { body: '<title>关于</title><h1>关于我们</h1><p>一段话。</p>' });
    site.site.pages.set('/captcha', {
      body: '<title>安全验证</title><body><h1>请完成安全验证</h1><div class="geetest_captcha">拖动滑块完成验证码</div></body>',
    });
    work(['suggest']);
    expect(await lookAt(`${site.origin}${path}`)).toMatchObject({
      state: 'failed',
      problem,
      result: null,
    });
  });

  it('a private address is refused by the crawler, and never asked', async () => {
    work(['suggest'], 'off');
    const look = await lookAt(`${site.origin}/list`);
    expect(look).toMatchObject({ state: 'failed', problem: 'address-refused' });
    expect(site.site.requests).toEqual([]);
  });

  it('ends soon after it is cancelled, and what is asked next takes its place', async () => {
    const { deps } = opened;
    work(['suggest']);
    site.site.robots = { status: 200, body: 'User-agent: *\nCrawl-delay: 15' };
    const first = (await web.ask('POST', '/api/suggestions', { url: `${site.origin}/list` }))
      .body as Look;
    await waitUntil('it is under way', async () => {
      const look = (await web.ask('GET', `/api/suggestions/${first.id}`)).body as Look;
      return look.pageCount > 0;
    });
    const second = (await web.ask('POST', '/api/suggestions', { url: `${site.origin}/about` }))
      .body as Look;
    expect(await untilOver(first.id)).toMatchObject({ state: 'cancelled', result: null });
    await web.ask('DELETE', `/api/suggestions/${second.id}`);
    await waitUntil(
      'both jobs have left',
      async () => (await deps.queues.get('suggest').getActiveCount()) === 0,
      10,
    );
    expect(await untilOver(first.id)).toMatchObject({ state: 'cancelled' });
  });
});

describe('a source that was changed on the web', () => {
  it('is not undone by its file, until somebody says so', async () => {
    const { database } = opened.deps;
    const source = testSource({ id: 'from-file' });
    const options = { replaceWeb: false };
    await applySources(database, [source], options);
    await web.ask('PATCH', '/api/sources/from-file', { enabled: false });
    const other = testSource({ id: 'other' });
    await expect(applySources(database, [source, other], options)).rejects.toThrow(Conflict);
    await expect(applySources(database, [source], options)).rejects.toThrow(
      'sources show from-file',
    );
    expect((await getSource(database, 'from-file')).enabled).toBe(false);
    await expect(getSource(database, 'other')).rejects.toThrow('no source');

    // The file that takes the change over may be applied, and belongs to the file again.
    await applySources(database, [{ ...source, enabled: false }], options);
    await applySources(database, [source], options);
    expect((await getSource(database, 'from-file')).enabled).toBe(true);
    await web.ask('PATCH', '/api/sources/from-file', { enabled: false });
    await applySources(database, [source], { replaceWeb: true });
    expect((await getSource(database, 'from-file')).enabled).toBe(true);
  });
});

/** Everything that the live feed has sent so far. */
function listen(): () => string[] {
  const received: string[] = [];
  const read = async () => {
    const response = await fetch(`${web.url}/api/events`, { headers: { cookie: web.cookie } });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) received.push(decoder.decode(chunk));
  };
  read().catch(() => undefined);
  return () => received;
}
