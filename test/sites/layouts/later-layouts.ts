/** Layouts held out a second time: 39 of 60 postings at their first run; two mistakes were mended then. */
import { adPath, each, framed, pager, secondPage, unnamed, type Layout } from './layout.js';
import { layoutAds } from './layout-ads.js';

const [tabs, notices, ranks, bricks, plain, stalls] = [
  'tabs',
  'notices',
  'ranks',
  'bricks',
  'plain',
  'stalls',
];

export const LATER_LAYOUTS: readonly Layout[] = [
  {
    // Two panes, the second hidden until its tab is pressed; the ads of both are in the page.
    id: tabs,
    ads: layoutAds(10),
    href: adPath(tabs),
    shows: ['price', 'location'],
    next: null,
    html: framed(
      '家教中心',
      `<div class="tab-hd"><a href="javascript:;">最新需求</a><a href="javascript:;">最新老师</a></div><div class="tab-bd"><div class="pane"><table>${each(layoutAds(10), (ad) => `<tr><td class="no">${ad.id}</td><td><a href="info-${ad.id}.html" class="lnk">${ad.title}</a></td><td>${ad.place}</td><td>${ad.price}</td></tr>`)}</table></div><div class="pane" style="display:none"><table><tr><td>请先选择科目</td></tr></table></div></div>`,
    ),
  },
  {
    // A government site: date in a block of its own, day large, year and month small.
    id: notices,
    ads: layoutAds(10),
    href: (ad) => `/${notices}/t202305${ad.date.slice(-2)}_${8000 + ad.id}.html`,
    shows: ['publishedAt', 'body'],
    next: `/${notices}/index_1.html`,
    html: framed(
      '通知公告_青屿区教育局',
      `<ul class="xxgk_list">${each(layoutAds(10), (ad) => `<li><div class="rq"><b>${ad.date.slice(-2)}</b><span>2023-05</span></div><div class="nr"><a href="./t202305${ad.date.slice(-2)}_${8000 + ad.id}.html" target="_blank">${ad.title}</a><p>${ad.body}</p></div></li>`)}</ul><div class="fy"><a href="index.html">1</a><a href="index_1.html">2</a><a href="index_1.html">下一页</a><a href="index_4.html">尾页</a></div>`,
    ),
  },
  {
    // The number of each ad is a link as well, and the place links to its own list.
    id: ranks,
    ads: layoutAds(12),
    href: adPath(ranks),
    shows: ['location', 'publisher'],
    next: secondPage(ranks),
    html: unnamed(
      '好课榜',
      `<ol>${each(layoutAds(12), (ad, at) => `<li><a href="info-${ad.id}.html">${at + 1}</a> <a href="/${ranks}/area-${ad.id % 4}.html">${ad.place}</a> <a href="info-${ad.id}.html">${ad.title}</a> <a href="/${ranks}/shop-${ad.id}.html" class="shop">${ad.who}</a></li>`)}</ol><p><a href="list_2.html">&gt;</a></p>`,
    ),
  },
  {
    // Figures with captions, four in a section, a heading above each section.
    id: bricks,
    ads: layoutAds(12),
    href: (ad) => `/${bricks}/class/${ad.id}`,
    shows: ['price', 'body'],
    next: null,
    html: framed(
      '课程橱窗',
      ['小学', '初中', '高中']
        .map(
          (stage, group) =>
            `<section><h2>${stage}</h2><div class="shelf">${each(layoutAds(12).slice(group * 4, group * 4 + 4), (ad) => `<figure><a href="/${bricks}/class/${ad.id}"><img src="/f/${ad.id}.png" alt="${ad.title}"></a><figcaption><a href="/${bricks}/class/${ad.id}">${ad.title}</a><small>${ad.body}</small><mark>${ad.price}</mark></figcaption></figure>`)}</div></section>`,
        )
        .join(''),
    ),
  },
  {
    // A text board: each ad a paragraph of its own, no link, a telephone at the end.
    id: plain,
    ads: layoutAds(7),
    href: () => null,
    shows: ['body', 'price'],
    next: secondPage(plain),
    html: framed(
      '留言板',
      `<div class="gb">${each(layoutAds(7), (ad) => `<div class="gb_one"><p class="gb_who">${ad.who} 留言于 ${ad.date}</p><p class="gb_txt">${ad.title}，${ad.body}${ad.price}，电话13800001234</p><p class="gb_re">管理员回复：已审核</p></div>`)}</div>${pager(plain)}`,
    ),
  },
  {
    // Spans only, one after another in a paragraph, a break after each ad's facts.
    id: stalls,
    ads: layoutAds(9),
    href: adPath(stalls),
    shows: ['price', 'publishedAt'],
    next: null,
    html: unnamed(
      '摊位',
      `<p>${each(layoutAds(9), (ad) => `<b>${ad.place}</b> <a href="info-${ad.id}.html">${ad.title}</a><br><font color="red">${ad.price}</font> <i>${ad.date}</i><br><br>`)}</p>`,
    ),
  },
];
