/** The order of the queue, URLs that take crawlers down, dead letters, revisits and quiet hours. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../db/connect.js';
import { findDeadUrls, retryDeadUrls } from '../../db/frontier/dead-urls.js';
import { openFrontier } from '../../db/frontier/open-frontier.js';
import { reapLeases } from '../../db/frontier/reap-leases.js';
import { endRun } from '../../db/runs/end-run.js';
import { releaseRun } from '../../db/runs/release-run.js';
import { findRunProgress } from '../../db/runs/run-progress.js';
import { startRun } from '../../db/runs/start-run.js';
import { saveSource } from '../../db/sources/save-source.js';
import type { Frontier } from '../../domain/frontier.js';
import { createDatabase, type TestDatabase } from '../support/create-database.js';
import { HOLDER, testPage, testPosting, testSource } from '../support/save-postings.js';
import {
  claimOne,
  claimsOf,
  failedVisit,
  seedFrontier,
  UNCHANGED,
} from '../support/seed-frontier.js';

let created: TestDatabase;
let database: Database;

beforeEach(async () => {
  created = await createDatabase();
  database = connect(created.url);
});
afterEach(async () => {
  await database.end({ timeout: 5 });
  await created.drop();
});

const LIST = 'http://a.test/list';
const detail = (id: number | string) => ({
  url: `http://a.test/ad/${id}`,
  role: 'detail' as const,
});
const crash = () =>
  database`update frontier set lease_until = now() - interval '1 second' where state = 'leased'`;

describe('the order of the queue', () => {
  it('is lists first, but a detail page waits behind endless lists for ten minutes only', async () => {
    const frontier = (await seedFrontier(database, [LIST])).open(database);
    const order: string[] = [];
    for (let page = 0; page < 30; page += 1) {
      const claim = await claimOne(frontier);
      order.push(claim.role);
      const next = { url: `${LIST}?page=${page}`, role: 'list' as const };
      const newUrls = claim.role === 'list' ? [next, detail(page)] : [];
      await frontier.save(claim, { outcome: 'unchanged', newUrls });
      // A minute passes.
      await database`update frontier set due_at = due_at - interval '1 minute' where state = 'due'`;
    }
    // A list leads by five minutes over a page that was never seen.
    expect(order.slice(0, 6)).toEqual(Array(6).fill('list'));
    expect(order.slice(6)).toContain('detail');
    expect(order.filter((role) => role === 'detail').length).toBeGreaterThan(8);
  });

  it('is pages never seen before known ones', async () => {
    const source = testSource({ start: [LIST], revisitHours: 0 });
    const seeded = await seedFrontier(database, [LIST], { revisitHours: 0 });
    const first = seeded.open(database);
    await first.save(await claimOne(first), { outcome: 'unchanged', newUrls: [detail('known')] });
    await first.save(await claimOne(first), UNCHANGED);
    await endRun(database, seeded.runId, 'done');
    const { run } = await startRun(database, source, 'command', HOLDER);
    const again = openFrontier(
      database,
      { source, runId: run.id },
      { keepBody: () => Promise.resolve(''), onPostings: async () => {} },
    );
    const newUrls = [detail('known'), detail('new')];
    await again.save(await claimOne(again), { outcome: 'unchanged', newUrls });
    const urls = [(await claimOne(again)).url, (await claimOne(again)).url];
    expect(urls).toEqual([detail('new').url, detail('known').url]);
  });
});

describe('a lease that ends', () => {
  it('is returned by the sweep, for all sources, and its late result is refused', async () => {
    const one = await seedFrontier(database, [LIST], { id: 'one' });
    const two = await seedFrontier(database, ['http://b.test/list'], { id: 'two' });
    const late = await claimOne(one.open(database));
    await claimOne(two.open(database));
    expect(await reapLeases(database)).toBe(0);
    await crash();
    expect(await reapLeases(database)).toBe(2);
    const rows = await database`select state, attempts, crashes from frontier order by id`;
    expect([...rows]).toEqual(Array(2).fill({ state: 'due', attempts: 1, crashes: 1 }));
    expect(await one.open(database).save(late, UNCHANGED)).toBe('stale');
  });

  it('because its process was stopped in order is no crash', async () => {
    const seeded = await seedFrontier(database, [LIST]);
    await claimOne(seeded.open(database));
    await releaseRun(database, seeded.runId, HOLDER.me);
    const [row] = await database`select state, attempts, crashes from frontier`;
    expect(row).toEqual({ state: 'due', attempts: 0, crashes: 0 });
  });
});

describe('a URL that takes its crawlers down', () => {
  it('is tried last and alone after two of them, and those that were with it get away', async () => {
    const urls = ['poison', 'one', 'two', 'three'].map((name) => `http://a.test/${name}`);
    const frontier = (await seedFrontier(database, urls)).open(database);
    for (let crawler = 0; crawler < 2; crawler += 1) {
      expect(await claimsOf(frontier, 4)).toHaveLength(4);
      await crash();
    }
    const alone: string[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      const answer = await frontier.claim('http', 4);
      if (answer.status === 'finished') break;
      if (answer.status === 'wait') throw new Error('a wait that never ends');
      expect(answer.claims).toHaveLength(1);
      const [claim] = answer.claims;
      alone.push(claim?.url ?? '');
      // While it is under way nothing else is.
      expect(await frontier.claim('http', 4)).toMatchObject({ status: 'wait' });
      if (claim?.url.endsWith('poison') === true) await crash();
      else if (claim !== undefined) await frontier.save(claim, UNCHANGED);
    }
    expect(alone.filter((url) => url.endsWith('poison'))).toHaveLength(3);
    const rows = await database<{ url: string; state: string; crashes: number }[]>`
      select url, state, crashes from frontier order by url`;
    expect(rows.map(({ state }) => state).sort()).toEqual(['dead', 'done', 'done', 'done']);
    expect(rows.find(({ url }) => url.endsWith('poison'))).toMatchObject({
      state: 'dead',
      crashes: 5,
    });
    expect((await findDeadUrls(database, { limit: 10 })).urls).toMatchObject([
      { url: urls[0], reason: 'fetch-failed', attempts: 5, crashes: 5 },
    ]);
  });

  it('waits until the others are done', async () => {
    const frontier = (await seedFrontier(database, [LIST, 'http://a.test/b'])).open(database);
    await database`update frontier set crashes = 2 where url = ${LIST}`;
    const other = await claimOne(frontier);
    expect(other.url).toBe('http://a.test/b');
    expect(await frontier.claim('http')).toMatchObject({ status: 'wait' });
    await frontier.save(other, UNCHANGED);
    expect((await claimOne(frontier)).url).toBe(LIST);
  });
});

describe('dead URLs', () => {
  it('keep their reason, whatever a page has put into it', async () => {
    const frontier = (await seedFrontier(database, [LIST])).open(database);
    const claim = await claimOne(frontier);
    const issue = { kind: 'extract-failed', message: 'at \0 in \ud800', url: null } as const;
    expect(await frontier.save(claim, { outcome: 'dropped', issue })).toBe('saved');
    const { urls } = await findDeadUrls(database, { limit: 10 });
    expect(urls[0]?.message).toBe('at  in \ufffd');
  });

  it('are listed with their reason, and due again when asked for', async () => {
    const frontier = (await seedFrontier(database, [LIST])).open(database);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const claim = await claimOne(frontier);
      await frontier.save(claim, failedVisit(claim.url));
    }
    const { urls, total } = await findDeadUrls(database, { limit: 10 });
    expect(total).toBe(1);
    expect(urls).toMatchObject([
      { sourceId: 'test', url: LIST, attempts: 5, message: 'the host answers 500' },
    ]);
    expect((await findDeadUrls(database, { sourceId: 'no', limit: 10 })).total).toBe(0);
    expect(await retryDeadUrls(database, { reason: 'not-found' })).toBe(0);
    expect(await retryDeadUrls(database, { ids: urls.map(({ id }) => id) })).toBe(1);
    await database`update hosts set blocked_until = '-infinity'`;
    expect(await claimOne(frontier)).toMatchObject({ url: LIST });
  });
});

describe('a known detail page', () => {
  async function visit(frontier: Frontier, text: string): Promise<void> {
    const claim = await claimOne(frontier);
    await frontier.save(claim, {
      ...{ outcome: 'fetched', page: testPage(claim.url, text), newUrls: [], issues: [] },
      postings: [testPosting({ url: claim.url, title: '家教', body: text })],
    });
  }

  it('is left alone for longer while it stays the same, for less when it changes, within bounds', async () => {
    const source = testSource({ start: [LIST], revisitHours: 40 });
    await saveSource(database, source);
    const texts = ['a', 'a', 'a', 'b', 'b'];
    const hours: number[] = [];
    for (const text of texts) {
      const { run } = await startRun(database, source, 'command', HOLDER);
      const frontier = openFrontier(
        database,
        { source, runId: run.id },
        { keepBody: () => Promise.resolve('0'.repeat(64)), onPostings: async () => {} },
      );
      const list = await claimOne(frontier);
      await frontier.save(list, { outcome: 'unchanged', newUrls: [detail(1)] });
      await visit(frontier, text);
      await endRun(database, run.id, 'done');
      const [row] = await database<{ hours: number }[]>`
        select revisit_hours::float as hours from frontier where role = 'detail'`;
      hours.push(Math.round((row?.hours ?? 0) * 10) / 10);
      // Not before its time …
      const { run: early } = await startRun(database, source, 'command', HOLDER);
      await database`update frontier set visited_at = now() - (revisit_hours - 0.1) * interval '1 hour' where role = 'detail'`;
      const tooEarly = openFrontier(
        database,
        { source, runId: early.id },
        { keepBody: () => Promise.resolve(''), onPostings: async () => {} },
      );
      await tooEarly.save(await claimOne(tooEarly), { outcome: 'unchanged', newUrls: [detail(1)] });
      expect(await tooEarly.claim('http')).toEqual({ status: 'finished' });
      await endRun(database, early.id, 'done');
      // … but then.
      await database`update frontier set visited_at = now() - (revisit_hours + 0.1) * interval '1 hour' where role = 'detail'`;
    }
    expect(hours).toEqual([10, 14, 19.6, 15.7, 22]);
    await database`update frontier set revisit_hours = 1000`;
    const { run } = await startRun(database, source, 'command', HOLDER);
    await database`update frontier set visited_at = now() - interval '161 hours' where role = 'detail'`;
    const frontier = openFrontier(
      database,
      { source, runId: run.id },
      { keepBody: () => Promise.resolve(''), onPostings: async () => {} },
    );
    await frontier.save(await claimOne(frontier), { outcome: 'unchanged', newUrls: [detail(1)] });
    expect((await claimOne(frontier)).url).toBe(detail(1).url);
  });
});

describe('quiet hours', () => {
  it('stop claims, are told once, and end', async () => {
    const source = testSource({ start: [LIST], quiet: ['22:00-06:00'] });
    await saveSource(database, source);
    const { run } = await startRun(database, source, 'command', HOLDER);
    let now = new Date('2096-01-01T23:30:00+08:00');
    const told: (Date | null)[] = [];
    const frontier = openFrontier(
      database,
      { source, runId: run.id },
      {
        ...{ keepBody: () => Promise.resolve(''), onPostings: async () => {} },
        ...{ timeZone: 'Asia/Shanghai', now: () => now, onPause: (until) => told.push(until) },
      },
    );
    const end = new Date('2096-01-02T06:00:00+08:00');
    for (let asked = 0; asked < 3; asked += 1) {
      expect(await frontier.claim('http')).toMatchObject({
        status: 'wait',
        reason: 'quiet',
        until: end,
      });
    }
    expect(told).toEqual([end]);
    const [paused] = await findRunProgress(database, [run.id]);
    expect(paused?.pausedUntil).toEqual(end);
    now = new Date('2096-01-02T06:00:00+08:00');
    await claimOne(frontier);
    expect(told).toEqual([end, null]);
    expect((await findRunProgress(database, [run.id]))[0]?.pausedUntil).toBeNull();
  });
});
