/** A loopback site of any size: numbered lists that link to numbered ads, each with a text of its own. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

const ADS_PER_LIST = 50;

export interface AdSite {
  readonly origin: string;
  /** The paths of all pages below `/${name}`, lists and ads. */
  readonly paths: (name: string) => readonly string[];
  /** path → how often it was asked for */
  readonly requests: ReadonlyMap<string, number>;
  /** how many pages were asked for so far, repetitions included */
  requestCount(): number;
  close(): Promise<void>;
}

/** @param lists how many list pages stand below each first path segment; each leads to 50 ads */
export async function startAdSite({ lists }: { readonly lists: number }): Promise<AdSite> {
  const requests = new Map<string, number>();
  let requestCount = 0;
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.set(path, (requests.get(path) ?? 0) + 1);
    requestCount += 1;
    const body = renderPage(path, lists);
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
    });
    response.end(body);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    requestCount: () => requestCount,
    paths: (name) => [
      ...numbers(lists).map((list) => `/${name}/list/${list}`),
      ...numbers(lists * ADS_PER_LIST).map((ad) => `/${name}/ad/${ad}`),
    ],
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function renderPage(path: string, lists: number): string | undefined {
  const match = /^\/([a-z]+)\/(list|ad)\/(\d+)$/.exec(path);
  if (match === null) return undefined;
  const [, name = '', what] = match;
  const number = Number(match[3]);
  if (what === 'ad') {
    return frame(
      titleOf(name, number),
      `<h1>${titleOf(name, number)}</h1><div class="content"><p>${textOf(name, number)}</p></div>`,
    );
  }
  const cards = numbers(ADS_PER_LIST).map((index) => {
    const ad = (number - 1) * ADS_PER_LIST + index;
    return `<li class="card"><h3><a href="/${name}/ad/${ad}">${titleOf(name, ad)}</a></h3><p>${textOf(name, ad).slice(0, 20)}…</p></li>`;
  });
  const next =
    number < lists ? `<a class="next" href="/${name}/list/${number + 1}">下一页</a>` : '';
  return frame('二手信息', `<ul class="list">${cards.join('')}</ul>${next}`);
}

function frame(title: string, body: string): string {
  return `<!doctype html><meta charset="utf-8"><title>${title}</title><body>${body}</body>`;
}

function titleOf(name: string, ad: number): string {
  return `转让${ITEMS[ad % ITEMS.length] ?? ''}，编号 ${name}-${ad}`;
}

function textOf(name: string, ad: number): string {
  const item = ITEMS[ad % ITEMS.length] ?? '';
  return `九成新的${item}，搬家转让，编号 ${name}-${ad}。${PLACES[ad % PLACES.length] ?? ''}自提，价格 ${20 + (ad % 300)} 元，诚心要的可以再谈，请在平台内留言。`;
}

const ITEMS = ['书桌', '自行车', '电饭锅', '折叠椅', '台灯', '行李箱', '落地风扇', '书架', '餐桌'];
const PLACES = ['城东', '城西', '城南', '城北'];

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
