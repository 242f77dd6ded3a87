/**
 * Browser pages over one loopback site: ours (guard, proxy, document gate, settling, extraction, no
 * pace) beside bare Playwright (goto, content) in the same run, and what our browsers hold in memory.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync, readdirSync } from 'node:fs';
import { chromium } from 'playwright';
import { crawlSource } from '../crawlers/crawl-source.js';
import { SourceSchema } from '../domain/source.js';
import { readConfig } from '../runtime/config.js';
import { findChromium } from '../runtime/find-chromium.js';
import { createMemoryFrontier } from '../test/unit/crawlers/memory-frontier.js';

const PAGES = Number(process.argv[2] ?? 60);
const AT_ONCE = 4;
const config = readConfig();
const executablePath = findChromium({ configured: config.chromiumPath, path: config.searchPath });
if (executablePath === null) throw new Error('no Chromium on this machine: set CHROMIUM_PATH');

const sentence = '初中物理一对一，周末两小时，老师上门，按次结算，名额有限，可先试听一次再定。';
const server = createServer((request, response) => {
  if (request.url === '/robots.txt') return void response.writeHead(404).end();
  const type = request.url?.endsWith('.js') === true ? 'text/javascript' : 'text/html';
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` });
  if (type === 'text/javascript') return void response.end('document.body.append("脚本")');
  // About 9.5 kB, as in the HTTP benchmark.
  const paragraphs = `<p>${sentence}</p>`.repeat(70);
  response.end(
    `<title>辅导</title><h1>辅导班${request.url ?? ''}</h1>${paragraphs}<script src="/a.js"></script>`,
  );
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
// A listening TCP server has an address with a port.
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const urls = Array.from({ length: PAGES }, (_, index) => `${origin}/page/${index}`);

/** Of this process and all below it, in megabytes. */
function residentMegabytes(): { readonly node: number; readonly browser: number } {
  const parents = new Map<number, number>();
  const resident = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]));
      resident.set(Number(name), Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // It has ended in the meantime.
    }
  }
  const isBelow = (id: number): boolean => {
    for (let at: number | undefined = parents.get(id); at; at = parents.get(at))
      if (at === process.pid) return true;
    return false;
  };
  let browser = 0;
  for (const [id, megabytes] of resident) if (isBelow(id)) browser += megabytes;
  return { node: Math.round(resident.get(process.pid) ?? 0), browser: Math.round(browser) };
}

/** Seconds that Node and the browsers that have ended took so far; 0 where there is no /proc. */
function cpuSeconds(): { readonly node: number; readonly browser: number } {
  const { user, system } = process.cpuUsage();
  const node = (user + system) / 1e6;
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { node, browser: (Number(fields[13]) + Number(fields[14])) / 100 };
  } catch {
    return { node, browser: 0 };
  }
}

/** CPU of some work for a page, in seconds: of Node, and of its browsers, which have to have ended. */
async function withCpu<T>(work: () => Promise<T>): Promise<{ result: T; cpu: string }> {
  const start = cpuSeconds();
  const result = await work();
  const end = cpuSeconds();
  const of = (part: 'node' | 'browser') => ((end[part] - start[part]) / PAGES).toFixed(2);
  return { result, cpu: `${of('node')} + ${of('browser')} s CPU a page` };
}

async function bare(): Promise<number> {
  const browser = await chromium.launch({
    executablePath: executablePath ?? '',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const queue = [...urls];
  const started = performance.now();
  const work = async (): Promise<void> => {
    for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
      const page = await browser.newPage();
      await page.goto(url);
      await page.content();
      await page.close();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const seconds = (performance.now() - started) / 1_000;
  await browser.close();
  return PAGES / seconds;
}

async function ours(): Promise<{ readonly rate: number; readonly most: number }> {
  const source = SourceSchema.parse({
    ...{ id: 'bench', name: 'Bench', kind: 'tutoring', start: urls, fetch: 'browser' },
    ...{ pace: { delayMs: 0 }, follow: 'none' },
  });
  let first = 0;
  let last = 0;
  let saved = 0;
  let most = 0;
  const summary = await crawlSource({
    source,
    frontier: createMemoryFrontier(source, () => {
      last = performance.now();
      if (first === 0) first = last;
      saved += 1;
      // Looking through all processes takes its time, which is not the crawl's.
      if (saved % 10 === 0) most = Math.max(most, residentMegabytes().browser);
    }),
    fetchers: { http: false, browser: { executablePath: executablePath ?? '' } },
    userAgent: 'Mingcha/0.1 (+mailto:bench@example.org)',
    privateNetwork: [new URL(origin).host],
    limits: { browserConcurrency: AT_ONCE },
  });
  if (summary.pages !== PAGES) throw new Error(`${summary.pages} pages of ${PAGES}`);
  // As for the bare browser, without its start.
  return { rate: (PAGES - 1) / ((last - first) / 1_000), most };
}

const before = residentMegabytes();
console.log(`${PAGES} pages, ${AT_ONCE} at once; memory before: node ${before.node} MB`);
for (let round = 1; round <= 3; round += 1) {
  const { result: limit, cpu: bareCpu } = await withCpu(bare);
  const { result, cpu } = await withCpu(ours);
  const { rate, most } = result;
  const after = residentMegabytes();
  console.log(
    `round ${round}: bare Playwright ${limit.toFixed(1)} pages/s (${bareCpu}), ours ${rate.toFixed(1)} pages/s (${cpu}) ` +
      `(${(rate / limit).toFixed(2)}); browsers at most ${most} MB, afterwards ${after.browser} MB, node ${after.node} MB`,
  );
}
server.close();
