/** A list page as some site writes it, with the postings that stand on it: what extraction is measured by. */
import type { LayoutAd } from './layout-ads.js';

/** What of an ad a layout shows, the title apart. */
export type ShownField = 'body' | 'price' | 'location' | 'publishedAt' | 'publisher';

export interface Layout {
  /** Also the folder below which the layout is served. */
  readonly id: string;
  /** Its page, as a browser that ran the scripts would hold it. */
  readonly html: string;
  /** What the server sends when that differs; the rest comes by script. */
  readonly served?: string;
  /** Further addresses of the layout: path → what stands there. */
  readonly parts?: Readonly<Record<string, LayoutPart>>;
  /** The part in which the list stands, when the page only frames it. */
  readonly framed?: string;
  readonly charset?: 'gbk';
  /** The postings of the page, in its order; none where the page is no list. */
  readonly ads: readonly LayoutAd[];
  /** The path of an ad's own page; null when it has none. */
  readonly href: (ad: LayoutAd) => string | null;
  readonly shows: readonly ShownField[];
  /** The path of the next page; null when none can be told from the markup. */
  readonly next: string | null;
}

export interface LayoutPart {
  readonly contentType: string;
  readonly body: string;
}

/** Where the page of a layout stands on its host. */
export function layoutPath({ id }: Pick<Layout, 'id'>): string {
  return `/${id}/list.html`;
}

/** The usual way to an ad's page: `/ID/info-7.html`. */
export function adPath(id: string): (ad: LayoutAd) => string {
  return (ad) => `/${id}/info-${ad.id}.html`;
}

export function each(ads: readonly LayoutAd[], html: (ad: LayoutAd, at: number) => string): string {
  return ads.map(html).join('\n');
}

const MENU = ['首页', '招聘', '家教', '房产', '二手', '活动', '问答', '地图'];

/** A page with a menu, a side box of hot topics and a footer, under the usual class names. */
export function framed(title: string, main: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body>
<div class="header"><a class="logo" href="/"><img src="/logo.png"></a><ul class="nav">${MENU.map((name, at) => `<li><a href="/m${at}/">${name}</a></li>`).join('')}</ul></div>
<div class="wrap"><div class="main">${main}</div>
<div class="sidebar"><h3>本周热门</h3><ul>${[1, 2, 3, 4, 5, 6].map((at) => `<li><a href="/hot/${at}.html">海边音乐会的座位怎么选第${at}弹</a></li>`).join('')}</ul></div></div>
<div class="footer"><p><a href="/about">关于我们</a> <a href="/help">帮助</a> <a href="/law">法律声明</a></p><p>版权所有 青屿信息网</p></div></body></html>`;
}

/** The same without any name that says what a part is for. */
export function unnamed(title: string, main: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div><div>
<div>${MENU.map((name, at) => `<a href="/m${at}/">${name}</a>`).join('')}</div></div><div><div>${main}</div></div>
<div><div><a href="/about">关于我们</a><a href="/help">帮助中心</a><a href="/law">法律声明</a></div><div>版权所有 青屿信息网 客服每天九点到六点</div></div></div></body></html>`;
}

/** A pager as most sites write it. */
export function pager(id: string, current = 1): string {
  const link = (page: number) => `/${id}/list_${page}.html`;
  return `<div class="pages"><span class="cur">${current}</span>${[1, 2, 3].map((step) => `<a href="${link(current + step)}">${current + step}</a>`).join('')}<a class="next" href="${link(current + 1)}">下一页</a></div>`;
}

export function secondPage(id: string): string {
  return `/${id}/list_2.html`;
}
