/** The one door to the network for a browser crawl: each connection is checked, counted and bounded here. */
import { connect as netConnect, type Socket, type TcpNetConnectOpts } from 'node:net';
import { FetchForbidden } from '../../domain/errors.js';
import {
  bareHostname,
  checkUrl,
  guardedLookup,
  isHostOpened,
  type PrivateNetwork,
  type ResolveName,
} from '../fetch/address-guard.js';
import { isWebPort, portOf } from '../fetch/web-ports.js';
import { hostKey } from '../../domain/url-key.js';
import { checkedAddress } from './checked-address.js';
import { connectThrough } from './connect-through.js';
import { createHostPace } from './host-pace.js';
import { refuse, type EgressRefusal } from './egress-refusal.js';

export interface EgressLimits {
  /** Open at once, to all hosts together. */
  readonly connections: number;
  /** Of the whole crawl, both directions, the headers of plain HTTP not counted. */
  readonly bytes: number;
  readonly connectMs: number;
  /** Open at once to one host. */
  readonly hostConnections: number;
  /** Connections and requests to one host in a second, after a first burst of twice as many. */
  readonly hostRate: number;
  /** A connection on which nothing moves for this long is closed. */
  readonly idleMs: number;
  /** For a client to send the whole head of its request. */
  readonly headersMs: number;
  /** Of the head of a request or an answer. */
  readonly headerBytes: number;
}

export interface GateOptions {
  readonly privateNetwork: PrivateNetwork;
  readonly limits: EgressLimits;
  /** Told of each refusal. */
  readonly onRefusal: (url: URL, refusal: EgressRefusal) => void;
  /** Told of each connection that came about, with the address that answered. */
  readonly onConnection?: ((url: URL, address: string) => void) | undefined;
  /** A proxy through which everything goes, with its credential; none unless said. */
  readonly upstream?: URL | undefined;
  /** `dns.lookup` and `net.connect`, unless a test stands in for the network. */
  readonly resolveName?: ResolveName | undefined;
  readonly connect?: ((options: TcpNetConnectOpts) => Socket) | undefined;
}

export type Passage = { readonly socket: Socket } | { readonly refusal: EgressRefusal };

export interface EgressGate {
  /**
   * Connects to the host of a URL: its name is resolved once, refused if any of its addresses is
   * not public, and the socket goes to an address that was checked. Never rejects.
   */
  pass(url: URL): Promise<Passage>;
  /** Resolves when the host of a URL may be asked once more, which then counts; at the latest after `connectMs`. */
  takeTurn(url: URL): Promise<void>;
  /** Notes that a host that was let pass could not be talked to after all. */
  fail(url: URL, message: string): EgressRefusal;
  /** Counts bytes; beyond the limit everything is closed. */
  spend(bytes: number): void;
  /** How the last connection to the host of a URL failed; undefined once one has succeeded. */
  findFailure(url: string): EgressRefusal | undefined;
  close(): void;
}

/** Hosts whose failure is remembered; a page may name any number of them. */
const MAX_FAILURES = 1_000;

export function openGate(options: GateOptions): EgressGate {
  const { privateNetwork, limits, connect = netConnect } = options;
  const sockets = new Set<Socket>();
  const failures = new Map<string, EgressRefusal>();
  const pace = createHostPace(limits);
  let spent = 0;
  let isClosed = false;

  function note(url: URL, refusal: EgressRefusal): EgressRefusal {
    failures.delete(keyOf(url));
    failures.set(keyOf(url), refusal);
    const [oldest] = failures.keys();
    if (failures.size > MAX_FAILURES && oldest !== undefined) failures.delete(oldest);
    options.onRefusal(url, refusal);
    return refusal;
  }

  function findRefusal(url: URL): EgressRefusal | undefined {
    if (!isWebPort(portOf(url))) return refuse('port', `port ${portOf(url)} serves no web pages`);
    try {
      checkUrl(url, privateNetwork);
    } catch (error) {
      return refusalOf(error);
    }
    if (spent >= limits.bytes) return refuse('bytes', bytesMessage(limits));
    if (isClosed || sockets.size >= limits.connections) {
      return refuse('connections', `more than ${limits.connections} connections at once`);
    }
    return undefined;
  }

  function keep(socket: Socket, leave: () => void): void {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      leave();
    });
    socket.setTimeout(limits.idleMs, () => socket.destroy());
  }

  async function pass(url: URL): Promise<Passage> {
    const refusal = findRefusal(url);
    if (refusal !== undefined) return { refusal: note(url, refusal) };
    const isOpened = isHostOpened(url, privateNetwork);
    const leave = await pace.enter(hostKey(url.href));
    if (leave === undefined || isClosed) {
      leave?.();
      return { refusal: note(url, refuse('connections', `too many connections to ${url.host}`)) };
    }
    let socket: Socket | undefined;
    try {
      let address: string | undefined;
      if (options.upstream === undefined) {
        socket = connect({
          host: bareHostname(url),
          port: portOf(url),
          lookup: guardedLookup(() => isOpened, options.resolveName),
          noDelay: true,
        });
        keep(socket, leave);
        await connected(socket, limits.connectMs);
      } else {
        address = await checkedAddress(url, isOpened, options.resolveName);
        const target = { address, port: portOf(url) };
        socket = await connectThrough(options.upstream, target, limits.connectMs);
        keep(socket, leave);
        // The crawl may have ended in the meantime.
        if (isClosed) socket.destroy();
      }
      options.onConnection?.(url, address ?? socket.remoteAddress ?? '');
    } catch (error) {
      if (socket === undefined) leave();
      socket?.destroy();
      return { refusal: note(url, refusalOf(error)) };
    }
    failures.delete(keyOf(url));
    return { socket };
  }

  return {
    pass,
    takeTurn: (url) => pace.takeTurn(hostKey(url.href)),
    fail: (url, message) => note(url, refuse('unreachable', message)),
    spend(bytes) {
      spent += bytes;
      if (spent < limits.bytes) return;
      for (const socket of sockets) socket.destroy();
    },
    findFailure: (url) => (URL.canParse(url) ? failures.get(keyOf(new URL(url))) : undefined),
    close() {
      isClosed = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

function connected(socket: Socket, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`no connection within ${timeoutMs} ms`)),
      timeoutMs,
    );
    // Stays: a socket that breaks later is seen by its 'close', and must not end the process.
    socket.on('error', reject);
    socket.once('connect', resolve);
    socket.once('close', () => {
      clearTimeout(timer);
      reject(new Error('the connection was closed'));
    });
    socket.once('connect', () => clearTimeout(timer));
  });
}

function refusalOf(error: unknown): EgressRefusal {
  if (error instanceof FetchForbidden) return refuse('address', error.message);
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  const message = error instanceof Error ? error.message : String(error);
  return refuse('unreachable', `${message || 'the connection failed'}${code}`);
}

function bytesMessage({ bytes }: EgressLimits): string {
  return `the browser pages of this crawl took more than ${bytes} bytes`;
}

function keyOf(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}
