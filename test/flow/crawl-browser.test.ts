import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceInput } from '../../domain/source.js';
import { browse, sourceOf } from '../support/browse-site.js';
import { startHostileSite, type HostileSite } from '../sites/hostile/start-hostile-site.js';

const SHELL = (script: string) =>
  `<title>辅导信息</title><div id="app"></div><script>${script}</script>`;

/** Draws three cards from a JSON answer, as application pages do. */
const DRAW_LIST = `fetch('/api/list').then((answer) => answer.json()).then((rows) => {
  document.getElementById('app').innerHTML = rows.map((row) =>
    '<div class="card"><h3><a href="/detail/' + row.id + '">' + row.title + '</a></h3><p>' + row.text + '</p></div>').join('');
});`;
const DRAW_DETAIL = (id: number) =>
  `setTimeout(() => { document.getElementById('app').innerHTML =
    '<h1>初中物理辅导第${id}班</h1><div class="content">' + '<p>周末两小时，两人一班，老师上门，按次结算，可先试听。</p>'.repeat(5) + '</div>'; }, 100);`;

let site: HostileSite;
/** Stands for the machine's other services: a page must not be able to reach it. */
let neighbour: Server;
let neighbourConnections = 0;

beforeAll(async () => {
  site = await startHostileSite();
  neighbour = createServer((_, response) => {
    response.setHeader('access-control-allow-origin', '*').end('secret');
  });
  neighbour.on('connection', () => (neighbourConnections += 1));
  await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
  const headers = { 'content-type': 'application/json' };
  const rows = [1, 2, 3].map((id) => ({
    id,
    title: `初中物理辅导第${id}班`,
    text: '两人一班，名额有限',
  }));
  site.pages.set('/list', { body: SHELL(DRAW_LIST) });
  site.pages.set('/api/list', { body: JSON.stringify(rows), headers });
  for (const { id } of rows) site.pages.set(`/detail/${id}`, { body: SHELL(DRAW_DETAIL(id)) });
});
afterAll(async () => {
  await site.close();
  await new Promise((resolve) => neighbour.close(resolve));
});

const sourceAt = (start: string, input?: Partial<SourceInput>) =>
  sourceOf([site.origin + start], input);

function browserProcesses(): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        return command.includes('chrom') && command.includes('mingcha-browser-') && isOurs(name);
      } catch {
        return false;
      }
    }).length;
}

/** Whether a process descends from this one; other tests may run browsers of their own. */
function isOurs(id: string): boolean {
  for (let at = id; at !== '0' && at !== '1';) {
    if (at === String(process.pid)) return true;
    const stat = readFileSync(`/proc/${at}/stat`, 'utf8');
    at = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? '0';
  }
  return false;
}

