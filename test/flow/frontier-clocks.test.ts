/** The clocks of hosts and addresses: no gap shorter than the pause, whoever asks. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../db/connect.js';
import type { Frontier } from '../../domain/frontier.js';
import { createDatabase, type TestDatabase } from '../support/create-database.js';
import { claimOne, claimsOf, seedFrontier, UNCHANGED } from '../support/seed-frontier.js';

let created: TestDatabase;
let database: Database;
const others: Database[] = [];

beforeEach(async () => {
  created = await createDatabase();
  database = connect(created.url);
});
afterEach(async () => {
  for (const connection of [database, ...others.splice(0)]) await connection.end({ timeout: 5 });
  await created.drop();
});

/** A connection pool of its own, as another process has. */
function another(): Database {
  const connection = connect(created.url, 2);
  others.push(connection);
  return connection;
}

const urlsOf = (host: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `http://${host}/${index}`);

/** Claims and finishes until nothing is left. @returns when each URL was claimed, by host or address */
async function drain(
  frontiers: readonly Frontier[],
  keyOf: (url: string) => string,
): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  await Promise.all(
    frontiers.map(async (frontier) => {
      for (;;) {
        const answer = await frontier.claim('http');
        if (answer.status === 'finished') return;
        if (answer.status === 'wait') {
          await new Promise((resolve) => setTimeout(resolve, Math.min(answer.waitMs, 20)));
          continue;
        }
        const at = performance.now();
        for (const claim of answer.claims) {
          const key = keyOf(claim.url);
          times.set(key, [...(times.get(key) ?? []), at]);
          await frontier.save(claim, UNCHANGED);
        }
      }
    }),
  );
  return times;
}

/** The answer reaches us a moment after the clock was moved, not always the same moment. */
const JITTER_MS = 10;

function leastGap(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.min(...sorted.slice(1).map((at, index) => at - (sorted[index] ?? 0)));
}

