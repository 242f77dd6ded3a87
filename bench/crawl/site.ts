/**
 * The site that every contender crawls, in a process of its own: chains of list pages that link to
 * detail pages. Every page is made from its number alone, so that nothing has to be kept.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A chain is one start URL and all that it leads to: 25 lists with 39 details each. */
export const PAGES_PER_CHAIN = 1_000;
const LISTS_PER_CHAIN = 25;
const DETAILS_PER_LIST = 39;
export const DETAILS_PER_CHAIN = LISTS_PER_CHAIN * DETAILS_PER_LIST;
const PARAGRAPHS = 18;

const SUBJECTS = ['数学', '语文', '英语', '物理', '化学', '书法', '围棋', '钢琴', '游泳', '编程'];
const PLACES = ['东城', '西城', '南城', '北城', '高新区', '大学城', '火车站', '江滨路', '老城区'];
const STATEMENTS = [
  '本店周末安排小班练习，每次两个小时，名额有限，先到先得',
  '授课老师有多年经验，耐心细致，善于发现每个孩子的长处',
  '地址就在地铁站旁边，交通方便，附近有停车的地方',
  '费用按次结算，也可以按月结算，具体的价格请当面商量',
  '欢迎家长带孩子前来试听，满意以后再决定是否报名',
  '所有教材由我们准备，不另外收费，学完以后可以带走',
  '我们把每次练习的情况记录下来，当天发给家长查看',
  '假期另有安排，时间表会提前一个星期贴在门口',
];

const NAV = `<div class="nav"><ul>${SUBJECTS.map((name, at) => `<li><a href="/column/${at}/">${name}</a></li>`).join('')}</ul></div>`;
const SIDE = `<div class="sidebar"><h3>热门推荐</h3><ul>${PLACES.map((name, at) => `<li><a href="/hot/${at}.html">${name}本周热门信息汇总第${at + 1}期</a></li>`).join('')}</ul></div>`;
const FOOT = `<div class="footer"><a href="/about">关于我们</a><a href="/help">帮助中心</a><p>某某信息网 版权所有 页面内容由用户发布，请自行核实</p></div>`;
const STYLE = `<style>${Array.from({ length: 22 }, (_, at) => `.column-${at}{float:left;margin:0 ${at}px;color:#3${at % 10}4}`).join('\n')}</style>`;

const paragraphs = Array.from({ length: 600 }, (_, at) =>
  [0, 1, 2]
    .map((part) => {
      const seed = at * 7 + part * 3;
      return `${pick(PLACES, seed)}${pick(SUBJECTS, at + part)}班第${at + 1}组：${pick(STATEMENTS, seed + part)}`;
    })
    .join('。'),
);

/** The first pages of so many pages (a multiple of PAGES_PER_CHAIN). */
export function startUrls(origin: string, pages: number): string[] {
  return Array.from({ length: pages / PAGES_PER_CHAIN }, (_, chain) => `${origin}/list/${chain}/0`);
}

function answer(path: string): string | undefined {
  const [, role, ...numbers] = /^\/(list|detail)\/(\d+)(?:\/(\d+))?$/.exec(path) ?? [];
  const [first, second] = numbers.map(Number);
  if (role === 'list') return makeList(first ?? 0, second ?? 0);
  return role === 'detail' ? makeDetail(first ?? 0) : undefined;
}

function makeList(chain: number, at: number): string {
  const first = (chain * LISTS_PER_CHAIN + at) * DETAILS_PER_LIST;
  const items = Array.from({ length: DETAILS_PER_LIST }, (_, index) => {
    const id = first + index;
    return `<li><a class="item" href="/detail/${id}">${titleOf(id)}</a><span class="place">${pick(PLACES, id)}</span><span class="date">2023-05-${(id % 28) + 1}</span></li>`;
  });
  const next =
    at + 1 < LISTS_PER_CHAIN ? `<a class="next" href="/list/${chain}/${at + 1}">下一页</a>` : '';
  return frame(
    `分类信息第${chain + 1}区第${at + 1}页`,
    `<ul class="list">${items.join('')}</ul><div class="pages">${next}</div>`,
  );
}

function makeDetail(id: number): string {
  const body = Array.from(
    { length: PARAGRAPHS },
    (_, at) => `<p>${pick(paragraphs, id * 31 + at * 17 + (id >> 5))}，编号${id * 100 + at}。</p>`,
  );
  return frame(
    titleOf(id),
    `<h1>${titleOf(id)}</h1><div class="info"><span>发布时间：2023-05-${(id % 28) + 1} 10:30</span><span>发布者：${pick(PLACES, id)}学习社</span></div>
<div class="content">${body.join('\n')}</div>`,
  );
}

function frame(title: string, main: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title>${STYLE}</head>
<body>${NAV}<div class="main">${main}${SIDE}</div>${FOOT}</body></html>`;
}

function titleOf(id: number): string {
  return `${pick(PLACES, id)}${pick(SUBJECTS, id * 3)}周末兴趣小组第${id}期招新`;
}

function pick(from: readonly string[], at: number): string {
  return from[at % from.length] ?? '';
}

export function serveSite(): Promise<string> {
  const server = createServer((request, response) => {
    const page = answer(request.url ?? '');
    if (page === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('none');
      return;
    }
    const bytes = Buffer.from(page);
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-length': bytes.length,
      })
      .end(bytes);
  });
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}
