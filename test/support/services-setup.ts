/**
 * One embedded PostgreSQL and one Redis for a whole Vitest run, in a data folder of their own that is
 * removed at its end. Each project that needs services names this file; they share what it starts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readConfig } from '../../runtime/config.js';
import { startPostgres } from '../../runtime/embedded/start-postgres.js';
import { startRedis } from '../../runtime/embedded/start-redis.js';
import { createLog } from '../../runtime/log.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The database of the run's PostgreSQL that nobody writes to; see create-database.ts. */
    readonly databaseUrl: string;
    readonly redisPath: string;
  }
}

interface Shared {
  readonly databaseUrl: string;
  readonly redisPath: string;
  readonly stop: () => Promise<void>;
}

/** Every project loads its own copy of this module, so what they share hangs on the process. */
const holder = globalThis as { mingchaTestServices?: { users: number; started: Promise<Shared> } };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mine = (holder.mingchaTestServices ??= { users: 0, started: start() });
  mine.users += 1;
  const { databaseUrl, redisPath, stop } = await mine.started;
  project.provide('databaseUrl', databaseUrl);
  project.provide('redisPath', redisPath);
  return async () => {
    mine.users -= 1;
    if (mine.users === 0) await stop();
  };
}

async function start(): Promise<Shared> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mingcha-test-'));
  const log = createLog({ level: 'warn' });
  const { searchPath } = readConfig();
  const [database, queue] = await Promise.all([
    startPostgres({ dataDir, log, searchPath, isDurable: false }),
    startRedis({ dataDir, log, searchPath }),
  ]);
  return {
    databaseUrl: database.url,
    redisPath: queue.path,
    async stop() {
      await Promise.all([database.stop(), queue.stop()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
