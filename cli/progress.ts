/** Progress of runs on stderr: a bar a source on a terminal, a line now and then elsewhere. */
import { MultiBar, type SingleBar } from 'cli-progress';
import type { Database } from '../db/connect.js';
import { findRunProgress, type RunProgress } from '../db/runs/run-progress.js';
import { createPaceKeeper, type RunPace } from '../domain/run-pace.js';
import { beijingTime } from './beijing-time.js';
import { say } from './print.js';

const REDRAW_MS = 500;
/** Counting the URLs of a long run takes its time: after each look so many times as long is waited. */
const REST = 9;
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
  const paces = createPaceKeeper();
  let isDrawing = false;
  let restUntil = 0;
  const redraw = async (isLast: boolean): Promise<void> => {
    const askedAt = performance.now();
    if ((isDrawing || askedAt < restUntil) && !isLast) return;
    isDrawing = true;
    try {
      const runs = await findRunProgress(database, runIds());
      restUntil = performance.now() + (performance.now() - askedAt) * REST;
      const shown = runs.map((run) => ({ ...run, ...paces.paceOf(run) }));
      draw.show(shown, isLast);
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

type ShownRun = RunProgress & RunPace;

interface Drawing {
  show(runs: readonly ShownRun[], isLast: boolean): void;
  end(): void;
}

function drawBars(): Drawing {
  const bars = new MultiBar({
    format: '{source} {bar} {facts}',
    barsize: 20,
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

function fields(run: ShownRun) {
  return { source: run.sourceId.padEnd(18), facts: describeProgress(run) };
}

function printLines(): Drawing {
  let printedAt = 0;
  return {
    show(runs, isLast) {
      if (!isLast && performance.now() - printedAt < LINE_EVERY_MS) return;
      printedAt = performance.now();
      for (const run of runs) say(`${run.sourceId}: ${describeProgress(run)}`);
    },
    end: () => {},
  };
}

/** How far, what came of it, how fast, and how long it may still take (of the URLs known now). */
export function describeProgress(run: ShownRun): string {
  const isRunning = run.state === 'running';
  const parts = [
    `网址 ${run.visited}/${run.visited + run.open}`,
    `网页 ${run.pages}`,
    `内容 ${run.postings}`,
    ...(run.unfinished > 0 ? [`待研判 ${run.unfinished}`] : []),
    `问题 ${run.issues}`,
    ...(run.pagesPerMinute !== null && isRunning ? [`${run.pagesPerMinute} 页/分`] : []),
    ...(isRunning && run.open > 0 && run.secondsLeft !== null
      ? [`约剩 ${clock(run.secondsLeft)}`]
      : []),
    ...(run.pausedUntil === null ? [] : [`暂停至 ${beijingTime(run.pausedUntil)}`]),
    ...(isRunning ? [] : [`用时 ${clock(run.seconds)}`]),
  ];
  return parts.join(' · ');
}

/** `1:05`, or `2:03:00` from an hour on. */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60)];
  const two = (part: number) => String(part).padStart(2, '0');
  const tail = two(whole % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}
