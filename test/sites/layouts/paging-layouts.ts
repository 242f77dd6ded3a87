/** Ways to the next page, pages that are no list, and pages in other languages. */
import { adPath, each, framed, type Layout } from './layout.js';
import { layoutAds } from './layout-ads.js';

const ads = layoutAds(8);
const list = (id: string) =>
  `<ul class="list">${each(ads, (ad) => `<li><a href="/${id}/info-${ad.id}.html">${ad.title}</a><span class="date">${ad.date}</span></li>`)}</ul>`;

function paged(id: string, pager: string, next: string | null): Layout {
  return {
    ...{ id, ads, next, href: adPath(id), shows: ['publishedAt'] },
    html: framed('家教信息', list(id) + pager),
  };
}

const english = layoutAds(9).map((ad) => ({
  ...ad,
  title: `English tutor wanted for family no. ${ad.id}`,
  body: 'Two evenings a week, near the harbour, references required.',
  price: `¥${180 + ad.id}/hour`,
}));

export const PAGING_LAYOUTS: readonly Layout[] = [
  paged(
    'paging-numbers',
    '<div><em>1</em><a href="?p=2">[2]</a><a href="?p=3">[3]</a><a href="?p=9">末页</a></div>',
    '/paging-numbers/list.html?p=2',
  ),
  paged(
    'paging-arrow',
    '<div class="turn"><span>&laquo;</span> 1/12 <a href="/paging-arrow/p2/" aria-label="下一页">&raquo;</a></div>',
    '/paging-arrow/p2/',
  ),
  paged(
    'paging-select',
    '<div>跳到 <select onchange="location.href=this.value"><option value="list.html" selected>第1页</option><option value="list_2.html">第2页</option><option value="list_3.html">第3页</option></select></div>',
    '/paging-select/list_2.html',
  ),
  paged(
    'paging-form',
    '<form action="/paging-form/search" method="get"><input type="hidden" name="kind" value="jj"><input type="text" name="page" value="1" size="3"> / 7 页 <input type="submit" value="跳转"></form>',
    '/paging-form/search?kind=jj&page=2',
  ),
  // Only a script knows the way; it must be said, not guessed.
  paged(
    'paging-post',
    `<form method="post" id="f"><input type="hidden" name="__VIEWSTATE" value="dDwtM"></form><div><span>1</span> <a href="javascript:__doPostBack('pager','2')">2</a> <a href="javascript:__doPostBack('pager','3')">3</a> <a href="javascript:__doPostBack('pager','2')">下一页</a></div>`,
    null,
  ),
  {
    id: 'article',
    ads: [],
    href: () => null,
    shows: [],
    next: null,
    html: framed(
      '海边小城的课后时光_青屿新闻网',
      `<h1>海边小城的课后时光</h1><div class="info">来源：青屿新闻网 2023-05-08 09:00</div><div class="article">${'<p>放学铃响过之后，孩子们并不急着回家，操场上的笑声一直传到防波堤那边，老师们也跟着留了下来。</p>'.repeat(9)}</div><div class="rel"><h4>相关阅读</h4><ul>${each(ads, (ad) => `<li><a href="/article/info-${ad.id}.html">${ad.title}</a></li>`)}</ul></div>`,
    ),
  },
  {
    id: 'empty',
    ads: [],
    href: () => null,
    shows: [],
    next: null,
    html: framed(
      '家教信息 - 搜索结果',
      `<div class="filter"><dl><dt>区域</dt>${['全部', '青屿', '白石', '东岬', '南浦'].map((name, at) => `<dd><a href="?d=${at}">${name}</a></dd>`).join('')}</dl></div><div class="list"><div class="nodata"><img src="/none.png"><p>暂无数据，换个条件试试吧</p></div></div>`,
    ),
  },
  {
    id: 'english',
    ads: english,
    href: adPath('english'),
    shows: ['body', 'price', 'publishedAt'],
    next: '/english/list.html?page=2',
    html: `<!doctype html><html lang="en"><head><title>Jobs in Qingyu</title></head><body><nav><a href="/">Home</a><a href="/jobs">Jobs</a><a href="/housing">Housing</a></nav><main>${each(english, (ad) => `<article class="job"><h2><a href="info-${ad.id}.html">${ad.title}</a></h2><p>${ad.body}</p><footer><span>${ad.price}</span> <time datetime="${ad.date}">${10 - Number(ad.date.slice(-2))} days ago</time></footer></article>`)}</main><nav aria-label="pages"><a aria-current="page" href="?page=1">1</a> <a href="?page=2">2</a> <a href="?page=2" rel="next">Next</a></nav></body></html>`,
  },
];
