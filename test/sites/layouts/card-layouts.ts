/** Layouts in cards. */
import { adPath, each, framed, pager, secondPage, unnamed, type Layout } from './layout.js';
import { layoutAds } from './layout-ads.js';

const ads = layoutAds(9);
const [hashed, columns, link, clicked, posts] = ['cards-hashed', 'cards-columns', 'cards-link', 'cards-clicked', 'posts'];

export const CARD_LAYOUTS: readonly Layout[] = [
  {
    // Every class name is the work of a bundler.
    id: hashed,
    ads,
    href: adPath(hashed),
    shows: ['body', 'price', 'location', 'publishedAt'],
    next: secondPage(hashed),
    html: unnamed(
      '同城好课',
      `<div class="css-1x9a2b"><div class="css-88fk1q">
${each(ads, (ad) => `<div class="css-k2j4h1"><div class="css-p0o9i8"><a class="css-zz81ma" href="/${hashed}/info-${ad.id}.html"><div class="css-q7w6e5"></div></a></div><div class="css-m3n2b1"><a class="css-a1s2d3" href="/${hashed}/info-${ad.id}.html"><div class="css-f4g5h6">${ad.title}</div></a><div class="css-j7k8l9">${ad.body}</div><div class="css-v5c4x3"><span class="css-t1">${ad.price}</span><span class="css-t2">${ad.place}</span><span class="css-t2">${ad.date}</span></div></div></div>`)}
</div></div><div class="css-33pg"><a class="css-pg1" href="/${hashed}/list_2.html">下一页 ›</a></div>`,
    ),
  },
  {
    // Rows of columns of a style kit, with tags and a button in each card.
    id: columns,
    ads,
    href: adPath(columns),
    shows: ['body', 'price', 'location'],
    next: secondPage(columns),
    html: framed(
      '课程超市',
      [0, 1, 2]
        .map(
          (line) =>
            `<div class="row">${each(ads.slice(line * 3, line * 3 + 3), (ad) => `<div class="col-md-4"><div class="card"><img class="card-img-top" src="/c/${ad.id}.jpg" alt="封面"><div class="card-body"><span class="badge">精选</span><h5 class="card-title"><a href="info-${ad.id}.html">${ad.title}</a></h5><p class="card-text">${ad.body}</p><p><span class="price">${ad.price}</span> <small class="address">${ad.place}</small></p><a href="/order?id=${ad.id}" class="btn">立即预约</a></div></div></div>`)}</div>`,
        )
        .join('') +
        `<ul class="pagination"><li class="active"><a href="#">1</a></li><li><a href="list_2.html">2</a></li><li><a href="list_3.html">3</a></li></ul>`,
    ),
  },
  {
    id: link,
    ads,
    href: adPath(link),
    shows: ['body', 'price', 'publisher'],
    next: null,
    html: framed(
      '找老师',
      `<section class="result">${each(ads, (ad) => `<a class="teacher" href="/${link}/info-${ad.id}.html?from=list" rel="nofollow"><div class="pic"><img data-src="/t/${ad.id}.jpg"></div><div class="info"><div class="name-row"><strong class="title">${ad.title}</strong><i>已认证</i></div><div class="author">${ad.who}</div><div class="intro">${ad.body}</div><div class="pay">${ad.price}</div></div></a>`)}</section>`,
    ).replaceAll('?from=list', ''),
  },
  {
    // No link at all: a script reads the address from an attribute.
    id: clicked,
    ads,
    href: adPath(clicked),
    shows: ['body', 'price'],
    next: secondPage(clicked),
    html: framed(
      '兼职家教',
      `<div class="list">${each(ads, (ad, at) => `<div class="item" ${at % 2 === 0 ? `onclick="location.href='/${clicked}/info-${ad.id}.html'"` : `data-url="/${clicked}/info-${ad.id}.html"`}><p class="t">${ad.title}</p><p class="d">${ad.body}</p><em class="price">${ad.price}</em></div>`)}</div><a href="javascript:;" class="next" onclick="window.location='/${clicked}/list_2.html'">下一页</a>`,
    ),
  },
  {
    // Posts have no page of their own.
    id: posts,
    ads,
    href: () => null,
    shows: ['body', 'publishedAt', 'publisher'],
    next: secondPage(posts),
    html: framed(
      '同城动态',
      `<div class="feed">${each(ads, (ad) => `<div class="post"><div class="hd"><img class="avatar" src="/a/${ad.id}.jpg"><a class="nickname" href="/u/${ad.id}">${ad.who}</a><span class="time">${ad.date} 12:30</span></div><div class="bd">${ad.title}。${ad.body}</div><div class="ft"><a href="javascript:;">转发</a><a href="javascript:;">评论 3</a><a href="javascript:;">赞 ${ad.id}</a></div></div>`)}</div>${pager(posts)}`,
    ),
  },
];
