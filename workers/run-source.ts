/** One run of one source, from its start to its checked end. */
import { crawlSource } from '../crawlers/crawl-source.js';
import { openFrontier } from '../db/frontier/open-frontier.js';
import { raiseIssues } from '../db/issues/issues.js';
import { measureRun } from '../db/runs/measure-run.js';
import { beatRun, endRun } from '../db/runs/end-run.js';
import { startRun, type StartedRun } from '../db/runs/start-run.js';
import { checkExpects } from '../domain/expects.js';
import type { Run } from '../domain/run.js';
import type { Source } from '../domain/source.js';
import type { Deps } from './deps.js';

const HEARTBEAT_MS = 5_000;

/** How a run comes along, for bars and logs. */
export interface CrawlProgress {
  readonly sourceId: string;
  readonly runId: number;
  readonly pages: number;
  readonly postings: number;
  readonly issues: number;
  readonly ended: boolean;
}

/**
 * Crawls a source now, or takes over its dead run; a run that somebody else is at is left alone.
 * When `signal` aborts, the run stays open: whoever comes next goes on where it stood.
 */
export async function runSource(
  deps: Deps,
  source: Source,
  trigger: Run['trigger'],
  signal: AbortSignal,
): Promise<StartedRun> {
  const started = await startRun(deps.database, source, trigger);
  if (started.status === 'busy') return started;
  const runId = started.run.id;
  const log = deps.log.child({ sourceId: source.id, runId });
  const report = (counts: Pick<CrawlProgress, 'pages' | 'postings' | 'issues'>, ended: boolean) =>
    deps.onProgress({ sourceId: source.id, runId, ...counts, ended });
  const heartbeat = setInterval(() => {
    beatRun(deps.database, runId).catch((err: unknown) => log.warn({ err }, 'heartbeat failed'));
  }, HEARTBEAT_MS);

  try {
    const frontier = openFrontier(
      deps.database,
      { source, runId },
      {
        keepBody: (bytes) => deps.blobs.put(bytes),
        onPostings: (postings) => deps.queues.add('classify', postings),
      },
    );
    await crawlSource({
      source,
      frontier,
      fetchers: {
        http: deps.crawl.http,
        browser:
          deps.crawl.chromiumPath === null ? null : { executablePath: deps.crawl.chromiumPath },
      },
      userAgent: deps.crawl.userAgent,
      privateNetwork: deps.crawl.privateNetwork,
      signal,
      onProgress: (counts) => report(counts, false),
      log,
    });
    if (signal.aborted) return started;
    report(await finishRun(deps, source, runId), true);
    return started;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Checks what came out against what the source expects; a run without a single page has failed. */
async function finishRun({ database, log }: Deps, source: Source, runId: number) {
  const yielded = await measureRun(database, runId);
  await raiseIssues(database, source.id, runId, checkExpects(source, yielded));
  await endRun(database, runId, yielded.pages === 0 ? 'failed' : 'done');
  const ended = await measureRun(database, runId);
  const counts = { pages: ended.pages, postings: ended.postings, issues: ended.issues };
  log.info({ sourceId: source.id, runId, ...counts }, 'run ended');
  return counts;
}
