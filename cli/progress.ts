/** Progress of runs on stderr: a bar a source on a terminal, a line now and then elsewhere. */
import { MultiBar, type SingleBar } from 'cli-progress';
import type { Database } from '../db/connect.js';
import { findRunProgress, type RunProgress } from '../db/runs/run-progress.js';
import { beijingTime } from './beijing-time.js';
import { say } from './print.js';

const REDRAW_MS = 500;
const LINE_EVERY_MS = 5_000;

export interface ShownProgress {
  /** Draws the last state and stops. */
  stop(): Promise<void>;
}

/**
 * Shows how runs come along until stopped; figures are read from the database, so it does not matter
 * which process crawls.
 * @param runIds asked anew each time: runs may start while others are under way
 */
export function showProgress(database: Database, runIds: () => readonly number[]): ShownProgress {
  const draw = process.stderr.isTTY ? drawBars() : printLines();
  let isDrawing = false;
  const redraw = async (isLast: boolean): Promise<void> => {
    if (isDrawing && !isLast) return;
    isDrawing = true;
    try {
      draw.show(await findRunProgress(database, runIds()), isLast);
    } finally {
      isDrawing = false;
    }
  };
  // A figure that cannot be read now is read at the next turn; the crawl itself reports its errors.
  const timer = setInterval(() => void redraw(false).catch(() => undefined), REDRAW_MS);
  return {
    async stop() {
      clearInterval(timer);
      await redraw(true);
      draw.end();
    },
  };
}

interface Drawing {
  show(runs: readonly RunProgress[], isLast: boolean): void;
  end(): void;
}

function drawBars(): Drawing {
  const bars = new MultiBar({
    format:
      '{source} {bar} 网址 {value}/{total} · 内容 {postings} · 待研判 {unfinished} · 问题 {issues}{pause}',
    barsize: 24,
    hideCursor: true,
    stream: process.stderr,
  });
  const shown = new Map<number, SingleBar>();
  return {
    show(runs) {
      for (const run of runs) {
        const bar = shown.get(run.runId) ?? bars.create(1, 0, fields(run));
        shown.set(run.runId, bar);
        bar.setTotal(Math.max(run.visited + run.open, 1));
        bar.update(run.visited, fields(run));
      }
    },
    end: () => bars.stop(),
  };
}

function fields(run: RunProgress) {
  return {
    source: run.sourceId.padEnd(18),
    postings: run.postings,
    unfinished: run.unfinished,
    issues: run.issues,
    pause: pauseOf(run),
  };
}

function pauseOf({ pausedUntil }: RunProgress): string {
  return pausedUntil === null ? '' : ` · 暂停至 ${beijingTime(pausedUntil)}`;
}

function printLines(): Drawing {
  let printedAt = 0;
  return {
    show(runs, isLast) {
      if (!isLast && performance.now() - printedAt < LINE_EVERY_MS) return;
      printedAt = performance.now();
      for (const run of runs) {
        say(
          `${run.sourceId}: 网址 ${run.visited}/${run.visited + run.open} · 内容 ${run.postings} · 待研判 ${run.unfinished} · 问题 ${run.issues}${pauseOf(run)}`,
        );
      }
    },
    end: () => {},
  };
}
