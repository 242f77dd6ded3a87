/** Layouts in tables. */
import { adPath, each, framed, pager, secondPage, type Layout } from './layout.js';
import { layoutAds } from './layout-ads.js';

const ads = layoutAds(10);
const [rows, pairs, frames, forum, grid] = ['table-rows', 'table-pairs', 'table-frames', 'forum', 'table-grid'];

export const TABLE_LAYOUTS: readonly Layout[] = [
  {
    id: rows,
    ads,
    href: adPath(rows),
    shows: ['price', 'location', 'publishedAt', 'publisher'],
    next: secondPage(rows),
    html: framed(
      '便民信息',
      `<table class="tbl"><tr><th>信息标题</th><th>地区</th><th>价格</th><th>联系人</th><th>发布日期</th></tr>
${each(ads, (ad) => `<tr><td><a href="info-${ad.id}.html">${ad.title}</a></td><td>${ad.place}</td><td>${ad.price}</td><td>${ad.who}</td><td>${ad.date}</td></tr>`)}
</table>${pager(rows)}`,
    ),
  },
  {
    // Two rows an ad: the title's, and what it says.
    id: pairs,
    ads,
    href: adPath(pairs),
    shows: ['body', 'price', 'location', 'publishedAt'],
    next: secondPage(pairs),
    html: framed(
      '分类信息 - 教育培训',
      `<table width="100%">
${each(ads, (ad) => `<tr><td><b><a href="/${pairs}/info-${ad.id}.html">${ad.title}</a></b></td><td align="right">${ad.price}</td></tr><tr><td colspan="2">${ad.body} 地点：${ad.place}<br>${ad.date}</td></tr>`)}
</table>${pager(pairs)}`,
    ),
  },
  {
    // Tables in tables, as editors of the 2000s made them.
    id: frames,
    ads,
    charset: 'gbk',
    href: adPath(frames),
    shows: ['publishedAt'],
    next: secondPage(frames),
    html: `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>青屿信息港--教育信息</title></head><body bgcolor="#FFFFFF">
<table width="778" align="center" cellspacing="0"><tr><td bgcolor="#336699"><font color="#FFFFFF">青屿信息港</font></td></tr>
<tr><td><a href="/">首页</a> | <a href="/zp/">招聘</a> | <a href="/jy/">教育</a> | <a href="/fc/">房产</a></td></tr></table>
<table width="778" align="center"><tr><td width="160" valign="top"><table width="100%"><tr><td bgcolor="#99CCFF">热点排行</td></tr>
${[1, 2, 3, 4, 5].map((at) => `<tr><td><img src="dot.gif">&nbsp;<a href="/rd/${at}.html">沙滩音乐节停车攻略第${at}版</a></td></tr>`).join('\n')}</table></td>
<td width="618" valign="top"><table width="100%"><tr><td>&nbsp;<b>教育信息</b></td></tr><tr><td><table width="100%" cellpadding="2">
${each(ads, (ad) => `<tr><td width="20"><img src="dot.gif"></td><td><a href="info-${ad.id}.html" target="_blank"><font size="2">${ad.title}</font></a></td><td width="90"><font size="2" color="#666666">[${ad.date}]</font></td></tr><tr><td colspan="3" background="line.gif" height="1"></td></tr>`)}
</table></td></tr><tr><td align="center"><font size="2">第1页 共9页 首页 上一页 <a href="list_2.html">下一页</a> <a href="list_9.html">尾页</a></font></td></tr></table></td></tr></table>
<table width="778" align="center"><tr><td align="center"><font size="2">版权所有 青屿信息港</font></td></tr></table></body></html>`,
  },
  {
    // Pinned threads, a row between them and the rest, and a row that the forum sells.
    id: forum,
    ads: layoutAds(12),
    href: (ad) => `/${forum}/thread-${ad.id}-1-1.html`,
    shows: ['publishedAt', 'publisher'],
    next: `/${forum}/forum-8-2.html`,
    html: framed(
      '家长交流 - 青屿论坛',
      `<form method="post"><table id="threadlist"><thead><tr><th>全部主题 精华 投票</th><td>作者</td><td>回复/查看</td><td>最后发表</td></tr></thead>
${each(
  layoutAds(12),
  (ad, at) => `${at === 2 ? '<tbody id="separatorline"><tr><td>&nbsp;</td><th colspan="4">版块主题</th></tr></tbody>' : ''}${at === 6 ? '<tbody><tr><td colspan="5"><a href="https://ads.example.net/c?k=9" target="_blank"><img src="/ad.gif"></a></td></tr></tbody>' : ''}<tbody id="${at < 2 ? 'stick' : 'normal'}thread_${ad.id}"><tr><td class="icn"><a href="thread-${ad.id}-1-1.html" title="新窗口打开"><img src="pin.gif"></a></td><th class="common"><em>[<a href="forum.php?fid=8&amp;typeid=${at % 3}">${at % 3 === 0 ? '青屿本地孩子升学与课外学习综合讨论' : '求助'}</a>]</em> <a href="thread-${ad.id}-1-1.html" class="s xst">${ad.title}</a> <span class="tps">...<a href="thread-${ad.id}-2-1.html">2</a></span></th><td class="by"><cite><a href="space-uid-${ad.id}.html">${ad.who}</a></cite><em><span>${ad.date.replace('-0', '-').replace('-0', '-')}</span></em></td><td class="num"><a href="thread-${ad.id}-1-1.html" class="xi2">${ad.id * 3}</a><em>${ad.id * 71}</em></td><td class="by"><cite><a href="space-uid-9.html">海风</a></cite><em><a href="forum.php?goto=lastpost&amp;tid=${ad.id}">昨天 21:0${at % 10}</a></em></td></tr></tbody>`,
)}</table></form><div class="pg"><strong>1</strong><a href="forum-8-2.html">2</a><a href="forum-8-3.html">3</a><a href="forum-8-2.html" class="nxt">下一页</a></div>`,
    ),
  },
  {
    // Three cells in a row, each an ad.
    id: grid,
    ads: layoutAds(12),
    href: adPath(grid),
    shows: ['price'],
    next: null,
    html: framed(
      '名师展示',
      `<table class="t">${[0, 1, 2, 3].map((line) => `<tr>${each(layoutAds(12).slice(line * 3, line * 3 + 3), (ad) => `<td><a href="info-${ad.id}.html"><img src="/p/${ad.id}.jpg" width="120"></a><br><a href="info-${ad.id}.html">${ad.title}</a><br><span>${ad.price}</span></td>`)}</tr>`).join('')}</table>`,
    ),
  },
];
