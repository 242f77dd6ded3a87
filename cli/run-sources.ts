/** Runs sources now, in this process, and waits for what becomes of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { findIssues } from '../db/issues/issues.js';
import { findRunProgress, type RunProgress } from '../db/runs/run-progress.js';
import type { CrawlResult } from '../domain/run.js';
import type { Source } from '../domain/source.js';
import type { Deps } from '../workers/deps.js';
import { sweepImages, sweepPostings } from '../workers/jobs/sweep-unfinished.js';
import { runSource } from '../workers/run-source.js';
import { showProgress } from './progress.js';

const SIDE_BY_SIDE = 4;
const LOOK_EVERY_MS = 250;
/** A posting that waits for so long has lost its job; it is put back. */
const LATE_MS = 10_000;

/**
 * Runs the sources, several side by side, with progress on stderr. The queues must have workers.
 * @param isWaiting until every posting has become a finding or a lead, and runs of others have ended
 * @returns a result a source, in the order given; runs stopped by `signal` are left open
 */
export async function runSources(
  deps: Deps,
  sources: readonly Source[],
  { isWaiting, signal }: { readonly isWaiting: boolean; readonly signal: AbortSignal },
): Promise<CrawlResult[]> {
  const runIds = new Map<string, number>();
  const progress = showProgress(deps.database, () => [...runIds.values()]);
  const waiting = [...sources];
  const crawlNext = async (): Promise<void> => {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      if (signal.aborted) return;
      await runSource(deps, source, 'command', signal, (run) => {
        runIds.set(run.sourceId, run.id);
      });
    }
  };
  try {
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, crawlNext));
    if (isWaiting) await waitUntilGrouped(deps, [...runIds.values()], signal);
  } finally {
    await progress.stop();
  }
  const ended = await findRunProgress(deps.database, [...runIds.values()]);
  const results = await Promise.all(ended.map((run) => toResult(deps, run)));
  const position = ({ source }: CrawlResult) => sources.findIndex(({ id }) => id === source);
  return results.sort((a, b) => position(a) - position(b));
}

async function waitUntilGrouped(
  deps: Deps,
  runIds: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  let sweptAt = performance.now();
  while (!signal.aborted) {
    const askedAt = performance.now();
    const runs = await findRunProgress(deps.database, runIds);
    const tookMs = performance.now() - askedAt;
    if (runs.every((run) => run.state !== 'running' && run.unfinished === 0)) return;
    if (performance.now() - sweptAt > LATE_MS) {
      await sweepPostings(deps, LATE_MS);
      await sweepImages(deps);
      sweptAt = performance.now();
    }
    // Counting a long run takes its time, which the work that is waited for needs more.
    await sleep(Math.max(LOOK_EVERY_MS, tookMs * 4));
  }
}

async function toResult(deps: Deps, run: RunProgress): Promise<CrawlResult> {
  const issues = await findIssues(deps.database, run.runId);
  return {
    source: run.sourceId,
    run: run.runId,
    pages: run.pages,
    postings: run.postings,
    leads: run.leads,
    issues: issues.map(({ kind, message, url }) => ({ kind, message, url })),
    seconds: Math.round(run.seconds * 10) / 10,
  };
}
