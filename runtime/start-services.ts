/** PostgreSQL and Redis: those of the settings, or embedded ones where none are set. */
import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import postgres from 'postgres';
import { Unavailable } from '../domain/errors.js';
import type { Config } from './config.js';
import { startPostgres } from './embedded/start-postgres.js';
import { startRedis } from './embedded/start-redis.js';
import type { Log } from './log.js';

export interface Services {
  readonly databaseUrl: string;
  /** For ioredis and BullMQ: a unix path, or host, port and what goes with them. */
  readonly redis: RedisOptions;
  /** Settles when an embedded service ends before `stop`: nothing can go on then. */
  readonly lost: Promise<Unavailable>;
  /** Leaves the embedded services; they stop when no other process uses them. */
  readonly stop: () => Promise<void>;
}

const CONNECT_SECONDS = 5;

/**
 * Makes sure that both services answer. Several processes on one data folder share the embedded ones.
 * @throws {Unavailable} naming the service and what to do, never a password
 */
export async function startServices(
  config: Pick<Config, 'databaseUrl' | 'redisUrl' | 'dataDir' | 'searchPath'>,
  log: Log,
): Promise<Services> {
  const { databaseUrl, redisUrl, dataDir, searchPath } = config;
  const embedded = { dataDir, log, searchPath };
  const [database, queue] = await Promise.allSettled([
    databaseUrl === null ? startPostgres(embedded) : checkPostgres(databaseUrl),
    redisUrl === null ? startRedis(embedded) : checkRedis(redisUrl),
  ]);
  const parts = [database, queue].flatMap((part) =>
    part.status === 'fulfilled' ? [part.value] : [],
  );
  const stop = async (): Promise<void> => {
    await Promise.all(parts.map((part) => part.stop()));
  };
  if (database.status === 'rejected' || queue.status === 'rejected') {
    await stop();
    throw database.status === 'rejected'
      ? database.reason
      : (queue as PromiseRejectedResult).reason;
  }
  return {
    databaseUrl: database.value.url,
    redis: 'options' in queue.value ? queue.value.options : { path: queue.value.path },
    lost: Promise.race(parts.map((part) => part.lost)),
    stop,
  };
}

interface External {
  readonly lost: Promise<Unavailable>;
  readonly stop: () => Promise<void>;
}

function external(): External {
  return { lost: new Promise(() => {}), stop: () => Promise.resolve() };
}

async function checkPostgres(url: string): Promise<External & { readonly url: string }> {
  const sql = postgres(url, { max: 1, connect_timeout: CONNECT_SECONDS, onnotice: () => {} });
  try {
    await sql`select 1`;
    return { ...external(), url };
  } catch (error) {
    throw unreachable('PostgreSQL', 'DATABASE_URL', url, error);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function checkRedis(url: string): Promise<External & { readonly options: RedisOptions }> {
  const options = redisOptions(url);
  const redis = new Redis({
    ...options,
    lazyConnect: true,
    connectTimeout: CONNECT_SECONDS * 1_000,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let cause: unknown;
  redis.on('error', (error) => (cause = error));
  try {
    await redis.connect();
    await redis.ping();
    return { ...external(), options };
  } catch (error) {
    throw unreachable('Redis', 'REDIS_URL', url, cause ?? error);
  } finally {
    redis.disconnect();
  }
}

/** The parts of a `redis:` or `rediss:` address. */
export function redisOptions(url: string): RedisOptions {
  const address = new URL(url);
  const database = address.pathname.slice(1);
  return {
    host: address.hostname.replace(/^\[|\]$/g, ''),
    port: Number(address.port || 6379),
    ...(address.username && { username: decodeURIComponent(address.username) }),
    ...(address.password && { password: decodeURIComponent(address.password) }),
    ...(database && { db: Number(database) }),
    ...(address.protocol === 'rediss:' && { tls: {} }),
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its host name is unknown',
  EAI_AGAIN: 'its host name cannot be looked up',
  CONNECT_TIMEOUT: 'it does not answer',
  ETIMEDOUT: 'it does not answer',
  '28P01': 'it refuses the user or password',
  '28000': 'it refuses the user',
  '3D000': 'it has no such database',
};

function unreachable(service: string, key: string, url: string, cause: unknown): Unavailable {
  const { hostname, port } = new URL(url);
  const { code = '', message } = cause as { code?: string; message: string };
  const isRefused = /WRONGPASS|NOAUTH|invalid password/i.test(message);
  const reason = REASONS[code] ?? (isRefused ? 'it refuses the user or password' : code || message);
  return new Unavailable(
    `${service} at ${hostname}${port && `:${port}`} (${key}) cannot be used: ${reason}. Start it, correct ${key}, or unset ${key} to use the embedded one.`,
    { cause },
  );
}
