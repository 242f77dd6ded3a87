/** What jobs work with, on a database and queues of a test's own; as `cli/instance.ts` opens it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../db/open-database.js';
import { folderBlobStore } from '../../runtime/blobs/folder-blob-store.js';
import { systemClock } from '../../runtime/clock.js';
import { createLog } from '../../runtime/log.js';
import { createImageReader, type ImageReader } from '../../crawlers/images/create-image-reader.js';
import { readConfig } from '../../runtime/config.js';
import { findTesseract } from '../../runtime/find-tesseract.js';
import { createSeal } from '../../runtime/seal.js';
import type { Deps } from '../../workers/deps.js';
import { loadClassifier } from '../../workers/load-classifier.js';
import { openQueues, type QueueConnection } from '../../workers/open-queues.js';
import { createDatabase } from './create-database.js';
import { testRedis } from './test-redis.js';

export const TEST_SECRET = 'a secret of the tests, long enough for every use';

export interface TestDeps {
  readonly deps: Deps;
  readonly connection: QueueConnection;
  readonly databaseUrl: string;
  /** Where page bodies are kept. */
  readonly blobFolder: string;
  /** Drops the database too. */
  close(): Promise<void>;
}

export async function openTestDeps(): Promise<TestDeps> {
  const blobFolder = mkdtempSync(join(tmpdir(), 'mingcha-t-'));
  const { url, drop } = await createDatabase();
  const { redis, prefix } = testRedis();
  // The same options; BullMQ types them through its own copy of ioredis.
  const options = { ...redis, maxRetriesPerRequest: null } as QueueConnection['redis'];
  const connection: QueueConnection = { redis: options, prefix };
  const log = createLog({ level: 'fatal' });
  const database = await openDatabase(url, 10);
  const queues = openQueues(connection, log);
  let reader: ImageReader | undefined;
  const close = async (): Promise<void> => {
    await reader?.close();
    await queues.close();
    await database.end({ timeout: 5 });
    await drop();
    rmSync(blobFolder, { recursive: true, force: true });
  };
  const deps: Deps = {
    database,
    queues,
    blobs: folderBlobStore(blobFolder),
    classifier: loadClassifier(),
    contactSecret: TEST_SECRET,
    seal: createSeal(TEST_SECRET),
    imageReader: () =>
      (reader ??= createImageReader(
        findTesseract({ configured: null, path: readConfig().searchPath }),
      )),
    classifyConcurrency: 4,
    crawl: {
      userAgent: 'Mingcha/0.0.0 (+mailto:tests@example.org)',
      privateNetwork: ['127.0.0.1'],
      proxies: {},
      chromiumPath: null,
      timeZone: 'Asia/Shanghai',
      concurrency: 4,
    },
    clock: systemClock(),
    log,
  };
  return { deps, connection, databaseUrl: url, blobFolder, close };
}
