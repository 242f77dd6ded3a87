/** Where ours stores: an embedded PostgreSQL that syncs as in operation, and a folder of blobs. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { connect } from '../../db/connect.js';
import { migrate } from '../../db/migrate.js';
import { readConfig } from '../../runtime/config.js';
import { startPostgres } from '../../runtime/embedded/start-postgres.js';
import { createLog } from '../../runtime/log.js';
import type { CrawlTask } from './contender.js';
import { postgresCpuSeconds } from './postgres-cpu.js';

export interface Stored {
  readonly pages: number;
  readonly blobs: number;
  readonly postings: number;
  /** Detail pages that are done. */
  readonly details: number;
}

export interface Store {
  /** A fresh database and an empty blob folder, in place of the last ones. */
  empty(): Promise<NonNullable<CrawlTask['store']>>;
  count(): Promise<Stored>;
  /** Of the whole server, since its start. */
  cpuSeconds(): Promise<number | undefined>;
  close(): Promise<void>;
}

const DATABASE = 'bench';

/** @param folder for everything that is stored; the caller removes it */
export async function openStore(folder: string): Promise<Store> {
  const { searchPath } = readConfig();
  const log = createLog({ level: 'warn' });
  const server = await startPostgres({ dataDir: join(folder, 'data'), log, searchPath });
  const admin = connect(server.url, 1);
  const databaseUrl = Object.assign(new URL(server.url), { pathname: `/${DATABASE}` }).href;
  const blobFolder = join(folder, 'blobs');
  return {
    async empty() {
      rmSync(blobFolder, { recursive: true, force: true });
      await admin`drop database if exists ${admin(DATABASE)} with (force)`;
      await admin`create database ${admin(DATABASE)}`;
      await migrate(databaseUrl);
      // What the last crawl left to write must not count for the next.
      await admin`checkpoint`;
      return { databaseUrl, blobFolder };
    },
    async count() {
      const database = postgres(databaseUrl, { max: 1 });
      const [row] = await database<Omit<Stored, 'blobs'>[]>`
        select (select count(*)::int from pages) as pages,
          (select count(*)::int from postings) as postings,
          (select count(*)::int from frontier where role = 'detail' and state = 'done') as details`;
      await database.end();
      const files = readdirSync(blobFolder, { recursive: true, encoding: 'utf8' });
      const blobs = files.filter((name) => /[0-9a-f]{64}\.\w+$/.test(name)).length;
      return { pages: 0, postings: 0, details: 0, ...row, blobs };
    },
    cpuSeconds: () => postgresCpuSeconds(admin),
    async close() {
      await admin.end();
      await server.stop();
    },
  };
}
