/**
 * The frontier alone on PostgreSQL as it is embedded (fsync on): URLs claimed and finished per second by
 * 16 askers, at 10⁴ to 10⁶ rows, on one host and on many; beside what the same connections do in plain
 * one-row transactions. Then the pace: 500 hosts and a second, its ceiling 500 a second.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Database } from '../db/connect.js';
import { openFrontier } from '../db/frontier/open-frontier.js';
import { migrate } from '../db/migrate.js';
import { startRun } from '../db/runs/start-run.js';
import { saveSource } from '../db/sources/save-source.js';
import type { Frontier } from '../domain/frontier.js';
import { SourceSchema, type Source } from '../domain/source.js';
import { readConfig } from '../runtime/config.js';
import { startPostgres } from '../runtime/embedded/start-postgres.js';
import { postgresCpuSeconds } from './crawl/postgres-cpu.js';
import { createLog } from '../runtime/log.js';

const ASKERS = 16;
const SECONDS = 4;
/** `npm run bench -- frontier 10000 100000` measures these sizes instead. */
const given = process.argv.slice(2).map(Number);
const SIZES = given.length > 0 ? given : [10_000, 100_000, 1_000_000];
const PACED_HOSTS = 500;

const folder = mkdtempSync(join(tmpdir(), 'mingcha-bench-'));
const { searchPath } = readConfig();
const server = await startPostgres({
  dataDir: join(folder, 'data'),
  log: createLog({ level: 'fatal' }),
  searchPath,
});
try {
  await migrate(server.url);
  const database = connect(server.url, ASKERS);
  await measureAll(database);
  await database.end({ timeout: 5 });
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measureAll(database: Database): Promise<void> {
  const single = await measure(database, () => countSingles(database));
  const limit = single.rate / 2;
  // Two for a URL: one to claim it and one to finish it.
  print('two one-row transactions a URL', { rate: limit, cpuMs: single.cpuMs * 2 }, limit);
  for (const hosts of [1, 100]) {
    for (const rows of SIZES) {
      const frontier = await seed(database, { hosts, rows, delayMs: 0 });
      for (const most of [1, ASKERS]) {
        const measured = await measure(database, () => drain(frontier, most));
        print(`${rows} rows, ${hosts} hosts, ${most} a claim`, measured, limit);
      }
    }
  }
  const paced = await seed(database, { hosts: PACED_HOSTS, rows: 50_000, delayMs: 1_000 });
  let leastGapMs = 0;
  const kept = await measure(database, async () => {
    const { perSecond: rate, leastGapMs: gap } = await keepPace(paced);
    leastGapMs = gap;
    return rate;
  });
  print(`${PACED_HOSTS} hosts, 1 s, least gap ${Math.round(leastGapMs)} ms`, kept, PACED_HOSTS);
}

interface Measured {
  readonly rate: number;
  /** Of this process and PostgreSQL, for one URL. */
  readonly cpuMs: number;
}

async function measure(database: Database, work: () => Promise<Count>): Promise<Measured> {
  const serverBefore = await postgresCpuSeconds(database);
  const own = process.cpuUsage();
  const { count, seconds } = await work();
  const { user, system } = process.cpuUsage(own);
  const server = ((await postgresCpuSeconds(database)) ?? 0) - (serverBefore ?? 0);
  return { rate: count / seconds, cpuMs: ((user + system) / 1_000 + server * 1_000) / count };
}

/** What the connections can do at all: one row updated and committed. */
async function countSingles(database: Database): Promise<Count> {
  await database`create table plain (id int primary key, at timestamptz)`;
  await database`insert into plain select g, now() from generate_series(1, 100000) g`;
  let id = 0;
  const rate = await perSecond(async () => {
    id = (id + 7919) % 100_000;
    await database`update plain set at = now() where id = ${id + 1}`;
    return 1;
  });
  await database`drop table plain`;
  return rate;
}

interface Shape {
  readonly hosts: number;
  readonly rows: number;
  readonly delayMs: number;
}

async function seed(database: Database, { hosts, rows, delayMs }: Shape): Promise<Frontier> {
  await database`truncate frontier, runs, issues, hosts, addresses, sources restart identity cascade`;
  const source: Source = SourceSchema.parse({
    ...{ id: 'bench', name: 'bench', kind: 'news', start: ['http://h0.test/'], fetch: 'http' },
    ...{ pace: { delayMs } },
  });
  await saveSource(database, source);
  const holder = { me: 'bench', isGone: () => false };
  const { run } = await startRun(database, source, 'command', holder);
  await database`
    insert into hosts (host) select 'h' || g || '.test' from generate_series(0, ${hosts - 1}::int) g
    on conflict do nothing`;
  await database`
    insert into frontier (source_id, run_id, url, url_key, host, role, fetch_by, depth)
    select ${source.id}, ${run.id}, 'http://h' || g % ${hosts}::int || '.test/ad/' || g,
      sha256(g::text::bytea), 'h' || g % ${hosts}::int || '.test', 'detail', 'http', 1
    from generate_series(1, ${rows}::int) g`;
  await database`vacuum analyze frontier`;
  return openFrontier(
    database,
    { source, runId: run.id },
    { keepBody: () => Promise.resolve('0'.repeat(64)), onPostings: async () => {} },
  );
}

async function drain(frontier: Frontier, most: number): Promise<Count> {
  return perSecond(async () => {
    const answer = await frontier.claim('http', most);
    if (answer.status !== 'claimed') return answer.status === 'finished' ? undefined : 0;
    await Promise.all(
      answer.claims.map((claim) => frontier.save(claim, { outcome: 'unchanged', newUrls: [] })),
    );
    return answer.claims.length;
  });
}

async function keepPace(frontier: Frontier): Promise<{ perSecond: Count; leastGapMs: number }> {
  const last = new Map<string, number>();
  let leastGapMs = Number.POSITIVE_INFINITY;
  const rate = await perSecond(async () => {
    const answer = await frontier.claim('http', ASKERS);
    const now = performance.now();
    if (answer.status !== 'claimed') {
      if (answer.status === 'finished') return undefined;
      await new Promise((resolve) => setTimeout(resolve, answer.waitMs));
      return 0;
    }
    for (const { url } of answer.claims) {
      const { host } = new URL(url);
      leastGapMs = Math.min(leastGapMs, now - (last.get(host) ?? Number.NEGATIVE_INFINITY));
      last.set(host, now);
    }
    await Promise.all(
      answer.claims.map((claim) => frontier.save(claim, { outcome: 'unchanged', newUrls: [] })),
    );
    return answer.claims.length;
  }, SECONDS * 2);
  return { perSecond: rate, leastGapMs };
}

interface Count {
  readonly count: number;
  readonly seconds: number;
}

/** @param turn how many it did; undefined when nothing is left */
async function perSecond(
  turn: () => Promise<number | undefined>,
  seconds = SECONDS,
): Promise<Count> {
  const startedAt = performance.now();
  let count = 0;
  let isOver = false;
  await Promise.all(
    Array.from({ length: ASKERS }, async () => {
      while (!isOver && performance.now() - startedAt < seconds * 1_000) {
        const done = await turn();
        if (done === undefined) isOver = true;
        else count += done;
      }
    }),
  );
  return { count, seconds: (performance.now() - startedAt) / 1_000 };
}

function print(what: string, { rate, cpuMs }: Measured, limit: number): void {
  const ratio = (rate / limit).toFixed(2);
  console.log(
    `${what.padEnd(40)} ${rate.toFixed(0).padStart(7)}/s ${ratio.padStart(6)} of the limit ${cpuMs.toFixed(3).padStart(8)} ms CPU a URL`,
  );
}
