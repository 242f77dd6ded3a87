/** What a sample site answers to one request, and how it goes over the wire. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Chinese local time of the last change, `2026-11-03 21:14`; sent as Last-Modified. */
  readonly changedAt?: string;
}

export interface SampleRequest {
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The site's own origin, such as `http://127.0.0.1:4801`. */
  readonly origin: string;
}

export type SiteHandler = (request: SampleRequest) => Reply;

export function htmlReply(body: string, extra: Partial<Reply> = {}): Reply {
  return { status: 200, contentType: 'text/html; charset=utf-8', body, ...extra };
}

export function textReply(body: string, status = 200): Reply {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}

export function jsonReply(value: unknown, status = 200): Reply {
  return {
    status,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify(value),
  };
}

/** Sends a reply with ETag and Last-Modified; answers 304 to a conditional request that still holds. */
export function sendReply(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : reply.body;
  const etag = `"${createHash('sha1').update(body).digest('hex').slice(0, 16)}"`;
  response.setHeader('ETag', etag);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.changedAt !== undefined) {
    response.setHeader('Last-Modified', toInstant(reply.changedAt).toUTCString());
  }
  if (reply.status === 200 && isUnchanged(request, etag, reply.changedAt)) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(reply.status, {
    'Content-Type': reply.contentType,
    'Content-Length': String(body.length),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** If-None-Match goes first; If-Modified-Since counts only without it (RFC 9110 §13.2.2). */
function isUnchanged(request: IncomingMessage, etag: string, changedAt?: string): boolean {
  const known = request.headers['if-none-match'];
  if (known !== undefined) return known === etag;
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return changedAt !== undefined && toInstant(changedAt).getTime() <= since;
}

/** `2026-11-03 21:14` in China as an instant. */
export function toInstant(localTime: string): Date {
  return new Date(`${localTime.replace(' ', 'T')}:00+08:00`);
}
