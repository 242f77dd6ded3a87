/** Held out a third time: content systems, offices and plain pages, written without looking at how lists are found. */
import { each, type Layout } from './layout.js';
import type { LayoutAd } from './layout-ads.js';
import { townAds } from './town-ads.js';

const ids = {
  dede: 'dede',
  archives: 'archives',
  bureau: 'bureau',
  days: 'days',
  shelves: 'shelves',
  halves: 'halves',
  terms: 'terms',
  chapters: 'chapters',
  spans: 'rowspan',
} as const;

const NAV = ['网站首页', '学校概况', '新闻动态', '招生信息', '教师风采', '家长园地', '下载中心', '联系我们'];

function site(title: string, main: string, side = ''): string {
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>${title}</title></head><body><div id="head"><div id="logo"><a href="/"><img src="/images/logo.gif" /></a></div><div id="menu"><ul>${NAV.map((name, at) => `<li><a href="/list_${at}.html"><span>${name}</span></a></li>`).join('')}</ul></div></div><div id="container">${side}<div id="right"><div class="position">您的位置：<a href="/">首页</a> &gt;&gt; <a href="/zs/">招生信息</a> &gt;&gt; 正文列表</div>${main}</div></div><div id="links"><h4>友情链接</h4>${['鹭岛教育网', '海棠湾图书馆', '松涛少年宫', '云溪科技馆', '鹭岛晚报'].map((name, at) => `<a href="http://www.l${at}.example.com/">${name}</a>`).join(' ')}</div><div id="foot">版权所有：鹭岛教育服务中心 备案号：鹭ICP备00000000号</div></body></html>`;
}

const hot = `<div id="left"><div class="box"><h3>热门文章</h3><ul class="hot">${[1, 2, 3, 4, 5, 6, 7, 8].map((at) => `<li><span>${at}</span><a href="/hot/${at}.html">校园里的四季之第${at}篇：操场边的老榕树</a></li>`).join('')}</ul></div></div>`;

const days = townAds(12).reduce(
  (groups, ad) => groups.set(ad.date, [...(groups.get(ad.date) ?? []), ad]),
  new Map<string, LayoutAd[]>(),
);

export const OFFICE_LAYOUTS: readonly Layout[] = [
  {
    // A content system of the 2010s: category in brackets, title, a line of facts, an introduction.
    id: ids.dede,
    ads: townAds(10),
    href: (ad) => `/${ids.dede}/a/jiajiao/2023/05${ad.date.slice(-2)}/${ad.id}.html`,
    shows: ['body', 'publishedAt'],
    next: `/${ids.dede}/list_3_2.html`,
    html: site(
      '家教信息_鹭岛教育',
      `<div class="listbox"><ul class="e2">${each(townAds(10), (ad, at) => `<li>${at % 2 === 0 ? `<a href="/${ids.dede}/a/jiajiao/2023/05${ad.date.slice(-2)}/${ad.id}.html" class="preview"><img src="/uploads/${ad.id}-lp.jpg"/></a>` : ''}<b>[<a href="/${ids.dede}/a/jiajiao/">家教信息</a>]</b> <a href="/${ids.dede}/a/jiajiao/2023/05${ad.date.slice(-2)}/${ad.id}.html" class="title">${at === 1 ? `<b>${ad.title}</b>` : ad.title}</a><span class="info"><small>日期：</small>${ad.date} 10:22:3${at % 10}<small> 点击：</small>${at * 41}<small> 好评：</small>${at}</span><p class="intro">${ad.body}...</p></li>`)}</ul></div><div class="dede_pages"><ul class="pagelist"><li>首页</li><li class="thisclass">1</li><li><a href='list_3_2.html'>2</a></li><li><a href='list_3_3.html'>3</a></li><li><a href='list_3_2.html'>下一页</a></li><li><a href='list_3_3.html'>末页</a></li><li><span class="pageinfo">共 <strong>3</strong>页<strong>30</strong>条</span></li></ul></div>`,
      hot,
    ),
  },
  {
    // A blog's archive by month: day, title, count of comments in each line.
    id: ids.archives,
    ads: townAds(11),
    href: (ad) => `/${ids.archives}/?p=${ad.id}`,
    shows: [],
    next: null,
    html: `<!DOCTYPE html><html><head><meta charset="utf-8"><title>归档 | 拾光作文</title></head><body class="page"><header id="masthead"><h1><a href="/${ids.archives}/">拾光作文</a></h1><nav><ul class="menu"><li><a href="/${ids.archives}/about">关于</a></li><li><a href="/${ids.archives}/arch">归档</a></li><li><a href="/${ids.archives}/contact">联络</a></li></ul></nav></header><article class="page"><h1 class="entry-title">归档</h1><div class="entry-content"><div id="archives"><h3 class="al_year">2023 年</h3><ul class="al_mon_list">${[0, 1, 2].map((month) => `<li><span class="al_mon">${5 - month} 月 <em>( ${[4, 4, 3][month]} 篇文章 )</em></span><ul class="al_post_list">${each(townAds(11).slice(month * 4, month * 4 + 4), (ad, at) => `<li>${String(20 - at * 3)}日: <a href="/${ids.archives}/?p=${ad.id}">${ad.title}</a> <em>(${at})</em></li>`)}</ul></li>`).join('')}</ul></div></div></article><aside><section class="widget"><h2>近期评论</h2><ul id="recentcomments"><li>小满 发表在《<a href="/${ids.archives}/?p=3#c1">读书的人</a>》</li><li>阿远 发表在《<a href="/${ids.archives}/?p=5#c2">雨天的操场</a>》</li><li>青禾 发表在《<a href="/${ids.archives}/?p=6#c4">写给六月</a>》</li></ul></section></aside></body></html>`,
  },
  {
    // A bureau's notices in GBK: the date first, floated to the right, an empty item with a line after every five.
    id: ids.bureau,
    ads: townAds(15),
    href: (ad) => `/${ids.bureau}/art/2023/5/${Number(ad.date.slice(-2))}/art_1229_${ad.id}.html`,
    charset: 'gbk',
    shows: ['publishedAt'],
    next: `/${ids.bureau}/col/index_2.html`,
    html: site(
      '公示公告',
      `<div class="default_pgContainer"><ul>${each(townAds(15), (ad, at) => `<li><span class="bt-data-time">[${ad.date}]</span><a class="bt_link" title="${ad.title}" href="/${ids.bureau}/art/2023/5/${Number(ad.date.slice(-2))}/art_1229_${ad.id}.html" target="_blank">${ad.title}</a></li>${at % 5 === 4 ? '<li class="line"></li>' : ''}`)}</ul></div><div class="page">总记录数：45 每页显示15条 当前页：<b>1</b>/3 <a href="/${ids.bureau}/col/index_2.html">下页</a> <a href="/${ids.bureau}/col/index_3.html">尾页</a></div>`,
      `<div id="left"><h3>政务公开</h3><ul>${['机构职能', '政策文件', '公示公告', '行政处罚', '招考信息'].map((name, at) => `<li><a href="/col/c${at}/">${name}</a></li>`).join('')}</ul></div>`,
    ).replace('charset=utf-8', 'charset=gb2312'),
  },
  {
    // A heading for each day, below it the day's list; some days have one ad only.
    id: ids.days,
    ads: townAds(12),
    href: (ad) => `/${ids.days}/n/${ad.id}`,
    shows: ['price', 'location', 'publishedAt'],
    next: null,
    html: site(
      '每日快讯',
      `<div class="daily">${[...days].map(([date, ads]) => `<h3 class="date">${date}</h3><ul>${each(ads, (ad) => `<li><a href="/${ids.days}/n/${ad.id}">${ad.title}</a><span class="p">${ad.price}</span><span class="a">${ad.place}</span></li>`)}</ul>`).join('')}</div>`,
    ),
  },
  {
    // Categories, each with subcategories, each with ads: three lists inside one another.
    id: ids.shelves,
    ads: townAds(16),
    href: (ad) => `/${ids.shelves}/item/${ad.id}.html`,
    shows: ['price'],
    next: null,
    html: site(
      '课程目录',
      `<ul class="tree">${['学科', '兴趣'].map((kind, first) => `<li class="c1"><span>${kind}</span><ul>${['低年级', '高年级'].map((age, second) => `<li class="c2"><strong><a href="/${ids.shelves}/c/${first}${second}/">${age}</a></strong><ul>${each(townAds(16).slice(first * 8 + second * 4, first * 8 + second * 4 + 4), (ad) => `<li class="c3"><a href="/${ids.shelves}/item/${ad.id}.html">${ad.title}</a>（${ad.price}）</li>`)}</ul></li>`).join('')}</ul></li>`).join('')}</ul>`,
    ),
  },
  {
    // Two lists beside one another in the cells of a table: wanted and offered.
    id: ids.halves,
    ads: townAds(14),
    href: (ad) => `/${ids.halves}/view.php?aid=${ad.id}`,
    shows: ['publishedAt'],
    next: null,
    html: site(
      '供求信息',
      `<table class="two"><tr><th>最新需求</th><th>最新老师</th></tr><tr>${[0, 1].map((half) => `<td valign="top"><ul class="l${half}">${each(townAds(14).slice(half * 7, half * 7 + 7), (ad) => `<li><em>${ad.date.slice(5)}</em>·<a href="/${ids.halves}/view.php?aid=${ad.id}" target="_blank">${ad.title}</a></li>`)}</ul><p class="more"><a href="/${ids.halves}/more/${half}">更多&gt;&gt;</a></p></td>`).join('')}</tr></table>`,
      hot,
    ),
  },
  {
    // One definition list; the term holds the link, two definitions follow, the second in labels.
    id: ids.terms,
    ads: townAds(9),
    href: (ad) => `/${ids.terms}/index.php?m=content&c=index&a=show&catid=6&id=${ad.id}`,
    shows: ['body', 'price', 'location'],
    next: `/${ids.terms}/index.php?m=content&c=index&a=lists&catid=6&page=2`,
    html: site(
      '家教需求',
      `<dl class="news_list">${each(townAds(9), (ad) => `<dt><a href="index.php?m=content&amp;c=index&amp;a=show&amp;catid=6&amp;id=${ad.id}">${ad.title}</a></dt><dd class="d1">${ad.body}</dd><dd class="d2"><label>报酬：</label>${ad.price}<label>地点：</label>${ad.place}</dd>`)}</dl><div id="pages" class="text-c"><a class="a1">9条</a> <span>1</span> <a href="index.php?m=content&amp;c=index&amp;a=lists&amp;catid=6&amp;page=2">2</a> <a href="index.php?m=content&amp;c=index&amp;a=lists&amp;catid=6&amp;page=2" class="a1">下一页</a></div>`,
    ),
  },
  {
    // Headings and paragraphs one after another, as an editor typed them; some ads have two paragraphs.
    id: ids.chapters,
    ads: townAds(8),
    href: (ad) => `/${ids.chapters}/post/${ad.id}/`,
    shows: ['body', 'price'],
    next: null,
    html: site(
      '本周信息汇总',
      `<div class="txt">${each(townAds(8), (ad, at) => `<h3><a href="/${ids.chapters}/post/${ad.id}/">${ad.title}</a></h3><p>${ad.body}</p>${at % 3 === 0 ? `<p><img src="/up/${ad.id}.jpg" /></p>` : ''}<p>价格：${ad.price}，${ad.place}</p>`)}</div>`,
    ),
  },
  {
    // The district's cell spans the rows of its ads.
    id: ids.spans,
    ads: townAds(12),
    href: (ad) => `/${ids.spans}/info.aspx?ID=${ad.id}`,
    shows: ['price', 'publisher'],
    next: null,
    html: site(
      '各区师资',
      `<table id="GridView1" border="1"><tr><th>区</th><th>标题</th><th>课酬</th><th>联系人</th></tr>${['松涛区', '大学城', '云溪镇', '海棠湾'].map((area, group) => each(townAds(12).slice(group * 3, group * 3 + 3), (ad, at) => `<tr>${at === 0 ? `<td rowspan="3">${area}</td>` : ''}<td><a href="info.aspx?ID=${ad.id}">${ad.title}</a></td><td>${ad.price}</td><td>${ad.who}</td></tr>`)).join('')}</table>`,
    ),
  },
];
