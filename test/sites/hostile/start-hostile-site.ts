/** A loopback site on which everything goes wrong, one path a fault; and a few pages that are well. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { HTML, type Fault } from './behaviour.js';
import { BEHAVIOURS } from './behaviours.js';
import { SCRIPTS } from './scripts.js';
import { TRAPS } from './traps.js';

export interface HostileSite {
  readonly origin: string;
  /** Every request so far, as `METHOD path`. */
  readonly requests: readonly string[];
  readonly log: readonly HostileRequest[];
  /** What `/robots.txt` answers; 404 unless set. */
  robots: { status: number; body: string };
  /** Further pages: path → what it answers. */
  readonly pages: Map<string, Answer>;
  /** Opens the site at one more port, which is a host of its own. @returns its origin */
  openHost(options?: { readonly robots?: Fault }): Promise<string>;
  close(): Promise<void>;
}

export interface HostileRequest {
  readonly origin: string;
  /** Path and query. */
  readonly url: string;
  /** In milliseconds, by a clock that nobody sets. */
  readonly at: number;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const faults = new Map<string, Fault>([
  ...[...BEHAVIOURS, ...SCRIPTS].map(({ path, answer }) => [path, answer] as const),
  ...TRAPS.map(({ path, answer }) => [path, answer] as const),
]);

export async function startHostileSite(): Promise<HostileSite> {
  const requests: string[] = [];
  const log: HostileRequest[] = [];
  const pages = new Map<string, Answer>();
  const sockets = new Set<Socket>();
  const servers: Server[] = [];

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? '/';
    const path = url.split('?', 1)[0] ?? '/';
    const page = pages.get(url) ?? pages.get(path);
    if (page !== undefined) {
      response.writeHead(page.status ?? 200, { ...HTML, ...page.headers }).end(page.body);
      return;
    }
    const below = TRAPS.find((trap) => url !== trap.path && url.startsWith(trap.path))?.below;
    const fault = below ?? faults.get(path) ?? familyOf(path);
    if (fault !== undefined) fault(request, response);
    else response.writeHead(404, HTML).end('<title>404</title>');
  }

  async function openHost({ robots }: { readonly robots?: Fault } = {}): Promise<string> {
    const server = createServer((request, response) => {
      const url = request.url ?? '/';
      requests.push(`${request.method ?? ''} ${url}`);
      log.push({ origin, url, at: performance.now() });
      if (url !== '/robots.txt') answer(request, response);
      else if (robots !== undefined) robots(request, response);
      else {
        const { status, body } = site.robots;
        response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
      }
    });
    servers.push(server);
    server.on('connection', (socket) => {
      sockets.add(socket);
      // Some of them are broken on purpose.
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A listening TCP server has an address with a port.
    const { port } = server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    return origin;
  }

  const site: HostileSite = {
    ...{ requests, log, pages, openHost },
    robots: { status: 404, body: '' },
    origin: await openHost(),
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
    },
  };
  return site;
}

/** Some faults answer whatever stands below their path. */
function familyOf(path: string): Fault | undefined {
  return path.startsWith('/grow/') ? faults.get('/grow') : undefined;
}
