/**
 * A crawler in a process of its own that measures its memory. Takes one JSON argument; prints one line
 * for each source it has crawled.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { crawlSource, type CrawlLimits } from '../../crawlers/crawl-source.js';
import { openDatabase } from '../../db/open-database.js';
import { openFrontier } from '../../db/frontier/open-frontier.js';
import { closeRun } from '../../db/runs/close-run.js';
import { startRun } from '../../db/runs/start-run.js';
import { getSource } from '../../db/sources/find-sources.js';
import { folderBlobStore } from '../../runtime/blobs/folder-blob-store.js';

export interface CrawlHostileArguments {
  readonly databaseUrl: string;
  readonly blobFolder: string;
  readonly sourceIds: readonly string[];
  readonly limits: Partial<CrawlLimits>;
  /** Null: no page is opened in a browser. */
  readonly chromiumPath: string | null;
}

export interface CrawlHostileLine {
  readonly sourceId: string;
  readonly runId: number;
  readonly state: string;
  /** After the crawl and a collection of garbage, in bytes: what scripts hold, and all of the process. */
  readonly heap: number;
  readonly resident: number;
}

const given = JSON.parse(process.argv[2] ?? '') as CrawlHostileArguments;
const { limits, chromiumPath } = given;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const database = await openDatabase(given.databaseUrl, 5);
const blobs = folderBlobStore(given.blobFolder);

for (const sourceId of given.sourceIds) {
  const source = await getSource(database, sourceId);
  const me = `hostile-${process.pid}`;
  const { run } = await startRun(database, source, 'command', { me, isGone: () => false });
  const doors = {
    keepBody: (bytes: Uint8Array) => blobs.put(bytes),
    onPostings: () => Promise.resolve(),
  };
  const { runIssues } = await crawlSource({
    source,
    frontier: openFrontier(database, { source, runId: run.id }, doors),
    fetchers: {
      http: true,
      browser: chromiumPath === null ? null : { executablePath: chromiumPath },
    },
    userAgent: 'Mingcha/0.0.0 (+mailto:tests@example.org)',
    privateNetwork: ['127.0.0.1'],
    limits,
  });
  const closed = await closeRun(database, { source, runId: run.id, me, runIssues });
  for (let round = 0; round < 3; round += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
  const line: CrawlHostileLine = {
    ...{ sourceId, runId: run.id, state: closed?.state ?? 'lost' },
    ...{ heap: heapUsed + external + arrayBuffers, resident: rss },
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
await database.end({ timeout: 5 });
