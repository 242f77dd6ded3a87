/** Answers that are a status, and the forms in which hosts say "later". */
import { page, postingPage, raw, type Behaviour } from './behaviour.js';

const SORRY = '<h1>sorry</h1>';
const later = (status: number, value: string): Behaviour['answer'] =>
  page('', { status, 'retry-after': value });

export const STATUSES: readonly Behaviour[] = [
  { path: '/429', ends: 'fetch-failed', answer: later(429, '1') },
  { path: '/429-silent', ends: 'fetch-failed', answer: page('', { status: 429 }) },
  { path: '/429-zero', ends: 'fetch-failed', answer: later(429, '0') },
  { path: '/429-negative', ends: 'fetch-failed', answer: later(429, '-30') },
  { path: '/429-words', ends: 'fetch-failed', answer: later(429, 'after lunch') },
  { path: '/429-past', ends: 'fetch-failed', answer: later(429, 'Wed, 21 Oct 2015 07:28:00 GMT') },
  { path: '/429-fraction', ends: 'fetch-failed', answer: later(429, '0.5') },
  { path: '/503-later', ends: 'fetch-failed', answer: later(503, '1') },
  { path: '/503-silent', ends: 'fetch-failed', answer: page(SORRY, { status: 503 }) },
  { path: '/500', ends: 'fetch-failed', answer: page('<h1>error</h1>', { status: 500 }) },
  { path: '/502', ends: 'fetch-failed', answer: page(SORRY, { status: 502 }) },
  { path: '/408', ends: 'fetch-failed', answer: page(SORRY, { status: 408 }) },
  { path: '/401', ends: 'refused', answer: page(SORRY, { status: 401 }) },
  { path: '/403', ends: 'refused', answer: page('<h1>no</h1>', { status: 403 }) },
  { path: '/418', ends: 'refused', answer: page(SORRY, { status: 418 }) },
  { path: '/451', ends: 'refused', answer: page(SORRY, { status: 451 }) },
  { path: '/999', ends: 'fetch-failed', answer: raw('HTTP/1.1 999 Denied\r\ncontent-length: 0\r\n\r\n') },
  { path: '/404', ends: 'not-found', answer: page(SORRY, { status: 404 }) },
  { path: '/410', ends: 'not-found', answer: page('<h1>gone</h1>', { status: 410 }) },
  { path: '/204', ends: 'done', answer: (_, response) => response.writeHead(204).end() },
  { path: '/206', ends: 'done', answer: page(postingPage('高中物理一对一辅导'), { status: 206 }) },
  // Nobody asked whether it has changed.
  { path: '/304', ends: 'fetch-failed', answer: (_, response) => response.writeHead(304).end() },
];
