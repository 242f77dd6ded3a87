/** PostgreSQL from the npm package, on loopback with a password, shared by all processes of a data folder. */
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { Unavailable } from '../../domain/errors.js';
import type { Log } from '../log.js';
import { useGuardedService } from './guarded-service.js';
import type { GuardedService, Launch } from './guarded-service.js';
import { stopLeftover } from './leftover.js';
import { findPostgresBinaries, identity, wrap } from './postgres-binaries.js';
import { POSTGRES_USER, preparePostgresCluster } from './postgres-cluster.js';

export interface EmbeddedPostgres extends Pick<GuardedService, 'pid' | 'lost' | 'stop'> {
  readonly url: string;
}

/** Fast shutdown, then immediate, then none at all; the log is replayed at the next start. */
const STOP: Launch['stop'] = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 1_000],
];

/**
 * Starts PostgreSQL on this data folder, or joins the one that runs on it.
 * @param options.isDurable false only where the data is thrown away (tests): no fsync
 * @throws {Unavailable} saying what to do
 */
export async function startPostgres(options: {
  readonly dataDir: string;
  readonly log: Log;
  readonly searchPath: string;
  readonly isDurable?: boolean;
}): Promise<EmbeddedPostgres> {
  const { dataDir, log, searchPath, isDurable = true } = options;
  const service = await useGuardedService({
    name: 'postgres',
    dataDir,
    log,
    async prepare() {
      const binaries = findPostgresBinaries(searchPath);
      const { folder, password } = await preparePostgresCluster(dataDir, binaries);
      const pidFile = join(folder, 'postmaster.pid');
      const left = await stopLeftover({ name: 'PostgreSQL', pidFile, mark: folder, stop: STOP });
      // The process id was given to somebody else; PostgreSQL would take it for itself.
      if (left === 'stranger') rmSync(pidFile, { force: true });
      const port = await freePort();
      const [command, args] = wrap(binaries.runAs, binaries.postgres, [
        ...['-D', folder],
        ...settings(port, isDurable).flatMap((setting) => ['-c', setting]),
      ]);
      const info = `postgres://${POSTGRES_USER}:${password}@127.0.0.1:${port}/mingcha`;
      return { command, args, cwd: folder, env: {}, info, stop: STOP, ...identity(binaries.runAs) };
    },
    probe: ensureDatabase,
    explain: (logTail) => explain(logTail, dataDir),
  });
  return { url: service.info, pid: service.pid, lost: service.lost, stop: service.stop };
}

function settings(port: number, isDurable: boolean): readonly string[] {
  return [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    // Bulk inserts into a table analysed while empty make plans 20 times slower until this comes round.
    'autovacuum_naptime=5s',
    'timezone=UTC',
    'log_timezone=UTC',
    'logging_collector=off',
    // Statements carry the text of postings, which does not belong in a log.
    'log_min_error_statement=panic',
    'log_parameter_max_length_on_error=0',
    ...(isDurable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Answers when the server does, having made our database if this is its first start. */
async function ensureDatabase(url: string): Promise<void> {
  const address = new URL(url);
  const name = address.pathname.slice(1);
  address.pathname = '/postgres';
  const sql = postgres(address.href, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await sql`create database ${sql(name)}`;
  } catch (error) {
    // Another process made it this moment.
    const code = (error as { code?: string }).code;
    if (code !== '42P04' && code !== '23505') throw error;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** What passes by itself: a port taken in the meantime, or the remains of a killed server. */
const PASSING =
  /could not bind|Address already in use|pre-existing shared memory|lock file "postmaster\.pid"/i;

function explain(logTail: string, dataDir: string): Unavailable | 'again' {
  if (/No space left on device/i.test(logTail)) {
    return new Unavailable(
      `PostgreSQL cannot start: the disk of ${dataDir} is full. Free some space and start again; nothing is lost.`,
    );
  }
  if (/wrong ownership|Permission denied/i.test(logTail)) {
    return new Unavailable(
      `PostgreSQL may not use ${join(dataDir, 'postgres')}: it was made by another user. Run as that user, or set DATA_DIR to another folder.`,
    );
  }
  if (PASSING.test(logTail)) return 'again';
  const reasons = logTail
    .split('\n')
    .filter((line) => /(FATAL|PANIC|error while loading):/.test(line))
    .filter((line) => !line.includes('the database system is'));
  const reason = reasons.at(-1);
  if (reason === undefined) return 'again';
  return new Unavailable(
    `PostgreSQL cannot start: ${reason.replace(/^.*?(FATAL|PANIC):\s*/, '')} (log: ${join(dataDir, 'log', 'postgres.log')})`,
  );
}
