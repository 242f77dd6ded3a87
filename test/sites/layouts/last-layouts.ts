/** Held out a fourth time: written after lists were found by where their records lead, in other manners than the rest. */
import { each, framed, unnamed, type Layout } from './layout.js';
import { layoutAds } from './layout-ads.js';
import { teacherAds, townAds } from './town-ads.js';

const ids = {
  rows: 'clicked-rows',
  panes: 'two-panes',
  feed: 'short-posts',
  calendar: 'calendar',
  digest: 'digest',
  upright: 'upright',
  firms: 'firms',
  slugs: 'slugs',
  sheet: 'ad-sheet',
  router: 'hash-router',
  lead: 'lead-story',
  mixedHosts: 'member-shops',
} as const;

const none = { ads: [], href: () => null, shows: [], next: null } as const;

const SLUGS = 'summer-reading-club piano-for-beginners math-evenings tutor-wanted-north house-of-essays robots-on-saturday old-books-sale choir-open-day speak-up-english'.split(' ');
const slugOf = (id: number) => SLUGS[(id - 20311) / 37] ?? '';

export const LAST_LAYOUTS: readonly Layout[] = [
  {
    // An office's system: rows that a script opens, the address in the handler, no link at all.
    id: ids.rows,
    ads: townAds(9),
    href: (ad) => `/${ids.rows}/view.jsp?infoid=${ad.id}`,
    shows: ['publishedAt', 'location'],
    next: `/${ids.rows}/list.html?pageNo=2`,
    html: framed(
      '信息公开',
      `<table class="grid" width="100%"><thead><tr><td>序号</td><td>标题</td><td>地区</td><td>发布日期</td></tr></thead><tbody>${each(townAds(9), (ad, at) => `<tr class="${at % 2 === 0 ? 'even' : 'odd'}" onclick="window.open('view.jsp?infoid=${ad.id}')"><td>${at + 1}</td><td>${ad.title}</td><td>${ad.place}</td><td>${ad.date}</td></tr>`)}</tbody></table><div>第 1 页 / 共 4 页 <a href="?pageNo=2">下页</a></div>`,
    ),
  },
  {
    // Newest and most read beside one another in panes; half of the ads stand in both.
    id: ids.panes,
    ads: townAds(9),
    href: (ad) => `/${ids.panes}/c/${ad.id}.html`,
    shows: ['price'],
    next: null,
    html: unnamed(
      '课程信息',
      `<div class="tab"><span class="on">最新</span><span>最多人看</span></div><div class="con"><ul class="a1">${each(townAds(9), (ad) => `<li><a href="/${ids.panes}/c/${ad.id}.html">${ad.title}</a><b>${ad.price}</b></li>`)}</ul><ul class="a2">${each(townAds(9).filter((_, at) => at % 2 === 0), (ad) => `<li><a href="/${ids.panes}/c/${ad.id}.html">${ad.title}</a><b>${ad.price}</b></li>`)}</ul></div>`,
    ),
  },
  {
    // Short posts without titles; the time leads to the post, some quote another one.
    id: ids.feed,
    ads: townAds(8),
    href: () => null,
    shows: ['publisher'],
    next: null,
    html: unnamed(
      '微圈',
      `<div id="pl_feedlist">${each(townAds(8), (ad, at) => `<div class="card-wrap" mid="${ad.id}"><div class="card-feed"><div class="avator"><a href="//me.example.com/u/${ad.id}"><img src="/a/${ad.id}.jpg"></a></div><div class="content"><div class="info"><a href="//me.example.com/u/${ad.id}" class="name" nick-name="${ad.who}">${ad.who}</a></div><p class="txt">${ad.title} ${ad.body} <a href="/topic?q=%23">#家有小学生#</a></p>${at % 3 === 1 ? '<div class="card-comment"><p>@海风：谁家孩子不是这样呢，熬过去就好了。</p></div>' : ''}<p class="from">05月0${9 - (at % 8)}日 10:1${at} 来自 手机</p></div><div class="card-act"><ul><li><a href="javascript:void(0);">收藏</a></li><li><a href="javascript:void(0);">转发 ${at}</a></li><li><a href="javascript:void(0);">评论 ${at + 2}</a></li></ul></div></div></div>`)}</div>`,
    ),
  },
  {
    // A calendar of courses: the day in the term, one to three ads in definitions below it.
    id: ids.calendar,
    ads: townAds(11),
    href: (ad) => `/${ids.calendar}/event/${ad.id}`,
    shows: ['location'],
    next: `/${ids.calendar}/2023/06`,
    html: framed(
      '本月课程日历',
      `<dl class="cal">${[3, 1, 2, 3, 1, 1].map((count, day, all) => {
        const from = all.slice(0, day).reduce((sum, one) => sum + one, 0);
        return `<dt>5月${10 + day}日</dt>${each(townAds(11).slice(from, from + count), (ad) => `<dd><i>${9 + day}:30</i> <a href="/${ids.calendar}/event/${ad.id}">${ad.title}</a> <em>${ad.place}</em></dd>`)}`;
      }).join('')}</dl><p class="turn"><a href="/${ids.calendar}/2023/04">上个月</a> <a href="/${ids.calendar}/2023/06" rel="next">下个月</a></p>`,
    ),
  },
  {
    // A digest: an introduction, then a numbered ad in each paragraph, under a heading.
    id: ids.digest,
    ads: townAds(10),
    href: (ad) => `/${ids.digest}/s/${ad.id}.shtml`,
    shows: ['price'],
    next: null,
    html: framed(
      '一周家教信息汇总',
      `<h1>一周家教信息汇总</h1><div class="txt"><p>下面是本周收到的信息，点标题看详情。</p>${each(townAds(10), (ad, at) => `<p><strong>${at + 1}、</strong><a href="/${ids.digest}/s/${ad.id}.shtml">${ad.title}</a>（${ad.price}）</p>`)}</div>`,
    ),
  },
  {
    // Firms with their jobs: the jobs are the postings, a firm has one to three.
    id: ids.firms,
    ads: townAds(12),
    href: (ad) => `/${ids.firms}/job/${ad.id}.html`,
    shows: ['price'],
    next: `/${ids.firms}/p2.html`,
    html: unnamed(
      '名企招聘',
      `<div class="com-list">${[2, 3, 1, 2, 3, 1].map((count, firm, all) => { const from = all.slice(0, firm).reduce((sum, one) => sum + one, 0); return `<div class="com"><h3><a href="/${ids.firms}/firm/${firm}.html">鹭岛第${firm + 1}教育公司</a></h3><p class="intro">民办教育 · 100-499人 · 松涛区</p><ul>${each(townAds(12).slice(from, from + count), (ad) => `<li><a href="/${ids.firms}/job/${ad.id}.html">${ad.title}</a><span class="sal">${ad.price}</span></li>`)}</ul></div>`; }).join('')}</div><a href="/${ids.firms}/p2.html">下一页</a>`,
    ),
  },
  {
    // A blog with speaking addresses, the same kind for posts, authors and categories.
    id: ids.slugs,
    ads: townAds(9),
    href: (ad) => `/${ids.slugs}/${slugOf(ad.id)}/`,
    shows: ['body', 'publishedAt'],
    next: `/${ids.slugs}/page/2/`,
    html: unnamed(
      '拾光 | 最近文章',
      `<main id="main">${each(townAds(9), (ad, at) => `<article class="post type-post"><header><h2><a href="/${ids.slugs}/${slugOf(ad.id)}/" rel="bookmark">${ad.title}</a></h2><div class="meta"><a href="/${ids.slugs}/category/c${at % 3}/">课外</a> · <a href="/${ids.slugs}/author/a${at % 2}/">编者</a> · <time datetime="${ad.date}">${ad.date}</time></div></header><div class="sum"><p>${ad.body}</p></div></article>`)}<nav class="nav-links"><span class="current">1</span><a href="/${ids.slugs}/page/2/">2</a><a class="next" href="/${ids.slugs}/page/2/">更早</a></nav></main>`,
    ),
  },
  {
    // A sheet of ads as in a newspaper: rules between them, no links, the title in bold.
    id: ids.sheet,
    ads: townAds(8),
    href: () => null,
    shows: ['price'],
    next: null,
    html: unnamed(
      '分类广告',
      `<div class="sheet">${each(townAds(8), (ad) => `<div class="one"><b>${ad.title}</b><br>${ad.body}<br>价格：${ad.price} &nbsp;电话：13800000${String(ad.id).slice(-3)}</div><hr>`)}</div>`,
    ),
  },
  {
    // An app whose addresses are behind a hash, as a browser holds it.
    id: ids.router,
    ads: townAds(10),
    href: () => null,
    shows: ['body', 'price'],
    next: null,
    html: unnamed(
      '附近的课',
      `<div class="van-list">${each(townAds(10), (ad) => `<div class="van-cell"><a href="#/detail/${ad.id}"><div class="van-cell__title"><span>${ad.title}</span><div class="van-cell__label">${ad.body}</div></div><div class="van-cell__value"><span>${ad.price}</span></div></a></div>`)}<div class="van-list__finished-text">没有更多了</div></div>`,
    ),
  },
  {
    // The first ad large with a picture, the next two smaller, the others in a list.
    id: ids.lead,
    ads: layoutAds(11),
    href: (ad) => `/${ids.lead}/2023-05/${ad.date.slice(-2)}/c_${1000 + ad.id}.htm`,
    shows: ['publishedAt'],
    next: null,
    html: framed(
      '教育服务',
      `<div class="first"><a href="/${ids.lead}/2023-05/09/c_1001.htm"><img src="/big.jpg"></a><h2><a href="/${ids.lead}/2023-05/09/c_1001.htm">${layoutAds(1)[0]?.title ?? ''}</a></h2><p>在职老师，先试讲一次。</p><em>2023-05-09</em></div><div class="second">${each(layoutAds(11).slice(1, 3), (ad) => `<div class="s"><img src="/m/${ad.id}.jpg"><h3><a href="/${ids.lead}/2023-05/${ad.date.slice(-2)}/c_${1000 + ad.id}.htm">${ad.title}</a></h3><em>${ad.date}</em></div>`)}</div><ul class="rest">${each(layoutAds(11).slice(3), (ad) => `<li><a href="/${ids.lead}/2023-05/${ad.date.slice(-2)}/c_${1000 + ad.id}.htm">${ad.title}</a><em>${ad.date}</em></li>`)}</ul>`,
    ),
  },
  {
    // Each ad on the shop's own subdomain.
    id: ids.mixedHosts,
    ads: townAds(9),
    href: () => null,
    shows: ['price'],
    next: null,
    html: unnamed(
      '会员店铺',
      `<div class="shops">${each(townAds(9), (ad) => `<div class="shop-row"><h4>${ad.title}</h4><p>${ad.body}</p><p><span class="pr">${ad.price}</span> <a href="javascript:callOut(${ad.id})">联系商家</a></p></div>`)}</div>`,
    ),
  },
  {
    // Downloads: a table of files, no posting among them, under a text about them.
    ...none,
    id: 'downloads',
    html: framed(
      '暑期安全须知及附件下载',
      `<h1>暑期安全须知及附件下载</h1><p>来源：青屿区教育局 2023-05-08</p><div class="content"><p>各中小学：暑期将至，请各校在放假前召开一次家长会，讲清楚防溺水、防火灾和交通安全的要求，并请家长在回执上签字。</p><p>回执由班主任保存至下学期开学，区教育局将在七月抽查一次，抽查结果在全区通报。</p><p>附件可在下面下载，打印后分发到每一位学生。</p></div><table class="fj"><tr><td>附件1</td><td><a href="/downloads/f1.doc">致家长的一封信</a></td></tr><tr><td>附件2</td><td><a href="/downloads/f2.doc">暑期安全回执</a></td></tr><tr><td>附件3</td><td><a href="/downloads/f3.doc">防溺水六不准海报</a></td></tr></table>`,
    ),
  },
  {
    // One course with its plan, its reviews and more of the same school.
    ...none,
    id: 'one-course',
    html: framed(
      '少儿机器人暑期班_小机灵编程_鹭岛课程网',
      `<div class="goods"><h1>少儿机器人暑期班</h1><div class="price">1999元/期</div><ul class="spec"><li>适合年龄：7-12岁</li><li>上课时间：周二至周五上午</li><li>课时：16次</li><li>地点：鹭岛新城</li></ul></div><div class="plan"><h3>课程大纲</h3><ol><li>认识积木与马达，搭一辆会动的小车</li><li>传感器初步，让小车绕开障碍</li><li>程序与循环，走一个正方形</li><li>合作任务，搬运比赛</li></ol></div><div class="pj"><h3>学员评价</h3><ul class="comments"><li><b>果果妈妈</b><p>老师很有耐心，孩子每次都不想走。</p></li><li><b>阿远</b><p>地方好找，就是停车难一点。</p></li><li><b>小满</b><p>暑假上了一期，秋天还想接着上。</p></li></ul></div><div class="same"><h3>该机构其他课程</h3><ul>${each(townAds(5, 70_001), (ad) => `<li><a href="/one-course/${ad.id}.html">${ad.title}</a><span>${ad.price}</span></li>`)}</ul></div>`,
    ),
  },
  {
    // Letters and the districts below them: where lists are, not a list.
    ...none,
    id: 'cities',
    html: framed(
      '选择城市',
      `<dl class="citys">${['A', 'B', 'C', 'D', 'E'].map((letter) => `<dt>${letter}</dt><dd>${['岛', '湾', '溪', '港', '洲', '屿'].map((name, at) => `<a href="http://${letter.toLowerCase()}${at}.example.com/">${letter}${name}市</a>`).join(' ')}</dd>`).join('')}</dl>`,
    ),
  },
];

/** What lists are not found in, so that it is known. */
export const MISSED_LAYOUTS: readonly Layout[] = [
  {
    // Three teachers a line, set upright: a row of photographs, a row of names, a row of fees.
    id: ids.upright,
    ads: teacherAds(),
    href: (ad) => `/${ids.upright}/t${ad.id}.htm`,
    shows: ['price'],
    next: null,
    html: framed(
      '教师风采',
      `<table class="tea">${[0, 1, 2].map((line) => { const three = teacherAds().slice(line * 3, line * 3 + 3); return `<tr>${each(three, (ad) => `<td><a href="/${ids.upright}/t${ad.id}.htm"><img src="/p/${ad.id}.jpg"></a></td>`)}</tr><tr>${each(three, (ad) => `<td><a href="/${ids.upright}/t${ad.id}.htm">${ad.title}</a></td>`)}</tr><tr>${each(three, (ad) => `<td>${ad.body} ${ad.price}</td>`)}</tr>`; }).join('')}</table>`,
    ),
  },
];
