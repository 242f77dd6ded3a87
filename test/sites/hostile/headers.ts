/** Headers without measure, and headers that come back to bite. */
import { HTML, MEGABYTE, page, postingPage, raw, type Behaviour } from './behaviour.js';

const POSTING = postingPage('初中英语一对一辅导');
const OK = 'HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nconnection: close\r\n';

export const HEADERS: readonly Behaviour[] = [
  { path: '/huge-header', ends: 'fetch-failed', answer: page('x', { 'x-huge': 'h'.repeat(MEGABYTE) }) },
  {
    path: '/header-flood',
    ends: 'fetch-failed',
    answer: raw(OK, Array.from({ length: 20_000 }, (_, at) => `x-${at}: 1\r\n`).join(''), '\r\n', POSTING),
  },
  { path: '/header-nul', ends: 'fetch-failed', answer: raw(`${OK}x-nul: a\0b\r\n\r\n`, POSTING) },
  { path: '/header-no-colon', ends: 'fetch-failed', answer: raw(`${OK}nothing\r\n\r\n`, POSTING) },
  {
    path: '/header-bytes',
    ends: 'done',
    answer: raw(
      Buffer.concat([
        Buffer.from(`${OK}etag: "`),
        Buffer.from([0xb1, 0xb1, 0xbe, 0xa9, 0xff]),
        Buffer.from('"\r\nlast-modified: 北京时间\r\nx-\x7f: 1\r\n\r\n'.replace('x-\x7f: 1\r\n', '')),
        Buffer.from(POSTING),
      ]),
    ),
  },
  {
    path: '/cookie-flood',
    ends: 'done',
    answer(request, response) {
      if (request.headers.cookie !== undefined) {
        response.writeHead(200, HTML).end(POSTING);
        return;
      }
      const cookies = Array.from({ length: 400 }, (_, at) => `c${at}=${'v'.repeat(100)}; Path=/`);
      response.writeHead(302, { location: '/cookie-flood', 'set-cookie': cookies }).end();
    },
  },
  {
    // Sites of ours do set cookies with raw Chinese in them, and ask for them back.
    path: '/cookie-bytes',
    ends: 'done',
    answer(request, response) {
      if (request.headers.cookie?.includes('city=') === true) {
        response.writeHead(200, HTML).end(POSTING);
        return;
      }
      const cookie = Buffer.from('city=北京; Path=/').toString('latin1');
      response.writeHead(302, { location: '/cookie-bytes', 'set-cookie': cookie }).end();
    },
  },
  { path: '/no-type', ends: 'done', answer: raw('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n', POSTING) },
  { path: '/odd-type', ends: 'done', answer: page(POSTING, { 'content-type': 'text/html;;charset="' }) },
  { path: '/wrong-type', ends: 'extract-failed', answer: page(POSTING, { 'content-type': 'image/png' }) },
];
