/** Layouts held out a first time, after the others were mended: 47 of 73 postings at their first run; mended then. */
import { adPath, each, framed, unnamed, type Layout } from './layout.js';
import { layoutAds } from './layout-ads.js';

const [masonry, timeline, boxes, blog, elements, weekly, mobile, catalogue] = [
  'masonry',
  'timeline',
  'boxes',
  'blog',
  'elements',
  'weekly',
  'mobile',
  'catalogue',
];

export const ODD_LAYOUTS: readonly Layout[] = [
  {
    // Three columns, each with its own cards, as a script sorts them by height.
    id: masonry,
    ads: layoutAds(12),
    href: (ad) => `/${masonry}/note/${(ad.id * 7919).toString(36)}x`,
    shows: ['price', 'publisher'],
    next: null,
    html: unnamed(
      '身边好老师',
      `<div class="flow">${[0, 1, 2].map((column) => `<div class="flow-col">${each(layoutAds(12).slice(column * 4, column * 4 + 4), (ad) => `<div class="note"><a class="cover" href="/${masonry}/note/${(ad.id * 7919).toString(36)}x"><img src="/n/${ad.id}.jpg"></a><a href="/${masonry}/note/${(ad.id * 7919).toString(36)}x"><span>${ad.title}</span></a><div class="foot"><a class="author" href="/user/${ad.id}"><img src="/h/${ad.id}.jpg"><span>${ad.who}</span></a><span class="fee">${ad.price}</span></div></div>`)}</div>`).join('')}</div>`,
    ),
  },
  {
    // One flat sequence in which a date stands above the ads of its day.
    id: timeline,
    ads: layoutAds(9).map((ad, at) => ({ ...ad, date: `2023-05-0${9 - Math.floor(at / 3)}` })),
    href: adPath(timeline),
    shows: ['body', 'price'],
    next: `/${timeline}/more?before=20230507`,
    html: framed(
      '每日更新',
      `<div class="timeline">${[0, 1, 2].map((day) => `<div class="day">2023年5月${9 - day}日</div>${each(layoutAds(9).slice(day * 3, day * 3 + 3), (ad) => `<div class="entry"><a href="info-${ad.id}.html"><b>${ad.title}</b></a><div>${ad.body}</div><div>${ad.price}</div></div>`)}`).join('')}</div><div class="older"><a href="/${timeline}/more?before=20230507">更早的信息 &gt;</a></div>`,
    ),
  },
  {
    // Every ad is a table of its own with labels in its first column.
    id: boxes,
    ads: layoutAds(8),
    href: adPath(boxes),
    shows: ['price', 'location', 'publishedAt', 'publisher'],
    next: `/${boxes}/index_2.htm`,
    html: unnamed(
      '家教登记表',
      `${each(layoutAds(8), (ad) => `<table border="1" width="98%"><tr><td width="80">编号</td><td>QY${1000 + ad.id}</td><td>登记时间</td><td>${ad.date}</td></tr><tr><td>要求</td><td colspan="3"><a href="info-${ad.id}.html">${ad.title}</a></td></tr><tr><td>地点</td><td>${ad.place}</td><td>报酬</td><td>${ad.price}</td></tr><tr><td>联系人</td><td colspan="3">${ad.who}</td></tr></table><br>`)}<div>[<a href="index.htm">首页</a>] [<a href="index_2.htm">下页</a>] [<a href="index_6.htm">末页</a>]</div>`,
    ),
  },
  {
    // A blog's loop: classes that name each post, a pinned one, "read on" at the end.
    id: blog,
    ads: layoutAds(6),
    href: (ad) => `/${blog}/2023/05/${ad.id}/`,
    shows: ['body', 'publishedAt', 'publisher'],
    next: `/${blog}/page/2/`,
    html: framed(
      '半亩书院 – 一家小店的记事',
      `<div id="content">${each(layoutAds(6), (ad, at) => `<div id="post-${ad.id}" class="post-${ad.id} post type-post status-publish hentry category-${at % 2 === 0 ? 'news' : 'class'} tag-${ad.id}${at === 0 ? ' sticky' : ''}"><h2 class="entry-title"><a href="/${blog}/2023/05/${ad.id}/" rel="bookmark">${ad.title}</a></h2><div class="entry-meta">由 <span class="author vcard"><a href="/${blog}/author/${ad.id}/">${ad.who}</a></span> 发表于 <time class="entry-date" datetime="${ad.date}T10:00:00+08:00">2023年5月${Number(ad.date.slice(-2))}日</time></div><div class="entry-content"><p>${ad.body} <a href="/${blog}/2023/05/${ad.id}/#more" class="more-link">继续阅读 &rarr;</a></p></div></div>`)}<div class="navigation"><div class="nav-previous"><a href="/${blog}/page/2/">&larr; 较早的文章</a></div></div></div>`,
    ),
  },
  {
    // Elements of the site's own making.
    id: elements,
    ads: layoutAds(10),
    href: (ad) => `/${elements}/job/detail?jobId=${ad.id}`,
    shows: ['price', 'location', 'publisher'],
    next: null,
    html: unnamed(
      '兼职广场',
      `<job-list>${each(layoutAds(10), (ad) => `<job-card><header-line><a href="/${elements}/job/detail?jobId=${ad.id}">${ad.title}</a><pay-tag>${ad.price}</pay-tag></header-line><info-line><span>${ad.place}</span><i>|</i><span>经验不限</span><i>|</i><span>学历不限</span></info-line><company-line><a href="/${elements}/company/${ad.id}">${ad.who}</a></company-line></job-card>`)}</job-list>`,
    ),
  },
  {
    // A school's notice board: number, title, clicks, month and day only; the year stands nowhere.
    id: weekly,
    ads: layoutAds(10),
    href: (ad) => `/${weekly}/show.asp?id=${ad.id}`,
    shows: ['publishedAt'],
    next: `/${weekly}/list.html?page=2`,
    html: framed(
      '通知公告',
      `<div class="box"><div class="title">通知公告</div><div class="body">${each(layoutAds(10), (ad, at) => `<div style="height:24px"><span style="float:left">${at + 1}.</span><a href="show.asp?id=${ad.id}" title="${ad.title}">${ad.title}</a><span style="float:right">${ad.date.slice(5)}</span><span>点击 ${at * 17 + 3}</span></div>`)}<div style="text-align:center">共 3 页 当前第 1 页 <a href="list.html?page=2">后一页</a></div></div></div>`,
    ),
  },
  {
    // A phone's page: the whole row is a link, everything in spans, hashed names.
    id: mobile,
    ads: layoutAds(11),
    href: (ad) => `/${mobile}/p/${ad.id}`,
    shows: ['body', 'price', 'location'],
    next: null,
    html: unnamed(
      '同城帮',
      `<main class="_2kQx9">${each(layoutAds(11), (ad, at) => `<a class="_9hTz1" href="/${mobile}/p/${ad.id}"><span class="_a1Bc2">${at % 4 === 0 ? '<em class="_x0Yz8">急</em>' : ''}<span class="_d3Ef4">${ad.title}</span></span><span class="_g5Hi6">${ad.body}</span><span class="_j7Kl8"><span>${ad.place}</span><span>${ad.price}</span></span></a>`)}</main>`,
    ),
  },
  {
    // Two lists of ads under one another, each under its heading, with a few ads only.
    id: catalogue,
    ads: layoutAds(7),
    href: adPath(catalogue),
    shows: ['price', 'publishedAt'],
    next: null,
    html: framed(
      '小学辅导 - 信息目录',
      `<h2>推荐信息</h2><ul class="data">${each(layoutAds(7).slice(0, 3), (ad) => `<li><a href="info-${ad.id}.html">${ad.title}</a><em>${ad.price}</em><i>${ad.date}</i></li>`)}</ul><h2>普通信息</h2><ul class="data">${each(layoutAds(7).slice(3), (ad) => `<li><a href="info-${ad.id}.html">${ad.title}</a><em>${ad.price}</em><i>${ad.date}</i></li>`)}</ul>`,
    ),
  },
];
