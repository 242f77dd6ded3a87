import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import {
  connect,
  createServer,
  type AddressInfo,
  type Socket,
  type TcpNetConnectOpts,
} from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  startEgressProxy,
  type EgressProxy,
  type EgressProxyOptions,
} from '../../../crawlers/egress/start-egress-proxy.js';
import type { ResolveName } from '../../../crawlers/fetch/address-guard.js';
import { FetchFailed, FetchForbidden, FetchTooLarge } from '../../../domain/errors.js';
import { startHostileSite, type HostileSite } from '../../sites/hostile/start-hostile-site.js';
import {
  askProxy,
  credentialOf,
  fetchThroughProxy,
  openTunnelThrough,
  readToEnd,
  speakToProxy,
} from '../../support/proxy-client.js';

const MEGABYTE = 1024 * 1024;

let site: HostileSite;
/** Sends back whatever it gets; counts who came. */
let echo: { readonly server: ReturnType<typeof createServer>; readonly port: number };
let echoed = 0;
const proxies: EgressProxy[] = [];

beforeAll(async () => {
  site = await startHostileSite();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    echoed += 1;
    socket.on('error', () => undefined).pipe(socket);
  });
  echo = { server, port: await listen(server) };
});
afterEach(async () => {
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});
afterAll(async () => {
  await site.close();
  await new Promise((resolve) => echo.server.close(resolve));
});

