/** Addresses without an end, and content that is never the same. Each begins at a list. */
import { HTML, listOf, page, postingPage, PROSE, type Fault } from './behaviour.js';

export interface Trap {
  /** Where it begins. */
  readonly path: string;
  readonly answer: Fault;
  /** Answers everything below `path` too. */
  readonly below: Fault;
}

const numberIn = (url = '/'): number => Number(/(\d+)\D*$/.exec(url)?.[1] ?? 0);
let times = 0;
const somethingNew = (): string => `${PROSE}第${(times += 1)}次`;
const anyPosting: Fault = (request, response) =>
  response.writeHead(200, HTML).end(postingPage(`初中物理辅导${request.url ?? ''}`, somethingNew()));

/** A list that leads to the next one, whatever its address; its postings have pages of their own. */
function endless(path: string, nextOf: (url: string) => string, ads: readonly string[]): Trap {
  const answer: Fault = ({ url = path }, response) =>
    response.writeHead(200, HTML).end(listOf(ads, nextOf(url)));
  const below: Fault = (request, response) => {
    if (ads.includes(request.url ?? '')) anyPosting(request, response);
    else answer(request, response);
  };
  return { path, answer, below };
}

const three = (path: string): string[] => [1, 2, 3].map((at) => `${path}/ad/${at}`);

export const TRAPS: readonly Trap[] = [
  endless('/calendar', (url) => `/calendar?month=${month(numberIn(url))}`, three('/calendar')),
  endless('/deeper', (url) => `${url.replace(/\/$/, '')}/deeper`, three('/deeper')),
  endless('/pager', (url) => `/pager?page=${numberIn(url) + 1}`, three('/pager')),
  endless('/filters', (url) => `${url}${url.includes('?') ? '&' : '?'}f=1`, three('/filters')),
  endless('/random', () => `/random?r=${Math.random()}`, three('/random')),
  endless('/itself', (url) => url, three('/itself')),
  {
    // Every visitor gets an address of his own for each posting.
    path: '/sessions',
    answer: (_, response) =>
      response
        .writeHead(200, HTML)
        .end(listOf(three('/sessions').map((ad) => `${ad}?PHPSESSID=${somethingNew().length}${times}`))),
    below: anyPosting,
  },
  {
    path: '/soft-404',
    answer: page(listOf(Array.from({ length: 12 }, (_, at) => `/soft-404/ad/${at}`))),
    below: page('<title>提示信息</title><p>您访问的页面不存在或已被删除</p>'),
  },
  {
    path: '/captchas',
    answer: page(listOf(Array.from({ length: 12 }, (_, at) => `/captchas/ad/${at}`))),
    below: page('<title>安全验证</title><p>请完成下方验证后继续访问</p>'),
  },
  {
    path: '/one-page',
    answer: page(listOf(Array.from({ length: 20 }, (_, at) => `/one-page/ad/${at}`))),
    below: page(postingPage('辅导', PROSE)),
  },
];

/** A month that is `at` after this one. */
function month(at: number): string {
  const then = new Date();
  then.setUTCMonth(then.getUTCMonth() + (at % 100) + 1);
  return then.toISOString().slice(0, 7);
}
