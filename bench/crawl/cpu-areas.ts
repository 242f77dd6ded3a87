/** CPU profiles of ours, told by what the time is for: each sample counts for the innermost area on its stack. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** The first that fits counts. */
const AREAS: readonly (readonly [string, RegExp])[] = [
  ['parsing (htmlparser2, domhandler, entities)', /\/(?:htmlparser2|domhandler|entities)\//],
  ['Readability on linkedom', /\/(?:linkedom|@mozilla\/readability|cssom|uhyphen)\//],
  [
    'cheerio, selectors',
    /\/(?:cheerio|css-select|css-what|domutils|cheerio-select|nth-check|boolbase)/,
  ],
  ['extraction, our code', /\/crawlers\/extract\//],
  ['judging, walls, links', /\/crawlers\/(?:judge|recognise|visit-log)/],
  ['decoding', /\/crawlers\/fetch\/decode-text|\/iconv-lite\//],
  ['undici', /\/undici\//],
  ['fetching, our code', /\/crawlers\/(?:fetch|politeness)\//],
  [
    'Crawlee',
    /\/(?:@crawlee|@apify|ow|tough-cookie|got|got-scraping|mime-types|content-type|@sapphire)\//,
  ],
  ['frontier as request manager', /\/crawlers\//],
  ['postgres.js', /\/node_modules\/postgres\//],
  ['saving and claiming, our code', /\/(?:db|domain)\//],
  ['blobs: hash, compression, files', /\/runtime\/blobs\//],
];

export interface AreaShare {
  readonly area: string;
  readonly seconds: number;
}

/** The profile of a process's main thread; the thread that writes blobs has one of its own (`.1.`). */
const MAIN_THREAD = /\.0\.\d+\.cpuprofile$/;

/** Sums up all profiles of main threads in a folder. */
export function readCpuAreas(folder: string): AreaShare[] {
  const sums = new Map<string, number>();
  for (const file of readdirSync(folder).filter((name) => MAIN_THREAD.test(name))) {
    addProfile(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile, sums);
  }
  return [...sums]
    .map(([area, micros]) => ({ area, seconds: micros / 1e6 }))
    .sort((a, b) => b.seconds - a.seconds);
}

export function printCpuAreas(folder: string): void {
  const shares = readCpuAreas(folder);
  const busy = shares.filter(({ area }) => area !== 'idle');
  const total = busy.reduce((sum, { seconds }) => sum + seconds, 0);
  console.log(`\nCPU of our main thread (loading included): ${total.toFixed(1)} s`);
  for (const { area, seconds } of busy) {
    console.log(
      `${area.padEnd(46)}${seconds.toFixed(2).padStart(8)} s${((seconds / total) * 100).toFixed(1).padStart(7)} %`,
    );
  }
}

function addProfile({ nodes, samples, timeDeltas }: Profile, sums: Map<string, number>): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const areas = new Map<number, string>();
  const pending = nodes.slice(0, 1).map((node) => ({ node, inherited: 'Node itself, loading' }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, inherited } = next;
    const area = areaOf(node.callFrame) ?? inherited;
    areas.set(node.id, area);
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child !== undefined) pending.push({ node: child, inherited: area });
    }
  }
  samples.forEach((id, at) => {
    const area = areas.get(id) ?? '?';
    sums.set(area, (sums.get(area) ?? 0) + (timeDeltas[at] ?? 0));
  });
}

function areaOf({ functionName, url }: Profile['nodes'][number]['callFrame']): string | undefined {
  if (functionName === '(idle)') return 'idle';
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(program)') return 'native code outside of JavaScript';
  return AREAS.find(([, pattern]) => pattern.test(url))?.[0];
}
