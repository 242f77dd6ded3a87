/** The embedded services when processes are killed, start at once, or find a folder they cannot use. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Unavailable } from '../../domain/errors.js';
import { readConfig } from '../../runtime/config.js';
import { isAlive } from '../../runtime/generation-lock.js';
import { createLog } from '../../runtime/log.js';
import { startServices } from '../../runtime/start-services.js';
import type { Services } from '../../runtime/start-services.js';
import { startScript } from '../support/start-script.js';
import type { Script } from '../support/start-script.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Addresses {
  readonly databaseUrl: string;
  readonly redisPath: string;
}

describe('embedded services', () => {
  it('stop when their last user is killed, and keep what was written', async () => {
    const dataDir = temporaryFolder();
    const user = hold(dataDir);
    await write((await user.next()) as Addresses, 'before');
    const pids = servicePids(dataDir);
    user.process.kill('SIGKILL');
    await waitUntilGone(pids);

    const services = await start(dataDir);
    expect(await read(services)).toEqual({ row: 'before', key: 'before' });
  });

  it('are shared by processes that start at once, and stop with the last one', async () => {
    const dataDir = temporaryFolder();
    const users = [hold(dataDir), hold(dataDir), hold(dataDir)];
    const addresses = await Promise.all(users.map((user) => user.next() as Promise<Addresses>));
    expect(new Set(addresses.map(({ databaseUrl }) => databaseUrl)).size).toBe(1);
    const pids = servicePids(dataDir);
    await write(addresses[0] as Addresses, 'shared');

    users[0]?.process.kill('SIGTERM');
    users[1]?.process.kill('SIGKILL');
    await Promise.all([users[0]?.ended, users[1]?.ended]);
    expect(pids.map((pid) => isAlive(pid))).toEqual([true, true]);
    expect(await readAt(addresses[2] as Addresses)).toEqual({ row: 'shared', key: 'shared' });

    users[2]?.process.kill('SIGTERM');
    expect(await users[2]?.ended).toBe(0);
    expect(pids.map((pid) => isAlive(pid))).toEqual([false, false]);
  });

  it('start again when their watchers were killed too, so that nobody stopped them', async () => {
    const dataDir = temporaryFolder();
    const user = hold(dataDir);
    await write((await user.next()) as Addresses, 'orphaned');
    const pids = servicePids(dataDir);
    for (const watcher of pids.map(parentOf)) process.kill(watcher, 'SIGKILL');
    user.process.kill('SIGKILL');
    await user.ended;
    expect(pids.map((pid) => isAlive(pid))).toEqual([true, true]);

    const services = await start(dataDir);
    expect(pids.map((pid) => isAlive(pid))).toEqual([false, false]);
    expect(await read(services)).toEqual({ row: 'orphaned', key: 'orphaned' });
  });

  it('say that PostgreSQL was lost, and start again after a kill -9 of it', async () => {
    const dataDir = temporaryFolder();
    const services = await start(dataDir);
    await write(toAddresses(services), 'crashed');
    const [postmaster = 0] = servicePids(dataDir);
    process.kill(postmaster, 'SIGKILL');
    expect(await services.lost).toBeInstanceOf(Unavailable);
    await services.stop();

    expect(await read(await start(dataDir))).toEqual({ row: 'crashed', key: 'crashed' });
  });

  it('do not use a data folder that a killed start made half', async () => {
    const dataDir = temporaryFolder();
    mkdirSync(join(dataDir, 'postgres.draft'));
    writeFileSync(join(dataDir, 'postgres.draft', 'PG_VERSION'), '18\n');
    const services = await start(dataDir);
    await write(toAddresses(services), 'whole');
    expect(readdirSync(dataDir)).not.toContain('postgres.draft');
  });

  it('ask for the password: another user of this machine does not get in', async () => {
    const { databaseUrl } = await start(temporaryFolder());
    const url = new URL(databaseUrl);
    url.password = 'guessed';
    const sql = postgres(url.href, { max: 1 });
    await expect(sql`select 1`).rejects.toThrow('password authentication failed');
    await sql.end();
  });

  it('find Chinese text by trigrams', async () => {
    const { databaseUrl } = await start(temporaryFolder());
    const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
    await sql`create extension pg_trgm`;
    expect(await sql`select cardinality(show_trgm('政务信息公开')) as trigrams`).toEqual([
      { trigrams: 7 },
    ]);
    await sql.end();
  });

  it('put a queue file aside that Redis cannot read: PostgreSQL knows what is due', async () => {
    const dataDir = temporaryFolder();
    const first = await start(dataDir);
    await write(toAddresses(first), 'first');
    await first.stop();
    const folder = join(dataDir, 'redis', 'appendonlydir');
    for (const name of readdirSync(folder).filter((file) => /\.(rdb|aof)$/.test(file))) {
      writeFileSync(join(folder, name), 'this is no Redis file, and not the start of one either\n');
    }
    expect(await read(await start(dataDir))).toEqual({ row: 'first', key: null });
    expect(readdirSync(dataDir).some((name) => name.startsWith('redis.unreadable-'))).toBe(true);
  });

  it('work in a data folder whose path is too long for a socket', async () => {
    const dataDir = join(temporaryFolder(), 'a'.repeat(60), 'b'.repeat(60));
    const services = await start(dataDir);
    await write(toAddresses(services), 'deep');
    const runFolder = dirname(services.redis.path ?? '');
    onTestFinished(() => rmSync(runFolder, { recursive: true, force: true }));
    expect(runFolder).not.toContain(dataDir);
    expect(await read(services)).toEqual({ row: 'deep', key: 'deep' });
  });
});

describe('a data folder that cannot be used', () => {
  it.each([
    ['is a file', () => fileIn(temporaryFolder())],
    ['is below a file', () => join(fileIn(temporaryFolder()), 'data')],
    ['is on a file system that takes no files', () => '/proc/mingcha'],
  ])('is named when it %s', async (_how, folder) => {
    const dataDir = folder();
    const error = await start(dataDir).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Unavailable);
    expect((error as Error).message).toContain(`the data folder ${dataDir} cannot be used`);
    expect((error as Error).message).toContain('DATA_DIR');
  });

  it('is told at once when PostgreSQL refuses what is in it', async () => {
    const dataDir = temporaryFolder();
    await (await start(dataDir)).stop();
    writeFileSync(join(dataDir, 'postgres', 'postgresql.conf'), 'no_such_setting = 1\n');
    const begin = Date.now();
    await expect(start(dataDir)).rejects.toThrow(
      /PostgreSQL cannot start: .*postgresql\.conf.*log: /,
    );
    expect(Date.now() - begin).toBeLessThan(10_000);
  });

  it('is named when another version of PostgreSQL made it', async () => {
    const dataDir = temporaryFolder();
    mkdirSync(join(dataDir, 'postgres'));
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
    await expect(start(dataDir)).rejects.toThrow(/was made by PostgreSQL 15, and this is 18/);
  });
});

async function start(dataDir: string): Promise<Services> {
  const { searchPath } = readConfig();
  const log = createLog({ level: 'error' });
  const services = await startServices(
    { databaseUrl: null, redisUrl: null, dataDir, searchPath },
    log,
  );
  onTestFinished(() => services.stop());
  return services;
}

function hold(dataDir: string): Script {
  return startScript(new URL('../support/hold-services.ts', import.meta.url), [dataDir]);
}

function toAddresses({ databaseUrl, redis }: Services): Addresses {
  return { databaseUrl, redisPath: redis.path ?? '' };
}

async function write({ databaseUrl, redisPath }: Addresses, value: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  await sql`create table kept (value text)`;
  await sql`insert into kept values (${value})`;
  await sql.end();
  const redis = new Redis({ path: redisPath });
  await redis.set('kept', value);
  // Redis writes its log to disk once a second.
  await sleep(1_100);
  redis.disconnect();
}

function read(services: Services): Promise<{ row: unknown; key: string | null }> {
  return readAt(toAddresses(services));
}

async function readAt({
  databaseUrl,
  redisPath,
}: Addresses): Promise<{ row: unknown; key: string | null }> {
  const sql = postgres(databaseUrl, { max: 1 });
  const rows = await sql`select value from kept`;
  await sql.end();
  const redis = new Redis({ path: redisPath });
  const key = await redis.get('kept');
  redis.disconnect();
  return { row: rows[0]?.['value'], key };
}

/** PostgreSQL's process id, then that of Redis. */
function servicePids(dataDir: string): number[] {
  return [join(dataDir, 'postgres', 'postmaster.pid'), join(dataDir, 'run', 'redis.pid')].map(
    (file) => Number.parseInt(readFileSync(file, 'utf8'), 10),
  );
}

function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

async function waitUntilGone(pids: readonly number[]): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (pids.some((pid) => isAlive(pid))) {
    if (Date.now() > deadline) throw new Error(`still running: ${pids.join(', ')}`);
    await sleep(50);
  }
}

function fileIn(folder: string): string {
  const file = join(folder, 'data');
  if (!existsSync(file)) writeFileSync(file, '');
  return file;
}
