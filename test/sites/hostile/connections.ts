/** Answers that do not come, stop, or are no HTTP. */
import { every, HTML, page, raw, type Behaviour } from './behaviour.js';

const OK = 'HTTP/1.1 200 OK\r\n';
const TYPE = 'content-type: text/html; charset=utf-8\r\n';

export const CONNECTIONS: readonly Behaviour[] = [
  { path: '/hang', ends: 'fetch-failed', answer: () => undefined },
  {
    path: '/hang-in-body',
    ends: 'fetch-failed',
    answer: (_, response) => response.writeHead(200, HTML).write('<html><body>half'),
  },
  { path: '/drop', ends: 'fetch-failed', answer: (request) => request.socket.destroy() },
  { path: '/reset', ends: 'fetch-failed', answer: ({ socket }) => socket.resetAndDestroy() },
  {
    path: '/reset-in-body',
    ends: 'fetch-failed',
    answer({ socket }, response) {
      response.writeHead(200, HTML).write('<html><body>half');
      setTimeout(() => socket.resetAndDestroy(), 20);
    },
  },
  {
    path: '/truncate',
    ends: 'fetch-failed',
    answer(_, response) {
      response.writeHead(200, { ...HTML, 'content-length': '100000' });
      response.write('<html><body>only this');
      setTimeout(() => response.destroy(), 10);
    },
  },
  {
    // More comes than was said: a browser takes what was said.
    path: '/overlong',
    ends: 'done',
    answer: raw(`${OK}${TYPE}content-length: 10\r\nconnection: close\r\n\r\n<h1>题</h1>`, 'and more'),
  },
  {
    path: '/two-lengths',
    ends: 'fetch-failed',
    answer: raw(`${OK}${TYPE}content-length: 5\r\ncontent-length: 500\r\n\r\n<p>ab`),
  },
  {
    path: '/trickle',
    ends: 'fetch-failed',
    answer(request, response) {
      response.writeHead(200, HTML);
      every(50, request, () => response.write('.'));
    },
  },
  {
    path: '/slow-head',
    ends: 'fetch-failed',
    answer(request) {
      request.socket.write(OK);
      every(50, request, () => request.socket.write(`x-${Date.now()}: 1\r\n`));
    },
  },
  {
    path: '/half-a-head',
    ends: 'fetch-failed',
    answer: raw('HTTP/1.1 200 O'),
  },
  { path: '/not-http', ends: 'fetch-failed', answer: raw('SSH-2.0-OpenSSH_9.2\r\n') },
  { path: '/no-head', ends: 'fetch-failed', answer: raw('<h1>HTTP/0.9</h1>') },
  { path: '/status-0', ends: 'fetch-failed', answer: raw('HTTP/1.1 0 x\r\n\r\n') },
  { path: '/status-99999', ends: 'fetch-failed', answer: raw('HTTP/1.1 99999 x\r\n\r\n') },
  {
    path: '/bad-chunks',
    ends: 'fetch-failed',
    answer: raw(`${OK}${TYPE}transfer-encoding: chunked\r\n\r\nzz\r\n<p>x</p>\r\n0\r\n\r\n`),
  },
  {
    path: '/huge-chunk',
    ends: 'fetch-failed',
    answer: raw(`${OK}${TYPE}transfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n<p>x`),
  },
  {
    path: '/upgrade',
    ends: 'fetch-failed',
    answer: raw('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'),
  },
  {
    path: '/early-hints',
    ends: 'fetch-failed',
    answer(request) {
      const hint = 'HTTP/1.1 103 Early Hints\r\nlink: </a.css>; rel=preload\r\n\r\n'.repeat(50);
      every(10, request, () => request.socket.write(hint));
    },
  },
  {
    path: '/continue',
    ends: 'fetch-failed',
    answer: raw('HTTP/1.1 100 Continue\r\n\r\n'.repeat(1_000)),
  },
  {
    // What comes after the answer must not be taken for the answer of the next request.
    path: '/smuggle',
    ends: 'done',
    answer: raw(
      `${OK}${TYPE}content-length: 32\r\n\r\n<h1>初中物理辅导</h1><p>x</p>`,
      `${OK}${TYPE}content-length: 4\r\n\r\nevil`,
    ),
  },
  { path: '/well', ends: 'done', answer: page('<h1>初中物理一对一辅导</h1><p>周末两小时，两人一班。</p>') },
];
