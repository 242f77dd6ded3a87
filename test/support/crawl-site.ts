/**
 * A crawler in a process of its own, for tests that kill it. Takes one JSON argument; prints
 * `{"started": run}` before its first page and `{"ended": run}` when the run has ended.
 */
import { openDatabase } from '../../db/open-database.js';
import { getSource } from '../../db/sources/find-sources.js';
import { compileClassifier } from '../../classifiers/compile-classifier.js';
import { folderBlobStore } from '../../runtime/blobs/folder-blob-store.js';
import { systemClock } from '../../runtime/clock.js';
import { createLog } from '../../runtime/log.js';
import { createImageReader } from '../../crawlers/images/create-image-reader.js';
import { createSeal } from '../../runtime/seal.js';
import { openQueues } from '../../workers/open-queues.js';
import { runSource } from '../../workers/run-source.js';

export interface CrawlSiteArguments {
  readonly databaseUrl: string;
  readonly redisPath: string;
  readonly prefix: string;
  readonly blobFolder: string;
  readonly secret: string;
  readonly sourceId: string;
}

const { databaseUrl, redisPath, prefix, blobFolder, secret, sourceId } = JSON.parse(
  process.argv[2] ?? '',
) as CrawlSiteArguments;
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

// Listened to, a limit on the size of files becomes an error of the write, as a full disk is.
process.on('SIGXFSZ', () => undefined);
const log = createLog({ level: 'warn' });
const database = await openDatabase(databaseUrl, 5);
const queues = openQueues({ redis: { path: redisPath, maxRetriesPerRequest: null }, prefix }, log);
const deps = {
  ...{
    database,
    queues,
    log,
    contactSecret: secret,
    seal: createSeal(secret),
    clock: systemClock(),
  },
  blobs: folderBlobStore(blobFolder),
  // A crawler classifies nothing.
  classifier: compileClassifier([]),
  imageReader: () => createImageReader(null),
  classifyConcurrency: 4,
  crawl: {
    userAgent: 'Mingcha/0.0.0 (+mailto:tests@example.org)',
    privateNetwork: ['127.0.0.1'],
    proxies: {},
    chromiumPath: null,
    timeZone: 'Asia/Shanghai',
    concurrency: 4,
  },
};
const source = await getSource(database, sourceId);
const { status } = await runSource(
  ...([deps, source, 'command', new AbortController().signal] as const),
  (run) => say({ started: run.id }),
);
say({ ended: status });
await queues.close();
await database.end({ timeout: 5 });