describe('the pace towards a host', () => {
  it('holds over processes, over names of one site, and over a restart', async () => {
    const urls = [...urlsOf('bj.example.com', 4), ...urlsOf('www.example.com', 4)];
    const seeded = await seedFrontier(database, urls, { pace: { delayMs: 150 } });
    const startedAt = performance.now();
    const first = another();
    await claimOne(seeded.open(first));
    // A process that ends takes nothing with it.
    await first.end({ timeout: 5 });
    await database`update frontier set state = 'due', lease_until = null where state = 'leased'`;
    const processes = Array.from({ length: 4 }, () => seeded.open(another()));
    const times = await drain(processes, () => 'site');
    const all = [startedAt, ...(times.get('site') ?? [])];
    expect(all).toHaveLength(9);
    expect(leastGap(all)).toBeGreaterThanOrEqual(150 - JITTER_MS);
    const tookMs = Math.max(...all) - startedAt;
    expect(tookMs).toBeLessThan(8 * 150 * 2);
  });

  it('is what robots.txt asks for when that is more', async () => {
    const seeded = await seedFrontier(database, urlsOf('a.test', 3), { pace: { delayMs: 10 } });
    const frontier = seeded.open(database);
    await frontier.slowDown('a.test', 200);
    const times = await drain([frontier, seeded.open(another())], () => 'site');
    expect(leastGap(times.get('site') ?? [])).toBeGreaterThanOrEqual(200 - JITTER_MS);
  });

  it('lets hosts go side by side, each at its own', async () => {
    const urls = Array.from({ length: 8 }, (_, host) => urlsOf(`h${host}.test`, 3)).flat();
    const seeded = await seedFrontier(database, urls, { pace: { delayMs: 200 } });
    const startedAt = performance.now();
    const times = await drain(
      [seeded.open(database), seeded.open(another())],
      (url) => new URL(url).host,
    );
    expect(times.size).toBe(8);
    for (const host of times.values()) {
      expect(leastGap(host)).toBeGreaterThanOrEqual(200 - JITTER_MS);
    }
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('takes one URL of each host at once, and as many as can be had where there is no pause', async () => {
    const urls = [...urlsOf('a.test', 5), ...urlsOf('b.test', 5)];
    const paced = await seedFrontier(database, urls, { id: 'paced', pace: { delayMs: 5_000 } });
    const hosts = (await claimsOf(paced.open(database), 8)).map(({ url }) => new URL(url).host);
    expect(hosts.sort()).toEqual(['a.test', 'b.test']);
    const quick = await seedFrontier(database, urlsOf('c.test', 5), { id: 'quick' });
    expect(await claimsOf(quick.open(database), 3)).toHaveLength(3);
    expect(await claimsOf(quick.open(database), 3)).toHaveLength(2);
  });
});

describe('the pace towards an address', () => {
  const pace = { delayMs: 10, addressDelayMs: 200 };
  const urls = [...urlsOf('one.test', 3), ...urlsOf('two.test', 3)];

  it('holds over the hosts that it serves', async () => {
    const seeded = await seedFrontier(database, urls, { pace });
    const frontier = seeded.open(database);
    await frontier.noteRequests(
      ['one.test', 'two.test'].map((host) => ({ url: `http://${host}/`, address: '192.0.2.1:80' })),
    );
    const startedAt = performance.now();
    const times = await drain([frontier, seeded.open(another())], () => 'address');
    const all = [startedAt, ...(times.get('address') ?? [])];
    expect(all).toHaveLength(7);
    expect(leastGap(all)).toBeGreaterThanOrEqual(200 - JITTER_MS);
  });

  it('leaves hosts of other addresses alone', async () => {
    const seeded = await seedFrontier(database, urls, {
      pace: { delayMs: 0, addressDelayMs: 5_000 },
    });
    const frontier = seeded.open(database);
    await frontier.noteRequests([{ url: 'http://one.test/', address: '192.0.2.1' }]);
    const claims = await claimsOf(frontier, 8);
    expect(new Set(claims.map(({ url }) => new URL(url).host))).toEqual(new Set(['two.test']));
  });

  it('is learned from the page that was fetched', async () => {
    const seeded = await seedFrontier(database, urls, { pace });
    const frontier = seeded.open(database);
    const claim = await claimOne(frontier);
    const { testPage } = await import('../support/save-postings.js');
    await frontier.save(claim, {
      ...{ outcome: 'fetched', postings: [], newUrls: [], issues: [] },
      page: { ...testPage(claim.url, 'x'), address: '192.0.2.7' },
    });
    const [host] =
      await database`select address from hosts where host = ${new URL(claim.url).host}`;
    expect(host).toEqual({ address: '192.0.2.7' });
  });

  it('is that of the host where a source says nothing else, and 250 ms at most', async () => {
    const seeded = await seedFrontier(database, urls, { pace: { delayMs: 60_000 } });
    const frontier = seeded.open(database);
    await frontier.noteRequests([{ url: 'http://one.test/', address: '192.0.2.1' }]);
    const [clock] = await database<{ ms: number }[]>`
      select (extract(epoch from next_at - now()) * 1000)::float as ms from addresses`;
    expect(clock?.ms).toBeGreaterThan(150);
    expect(clock?.ms).toBeLessThanOrEqual(263);
  });
});

describe('requests without a claim', () => {
  it('move the clocks of their hosts on, known or not', async () => {
    const seeded = await seedFrontier(database, ['http://a.test/', 'http://b.test/'], {
      pace: { delayMs: 60_000 },
    });
    const frontier = seeded.open(another());
    await frontier.noteRequests([
      { url: 'http://a.test/part.js' },
      { url: 'http://a.test/other.js' },
      { url: 'http://cdn.test/x' },
      { url: 'no address' },
    ]);
    const claims = await claimsOf(seeded.open(database), 8);
    expect(claims.map(({ url }) => url)).toEqual(['http://b.test/']);
    const [cdn] = await database`
      select next_at > now() + interval '50 s' as is_moved from hosts where host = 'cdn.test'`;
    expect(cdn).toEqual({ isMoved: true });
  });

  it('of several processes at once do not block each other for good', async () => {
    const seeded = await seedFrontier(database, ['http://a.test/']);
    const hosts = Array.from({ length: 20 }, (_, index) => `http://h${index}.test/`);
    const notes = Array.from({ length: 40 }, (_, round) => {
      const frontier = seeded.open(round % 2 === 0 ? database : another());
      const shuffled = round % 3 === 0 ? [...hosts].reverse() : hosts;
      return frontier.noteRequests(
        shuffled.map((url, index) => ({ url, address: `192.0.2.${(index * 7 + round) % 5}` })),
      );
    });
    await Promise.all(notes);
    const [known] =
      await database`select count(*)::int as hosts from hosts where address is not null`;
    expect(known).toEqual({ hosts: 20 });
  });

  it('can be asked whether their host must be left alone', async () => {
    const seeded = await seedFrontier(database, ['http://a.test/', 'http://b.test/']);
    await database`
      update hosts set blocked_until = now() + interval '1 minute' where host = 'a.test'`;
    const frontier = seeded.open(database);
    const block = await frontier.findBlock('http://a.test/x');
    expect(block).toMatchObject({ reason: 'throttled' });
    expect(block?.retryAfterMs).toBeGreaterThan(50_000);
    expect(await frontier.findBlock('http://b.test/x')).toBeNull();
    expect(await frontier.findBlock('http://unknown.test/x')).toBeNull();
  });
});

describe('a claim that is given back', () => {
  it('is due again at once and cost no attempt; a stale one is not', async () => {
    const seeded = await seedFrontier(database, ['http://a.test/']);
    const frontier = seeded.open(database);
    const claim = await claimOne(frontier);
    await frontier.giveBack([claim]);
    const again = await claimOne(frontier);
    expect(again).toMatchObject({ urlId: claim.urlId, fence: claim.fence + 1 });
    await frontier.giveBack([claim]);
    expect(await claimsOf(frontier)).toEqual([]);
    const [row] = await database`select attempts, state from frontier`;
    expect(row).toEqual({ attempts: 1, state: 'leased' });
    expect(await frontier.save(again, UNCHANGED)).toBe('saved');
  });
});
