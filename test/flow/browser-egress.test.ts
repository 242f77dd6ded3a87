/** Chromium behind the proxy and nothing else: no request is checked in the browser itself. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { createHash } from 'node:crypto';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserEgress } from '../../crawlers/egress/browser-egress.js';
import { startEgressProxy, type EgressProxy } from '../../crawlers/egress/start-egress-proxy.js';
import { readConfig } from '../../runtime/config.js';
import { findChromium } from '../../runtime/find-chromium.js';
import { startHostileSite, type HostileSite } from '../sites/hostile/start-hostile-site.js';

let site: HostileSite;
/** Accepts WebSockets; open like the site, to show that they do work. */
let socketHost: HttpServer;
let socketUrl: string;
/** Stands for the machine's other services, over TCP and UDP on one port. */
let trap: Server;
let udpTrap: UdpSocket;
let trapHost: string;
let trapped = { tcp: 0, udp: 0 };
let proxy: EgressProxy;
let browser: Browser;
let executablePath: string;

beforeAll(async () => {
  const config = readConfig();
  executablePath = findChromium({ configured: config.chromiumPath, path: config.searchPath }) ?? '';
  site = await startHostileSite();
  socketHost = createServer();
  socketHost.on('upgrade', (request, socket) => {
    socket.on('error', () => undefined);
    socket.resume().on('end', () => socket.end());
    const key = `${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
  });
  socketUrl = `ws://127.0.0.1:${await listen(socketHost)}/`;
  trap = createTcpServer((socket) => {
    trapped.tcp += 1;
    socket.on('error', () => undefined).resume();
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret');
  });
  const port = await listen(trap);
  trapHost = `127.0.0.1:${port}`;
  udpTrap = createSocket('udp4', () => (trapped.udp += 1));
  await new Promise<void>((resolve) => udpTrap.bind(port, '127.0.0.1', resolve));
  proxy = await startEgressProxy({
    privateNetwork: [new URL(site.origin).host, new URL(socketUrl).host],
  });
  const { proxy: launchProxy, args } = browserEgress(proxy);
  browser = await chromium.launch({
    executablePath,
    proxy: launchProxy,
    args: [...args, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
});
beforeEach(() => {
  trapped = { tcp: 0, udp: 0 };
});
afterAll(async () => {
  await browser.close();
  await proxy.close();
  await site.close();
  udpTrap.close();
  await Promise.all(
    [trap, socketHost].map((server) => new Promise((resolve) => server.close(resolve))),
  );
});

function listen(server: Server | HttpServer): Promise<number> {
  return new Promise((resolve) => {
    // A listening TCP server has an address with a port.
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function open(body: string, run?: (page: Page) => Promise<void>): Promise<void> {
  site.pages.set('/page', { body: `<title>page</title>${body}` });
  const context = await browser.newContext({ serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    await page.goto(`${site.origin}/page`, { waitUntil: 'domcontentloaded' });
    await run?.(page);
  } finally {
    await context.close();
  }
}

/** Runs a script in the page (or a worker of it) and gives what it resolves with. */
const inPage = (page: Page, script: string) =>
  page.evaluate<unknown>(`(async () => { ${script} })()`);
const inWorker = (page: Page, script: string) =>
  inPage(
    page,
    `const source = ${JSON.stringify(`(async () => { ${script} })().then((value) => postMessage(value));`)};
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    return new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });`,
  );
const openSocket = (url: string) => `return new Promise((resolve) => {
  const socket = new WebSocket('${url}');
  socket.onopen = () => resolve('open'); socket.onerror = () => resolve('error'); });`;
const fetchAnything = (url: string) =>
  `return fetch('${url}', { mode: 'no-cors' }).then(() => 'answered', () => 'failed');`;

describe('Chromium behind the proxy', () => {
  it('is led through it to an opened host on loopback, WebSockets and workers included', async () => {
    const before = site.requests.length;
    await open('', async (page) => {
      expect(await page.title()).toBe('page');
      expect(await inPage(page, openSocket(socketUrl))).toBe('open');
      expect(await inWorker(page, openSocket(socketUrl))).toBe('open');
      expect(await inWorker(page, fetchAnything(`${site.origin}/empty`))).toBe('answered');
    });
    expect(site.requests.length).toBeGreaterThan(before);
  });

  it.each([301, 302, 303, 307, 308])('never follows a %i to a private address', async (status) => {
    for (const location of [`http://${trapHost}/`, `https://${trapHost}/`]) {
      site.pages.set('/moved', { status, headers: { location }, body: '' });
      await open('', async (page) => {
        const answer = await page.goto(`${site.origin}/moved`).catch(() => null);
        // A refused tunnel is an error for Chromium, with no answer to read.
        if (location.startsWith('https')) expect(answer).toBeNull();
        else expect(await answer?.text()).toMatch(/^address: /);
        expect(proxy.findFailure(location)).toMatchObject({ reason: 'address' });
      });
    }
    expect(trapped).toEqual({ tcp: 0, udp: 0 });
  });

  it('reaches no private address by anything that a document names', async () => {
    const url = `http://${trapHost}`;
    await open(
      `<link rel="stylesheet" href="${url}/a"><link rel="preload" as="script" href="${url}/b">
      <link rel="prefetch" href="${url}/c"><link rel="preconnect" href="${url}">
      <link rel="dns-prefetch" href="${url}"><link rel="icon" href="${url}/d"><link rel="manifest" href="${url}/e">
      <script src="${url}/f"></script><img src="${url}/g"><iframe src="${url}/h"></iframe>
      <object data="${url}/i"></object><embed src="${url}/j"><video src="${url}/k" autoplay></video>
      <iframe srcdoc="<img src='${url}/l'>"></iframe><form id="form" target="frame" method="post" action="${url}/m">
      </form><iframe name="frame"></iframe><svg><image href="${url}/n"/></svg>
      <a id="ping" href="#" ping="${url}/o">x</a><script>form.submit(); ping.click();</script>`,
      async (page) => {
        await page.waitForLoadState('load');
        await page.waitForTimeout(500);
        // The frames were refused by the proxy, not by something else.
        expect(proxy.findFailure(url)).toMatchObject({ reason: 'address' });
        expect(page.frames().length).toBeGreaterThan(3);
      },
    );
    expect(trapped).toEqual({ tcp: 0, udp: 0 });
  });

  it('reaches no private address by anything that a script can call', async () => {
    const url = `http://${trapHost}`;
    await open('', async (page) => {
      expect(await inPage(page, fetchAnything(`https://${trapHost}`))).toBe('failed');
      expect(await inPage(page, openSocket(`ws://${trapHost}`))).toBe('error');
      expect(await inPage(page, openSocket(`wss://${trapHost}`))).toBe('error');
      expect(await inWorker(page, openSocket(`ws://${trapHost}`))).toBe('error');
      await inWorker(page, fetchAnything(url));
      await inPage(
        page,
        `navigator.sendBeacon('${url}/beacon', 'x'); new EventSource('${url}/events');
        new Image().src = '${url}/image'; open('${url}/popup');
        import('${url}/module.js').catch(() => 0); new SharedWorker('${site.origin}/empty');
        fetch('${url}', { method: 'POST', body: 'x', keepalive: true }).catch(() => 0);`,
      );
      await page.waitForTimeout(500);
    });
    expect(trapped).toEqual({ tcp: 0, udp: 0 });
  });

  it('does not find other ways: WebRTC and names that only the machine knows', async () => {
    await open('', async (page) => {
      const candidates = await inPage(
        page,
        `const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:${trapHost}' },
          { urls: ['turn:${trapHost}?transport=udp', 'turn:${trapHost}?transport=tcp'], username: 'u', credential: 'c' }] });
        const found = [];
        peer.onicecandidate = ({ candidate }) => candidate && found.push(candidate.candidate);
        peer.createDataChannel('x');
        await peer.setLocalDescription(await peer.createOffer());
        await new Promise((resolve) => setTimeout(resolve, 1500));
        return found;`,
      );
      expect(candidates).toEqual([]);
      const port = trapHost.split(':')[1];
      for (const name of ['localhost', 'a.localhost', '0.0.0.0', '[::ffff:7f00:1]', '2130706433']) {
        await inPage(page, fetchAnything(`http://${name}:${port}/`));
        expect(await inPage(page, openSocket(`ws://${name}:${port}/`)), name).toBe('error');
      }
    });
    expect(trapped).toEqual({ tcp: 0, udp: 0 });
  });

  it('has no service workers that could outlive a page', async () => {
    const headers = { 'content-type': 'text/javascript' };
    site.pages.set('/worker.js', { headers, body: `fetch('http://${trapHost}/')` });
    await open('', async (page) => {
      await inPage(
        page,
        `await Promise.race([
        navigator.serviceWorker.register('/worker.js').catch(() => 0), new Promise((done) => setTimeout(done, 500))]);`,
      );
      expect(page.context().serviceWorkers()).toEqual([]);
    });
    expect(site.requests).not.toContain('GET /worker.js');
    expect(trapped).toEqual({ tcp: 0, udp: 0 });
  });

  it('would reach the trap without the proxy', async () => {
    const bare = await chromium.launch({
      executablePath,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    try {
      const page = await bare.newPage();
      await page.goto(`http://${trapHost}/`);
      expect(trapped.tcp).toBeGreaterThan(0);
    } finally {
      await bare.close();
    }
  });
});
