/** A connection through a proxy that the operator has set: HTTP CONNECT (RFC 9110) or SOCKS5 (RFC 1928, 1929). */
import { connect as netConnect, isIPv4, isIPv6, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { FetchFailed } from '../../domain/errors.js';

export interface ProxyTarget {
  /** An IP address, checked by the caller: the proxy gets no name to resolve. */
  readonly address: string;
  readonly port: number;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'socks5:': 1080,
};
const MAX_HEAD = 16 * 1024;
const SOCKS_ERRORS = ['', 'general failure', 'not allowed', 'network unreachable'];

/**
 * @param proxy `http:`, `https:` or `socks5:`, with its credential
 * @throws FetchFailed, which never names the proxy's credential
 */
export async function connectThrough(
  proxy: URL,
  target: ProxyTarget,
  timeoutMs: number,
): Promise<Socket> {
  const host = proxy.hostname.replace(/^\[|\]$/g, '');
  const port = Number(proxy.port) || (DEFAULT_PORTS[proxy.protocol] ?? 80);
  const isTls = proxy.protocol === 'https:';
  const socket = isTls
    ? tlsConnect({ host, port, servername: isIPv4(host) || isIPv6(host) ? '' : host })
    : netConnect({ host, port });
  const timer = setTimeout(
    () => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)),
    timeoutMs,
  );
  try {
    await happens(socket, isTls ? 'secureConnect' : 'connect');
    if (proxy.protocol === 'socks5:') await greetSocks(socket, proxy, target);
    else await askConnect(socket, proxy, target);
    socket.setNoDelay(true);
    return socket;
  } catch (error) {
    socket.destroy();
    const reason = error instanceof Error ? error.message : String(error);
    throw new FetchFailed(`the outgoing proxy ${proxy.host}: ${reason}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function askConnect(socket: Socket, proxy: URL, target: ProxyTarget): Promise<void> {
  const { address, port } = target;
  const authority = isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
  const { username, password } = credentialOf(proxy);
  const credential = Buffer.from(`${username}:${password}`).toString('base64');
  const authorization = username === '' ? '' : `Proxy-Authorization: Basic ${credential}\r\n`;
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${authorization}\r\n`);
  const head = await readHead(socket, (bytes) => {
    const end = bytes.indexOf('\r\n\r\n');
    return end === -1 ? undefined : end + 4;
  });
  const status = /^HTTP\/1\.\d (\d{3})/.exec(head.toString('latin1'))?.[1];
  if (status?.startsWith('2') !== true)
    throw new Error(`answers ${status ?? 'no HTTP'} to CONNECT`);
}

async function greetSocks(socket: Socket, proxy: URL, { address, port }: ProxyTarget) {
  const { username, password } = credentialOf(proxy);
  const method = username === '' ? 0 : 2;
  socket.write(Buffer.from([5, 1, method]));
  const [, chosen] = await readHead(socket, ofLength(2));
  if (chosen !== method) throw new Error('takes no such way to log in');
  if (method === 2) {
    const [user, secret] = [Buffer.from(username), Buffer.from(password)];
    socket.write(
      Buffer.concat([Buffer.from([1, user.length]), user, Buffer.from([secret.length]), secret]),
    );
    const [, denied] = await readHead(socket, ofLength(2));
    if (denied !== 0) throw new Error('refuses the credential');
  }
  const portBytes = Buffer.from([port >> 8, port & 0xff]);
  const place = addressBytes(address);
  const kind = place.length === 4 ? 1 : 4;
  socket.write(Buffer.concat([Buffer.from([5, 1, 0, kind]), place, portBytes]));
  const answer = await readHead(socket, (bytes) => {
    if (bytes.length < 5) return undefined;
    const length = { 1: 4, 3: 1 + (bytes[4] ?? 0), 4: 16 }[bytes[3] ?? 0] ?? 4;
    return bytes.length < 6 + length ? undefined : 6 + length;
  });
  const code = answer[1] ?? 1;
  if (code !== 0) throw new Error(SOCKS_ERRORS[code] ?? `answers ${code}`);
}

function credentialOf({ username, password }: URL) {
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}

function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  // A URL writes every form of an IPv6 address in the same way: groups in hex, one run of zeros cut.
  const [before = '', after] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const [head, tail] = [groups(before), groups(after ?? '')];
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return Buffer.from(
    [...head, ...zeros, ...tail].map((group) => group.padStart(4, '0')).join(''),
    'hex',
  );
}

const ofLength = (length: number) => (bytes: Buffer) =>
  bytes.length < length ? undefined : length;

/** Reads to where `endOf` says; what came behind it stays in the socket. */
function readHead(socket: Socket, endOf: (bytes: Buffer) => number | undefined): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    const finish = (error?: Error): void => {
      socket.off('readable', read).off('error', finish).off('close', onClose).off('end', onClose);
      if (error !== undefined) reject(error);
    };
    const onClose = (): void => finish(new Error('closed the connection'));
    const read = (): void => {
      for (let chunk = next(); chunk !== null; chunk = next()) {
        bytes = Buffer.concat([bytes, chunk]);
        const end = endOf(bytes);
        if (end !== undefined) {
          finish();
          if (bytes.length > end) socket.unshift(bytes.subarray(end));
          resolve(bytes.subarray(0, end));
          return;
        }
        if (bytes.length > MAX_HEAD) return finish(new Error('answers without an end'));
      }
    };
    // Without an encoding a socket gives bytes.
    const next = () => socket.read() as Buffer | null;
    socket.on('readable', read).on('error', finish).on('close', onClose).on('end', onClose);
    read();
  });
}

function happens(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    // Stays: a socket that breaks later must not end the process.
    socket.on('error', reject);
    socket.once(event, () => resolve());
    socket.once('close', () => reject(new Error('closed the connection')));
  });
}
