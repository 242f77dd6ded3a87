/** Postings that are no longer there: missed, confirmed, dated, back; and what must not count. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findIssues } from '../../db/issues/issues.js';
import { findRechecks } from '../../db/frontier/find-rechecks.js';
import { findLeadTimelines, findTimelines } from '../../db/postings/find-timelines.js';
import { findRunHealth } from '../../db/runs/run-health.js';
import { saveSource } from '../../db/sources/save-source.js';
import type { Run } from '../../domain/run.js';
import type { SourceInput } from '../../domain/source.js';
import { runSource } from '../../workers/run-source.js';
import { openTestDeps, type TestDeps } from '../support/open-test-deps.js';
import { sampleAds } from '../support/sample-ads.js';
import { classifyAndGroup, testSource } from '../support/save-postings.js';
import { startTextSite, type TextSite } from '../support/text-site.js';
import { waitUntil } from '../support/wait-until.js';

const ADS = Object.fromEntries(
  sampleAds(5).map(({ title, body }, index) => [`/ad/${index}`, { title, text: body }]),
);
/** All but the first. */
const REST = Object.fromEntries(Object.entries(ADS).slice(1));
const GONE = { body: '<title>提示信息</title><p>很抱歉，该信息已被删除。</p>' };
const WALL = { body: '<title>安全验证</title><p>访问过于频繁，请完成下方验证后继续访问</p>' };

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

async function run(input: Partial<SourceInput> = {}, trigger: Run['trigger'] = 'command') {
  const { database } = opened.deps;
  const source = testSource({
    ...{ start: [`${site.origin}/list`], recheckHours: 0, ...input },
  });
  await saveSource(database, source);
  const started = await runSource(opened.deps, source, trigger, new AbortController().signal);
  const [health] = await findRunHealth(database, source.id, 1);
  return { ...started, health, issues: await findIssues(database, started.run.id) };
}

/** What is known of `/ad/0`. */
async function timeline() {
  const { database } = opened.deps;
  const [row] = await database<{ id: number }[]>`
    select id from postings where title = ${ADS['/ad/0']?.title ?? ''}`;
  const [found] = await findTimelines(database, [row?.id ?? 0]);
  if (found === undefined) throw new Error('the posting is not known');
  return {
    ...found,
    kinds: found.events.map(({ kind, reason }) => `${kind} ${reason ?? ''}`.trim()),
  };
}

/** As if everything so far had happened so many hours ago. */
async function letPass(hours: number) {
  const { database } = opened.deps;
  const ago = database`interval '1 hour' * ${hours}::int`;
  await database`update frontier set recheck_at = recheck_at - ${ago}, visited_at = visited_at - ${ago}`;
  await database`update postings set missed_at = missed_at - ${ago}, last_seen_at = last_seen_at - ${ago}`;
  await database`update runs set started_at = started_at - ${ago}, ended_at = ended_at - ${ago}`;
}

const isRecheckDue = async () => (await findRechecks(opened.deps.database)).length > 0;

