/**
 * Pages per second over HTTP, all work included, beside crawlers that store less: everything crawls
 * one loopback site in one run, so the ratios hold on other machines and the absolutes do not.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Measured } from './crawl/contender.js';
import { compileContenders } from './crawl/compile-contenders.js';
import { printCpuAreas } from './crawl/cpu-areas.js';
import { openStore, type Store } from './crawl/open-store.js';
import { hasScrapy, launch, launchScrapy, runChild, startSite } from './crawl/run-child.js';
import { PAGES_PER_CHAIN, startUrls } from './crawl/site.js';

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '16' },
    only: { type: 'string', default: 'ours,crawlee,bare,scrapy' },
    /** The folder for CPU profiles of ours; sums them up by what the time is for. */
    profile: { type: 'string' },
  },
});
const sizes = values.pages.split(',').map(Number);
const rounds = Number(values.rounds);
const concurrency = Number(values.concurrency);
const contenders = values.only.split(',');

const NAMES: Readonly<Record<string, string>> = {
  ours: 'Mingcha, everything stored',
  crawlee: 'Crawlee CheerioCrawler, title only',
  bare: 'undici + cheerio, title only',
  scrapy: 'Scrapy, JSON lines',
};

interface Result extends Measured {
  readonly postgresSeconds?: number | undefined;
}

if (!sizes.every((size) => size > 0 && size % PAGES_PER_CHAIN === 0)) {
  console.error(`--pages takes multiples of ${PAGES_PER_CHAIN}, parted by commas`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'mingcha-bench-'));
const built = await compileContenders();
const site = await startSite(built);
const store = contenders.includes('ours') ? await openStore(folder) : undefined;
try {
  for (const pages of sizes) print(pages, await measure(pages));
  if (values.profile !== undefined) printCpuAreas(values.profile);
} finally {
  site.stop();
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(pages: number): Promise<Map<string, Result[]>> {
  const results = new Map<string, Result[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of contenders) {
      const result = await runOnce(name, pages);
      if (result === undefined) continue;
      if (result.pages !== pages) throw new Error(`${name} took ${result.pages} of ${pages} pages`);
      results.set(name, [...(results.get(name) ?? []), result]);
    }
  }
  return results;
}

async function runOnce(name: string, pages: number): Promise<Result | undefined> {
  const task = { starts: startUrls(site.origin, pages), concurrency };
  if (name === 'ours') return runOurs(task, pages);
  if (name !== 'scrapy') return runChild(launch(built, name), task);
  if (hasScrapy()) return runChild(launchScrapy(folder), task);
  console.log('Scrapy is left out: it is not installed (Debian: apt-get install python3-scrapy)');
  return undefined;
}

async function runOurs(
  task: { readonly starts: readonly string[]; readonly concurrency: number },
  pages: number,
): Promise<Result> {
  if (store === undefined) throw new Error('no store was opened');
  const place = await store.empty();
  const before = await store.cpuSeconds();
  const result = await runChild(launch(built, 'ours', values.profile), { ...task, store: place });
  const after = await store.cpuSeconds();
  await checkStored(store, pages);
  return {
    ...result,
    postgresSeconds: before === undefined || after === undefined ? undefined : after - before,
  };
}

/** A quick crawl that lost something is no result. */
async function checkStored(opened: Store, pages: number): Promise<void> {
  const stored = await opened.count();
  if (stored.pages !== pages || stored.blobs !== pages || stored.postings !== stored.details) {
    throw new Error(`of ${pages} pages this was stored: ${JSON.stringify(stored)}`);
  }
}

function print(pages: number, results: ReadonlyMap<string, readonly Result[]>): void {
  const rows = [...results].map(([name, all]) => ({
    name,
    speed: median(all.map((one) => one.pages / one.seconds)),
    cpu: median(all.map((one) => (one.cpuSeconds / one.pages) * 1_000)),
    postgres: median(all.map((one) => ((one.postgresSeconds ?? 0) / one.pages) * 1_000)),
    peakMb: median(all.map((one) => one.peakMb)),
  }));
  const speedOf = (name: string) => rows.find((row) => row.name === name)?.speed;
  const ratio = (speed: number, name: string) =>
    (speed / (speedOf(name) ?? Number.NaN)).toFixed(2).replace('NaN', '-').padStart(9);
  console.log(
    `\n${pages} pages, ${concurrency} at once, median of ${rounds}; CPU in seconds for 1,000 pages`,
  );
  console.log(
    `${''.padEnd(36)} pages/s       CPU  PostgreSQL  peak MB x Crawlee    x bare  x Scrapy`,
  );
  for (const { name, speed, cpu, postgres, peakMb } of rows) {
    console.log(
      `${(NAMES[name] ?? name).padEnd(36)}${speed.toFixed(0).padStart(8)}${cpu.toFixed(2).padStart(10)}${(postgres > 0 ? postgres.toFixed(2) : '-').padStart(12)}${peakMb.toFixed(0).padStart(9)} ${ratio(speed, 'crawlee')} ${ratio(speed, 'bare')} ${ratio(speed, 'scrapy')}`,
    );
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
