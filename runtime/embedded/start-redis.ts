/** A private Redis (or Valkey) of this machine, on a unix socket only, shared by all processes of a data folder. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Unavailable } from '../../domain/errors.js';
import { findOnPath } from '../find-on-path.js';
import type { Log } from '../log.js';
import { useGuardedService } from './guarded-service.js';
import type { GuardedService, Launch } from './guarded-service.js';
import { stopLeftover } from './leftover.js';
import { folderUnavailable } from './run-folder.js';

export interface EmbeddedRedis extends Pick<GuardedService, 'pid' | 'lost' | 'stop'> {
  /** The unix socket. */
  readonly path: string;
}

const STOP: Launch['stop'] = [
  ['SIGTERM', 10_000],
  ['SIGKILL', 1_000],
];

const UNREADABLE =
  /Bad file format|Can't handle RDB format|Wrong signature|Unrecoverable error reading|AOF.*(broken|corrupt|failed)|Fatal error loading/i;

/**
 * Starts Redis on this data folder, or joins the one that runs on it. A file of its that cannot be
 * read is put aside: Redis is a timetable, and PostgreSQL knows what is due.
 * @throws {Unavailable} saying what to do
 */
export async function startRedis(options: {
  readonly dataDir: string;
  readonly log: Log;
  readonly searchPath: string;
}): Promise<EmbeddedRedis> {
  const { dataDir, log, searchPath } = options;
  const folder = join(dataDir, 'redis');
  let isUnreadable = false;
  const service = await useGuardedService({
    name: 'redis',
    dataDir,
    log,
    async prepare(runDir) {
      const command = findRedis(searchPath);
      const socket = join(runDir, 'redis.sock');
      const pidFile = join(runDir, 'redis.pid');
      await stopLeftover({ name: 'Redis', pidFile, mark: socket, stop: STOP });
      if (isUnreadable && existsSync(folder)) {
        const aside = `${folder}.unreadable-${Date.now()}`;
        renameSync(folder, aside);
        isUnreadable = false;
        log.warn({ aside }, 'redis data was unreadable and is put aside');
      }
      makeFolder(dataDir, folder);
      const args = [
        ...['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700'],
        ...['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''],
        ...['--maxmemory-policy', 'noeviction', '--pidfile', pidFile, '--daemonize', 'no'],
      ];
      return { command, args, cwd: folder, env: {}, info: socket, stop: STOP };
    },
    probe: ping,
    explain(logTail) {
      isUnreadable = UNREADABLE.test(logTail);
      return isUnreadable ? 'again' : explain(logTail, dataDir);
    },
  });
  return { path: service.info, pid: service.pid, lost: service.lost, stop: service.stop };
}

/**
 * The Redis server of this machine.
 * @throws {Unavailable} naming the package to install
 */
export function findRedis(searchPath: string): string {
  const found = findOnPath('redis-server', searchPath) ?? findOnPath('valkey-server', searchPath);
  if (found !== null) return found;
  const how =
    process.platform === 'darwin'
      ? '`brew install redis`'
      : '`apt-get install redis-server` (or your system’s redis or valkey package)';
  throw new Unavailable(
    `there is no redis-server or valkey-server on this machine: install it with ${how}, or set REDIS_URL`,
  );
}

function makeFolder(dataDir: string, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw folderUnavailable(dataDir, error);
  }
}

async function ping(path: string): Promise<void> {
  const redis = new Redis({
    path,
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  redis.on('error', () => {});
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}

function explain(logTail: string, dataDir: string): Unavailable | 'again' {
  if (/No space left on device/i.test(logTail)) {
    return new Unavailable(`Redis cannot start: the disk of ${dataDir} is full`);
  }
  if (/Permission denied/i.test(logTail)) {
    return new Unavailable(
      `Redis may not use ${join(dataDir, 'redis')}: it was made by another user. Run as that user, or set DATA_DIR to another folder.`,
    );
  }
  return 'again';
}
