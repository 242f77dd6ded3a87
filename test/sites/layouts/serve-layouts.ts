/** Serves layouts on loopback, each below its id, with a second page where it has one, and a page for every ad. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import iconv from 'iconv-lite';
import { framed, layoutPath, type Layout } from './layout.js';
import type { LayoutAd } from './layout-ads.js';

export interface ServedLayouts {
  /** Without a slash at the end. */
  readonly origin: string;
  close(): Promise<void>;
}

interface Reply {
  readonly type: string;
  readonly body: string | Buffer;
}

export async function serveLayouts(layouts: readonly Layout[]): Promise<ServedLayouts> {
  const replies = new Map(layouts.flatMap((layout) => [...repliesOf(layout)]));
  const server = createServer((request, response) => {
    const reply = replies.get(request.url ?? '/');
    if (reply === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': reply.type }).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const HTML = 'text/html; charset=utf-8';

function repliesOf(layout: Layout): ReadonlyMap<string, Reply> {
  const { html, served = html, charset, parts = {}, ads, href } = layout;
  const replies = new Map<string, Reply>();
  replies.set(
    layoutPath(layout),
    charset === undefined
      ? { type: HTML, body: served }
      : { type: 'text/html', body: iconv.encode(served, charset) },
  );
  for (const [path, { contentType, body }] of Object.entries(parts))
    replies.set(path, { type: contentType, body });
  if (layout.next !== null) replies.set(layout.next, { type: HTML, body: nextPage(layout) });
  for (const ad of layout.next === null ? ads : [...ads, ...ads.map(later)]) {
    const path = href(ad);
    if (path !== null) replies.set(path, { type: HTML, body: adPage(ad) });
  }
  return replies;
}

/** The ad that stands in an ad's place on the next page. */
export function later(ad: LayoutAd): LayoutAd {
  return { ...ad, id: ad.id + LATER, title: `${ad.title}（续）` };
}

const LATER = 9_000;

/** The same page with later ads, and no way on. */
function nextPage({ html, ads, href, next }: Layout): string {
  let page = html.replace(/charset=gb2312/, 'charset=utf-8');
  // From the last ad, because `info-1` is also the beginning of `info-10`.
  for (const ad of ads.toReversed()) {
    const file = (one: LayoutAd) => {
      const path = href(one) ?? '';
      return path.endsWith('/') ? path : (path.split('/').at(-1) ?? '');
    };
    if (file(ad) !== '') page = page.replaceAll(file(ad), file(later(ad)));
    if (file(ad).includes('&')) page = page.replaceAll(inMarkup(file(ad)), inMarkup(file(later(ad))));
    page = page.replaceAll(ad.title, later(ad).title);
  }
  const here = next?.split('/').at(-1) ?? '';
  return page.replaceAll(/href="[^"]*list_\d+\.html"|rel="next"/g, `href="${here}"`);
}

const inMarkup = (path: string) => path.replaceAll('&', '&amp;');

/** An ad's own page says more than any list does. */
export function adPage({ title, body, price, place, date, who }: LayoutAd): string {
  return framed(
    title,
    `<h1>${title}</h1><div class="info">发布：${date} 来源：${who}</div><div class="content"><p>${body}</p><p>价格：${price}</p><p>地点：${place}</p><p>${'有意者请在平台上留言，约好时间先见一面，聊聊孩子的情况和目标再作决定。'.repeat(3)}</p></div>`,
  );
}
