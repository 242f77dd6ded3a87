/** What a browser says to its proxy, said by hand: absolute-form requests, CONNECT, and broken ones. */
import { request, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { EgressProxy } from '../../crawlers/egress/start-egress-proxy.js';

export interface ProxyAnswer {
  readonly status: number;
  readonly reason: string | undefined;
  readonly message: IncomingMessage;
  readonly body: string;
}

/** The value of Proxy-Authorization that a proxy takes. */
export function credentialOf({ username, password }: EgressProxy): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** Starts a request for `url`, which is sent as it stands; resolves with the head of the answer. */
export function askProxy(
  proxy: EgressProxy,
  url: string,
  { body, ...options }: RequestOptions & { readonly body?: string } = {},
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(proxy.url);
  return new Promise((resolve, reject) => {
    const question = request({
      ...{ hostname, port, path: url, agent: false },
      ...options,
      headers: { 'proxy-authorization': credentialOf(proxy), ...options.headers },
    });
    question.on('response', resolve).on('error', reject).end(body);
  });
}

/** @throws when the answer is cut off */
export async function fetchThroughProxy(
  ...args: Parameters<typeof askProxy>
): Promise<ProxyAnswer> {
  const message = await askProxy(...args);
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return {
    status: message.statusCode ?? 0,
    reason: message.headers['x-egress-refusal'] as string | undefined,
    message,
    body: Buffer.concat(chunks).toString('latin1'),
  };
}

/** A connection to the proxy on which `text` has been sent. */
export async function speakToProxy(proxy: EgressProxy, text: string): Promise<Socket> {
  const { hostname, port } = new URL(proxy.url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(text);
  return socket;
}

/** Asks for a tunnel; `head` is the answer up to its empty line. */
export async function openTunnelThrough(
  proxy: EgressProxy,
  authority: string,
  credential = credentialOf(proxy),
): Promise<{ readonly socket: Socket; readonly head: string }> {
  const socket = await speakToProxy(
    proxy,
    `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\nProxy-Authorization: ${credential}\r\n\r\n`,
  );
  const head = await new Promise<string>((resolve) => {
    socket.once('data', (chunk) => resolve(chunk.toString('latin1')));
    for (const event of ['end', 'close'] as const) socket.once(event, () => resolve(''));
  });
  return { socket, head };
}

/** Resolves with everything that arrives until the other side ends. */
export function readToEnd(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    if (socket.destroyed) resolve(text);
    for (const event of ['end', 'close'] as const) socket.once(event, () => resolve(text));
  });
}
