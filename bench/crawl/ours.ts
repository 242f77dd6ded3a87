/** Ours, all work included: the real frontier on PostgreSQL, extraction, pages, postings and blobs. */
import { crawlSource } from '../../crawlers/crawl-source.js';
import { connect } from '../../db/connect.js';
import { openFrontier } from '../../db/frontier/open-frontier.js';
import { startRun } from '../../db/runs/start-run.js';
import { saveSource } from '../../db/sources/save-source.js';
import { SourceSchema } from '../../domain/source.js';
import { folderBlobStore } from '../../runtime/blobs/folder-blob-store.js';
import { runContender } from './contender.js';

await runContender(async ({ starts, concurrency, store }) => {
  if (store === undefined) throw new Error('ours needs a store');
  const source = SourceSchema.parse({
    id: 'bench',
    name: 'Bench',
    kind: 'tutoring',
    start: starts,
    fetch: 'http',
    pace: { delayMs: 0 },
    limits: { pages: 1_000_000 },
  });
  const database = connect(store.databaseUrl);
  const blobs = folderBlobStore(store.blobFolder);
  await saveSource(database, source);
  const holder = { me: 'bench', isGone: () => false };
  const { run } = await startRun(database, source, 'command', holder);
  const summary = await crawlSource({
    source,
    frontier: openFrontier(
      database,
      { source, runId: run.id },
      { keepBody: (bytes) => blobs.put(bytes), onPostings: () => Promise.resolve() },
    ),
    fetchers: { http: true, browser: null },
    userAgent: 'Mingcha/0.0.0 (+mailto:bench@example.org)',
    privateNetwork: ['127.0.0.1'],
    limits: { httpConcurrency: concurrency },
  });
  await database.end();
  if (summary.issues.length > 0) throw new Error(JSON.stringify(summary.issues[0]));
  return summary.pages;
});
