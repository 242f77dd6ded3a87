/**
 * The way out for a browser: an HTTP proxy on loopback that connects to public addresses only.
 * Whatever a page makes the browser ask for (redirects, frames, workers, WebSockets) comes through
 * here, and what is checked is the address that is connected to.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { PrivateNetwork } from '../fetch/address-guard.js';
import { forwardRequest } from './forward-request.js';
import { openGate, type EgressLimits, type GateOptions } from './open-gate.js';
import { endTunnel, openTunnel } from './open-tunnel.js';

export const DEFAULT_EGRESS_LIMITS: EgressLimits = {
  connections: 256,
  bytes: 16 * 1024 ** 3,
  connectMs: 10_000,
  hostConnections: 16,
  hostRate: 20,
  idleMs: 60_000,
  headersMs: 10_000,
  headerBytes: 64 * 1024,
};

export interface EgressProxyOptions extends Pick<
  GateOptions,
  'resolveName' | 'connect' | 'onConnection' | 'upstream'
> {
  readonly privateNetwork: PrivateNetwork;
  readonly limits?: Partial<EgressLimits>;
  readonly log?: { debug(fields: object, message: string): void } | undefined;
}

export interface EgressProxy {
  /** `http://127.0.0.1:port`, without the credential. */
  readonly url: string;
  readonly username: string;
  /** Random; without it every request is answered with 407. */
  readonly password: string;
  /** Waits until the host of a URL may be asked: for requests inside of tunnels, which the proxy does not see. */
  takeTurn(url: string): Promise<void>;
  /** What follows for a page at this URL from the last connection to its host; undefined when that went well. */
  findFailure(url: string): Error | undefined;
  /** Ends every connection; resolves when none is left. */
  close(): Promise<void>;
}

const CHALLENGE = 'Basic realm="mingcha-egress"';

/** Starts a proxy for one crawl. */
export async function startEgressProxy(options: EgressProxyOptions): Promise<EgressProxy> {
  const limits = { ...DEFAULT_EGRESS_LIMITS, ...options.limits };
  const gate = openGate({
    ...options,
    limits,
    onRefusal(url, { reason, error }) {
      const fields = { host: url.host, reason, message: error.message };
      options.log?.debug(fields, 'a request of a browser page was not let out');
    },
  });
  const username = 'crawl';
  const password = randomBytes(32).toString('hex');
  const isAllowed = createCredentialCheck(`${username}:${password}`);
  const clients = new Set<Socket>();

  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
    },
    (question, answer) => {
      if (isAllowed(question)) {
        // A broken message of either side must not end the process.
        forwardRequest(question, answer, { gate, headerBytes: limits.headerBytes }).catch(() =>
          answer.destroy(),
        );
        return;
      }
      answer.writeHead(407, { 'proxy-authenticate': CHALLENGE }).end();
    },
  );
  // Beyond the limit the gate refuses by name; beyond this nobody is listened to.
  server.maxConnections = limits.connections * 2;
  server.on('connection', (client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client));
    client.on('error', () => client.destroy());
  });
  server.on('connect', (question: IncomingMessage, client: Socket, head: Buffer) => {
    if (isAllowed(question)) {
      openTunnel(question, client, { head, gate, idleMs: limits.idleMs }).catch(() =>
        client.destroy(),
      );
      return;
    }
    client.setTimeout(limits.idleMs, () => client.destroy());
    endTunnel(client, '407 Proxy Authentication Required', `Proxy-Authenticate: ${CHALLENGE}`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    username,
    password,
    takeTurn: (url) => gate.takeTurn(new URL(url)),
    findFailure: (url) => gate.findFailure(url)?.error,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      gate.close();
      for (const client of clients) client.destroy();
      await closed;
    },
  };
}

function createCredentialCheck(credential: string): (question: IncomingMessage) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(`Basic ${Buffer.from(credential).toString('base64')}`);
  return ({ headers }) => timingSafeEqual(digest(headers['proxy-authorization'] ?? ''), expected);
}