/** Addresses at which this process listens, from the kernel's tables. */
function openPorts(): string[] {
  const own = new Set(
    readdirSync('/proc/self/fd').map((name) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${name}`))?.[1];
      } catch {
        return undefined;
      }
    }),
  );
  return ['/proc/self/net/tcp', '/proc/self/net/tcp6']
    .flatMap((table) => readFileSync(table, 'utf8').trim().split('\n').slice(1))
    .map((row) => row.trim().split(/\s+/))
    .filter(([, , , state]) => state === '0A')
    .filter((row) => own.has(row[9]))
    .map(([, local]) => local ?? '');
}

describe('a crawl that needs a browser', () => {
  it('moves pages that are empty without script to the browser and leaves none behind', async () => {
    const { frontier, summary } = await browse(sourceAt('/list'));
    expect(summary.issues).toEqual([]);
    expect(summary).toMatchObject({ pages: 4, postings: 3 });
    const outcomes = frontier.visits
      .filter(({ url }) => url.endsWith('/list'))
      .map(({ visit }) => visit.outcome);
    expect(outcomes).toEqual(['needs-browser', 'fetched']);
    const titles = frontier.visits.flatMap(({ visit }) =>
      visit.outcome === 'fetched' ? visit.postings.map(({ title }) => title) : [],
    );
    expect(titles.sort()).toEqual([1, 2, 3].map((id) => `初中物理辅导第${id}班`));
    await expect.poll(browserProcesses, { timeout: 3_000 }).toBe(0);
  });

  it('is not stopped by dialogs, downloads or popups', async () => {
    const script = `alert('stay'); window.open('/popup'); location.href = '/file'; ${DRAW_LIST}`;
    site.pages.set('/noisy', { body: SHELL(script) });
    const headers = { 'content-type': 'application/zip', 'content-disposition': 'attachment' };
    site.pages.set('/file', { body: 'PK', headers });
    const { summary } = await browse(sourceAt('/noisy', { fetch: 'browser', follow: 'none' }));
    expect(summary).toMatchObject({ pages: 1, postings: 3 });
  });

  it('reaches nothing but the site', async () => {
    // A listening TCP server has an address with a port.
    const { port } = neighbour.address() as AddressInfo;
    const other = `127.0.0.1:${port}`;
    const script = `fetch('http://${other}/a').catch(() => 0);
      new Image().src = 'http://${other}/b'; new WebSocket('ws://${other}/c');
      navigator.sendBeacon('http://${other}/d');
      new Worker(URL.createObjectURL(new Blob(["fetch('http://${other}/h'); new WebSocket('ws://${other}/i')"])));
      ${DRAW_LIST}`;
    const frame = `<iframe src="http://${other}/e"></iframe><script src="http://${other}/f"></script>`;
    site.pages.set('/curious', { body: frame + SHELL(script) });
    const { summary } = await browse(sourceAt('/curious', { fetch: 'browser', follow: 'none' }));
    expect(summary).toMatchObject({ pages: 1, postings: 3 });
    expect(neighbourConnections).toBe(0);
  });

  it('drops a page whose redirect or script leads to an address that is not public', async () => {
    // A listening TCP server has an address with a port.
    const { port } = neighbour.address() as AddressInfo;
    const away = [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`];
    const moves = [...away, `https://127.0.0.1:${port}/`].map((location, index) => {
      site.pages.set(`/moved-${index}`, { status: 302, headers: { location }, body: '' });
      return `/moved-${index}`;
    });
    const scripts = away.map((location, index) => {
      site.pages.set(`/leaves-${index}`, { body: SHELL(`window.location.href = '${location}'`) });
      return `/leaves-${index}`;
    });
    const start = [...moves, ...scripts].map((path) => site.origin + path);
    const { frontier } = await browse(sourceAt('/', { fetch: 'browser', start }));
    expect(frontier.visits).toHaveLength(start.length);
    for (const { url, visit } of frontier.visits) {
      const expected = { outcome: 'dropped', issue: { kind: 'address-refused' } };
      expect(visit, url).toMatchObject(expected);
    }
    expect(neighbourConnections).toBe(0);
  });

  it('tries a host again that does not answer', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    // A listening TCP server has an address with a port.
    const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    silent.on('request', (request, response) => {
      if (request.url === '/robots.txt') response.writeHead(404).end();
      else request.socket.destroy();
    });
    const source = sourceAt('/', { fetch: 'browser', start: [`http://${host}/`] });
    const { frontier } = await browse(source, { privateNetwork: [host] });
    await new Promise((resolve) => silent.close(resolve));
    expect(frontier.visits[0]?.visit).toMatchObject({
      outcome: 'retry',
      issue: { kind: 'start-unreachable', message: 'socket hang up' },
    });
  });

  it('opens nothing but its own proxy, and that on loopback', async () => {
    const before = new Set(openPorts());
    const opened: string[] = [];
    const note = () => opened.push(...openPorts().filter((port) => !before.has(port)));
    await browse(sourceAt('/list', { fetch: 'browser', follow: 'none' }), { onSave: note });
    expect(opened).toEqual([expect.stringMatching(/^0100007F:/)]);
    expect(openPorts().filter((port) => !before.has(port))).toEqual([]);
  });

  it('ends soon after it is aborted, with no browser left', async () => {
    site.pages.set('/slow', { body: SHELL('setInterval(() => fetch("/api/list"), 50)') });
    const started = Date.now();
    const { summary } = await browse(sourceAt('/slow', { fetch: 'browser' }), {
      signal: AbortSignal.timeout(1_500),
      limits: { settleMs: 20_000 },
    });
    expect(summary.aborted).toBe(true);
    expect(Date.now() - started).toBeLessThan(6_000);
    await expect.poll(browserProcesses, { timeout: 3_000 }).toBe(0);
  });

  it('gives up a page whose script never ends', async () => {
    site.pages.set('/spin', { body: `${SHELL('')}<script>for (;;);</script>` });
    const stop = new AbortController();
    const { frontier } = await browse(sourceAt('/spin', { fetch: 'browser' }), {
      signal: stop.signal,
      limits: { timeoutMs: 1_500, settleMs: 500, retryMs: 1 },
      onSave: () => stop.abort(),
    });
    const [first] = frontier.visits;
    expect(first?.visit).toMatchObject({ outcome: 'retry', issue: { kind: 'start-unreachable' } });
    await expect.poll(browserProcesses, { timeout: 3_000 }).toBe(0);
  });
});
