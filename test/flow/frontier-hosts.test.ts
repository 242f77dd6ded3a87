/** Hosts that fail or ask for time: left alone together, probed alone, for all processes and restarts. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../db/connect.js';
import type { Frontier, Visit } from '../../domain/frontier.js';
import { createDatabase, type TestDatabase } from '../support/create-database.js';
import {
  claimOne,
  claimsOf,
  failedVisit,
  seedFrontier,
  UNCHANGED,
  type SeededFrontier,
} from '../support/seed-frontier.js';

const URLS = Array.from({ length: 12 }, (_, index) => `http://a.test/${index}`);

let created: TestDatabase;
let database: Database;
let seeded: SeededFrontier;
let frontier: Frontier;

beforeEach(async () => {
  created = await createDatabase();
  database = connect(created.url);
  seeded = await seedFrontier(database, URLS);
  frontier = seeded.open(database);
});
afterEach(async () => {
  await database.end({ timeout: 5 });
  await created.drop();
});

async function fail(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const claim = await claimOne(frontier);
    await frontier.save(claim, failedVisit(claim.url, 60_000));
  }
}

async function host() {
  const [row] = await database<{ failures: number; throttles: number; pauseMs: number }[]>`
    select failures, throttles, (extract(epoch from
      greatest(blocked_until, '2000-01-01') - now()) * 1000)::float as pause_ms
    from hosts where host = 'a.test'`;
  if (row === undefined) throw new Error('no such host');
  return row;
}

const endPause = () => database`update hosts set blocked_until = now()`;
const issues = () => database<{ kind: string; message: string }[]>`
  select kind, message from issues order by id`;

/** The pause in milliseconds, with its tenth of chance to both sides. */
function expectPause(pauseMs: number, expected: number): void {
  expect(pauseMs).toBeGreaterThan(expected * 0.9 - 2_000);
  expect(pauseMs).toBeLessThanOrEqual(expected * 1.1);
}

describe('a host that fails', () => {
  it('is closed to all after five failures in a row, with one issue', async () => {
    await fail(4);
    expect(await issues()).toHaveLength(0);
    await fail(1);
    expectPause((await host()).pauseMs, 60_000);
    const other = connect(created.url, 1);
    const answer = await seeded.open(other).claim('http');
    await other.end({ timeout: 5 });
    expect(answer).toMatchObject({ status: 'wait', reason: 'blocked' });
    expect((await issues()).map(({ kind }) => kind)).toEqual(['host-down']);
    expect((await issues())[0]?.message).toContain('a.test has failed 5 times');
    expect(await frontier.findBlock('http://www.a.test/')).toBeNull();
    expect(await frontier.findBlock('http://a.test/')).toMatchObject({ reason: 'down' });
  });

  it('is tried with one page after the pause; success opens it', async () => {
    await fail(5);
    await endPause();
    const probe = await claimOne(frontier);
    expect(await claimsOf(seeded.open(database), 8)).toEqual([]);
    await frontier.save(probe, UNCHANGED);
    expect(await host()).toMatchObject({ failures: 0 });
    expect(await claimsOf(frontier, 8)).toHaveLength(6);
  });

  it('stays closed for twice as long after each probe that fails, an hour at most, and raises nothing more', async () => {
    await fail(5);
    for (const expected of [120_000, 240_000]) {
      await endPause();
      await fail(1);
      expectPause((await host()).pauseMs, expected);
    }
    await database`update hosts set failures = 30`;
    await endPause();
    await fail(1);
    expectPause((await host()).pauseMs, 3_600_000);
    expect(await issues()).toHaveLength(1);
  });

  it('whose probe was taken by a crawler that died is probed again', async () => {
    await fail(5);
    await endPause();
    await claimOne(frontier);
    await endPause();
    await database`update frontier set lease_until = now() - interval '1 s' where state = 'leased'`;
    expect(await claimsOf(frontier, 8)).toHaveLength(1);
  });

  it('is given up by the run after three probes: every URL is dead for one reason, and the run ends', async () => {
    await fail(5);
    for (let probe = 0; probe < 3; probe += 1) {
      await endPause();
      await fail(1);
    }
    expect(await frontier.claim('http')).toEqual({ status: 'finished' });
    const states = await database`
      select state, dead_reason, count(*)::int from frontier group by 1, 2`;
    expect([...states]).toEqual([{ state: 'dead', deadReason: 'host-down', count: 12 }]);
    expect(await issues()).toHaveLength(1);
  });

  it('is not the worse for what was under way when it was closed', async () => {
    const claims = await claimsOf(frontier, 12);
    expect(claims).toHaveLength(12);
    for (const { url, ...claim } of claims) {
      await frontier.save({ url, ...claim }, failedVisit(url, 60_000));
    }
    expect(await host()).toMatchObject({ failures: 5 });
    expectPause((await host()).pauseMs, 60_000);
  });

  it('does not fail by pages that are gone, refused or broken', async () => {
    for (const kind of ['not-found', 'refused', 'extract-failed'] as const) {
      await fail(2);
      const claim = await claimOne(frontier);
      const issue = { kind, message: 'x', url: claim.url };
      await frontier.save(claim, { outcome: 'dropped', issue });
      expect(await host()).toMatchObject({ failures: 0 });
    }
  });
});

describe('a host that asks for time', () => {
  async function throttle(retryAfterMs: number, isAsked: boolean, count = 1): Promise<void> {
    for (const claim of await claimsOf(frontier, count)) {
      const issue = { kind: 'fetch-failed', message: 'x', url: claim.url } as const;
      const visit: Visit = { outcome: 'throttled', retryAfterMs, isAsked, issue };
      expect(await frontier.save(claim, visit)).toBe('saved');
    }
  }

  it('is given the time that it names, never less', async () => {
    await throttle(90_000, true);
    const { pauseMs } = await host();
    expect(pauseMs).toBeGreaterThan(88_000);
    expect(pauseMs).toBeLessThanOrEqual(99_000);
    const [url] = await database`select max(attempts) as attempts from frontier`;
    expect(url).toEqual({ attempts: 0 });
  });

  it('and names none is given twice as long each time, until it answers', async () => {
    for (const expected of [30_000, 60_000, 120_000]) {
      await throttle(30_000, false);
      expectPause((await host()).pauseMs, expected);
      await endPause();
    }
    await frontier.save(await claimOne(frontier), UNCHANGED);
    expect(await host()).toMatchObject({ throttles: 0 });
    await throttle(30_000, false);
    expectPause((await host()).pauseMs, 30_000);
    await database`update hosts set throttles = 40, blocked_until = now()`;
    await throttle(30_000, false);
    expectPause((await host()).pauseMs, 3_600_000);
  });

  it('with a burst of answers has asked once, and an older answer does not lift the pause', async () => {
    const early = await claimOne(frontier);
    await throttle(30_000, false, 8);
    expect(await host()).toMatchObject({ throttles: 1 });
    expectPause((await host()).pauseMs, 30_000);
    await frontier.save(early, UNCHANGED);
    expectPause((await host()).pauseMs, 30_000);
    expect(await frontier.claim('http')).toMatchObject({ status: 'wait', reason: 'blocked' });
  });
});
