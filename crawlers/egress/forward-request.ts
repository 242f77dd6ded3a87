/** A plain HTTP request in absolute form, brought to its host and answered, streamed both ways. */
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { endToEndHeaders } from './end-to-end-headers.js';
import { refuse, statusOf, type EgressRefusal } from './egress-refusal.js';
import { parseAbsoluteTarget } from './egress-target.js';
import type { EgressGate } from './open-gate.js';

/**
 * Each request has a connection of its own: a connection that is kept for the next one may be closed
 * by its host just then, and a proxy cannot know whether such a request may be repeated.
 */
export async function forwardRequest(
  question: IncomingMessage,
  answer: ServerResponse,
  { gate, headerBytes }: { readonly gate: EgressGate; readonly headerBytes: number },
): Promise<void> {
  const url = parseAbsoluteTarget(question.url ?? '');
  if (url === undefined) {
    return answerRefusal(answer, refuse('malformed', 'only absolute http addresses are forwarded'));
  }
  const passage = await gate.pass(url);
  if ('refusal' in passage) return answerRefusal(answer, passage.refusal);
  const { socket } = passage;
  answer.once('close', () => socket.destroy());
  if (answer.destroyed) return void socket.destroy();
  const upstream = request({
    createConnection: () => socket,
    method: question.method,
    path: url.pathname + url.search,
    headers: questionHeaders(question, url),
    maxHeaderSize: headerBytes,
  });
  upstream.on('error', (error) => {
    if (answer.headersSent) answer.destroy();
    else answerRefusal(answer, gate.fail(url, error.message));
  });
  upstream.on('response', (received) => {
    received.on('data', (chunk: Buffer) => gate.spend(chunk.length));
    // It would be taken for ours, and make the browser show our password.
    if (received.statusCode === 407) {
      socket.destroy();
      return answerRefusal(answer, gate.fail(url, 'the host asks like a proxy for a password'));
    }
    answer.sendDate = false;
    answer.writeHead(
      received.statusCode ?? 502,
      received.statusMessage,
      endToEndHeaders(received.rawHeaders),
    );
    // An answer that is cut off upstream must look cut off to the browser: `pipeline` destroys both.
    pipeline(received, answer, () => undefined);
  });
  question.on('data', (chunk: Buffer) => gate.spend(chunk.length));
  question.pipe(upstream);
}

function questionHeaders(question: IncomingMessage, url: URL): string[] {
  const passed = endToEndHeaders(question.rawHeaders);
  const headers = ['Host', url.host];
  for (let at = 0; at + 1 < passed.length; at += 2) {
    const [name = '', value = ''] = passed.slice(at, at + 2);
    if (name.toLowerCase() !== 'host') headers.push(name, value);
  }
  if (question.headers['transfer-encoding'] !== undefined) {
    headers.push('Transfer-Encoding', 'chunked');
  }
  headers.push('Connection', 'close');
  return headers;
}

function answerRefusal(answer: ServerResponse, refusal: EgressRefusal): void {
  answer.writeHead(statusOf(refusal), {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-egress-refusal': refusal.reason,
  });
  answer.end(`${refusal.reason}: ${refusal.error.message}\n`);
}
