/** One run of one source, from its start to its checked end. */
import { crawlSource } from '../crawlers/crawl-source.js';
import { openFrontier } from '../db/frontier/open-frontier.js';
import { measureRun } from '../db/runs/measure-run.js';
import { closeRun } from '../db/runs/close-run.js';
import { beatRun } from '../db/runs/end-run.js';
import { releaseRun } from '../db/runs/release-run.js';
import { startRun, type StartedRun } from '../db/runs/start-run.js';
import { countPicturedPostings } from '../db/images/count-pictured-postings.js';
import { raiseIssueOnce } from '../db/issues/issues.js';
import { Unavailable } from '../domain/errors.js';
import type { NewIssue, Run } from '../domain/run.js';
import type { Source } from '../domain/source.js';
import { isProcessGone, processIdentity } from '../runtime/process-identity.js';
import type { Deps } from './deps.js';

const HEARTBEAT_MS = 5_000;
const NOTHING = new Uint8Array();

/**
 * Crawls a source now, or takes over its dead run; a run that somebody else is at is left alone.
 * When `signal` aborts, the run stays open: whoever comes next goes on where it stood.
 * @param onRun told which run it is, before the first page
 * @throws {Unavailable} when pages cannot be kept; the run stays open as well, with an issue
 */
export async function runSource(
  deps: Deps,
  source: Source,
  trigger: Run['trigger'],
  signal: AbortSignal,
  onRun: (run: Run) => void = () => {},
): Promise<StartedRun> {
  const me = processIdentity();
  const started = await startRun(deps.database, source, trigger, { me, isGone: isProcessGone });
  onRun(started.run);
  if (started.status === 'busy') return started;
  const runId = started.run.id;
  const log = deps.log.child({ sourceId: source.id, runId });
  const heartbeat = setInterval(() => {
    beatRun(deps.database, runId, me).catch((err: unknown) =>
      log.warn({ err }, 'heartbeat failed'),
    );
  }, HEARTBEAT_MS);

  try {
    // Before anybody is asked for a page that could not be kept.
    await deps.blobs.put(NOTHING);
    const frontier = openFrontier(
      deps.database,
      { source, runId },
      {
        keepBody: (bytes) => deps.blobs.put(bytes),
        onPostings: (postings) => deps.queues.offer('classify', postings),
        timeZone: deps.crawl.timeZone,
        now: () => deps.clock.now(),
        onPause: (until) =>
          log.info({ until }, until === null ? 'the run goes on' : 'the run pauses'),
        onImages: (imageIds) =>
          deps.queues.offer(
            'read-image',
            imageIds.map((imageId) => ({ imageId })),
          ),
      },
    );
    const { runIssues } = await crawlSource({
      source,
      frontier,
      pagesBefore:
        started.status === 'resumed' ? (await measureRun(deps.database, runId)).pages : 0,
      fetchers: {
        http: true,
        browser:
          deps.crawl.chromiumPath === null ? null : { executablePath: deps.crawl.chromiumPath },
      },
      userAgent: deps.crawl.userAgent,
      privateNetwork: deps.crawl.privateNetwork,
      proxies: deps.crawl.proxies,
      limits: { httpConcurrency: deps.crawl.concurrency },
      signal,
      log,
    });
    if (signal.aborted) {
      await releaseRun(deps.database, runId, me);
      return started;
    }
    // What came out is checked over the whole run, whoever crawled parts of it.
    const issues = [...runIssues, ...(await findUnreadPictures(deps, source, runId))];
    const closed = await closeRun(deps.database, { source, runId, me, runIssues: issues });
    if (closed === undefined) log.warn({}, 'the run was taken over before its end');
    else log.info({ state: closed.state, pages: closed.measures.pages }, 'run ended');
    return started;
  } catch (error) {
    if (error instanceof Unavailable) await waitForStorage(deps, { source, runId, me }, error);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/**
 * Leaves a run open that nothing can be kept of: what was in flight is due again and costs no attempt,
 * and the sweep goes on with it when it has been silent for a while.
 */
async function waitForStorage(
  { database, log }: Deps,
  { source, runId, me }: { readonly source: Source; readonly runId: number; readonly me: string },
  { message }: Unavailable,
): Promise<void> {
  log.error({ sourceId: source.id, runId }, message);
  try {
    await releaseRun(database, runId, me, { isSilent: false });
    const issue: NewIssue = { kind: 'storage-failed', message, url: null };
    await raiseIssueOnce(database, source.id, runId, issue);
  } catch (err) {
    // The database may be what is full; then the leases end by themselves.
    log.warn({ err, runId }, 'a run that has to wait was not released');
  }
}

/** Pictures that nothing here can read text in are an issue of the source, not a silence. */
async function findUnreadPictures(
  { database, imageReader }: Deps,
  source: Source,
  runId: number,
): Promise<NewIssue[]> {
  if (source.images === 'ignore') return [];
  const count = await countPicturedPostings(database, runId);
  if (count === 0 || imageReader().readsText) return [];
  const message = `${count} postings have their text in pictures, and there is no tesseract with chi_sim to read it: install it`;
  return [{ kind: 'images-unread', message, url: null }];
}