describe('a posting whose own page is gone', () => {
  it.each([
    ['answers 404', { status: 404, body: '<title>404</title>' }, 'not-found'],
    ['answers 410', { status: 410, body: '' }, 'not-found'],
    ['says so', GONE, 'removed'],
  ])('%s: missed once, gone when it is so a second time', async (_, answer, reason) => {
    await run();
    site.show(REST);
    site.site.pages.set('/ad/0', answer);
    // It fell off the list, so its own page is asked, without a patrol.
    const patrol = await run();
    expect(patrol.health).toMatchObject({ isComplete: true, urlsDue: 1 });
    expect(await timeline()).toMatchObject({ missedAt: null, goneAt: null });

    expect(await isRecheckDue()).toBe(true);
    const first = await run({}, 'recheck');
    expect(first.health).toMatchObject({
      trigger: 'recheck',
      state: 'done',
      urlsDue: 1,
      postingsGone: 0,
    });
    expect(await timeline()).toMatchObject({ goneAt: null, kinds: [`missed ${reason}`] });

    expect(await isRecheckDue()).toBe(true);
    const second = await run({}, 'recheck');
    expect(second.health).toMatchObject({ postingsGone: 1, urlsDue: 1 });
    const gone = await timeline();
    expect(gone).toMatchObject({
      goneReason: reason,
      kinds: [`missed ${reason}`, `gone ${reason}`],
    });
    // Dated to the first time that it was not there; it went between that and the last sight of it.
    expect(gone.goneAt).toEqual(gone.events[0]?.happenedAt);
    expect(gone.goneConfirmedAt?.getTime()).toBeGreaterThan(gone.goneAt?.getTime() ?? Infinity);
    expect(gone.lastSeenAt.getTime()).toBeLessThan(gone.goneAt?.getTime() ?? 0);
    expect(await isRecheckDue()).toBe(false);
    // The others are where they were.
    const [others] = await opened.deps.database`
      select count(*)::int as count from postings where missed_at is null and gone_at is null`;
    expect(others).toEqual({ count: 4 });
  });

  it('is looked at again after the hours that the source says, not before', async () => {
    await run({ recheckHours: 6 });
    site.site.pages.set('/ad/0', { status: 404, body: '' });
    await run({ recheckHours: 6, revisitHours: 0 });
    expect((await timeline()).kinds).toEqual(['missed not-found']);
    expect(await isRecheckDue()).toBe(false);
    // A patrol in the meantime sees it too; that is the same time still.
    await run({ recheckHours: 6, revisitHours: 0 });
    expect((await timeline()).kinds).toEqual(['missed not-found']);

    await letPass(6);
    expect(await isRecheckDue()).toBe(true);
    await run({ recheckHours: 6 }, 'recheck');
    expect((await timeline()).kinds).toEqual(['missed not-found', 'gone not-found']);
  });

  it('comes back with its history', async () => {
    await run();
    site.show(REST);
    site.site.pages.set('/ad/0', GONE);
    await run();
    await run({}, 'recheck');
    await run({}, 'recheck');
    expect((await timeline()).goneAt).not.toBeNull();

    site.show(ADS);
    await run({ revisitHours: 0 });
    const back = await timeline();
    expect(back).toMatchObject({ missedAt: null, goneAt: null, goneReason: null });
    expect(back.kinds).toEqual(['missed removed', 'gone removed', 'back']);

    await classifyAndGroup(
      opened.deps,
      await opened.deps.database`select id as posting_id, version from postings`,
    );
    const [lead] = await opened.deps.database<{ leadId: number }[]>`
      select lead_id from lead_postings where posting_id = ${back.postingId}`;
    const ofLead = await findLeadTimelines(opened.deps.database, lead?.leadId ?? 0);
    expect(ofLead.map(({ postingId }) => postingId)).toContain(back.postingId);
  });

  it('still linked from the list is not seen by that', async () => {
    await run();
    site.site.pages.set('/ad/0', { status: 404, body: '' });
    await run({ revisitHours: 0, recheckHours: 6 });
    const { lastSeenAt } = await timeline();
    await run({ recheckHours: 6 });
    expect(await timeline()).toMatchObject({ lastSeenAt, kinds: ['missed not-found'] });
  });

  it('missed once and then there again was only missed', async () => {
    await run();
    site.site.pages.set('/ad/0', { status: 404, body: '' });
    await run({ revisitHours: 0 });
    site.show(ADS);
    await run({}, 'recheck');
    expect(await timeline()).toMatchObject({
      ...{ missedAt: null, goneAt: null, kinds: ['missed not-found', 'back'] },
    });
  });

  it.each([
    ['a wall', WALL],
    ['a refusal', { status: 403, body: '' }],
    ['an error', { status: 500, body: '' }],
    ['an empty page', { body: '' }],
  ])('is not missed behind %s, and confirmed by it neither', async (_, answer) => {
    const timer = setInterval(() => {
      void opened.deps.database`update frontier set due_at = now() where state = 'due'`.execute();
      void opened.deps.database`
        update hosts set blocked_until = '-infinity', failures = 0 where failures > 0`.execute();
    }, 50);
    try {
      await run();
      site.show(REST);
      site.site.pages.set('/ad/0', answer);
      await run();
      await run({}, 'recheck');
      expect((await timeline()).kinds).toEqual([]);

      site.site.pages.set('/ad/0', { status: 404, body: '' });
      await run({ revisitHours: 0 });
      await run({}, 'recheck');
      await opened.deps.database`
        update frontier set recheck_at = now() where url like '%/ad/0'`;
      await run({}, 'recheck');
      const { kinds } = await timeline();
      if (kinds.length === 0) throw new Error('it should have been missed by now');
      site.site.pages.set('/ad/0', answer);
      const before = await timeline();
      await run({ revisitHours: 0 });
      expect((await timeline()).events).toEqual(before.events);
    } finally {
      clearInterval(timer);
    }
  });
});

