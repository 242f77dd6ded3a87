/** A loopback site on which everything goes wrong, one path a fault; and a few pages that are well. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { brotliCompressSync, constants, deflateRawSync, gzipSync } from 'node:zlib';

export interface MisbehavingSite {
  readonly origin: string;
  /** Every request so far, as `METHOD path`. */
  readonly requests: readonly string[];
  /** What `/robots.txt` answers; 404 unless set. */
  robots: { status: number; body: string };
  /** Further pages: path → what it answers. */
  readonly pages: Map<string, Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

type Fault = (request: IncomingMessage, response: ServerResponse) => void;

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const MEGABYTE = 1024 * 1024;

export async function startMisbehavingSite(): Promise<MisbehavingSite> {
  const requests: string[] = [];
  const pages = new Map<string, Answer>();
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    if (path === '/robots.txt') {
      response
        .writeHead(site.robots.status, { 'content-type': 'text/plain' })
        .end(site.robots.body);
      return;
    }
    const page = pages.get(request.url ?? '/') ?? pages.get(path);
    const fault = FAULTS[path];
    if (page !== undefined) {
      response.writeHead(page.status ?? 200, { ...HTML, ...page.headers }).end(page.body);
    } else if (fault !== undefined) fault(request, response);
    else response.writeHead(404, HTML).end('<title>404</title>');
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const site: MisbehavingSite = {
    origin: `http://127.0.0.1:${port}`,
    requests,
    robots: { status: 404, body: '' },
    pages,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return site;
}

const FAULTS: Readonly<Record<string, Fault>> = {
  '/hang': () => undefined,
  '/hang-in-body': (_, response) => {
    response.writeHead(200, HTML).write('<html><body>half');
  },
  '/drop': (request) => request.socket.destroy(),
  '/truncate': (_, response) => {
    response.writeHead(200, { ...HTML, 'content-length': '100000' });
    response.write('<html><body>only this');
    setTimeout(() => response.destroy(), 10);
  },
  '/truncated-gzip': (_, response) => {
    const whole = gzipSync(Buffer.from('<p>text</p>'.repeat(10_000)));
    response.writeHead(200, { ...HTML, 'content-encoding': 'gzip' });
    response.end(whole.subarray(0, whole.length >> 1));
  },
  '/loop': redirectTo('/loop'),
  '/loop-a': redirectTo('/loop-b'),
  '/loop-b': redirectTo('/loop-a'),
  '/to-metadata': redirectTo('http://169.254.169.254/latest/meta-data/'),
  '/to-file': redirectTo('file:///etc/passwd'),
  '/to-nowhere': redirectTo('http://['),
  '/cookie-gate': (request, response) => {
    if (request.headers.cookie?.includes('pass=1') === true) {
      response.writeHead(200, HTML).end('<h1>through the gate</h1>');
      return;
    }
    response.writeHead(302, { location: '/cookie-gate', 'set-cookie': 'pass=1; Path=/' }).end();
  },
  '/429': (_, response) => response.writeHead(429, { 'retry-after': '7' }).end(),
  '/429-silent': (_, response) => response.writeHead(429).end(),
  '/503-later': (_, response) => response.writeHead(503, { 'retry-after': '9' }).end(),
  '/500': (_, response) => response.writeHead(500, HTML).end('<h1>error</h1>'),
  '/403': (_, response) => response.writeHead(403, HTML).end('<h1>no</h1>'),
  '/410': (_, response) => response.writeHead(410, HTML).end('<h1>gone</h1>'),
  '/big': (_, response) => {
    response.writeHead(200, HTML);
    writeForever(response, Buffer.alloc(MEGABYTE, 'a'), 60);
  },
  '/endless': (_, response) => {
    response.writeHead(200, HTML);
    writeForever(response, Buffer.alloc(64 * 1024, 'b'), Infinity);
  },
  '/trickle': (_, response) => {
    response.writeHead(200, HTML);
    const timer = setInterval(() => response.write('.'), 50);
    response.on('close', () => clearInterval(timer));
  },
  '/gzip-bomb': (_, response) => {
    response.writeHead(200, { ...HTML, 'content-encoding': 'gzip' }).end(gzipBomb());
  },
  '/brotli-bomb': (_, response) => {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 3 };
    const bomb = brotliCompressSync(Buffer.alloc(64 * MEGABYTE), { params });
    response.writeHead(200, { ...HTML, 'content-encoding': 'br' }).end(bomb);
  },
  '/chained-bomb': (_, response) => {
    response
      .writeHead(200, { ...HTML, 'content-encoding': 'gzip, gzip' })
      .end(gzipSync(gzipBomb()));
  },
  '/raw-deflate': (_, response) => {
    response.writeHead(200, { ...HTML, 'content-encoding': 'deflate' });
    response.end(deflateRawSync(Buffer.from('<h1>raw deflate</h1>')));
  },
  '/unknown-encoding': (_, response) => {
    response.writeHead(200, { ...HTML, 'content-encoding': 'sdch' }).end('x');
  },
  '/huge-header': (_, response) => {
    response.writeHead(200, { ...HTML, 'x-huge': 'h'.repeat(MEGABYTE) }).end('x');
  },
  '/empty': (_, response) => response.writeHead(200, HTML).end(),
  '/nul': (_, response) =>
    response
      .writeHead(200, HTML)
      .end(`<h1>Title\0 of it</h1><p>${'some\0 text that is long enough '.repeat(5)}</p>`),
  '/pdf': (_, response) =>
    response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-1.7'),
};

function redirectTo(location: string): Fault {
  return (_, response) => response.writeHead(302, { location }).end();
}

function gzipBomb(): Buffer {
  return gzipSync(Buffer.alloc(64 * MEGABYTE));
}

function writeForever(response: ServerResponse, chunk: Buffer, times: number): void {
  let left = times;
  const next = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(chunk)) {
        response.once('drain', next);
        return;
      }
    }
    if (!response.destroyed) response.end();
  };
  next();
}