function listen(
  server: ReturnType<typeof createServer> | Server,
  { host = '127.0.0.1', port = 0 } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // A listening TCP server has an address with a port.
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

async function start(options: Partial<EgressProxyOptions> = {}): Promise<EgressProxy> {
  const proxy = await startEgressProxy({
    // The two servers of this file, by port; nothing else on the machine.
    privateNetwork: [new URL(site.origin).host, `127.0.0.1:${echo.port}`],
    ...options,
  });
  proxies.push(proxy);
  return proxy;
}

describe('a request that is let out', () => {
  it('arrives as it was sent, without what was meant for the proxy', async () => {
    let seen: IncomingMessage | undefined;
    let body = '';
    const server = createHttpServer((question, answer) => {
      seen = question;
      question.on('data', (chunk: Buffer) => (body += chunk.toString()));
      question.on('end', () => {
        answer.writeHead(201, 'Made', [
          ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-Own', 'kept', 'X-Hop', 'dropped'],
          ...['Connection', 'close, X-Hop', 'Content-Type', 'text/plain'],
        ]);
        answer.end('made');
      });
    });
    const host = `127.0.0.1:${await listen(server)}`;
    const proxy = await start({ privateNetwork: [host] });
    const answer = await fetchThroughProxy(proxy, `http://${host}/path?q=1`, {
      method: 'POST',
      body: 'the question',
      headers: {
        ...{ 'proxy-connection': 'keep-alive', connection: 'x-mine', 'x-mine': '1' },
        ...{ te: 'trailers', 'x-other': '2', host: 'liar.example' },
      },
    });
    await new Promise((resolve) => server.close(resolve));
    expect(seen).toMatchObject({ method: 'POST', url: '/path?q=1' });
    expect(body).toBe('the question');
    expect(seen?.headers).toMatchObject({ host, connection: 'close', 'x-other': '2' });
    for (const name of ['proxy-authorization', 'proxy-connection', 'x-mine', 'te']) {
      expect(seen?.headers, name).not.toHaveProperty(name);
    }
    expect(answer).toMatchObject({ status: 201, body: 'made' });
    expect(answer.message.statusMessage).toBe('Made');
    expect(answer.message.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(answer.message.headers['x-own']).toBe('kept');
    expect(answer.message.headers).not.toHaveProperty('x-hop');
  });

  it('is answered while the answer is still being written', async () => {
    const proxy = await start();
    const answer = await askProxy(proxy, `${site.origin}/trickle`);
    const first = await new Promise<Buffer>((resolve) => answer.once('data', resolve));
    expect(first.toString()).toBe('.');
    answer.destroy();
  });

  it('is not taken in faster than it is read', async () => {
    let written = 0;
    const server = createHttpServer((_, answer) => {
      const write = (): void => {
        while (!answer.destroyed && written < 400 * MEGABYTE) {
          written += MEGABYTE;
          if (!answer.write(Buffer.alloc(MEGABYTE))) return void answer.once('drain', write);
        }
      };
      write();
    });
    const host = `127.0.0.1:${await listen(server)}`;
    const proxy = await start({ privateNetwork: [host] });
    const answer = await askProxy(proxy, `http://${host}/`);
    answer.pause();
    await sleep(700);
    // What the kernel and three streams hold; without back pressure all 400 would be here by now.
    expect(written).toBeLessThan(60 * MEGABYTE);
    answer.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('is cut off when its answer is', async () => {
    const proxy = await start();
    await expect(fetchThroughProxy(proxy, `${site.origin}/truncate`)).rejects.toThrow('aborted');
  });

  it('opens a tunnel that carries both ways and ends with either side', async () => {
    const proxy = await start();
    const { socket, head } = await openTunnelThrough(proxy, `127.0.0.1:${echo.port}`);
    expect(head).toMatch(/^HTTP\/1\.1 200 /);
    const all = readToEnd(socket);
    const text = 'z'.repeat(300_000);
    socket.end(text);
    expect(await all).toBe(text);
  });
});

describe('a request without the credential', () => {
  it.each(['Basic d3Jvbmc6d3Jvbmc=', 'Bearer x', ''])(
    'is answered with 407 (%s)',
    async (wrong) => {
      const proxy = await start();
      const before = [site.requests.length, echoed];
      const answer = await fetchThroughProxy(proxy, `${site.origin}/empty`, {
        headers: { 'proxy-authorization': wrong },
      });
      expect(answer.status).toBe(407);
      expect(answer.message.headers['proxy-authenticate']).toMatch(/^Basic /);
      const { head } = await openTunnelThrough(proxy, `127.0.0.1:${echo.port}`, wrong);
      expect(head).toMatch(/^HTTP\/1\.1 407 .*\r\nProxy-Authenticate: Basic /s);
      expect([site.requests.length, echoed]).toEqual(before);
    },
  );

  it('does not get in with the credential of another proxy', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    const headers = { 'proxy-authorization': credentialOf(other) };
    const answer = await fetchThroughProxy(one, `${site.origin}/empty`, { headers });
    expect(answer.status).toBe(407);
  });
});

describe('a request to where pages must not go', () => {
  const hosts = [
    ...['127.0.0.1', 'localhost', '127.1', '0x7f.1', '2130706433', '0177.0.0.1', '0.0.0.0'],
    ...['[::1]', '[::ffff:127.0.0.1]', '10.0.0.1', '169.254.169.254', '[fd00:ec2::254]'],
  ];

  it.each(hosts)('is refused: %s', async (host) => {
    const proxy = await start({ privateNetwork: 'off' });
    const before = echoed;
    const url = `http://${host}:${echo.port}/`;
    expect(await fetchThroughProxy(proxy, url)).toMatchObject({ status: 403, reason: 'address' });
    expect(proxy.findFailure(url)).toMatchObject({ reason: 'address' });
    const { head } = await openTunnelThrough(proxy, `${host}:${echo.port}`);
    expect(head).toMatch(/^HTTP\/1\.1 403 .*\r\nX-Egress-Refusal: address\r\n/s);
    expect(echoed).toBe(before);
  });

  it.each([22, 25, 6667, 110])('is refused on port %i, of an opened host too', async (port) => {
    const proxy = await start({ privateNetwork: 'all' });
    const { head } = await openTunnelThrough(proxy, `127.0.0.1:${port}`);
    expect(head).toMatch(/^HTTP\/1\.1 403 .*\r\nX-Egress-Refusal: port\r\n/s);
    const answer = await fetchThroughProxy(proxy, `http://127.0.0.1:${port}/`);
    expect(answer).toMatchObject({ status: 403, reason: 'port' });
    expect(proxy.findFailure(`http://127.0.0.1:${port}/`)).toBeInstanceOf(FetchForbidden);
  });

  it.each([
    '/empty',
    'https://a.test/',
    'ftp://a.test/',
    'file:///etc/passwd',
    'http://u:p@a.test/',
  ])('is refused: GET %s', async (target) => {
    const proxy = await start({ privateNetwork: 'all' });
    const answer = await fetchThroughProxy(proxy, target);
    expect(answer).toMatchObject({ status: 400, reason: 'malformed' });
  });

  it.each([
    '127.0.0.1',
    'a.test:80:80',
    'http://a.test:80',
    'u@a.test:80',
    'a.test:99999',
    '[::1:80',
  ])('is refused: CONNECT %s', async (target) => {
    const proxy = await start({ privateNetwork: 'all' });
    const { head } = await openTunnelThrough(proxy, target);
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('a name that is re-bound', () => {
  /** Stands for a public host; the trap is a private one with the same port. */
  const PUBLIC = '1.1.1.1';
  const PRIVATE = '127.0.0.2';
  let port: number;
  let trap: ReturnType<typeof createServer>;
  let trapped = 0;

  beforeAll(async () => {
    port = Number(new URL(site.origin).port);
    trap = createServer((socket: Socket) => {
      trapped += 1;
      socket.destroy();
    });
    await listen(trap, { host: PRIVATE, port });
  });
  afterAll(() => new Promise((resolve) => trap.close(resolve)));

  /** Answers each question with the next list; the last one stays. */
  function resolver(answers: readonly (readonly string[])[]) {
    const asked: string[] = [];
    const resolveName: ResolveName = (hostname, _, callback) => {
      const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? [];
      asked.push(hostname);
      callback(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      );
    };
    return { asked, resolveName };
  }

  /** Node's own connect; only at its end the public address is led to the site on loopback. */
  function connectStandIn(options: TcpNetConnectOpts): Socket {
    return connect({
      ...options,
      lookup: (hostname, how, callback) =>
        options.lookup?.(hostname, how, (error, found, family) => {
          const lead = (address: string) => (address === PUBLIC ? '127.0.0.1' : address);
          if (typeof found === 'string') return callback(error, lead(found), family);
          callback(
            error,
            found.map((entry) => ({ ...entry, address: lead(entry.address) })),
          );
        }),
    });
  }

  it('is connected to at the address that was checked, and asked for once', async () => {
    const { asked, resolveName } = resolver([[PUBLIC], [PRIVATE]]);
    const proxy = await start({ privateNetwork: 'off', resolveName, connect: connectStandIn });
    const url = `http://rebind.test:${port}/empty`;
    expect((await fetchThroughProxy(proxy, url)).status).toBe(200);
    expect(asked).toEqual(['rebind.test']);
    expect(await fetchThroughProxy(proxy, url)).toMatchObject({ status: 403, reason: 'address' });
    const { head } = await openTunnelThrough(proxy, `rebind.test:${port}`);
    expect(head).toMatch(/^HTTP\/1\.1 403 /);
    expect(trapped).toBe(0);
  });

  it('is refused when one of several addresses is private', async () => {
    const { resolveName } = resolver([[PUBLIC, PRIVATE]]);
    const proxy = await start({ privateNetwork: 'off', resolveName, connect: connectStandIn });
    const answer = await fetchThroughProxy(proxy, `http://rebind.test:${port}/empty`);
    expect(answer).toMatchObject({ status: 403, reason: 'address' });
    expect(trapped).toBe(0);
  });

  it('would reach the trap if nothing were checked', async () => {
    const { resolveName } = resolver([[PRIVATE]]);
    const proxy = await start({ privateNetwork: 'all', resolveName, connect: connectStandIn });
    await fetchThroughProxy(proxy, `http://rebind.test:${port}/empty`);
    expect(trapped).toBe(1);
  });
});

describe('a host that misbehaves', () => {
  it('is told from one that is refused, until it is well again', async () => {
    const server = createHttpServer((_, answer) => answer.end('well'));
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const url = `http://127.0.0.1:${port}/`;
    const proxy = await start({ privateNetwork: 'all' });
    const answer = await fetchThroughProxy(proxy, url);
    expect(answer).toMatchObject({ status: 502, reason: 'unreachable' });
    expect(proxy.findFailure(url)).toBeInstanceOf(FetchFailed);
    const { head } = await openTunnelThrough(proxy, `127.0.0.1:${port}`);
    expect(head).toMatch(/^HTTP\/1\.1 502 /);
    await listen(server, { port });
    expect(await fetchThroughProxy(proxy, url)).toMatchObject({ status: 200, body: 'well' });
    expect(proxy.findFailure(url)).toBeUndefined();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each(['/huge-header', '/drop'])('gives 502 for %s', async (path) => {
    const proxy = await start();
    const answer = await fetchThroughProxy(proxy, site.origin + path);
    expect(answer).toMatchObject({ status: 502, reason: 'unreachable' });
  });

  it('cannot ask for the password of the proxy', async () => {
    site.pages.set('/407', { status: 407, headers: { 'proxy-authenticate': 'Basic' }, body: '' });
    const proxy = await start();
    const answer = await fetchThroughProxy(proxy, `${site.origin}/407`);
    expect(answer.status).toBe(502);
    expect(answer.message.headers).not.toHaveProperty('proxy-authenticate');
  });

  it('is given up when it falls silent', async () => {
    const proxy = await start({ limits: { idleMs: 150 } });
    expect((await fetchThroughProxy(proxy, `${site.origin}/hang`)).status).toBe(502);
    await expect(fetchThroughProxy(proxy, `${site.origin}/hang-in-body`)).rejects.toThrow();
    const { socket } = await openTunnelThrough(proxy, `127.0.0.1:${echo.port}`);
    expect(await readToEnd(socket)).toBe('');
  });
});

describe('a client that misbehaves', () => {
  it('is closed when it sends its request drop by drop', async () => {
    const proxy = await start({ limits: { headersMs: 200 } });
    const socket = await speakToProxy(proxy, `GET ${site.origin}/empty HTTP/1.1\r\n`);
    const timer = setInterval(() => socket.write('X-A: b\r\n'), 50);
    const answer = await readToEnd(socket);
    clearInterval(timer);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('is refused a header beyond all measure', async () => {
    const proxy = await start();
    const before = site.requests.length;
    const huge = `GET ${site.origin}/empty HTTP/1.1\r\nX-Huge: ${'h'.repeat(MEGABYTE)}\r\n\r\n`;
    expect(await readToEnd(await speakToProxy(proxy, huge))).toMatch(/^HTTP\/1\.1 431 /);
    expect(site.requests).toHaveLength(before);
  });

  it('is refused what is no HTTP', async () => {
    const proxy = await start();
    const socket = await speakToProxy(proxy, '\x05\x01\x00');
    socket.end();
    expect(await readToEnd(socket)).toMatch(/^HTTP\/1\.1 400 |^$/);
    expect((await fetchThroughProxy(proxy, `${site.origin}/empty`)).status).toBe(200);
  });

  it('cannot open more connections than it may', async () => {
    const proxy = await start({ limits: { connections: 2 } });
    const target = `127.0.0.1:${echo.port}`;
    const first = await openTunnelThrough(proxy, target);
    await openTunnelThrough(proxy, target);
    const before = echoed;
    const { head } = await openTunnelThrough(proxy, target);
    expect(head).toMatch(/^HTTP\/1\.1 403 .*\r\nX-Egress-Refusal: connections\r\n/s);
    expect(proxy.findFailure(`http://${target}`)).toBeInstanceOf(FetchFailed);
    expect(echoed).toBe(before);
    first.socket.destroy();
    const nextStatus = async () => (await openTunnelThrough(proxy, target)).head.slice(9, 12);
    await expect.poll(nextStatus).toBe('200');
  });

  it('is not listened to beyond twice as many', async () => {
    const proxy = await start({ limits: { connections: 2 } });
    for (let count = 0; count < 4; count += 1) await speakToProxy(proxy, 'GET ');
    const socket = await speakToProxy(proxy, `GET ${site.origin}/empty HTTP/1.1\r\n\r\n`);
    expect(await readToEnd(socket)).toBe('');
  });

  it('cannot take more bytes than the crawl may', async () => {
    const proxy = await start({ limits: { bytes: MEGABYTE } });
    await expect(fetchThroughProxy(proxy, `${site.origin}/endless`)).rejects.toThrow();
    const answer = await fetchThroughProxy(proxy, `${site.origin}/empty`);
    expect(answer).toMatchObject({ status: 403, reason: 'bytes' });
    expect(proxy.findFailure(site.origin)).toBeInstanceOf(FetchTooLarge);
  });
});

describe('closing', () => {
  it('ends tunnels, answers in mid-body, waiting requests and silent clients', async () => {
    const proxy = await start();
    const { socket: tunnel } = await openTunnelThrough(proxy, `127.0.0.1:${echo.port}`);
    const answer = await askProxy(proxy, `${site.origin}/trickle`);
    const waiting = fetchThroughProxy(proxy, `${site.origin}/hang`);
    const silent = await speakToProxy(proxy, 'GET ');
    const ends = [tunnel, silent].map(readToEnd);
    const cut = new Promise((resolve) => answer.resume().once('close', resolve));
    await proxy.close();
    await Promise.all([...ends, cut, expect(waiting).rejects.toThrow()]);
    await expect(askProxy(proxy, `${site.origin}/empty`)).rejects.toThrow('ECONNREFUSED');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await connectionsOf(echo.server)).toBe(0);
  });
});

function connectionsOf(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve, reject) =>
    server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
  );
}
