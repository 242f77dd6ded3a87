/** Layouts in lists, definition lists and plain lines. */
import { adPath, each, framed, pager, secondPage, unnamed, type Layout } from './layout.js';
import { layoutAds } from './layout-ads.js';

const ads = layoutAds(10);
const ids = {
  groups: 'list-groups',
  definitions: 'definitions',
  classes: 'list-classes',
  mixed: 'list-mixed',
  beside: 'list-beside',
  lines: 'lines',
  paragraphs: 'paragraphs',
  headings: 'headings',
  long: 'list-long',
  one: 'list-one',
  two: 'list-two',
} as const;

export const LIST_LAYOUTS: readonly Layout[] = [
  {
    // Lists in a list, one for each district.
    id: ids.groups,
    ads: layoutAds(12),
    href: adPath(ids.groups),
    shows: ['publishedAt'],
    next: null,
    html: unnamed(
      '各区家教',
      `<ol>${['青屿区', '白石区', '东岬区'].map((district, group) => `<li><h3>${district}</h3><ul>${each(layoutAds(12).slice(group * 4, group * 4 + 4), (ad) => `<li><a href="info-${ad.id}.html">${ad.title}</a> <i>${ad.date}</i></li>`)}</ul></li>`).join('')}</ol>`,
    ),
  },
  {
    id: ids.definitions,
    ads,
    href: adPath(ids.definitions),
    shows: ['body', 'price', 'location', 'publishedAt'],
    next: secondPage(ids.definitions),
    html: framed(
      '信息栏',
      `<dl>${each(ads, (ad, at) => `<dt><a href="info-${ad.id}.html">${ad.title}</a></dt><dd>${ad.body}</dd><dd>价格：${ad.price}</dd>${at % 3 === 1 ? '' : '<dd>已实名</dd>'}<dd>地点：${ad.place} 发布：${ad.date}</dd>`)}</dl>${pager(ids.definitions)}`,
    ),
  },
  {
    id: ids.classes,
    ads: layoutAds(14),
    href: adPath(ids.classes),
    shows: ['body', 'price', 'location', 'publishedAt'],
    next: secondPage(ids.classes),
    html: framed(
      '青屿教育招生',
      `<ul class="infolist">${each(layoutAds(14), (ad, at) => `<li class="${at < 2 ? 'vip gold' : at % 2 === 0 ? 'even' : 'odd'}${at === 13 ? ' last' : ''}"><div class="pic">${at < 2 ? '<img src="/v.jpg">' : ''}</div><h2><a href="info-${ad.id}.html" title="${ad.title}">${ad.title.slice(0, 8)}...</a>${at < 2 ? '<em>置顶</em>' : ''}</h2><p class="desc">${ad.body}</p><p class="meta"><span class="price">${ad.price}</span><span class="area">${ad.place}</span><span class="date">${ad.date}</span></p></li>`)}</ul>${pager(ids.classes)}`,
    ),
  },
  {
    // The site's own ads, group headings and a search box stand between the items.
    id: ids.mixed,
    ads,
    href: adPath(ids.mixed),
    shows: ['price', 'publishedAt'],
    next: secondPage(ids.mixed),
    html: framed(
      '教育信息大全',
      `<ul class="items"><li class="group">今日信息</li>${each(ads, (ad, at) => `<li><a class="t" href="/${ids.mixed}/info-${ad.id}.html">${ad.title}</a><b>${ad.price}</b><span>${ad.date}</span></li>${at === 2 ? '<li class="gg"><a href="https://shop.example.net/buy?src=list"><img src="/banner.png" alt="满减"></a></li>' : ''}${at === 4 ? '<li class="group">昨日信息</li>' : ''}${at === 6 ? '<li class="gg"><a href="https://shop.example.net/app">下载客户端，看更多本地信息</a><i>广告</i></li>' : ''}`)}</ul>${pager(ids.mixed)}`,
    ),
  },
  {
    // A menu of sixty, and a side box with more and longer titles than the list.
    id: ids.beside,
    ads: layoutAds(8),
    href: adPath(ids.beside),
    shows: ['publishedAt'],
    next: secondPage(ids.beside),
    html: `<!doctype html><title>家教频道</title><body><div id="m"><ul>${Array.from({ length: 60 }, (_, at) => `<li><a href="/c/${at}/">${['小学', '初中', '高中', '幼儿'][at % 4] ?? ''}${['语文', '数学', '英语', '物理', '化学'][at % 5] ?? ''}${['老师', '辅导'][at % 2] ?? ''}</a></li>`).join('')}</ul></div>
<div id="c"><div id="l"><h2>最新家教信息</h2><ul>${each(layoutAds(8), (ad) => `<li><a href="info-${ad.id}.html">${ad.title}</a><span>${ad.date}</span></li>`)}</ul>${pager(ids.beside)}</div>
<div id="r"><h2>大家都在看</h2><ul>${Array.from({ length: 15 }, (_, at) => `<li><a href="/zt/${at}.html">青屿海鲜节今年有哪些值得一去的摊位和表演之${at + 1}</a></li>`).join('')}</ul></div></div></body>`,
  },
  {
    // Lines parted by breaks, the date as bare text behind the link.
    id: ids.lines,
    ads,
    href: adPath(ids.lines),
    shows: ['publishedAt'],
    next: secondPage(ids.lines),
    html: framed(
      '教育新闻',
      `<div class="con">${each(ads, (ad) => `· <a href="info-${ad.id}.html">${ad.title}</a> (${ad.date})<br>`)}</div><p><a href="list_2.html">下一页</a></p>`,
    ),
  },
  {
    id: ids.paragraphs,
    ads,
    href: adPath(ids.paragraphs),
    shows: ['publishedAt', 'location'],
    next: secondPage(ids.paragraphs),
    html: unnamed(
      '公告栏',
      `<div>${each(ads, (ad) => `<p><span>${ad.date}</span> <a href="info-${ad.id}.html">${ad.title}</a> 地点：${ad.place}</p>`)}</div><div>共5页 <b>1</b> <a href="list_2.html">2</a> <a href="list_3.html">3</a></div>`,
    ),
  },
  {
    // Heading, text, facts; heading, text, facts: nothing holds an ad together.
    id: ids.headings,
    ads,
    href: adPath(ids.headings),
    shows: ['body', 'price', 'publishedAt'],
    next: secondPage(ids.headings),
    html: framed(
      '最新发布',
      `${each(ads, (ad) => `<h3><a href="info-${ad.id}.html">${ad.title}</a></h3><p>${ad.body}</p><div class="meta">${ad.date} · ${ad.price}</div><hr>`)}${pager(ids.headings)}`,
    ),
  },
  {
    id: ids.long,
    ads: layoutAds(500),
    href: adPath(ids.long),
    shows: ['price', 'publishedAt'],
    next: null,
    html: framed(
      '全部家教',
      `<ul class="all">${each(layoutAds(500), (ad) => `<li><a href="info-${ad.id}.html">${ad.title}</a><span class="price">${ad.price}</span><span class="date">${ad.date}</span></li>`)}</ul>`,
    ),
  },
  ...([1, 2] as const).map((count): Layout => {
    const id = count === 1 ? ids.one : ids.two;
    return {
      id,
      ads: layoutAds(count),
      href: adPath(id),
      shows: ['body', 'price', 'publishedAt'],
      next: null,
      html: framed(
        '搜索结果：家教',
        `<div class="crumb"><a href="/">首页</a> &gt; <a href="/jj/">家教</a></div><ul class="result-list">${each(layoutAds(count), (ad) => `<li class="result-item"><h3><a href="info-${ad.id}.html">${ad.title}</a></h3><p>${ad.body}</p><span class="price">${ad.price}</span><span class="date">${ad.date}</span></li>`)}</ul><p class="total">共 ${count} 条</p>`,
      ),
    };
  }),
];
