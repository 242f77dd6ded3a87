/** What a contender is given, and how it measures itself: the crawl alone, not the loading of its code. */
import { readFileSync } from 'node:fs';

export interface CrawlTask {
  readonly starts: readonly string[];
  readonly concurrency: number;
  /** Ours only: where the pages go. */
  readonly store?: { readonly databaseUrl: string; readonly blobFolder: string };
}

export interface Measured {
  readonly pages: number;
  readonly seconds: number;
  /** User and system time of the contender's own process. */
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

/** Runs a contender on the task in its first argument and prints what it took, as one line of JSON. */
export async function runContender(crawl: (task: CrawlTask) => Promise<number>): Promise<void> {
  const task = JSON.parse(process.argv[2] ?? '') as CrawlTask;
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const pages = await crawl(task);
  const { user, system } = process.cpuUsage(before);
  const measured: Measured = {
    pages,
    seconds: (performance.now() - startedAt) / 1_000,
    cpuSeconds: (user + system) / 1e6,
    peakMb: peakMb(),
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}

/** The peak of this program; `maxRSS` counts the parent that it was forked from. */
function peakMb(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return Number(kilobytes) / 1_024;
  } catch {
    return process.resourceUsage().maxRSS / 1_024;
  }
}
