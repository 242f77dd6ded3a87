/** What a hostile address does, and what a crawl must make of it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IssueKind } from '../../../domain/run.js';

export type Fault = (request: IncomingMessage, response: ServerResponse) => void;

export interface Behaviour {
  readonly path: string;
  readonly answer: Fault;
  /** How a visit ends for whoever comes as to a posting's page: taken, or given up with an issue of this kind. */
  readonly ends: 'done' | IssueKind;
}

export const HTML = { 'content-type': 'text/html; charset=utf-8' };
export const MEGABYTE = 1024 * 1024;
/** Long enough for a page that is taken as a posting. */
export const PROSE = '周末两小时，两人一班，老师上门，按次结算，名额有限，可先试听一次再定。'.repeat(3);

/** A page of a posting, as an honest site has it. */
export function postingPage(title: string, text = PROSE): string {
  return `<!doctype html><title>${title}</title><h1>${title}</h1><div class="content"><p>${text}</p></div>`;
}

/** A list of postings; `next` stands below as 下一页. */
export function listOf(paths: readonly string[], next?: string): string {
  const items = paths.map(
    (path, at) =>
      `<li class="item"><h3><a href="${path}">初中物理一对一辅导第${at}班</a></h3><p>周末两小时，两人一班，可先试听</p></li>`,
  );
  const link = next === undefined ? '' : `<a href="${next}">下一页</a>`;
  return `<!doctype html><title>辅导信息</title><ul>${items.join('')}</ul><div class="pager">${link}</div>`;
}

/** An answer with this body, and nothing wrong with it. */
export function page(
  body: string | Buffer,
  { status = 200, ...headers }: { readonly status?: number } & Record<string, string | number> = {},
): Fault {
  return (_, response) => response.writeHead(status, { ...HTML, ...headers }).end(body);
}

export function redirectTo(address: string, status = 302): Fault {
  // Node takes bytes beyond ASCII as characters of Latin-1 only.
  const location = Buffer.from(address).toString('latin1');
  return (_, response) => response.writeHead(status, { location }).end();
}

/** Bytes as they are, past Node's own idea of HTTP; the connection ends after them. */
export function raw(...chunks: readonly (string | Buffer)[]): Fault {
  return ({ socket }) => {
    for (const chunk of chunks) socket.write(chunk);
    socket.end();
  };
}

/** Writes until the other side has had enough, or `times` is over. */
export function writeForever(response: ServerResponse, chunk: Buffer, times = Infinity): void {
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

/** Calls `work` again and again until the connection ends. */
export function every(
  ms: number,
  { socket }: Pick<IncomingMessage, 'socket'>,
  work: () => void,
): void {
  const timer = setInterval(() => {
    if (!socket.destroyed) work();
  }, ms);
  socket.once('close', () => clearInterval(timer));
}
