/** CONNECT: a tunnel to one checked address, for https and for WebSockets. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { refuse, statusOf, type EgressRefusal } from './egress-refusal.js';
import { parseConnectTarget } from './egress-target.js';
import type { EgressGate } from './open-gate.js';

/** @param head what the client sent behind its request */
export async function openTunnel(
  question: IncomingMessage,
  client: Socket,
  {
    head,
    gate,
    idleMs,
  }: { readonly head: Buffer; readonly gate: EgressGate; readonly idleMs: number },
): Promise<void> {
  client.setTimeout(idleMs, () => client.destroy());
  const url = parseConnectTarget(question.url ?? '');
  if (url === undefined) {
    return answerRefusal(client, refuse('malformed', 'CONNECT takes host:port'));
  }
  const passage = await gate.pass(url);
  if ('refusal' in passage) return answerRefusal(client, passage.refusal);
  const { socket } = passage;
  if (client.destroyed) return void socket.destroy();
  client.on('close', () => socket.destroy());
  // What has arrived is still written out.
  socket.on('close', () => client.destroySoon());
  client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  if (head.length > 0) {
    gate.spend(head.length);
    socket.write(head);
  }
  for (const [from, to] of [
    [client, socket],
    [socket, client],
  ] as const) {
    from.on('data', (chunk: Buffer) => gate.spend(chunk.length));
    from.pipe(to);
  }
}

function answerRefusal(client: Socket, refusal: EgressRefusal): void {
  const status = { 400: '400 Bad Request', 403: '403 Forbidden', 502: '502 Bad Gateway' };
  endTunnel(client, status[statusOf(refusal)], `X-Egress-Refusal: ${refusal.reason}`);
}

/** Answers CONNECT with something else than a tunnel. */
export function endTunnel(client: Socket, status: string, header: string): void {
  // A socket that nobody reads does not notice that the other side has gone.
  client.resume();
  client.end(`HTTP/1.1 ${status}\r\n${header}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
}