describe('a posting that stands on a list only', () => {
  const LISTED = { follow: 'none' as const };

  it('is gone when two complete runs have not seen it, the second one soon', async () => {
    await run(LISTED);
    site.show(REST);
    const first = await run(LISTED);
    expect(first.health).toMatchObject({ isComplete: true, postingsGone: 0 });
    expect((await timeline()).kinds).toEqual(['missed not-on-list']);
    expect(await isRecheckDue()).toBe(true);
    const second = await run(LISTED, 'recheck');
    expect(second.health).toMatchObject({ trigger: 'recheck', postingsGone: 1 });
    expect((await timeline()).kinds).toEqual(['missed not-on-list', 'gone not-on-list']);

    site.show(ADS);
    await run(LISTED);
    expect(await timeline()).toMatchObject({ goneAt: null });
  });

  it.each([
    ['stopped at its limit of pages', { limits: { pages: 1, depth: 5 } }],
    ['met a wall on the second page', {}],
  ])('is not missed by a run that %s', async (name, input) => {
    const more = '<a class="next" href="/list2">下一页</a>';
    const second = site.site.pages.get('/list')?.body;
    await run({ ...LISTED });
    site.show(REST);
    const shown = String(site.site.pages.get('/list')?.body);
    site.site.pages.set('/list', { body: shown.replace('</body>', `${more}</body>`) });
    site.site.pages.set('/list2', name.includes('wall') ? WALL : { body: String(second) });
    const { health } = await run({ ...LISTED, ...input });
    expect(health).toMatchObject({ isComplete: false });
    expect((await timeline()).kinds).toEqual([]);
  });

  it('falls off a feed without being missed', async () => {
    const feed = (ads: typeof ADS) => ({
      headers: { 'content-type': 'application/rss+xml' },
      body: `<rss version="2.0"><channel><title>家教</title>${Object.entries(ads)
        .map(
          ([path, { title, text }]) =>
            `<item><title>${title}</title><link>${site.origin}${path}</link><description>${text}</description></item>`,
        )
        .join('')}</channel></rss>`,
    });
    site.site.pages.set('/list', feed(ADS));
    await run(LISTED);
    site.site.pages.set('/list', feed(REST));
    const { health } = await run(LISTED);
    expect(health).toMatchObject({ feeds: 1, isComplete: false });
    expect((await timeline()).kinds).toEqual([]);
  });
});

it('a crawler that dies half-way says nothing, and the one that takes over all of it', async () => {
  await run();
  site.show(REST);
  site.site.pages.set('/ad/0', { status: 404, body: '' });
  const { deps } = opened;
  const stop = new AbortController();
  const slow = testSource({
    ...{ start: [`${site.origin}/list`], recheckHours: 0, revisitHours: 0 },
    pace: { delayMs: 150 },
  });
  await saveSource(deps.database, slow);
  const before = site.site.requests.length;
  const running = runSource(deps, slow, 'command', stop.signal);
  await waitUntil('two pages', () => site.site.requests.length >= before + 3);
  stop.abort();
  await running;
  const [health] = await findRunHealth(deps.database, slow.id, 1);
  expect((await timeline()).kinds).toEqual([]);

  const resumed = await run({ revisitHours: 0 });
  expect(resumed.status).toBe('resumed');
  expect(resumed.health?.runId).not.toBe(health?.runId);
  // The unlisted page is asked next, once and not twice.
  await run({}, 'recheck');
  await run({}, 'recheck');
  expect((await timeline()).kinds).toEqual(['missed not-found', 'gone not-found']);
});
