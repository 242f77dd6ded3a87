/** Held out a third time: shops, apps and search pages, and pages that are no list; written without looking at how lists are found. */
import { each, framed, unnamed, type Layout } from './layout.js';
import { teacherAds, townAds } from './town-ads.js';

const ids = {
  boot: 'boot',
  soup: 'soup',
  thumbs: 'thumbs',
  teachers: 'teachers',
  search: 'search',
} as const;

const none = { ads: [], href: () => null, shows: [], next: null } as const;

/** A title with the words that were searched for marked in it. */
const marked = (title: string) => title.replaceAll(/老师|英语|初|数学/g, (word) => `<em>${word}</em>`);

const box = (heading: string, count: number, path: string) =>
  `<div class="block"><div class="hd"><h3>${heading}</h3><a class="more" href="${path}">更多</a></div><ul>${each(townAds(count, 90_001), (ad) => `<li><a href="${path}${ad.id}.html" title="${ad.title}">${ad.title}</a><em>${ad.date.slice(5)}</em></li>`)}</ul></div>`;

export const SHOP_LAYOUTS: readonly Layout[] = [
  {
    id: ids.boot,
    ads: townAds(12),
    href: (ad) => `/${ids.boot}/courses/${ad.id}`,
    shows: ['body', 'price', 'publisher'],
    next: `/${ids.boot}/list.html?page=2`,
    html: `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>课程 - 鹭鸣</title></head><body><nav class="navbar navbar-expand-lg"><div class="container"><a class="navbar-brand" href="/">鹭鸣</a><ul class="navbar-nav"><li class="nav-item"><a class="nav-link active" href="/courses">课程</a></li><li class="nav-item"><a class="nav-link" href="/teachers">老师</a></li><li class="nav-item"><a class="nav-link" href="/campus">校区</a></li></ul></div></nav><div class="jumbotron"><h1>夏天，学点什么</h1><p>我们把好老师请到你家附近。</p></div><div class="container"><div class="row row-cols-1 row-cols-md-3 g-4">${each(townAds(12), (ad, at) => `<div class="col"><div class="card h-100 shadow-sm"><img src="/cover/${ad.id}.webp" class="card-img-top" alt=""><div class="card-body"><h5 class="card-title">${ad.title}</h5><p class="card-text">${ad.body}</p><a href="/${ids.boot}/courses/${ad.id}" class="stretched-link"></a></div><div class="card-footer"><small class="text-muted">${ad.who}</small><span class="badge bg-primary">${ad.price}</span>${at % 3 === 0 ? '<span class="badge bg-danger">仅剩3席</span>' : ''}</div></div></div>`)}</div><nav><ul class="pagination justify-content-center"><li class="page-item disabled"><a class="page-link" href="#" tabindex="-1">上一页</a></li><li class="page-item active"><a class="page-link" href="#">1</a></li><li class="page-item"><a class="page-link" href="?page=2">2</a></li><li class="page-item"><a class="page-link" href="?page=2">下一页</a></li></ul></nav></div><footer class="mt-5"><div class="row"><div class="col"><h6>关于</h6><a href="/a">我们</a></div><div class="col"><h6>帮助</h6><a href="/h">常见问题</a></div><div class="col"><h6>联系</h6><span>客服在线</span></div></div></footer></body></html>`,
  },
  {
    // What a bundler leaves: divs in divs, names that say nothing and differ with the state of an item.
    id: ids.soup,
    ads: townAds(14),
    href: (ad) => `/${ids.soup}/explore/64${ad.id.toString(16)}000000001300`,
    shows: ['body', 'price', 'publisher'],
    next: null,
    html: `<!doctype html><html><head><meta charset="utf-8"><title>附近</title></head><body><div id="app" data-v-app=""><div data-v-7ba5bd90="" class="sc-1kx"><div data-v-7ba5bd90=""><div data-v-11aa=""><span>推荐</span></div><div data-v-11aa=""><span>附近</span></div><div data-v-11aa=""><span>最新</span></div></div><div data-v-7ba5bd90="" class="sc-fzplWN" style="position:relative;height:5210px">${each(townAds(14), (ad, at) => `<div data-v-3c1="" data-index="${at}" class="sc-${at % 2 === 0 ? 'AxjAm' : 'AxirZ'} ${['bHcqYf', 'dkUolR', 'fiQsTe'][at % 3]}" style="position:absolute;transform:translate(${(at % 2) * 240}px, ${at * 186}px)"><div data-v-3c1=""><div data-v-9d=""><a data-v-9d="" href="/${ids.soup}/explore/64${ad.id.toString(16)}000000001300"><div><div style="background-image:url(/i/${ad.id}.webp)"></div>${at % 4 === 3 ? '<div><svg></svg><span>00:4' + String(at % 10) + '</span></div>' : ''}</div></a></div><div data-v-9d=""><a data-v-9d="" href="/${ids.soup}/explore/64${ad.id.toString(16)}000000001300"><span>${ad.title}</span></a><div data-v-9d=""><span>${ad.body}</span></div><div data-v-9d=""><div><a href="/${ids.soup}/user/profile/${ad.id}"><img src="/u/${ad.id}"><span>${ad.who}</span></a></div><div><span>${ad.price}</span></div><div><svg></svg><span>${at * 7}</span></div></div></div></div></div>`)}</div></div><div data-v-7ba5bd90=""><div><a href="/terms">用户协议</a><a href="/privacy">隐私政策</a></div></div></div></body></html>`,
  },
  {
    // Pictures only; what they are stands in the alternative text.
    id: ids.thumbs,
    ads: townAds(12),
    href: (ad) => `/${ids.thumbs}/works/${ad.id}.html`,
    shows: [],
    next: `/${ids.thumbs}/works/p2.html`,
    html: framed(
      '作品墙',
      `<div class="wall">${each(townAds(12), (ad) => `<div class="cell"><a href="/${ids.thumbs}/works/${ad.id}.html"><img src="/thumb/${ad.id}.jpg" alt="${ad.title}" width="200"></a></div>`)}</div><div class="pg"><a class="cur">1</a><a href="/${ids.thumbs}/works/p2.html">2</a></div>`,
    ),
  },
  {
    // Teachers with name, subjects, price, stars and a button.
    id: ids.teachers,
    ads: teacherAds(),
    href: (ad) => `/${ids.teachers}/teacher/${ad.id}`,
    shows: ['body', 'price', 'location'],
    next: `/${ids.teachers}/teachers/2`,
    html: unnamed(
      '找老师',
      `<ul class="tlist">${each(teacherAds(), (ad, at) => `<li><div class="face"><a href="/${ids.teachers}/teacher/${ad.id}"><img src="/face/${ad.id}.jpg"></a></div><div class="who"><a href="/${ids.teachers}/teacher/${ad.id}">${ad.title}</a><span>${['女', '男'][at % 2]}</span><span>${at + 4}年教龄</span></div><div class="what">${ad.body}</div><div class="more"><span>${ad.price}</span><span>${ad.place}</span><span>★★★★${at % 2 === 0 ? '★' : '☆'}</span></div><a class="book" href="/${ids.teachers}/book?t=${ad.id}">约TA试听</a></li>`)}</ul><div><a href="/${ids.teachers}/teachers/1">1</a><a href="/${ids.teachers}/teachers/2">2</a><a href="/${ids.teachers}/teachers/3">3</a></div>`,
    ),
  },
  {
    // What was searched for is marked in title and text; the address in green; related searches below.
    id: ids.search,
    ads: townAds(10),
    href: (ad) => `/${ids.search}/doc/${ad.id}.shtml`,
    shows: ['body', 'publishedAt'],
    next: `/${ids.search}/s?q=%E5%AE%B6%E6%95%99&p=2`,
    html: unnamed(
      '家教_站内搜索',
      `<form action="/${ids.search}/s"><input name="q" value="家教"><button>搜一下</button></form><p>找到相关结果约 87 个</p>${each(townAds(10), (ad, at) => `<div class="result c-container" id="${at + 1}"><h3 class="t"><a href="/${ids.search}/doc/${ad.id}.shtml" target="_blank">${marked(ad.title)}</a></h3><div class="c-abstract"><span class="newTimeFactor">${ad.date}&nbsp;-&nbsp;</span>${ad.body}</div><div class="f13"><a href="/${ids.search}/doc/${ad.id}.shtml" class="c-showurl">www.ludao.example.com/doc/${ad.id}</a> - <a href="/cache?id=${ad.id}">快照</a></div></div>`)}<div id="rs"><b>相关搜索</b><table><tr><th><a href="/${ids.search}/s?q=1">家教老师怎么找</a></th><th><a href="/${ids.search}/s?q=2">家教多少钱一小时</a></th></tr><tr><th><a href="/${ids.search}/s?q=3">大学生家教网</a></th><th><a href="/${ids.search}/s?q=4">上门家教</a></th></tr></table></div><div id="page"><strong>1</strong><a href="/${ids.search}/s?q=%E5%AE%B6%E6%95%99&amp;p=2">2</a><a href="/${ids.search}/s?q=%E5%AE%B6%E6%95%99&amp;p=2">下一页&gt;</a></div>`,
    ),
  },
  {
    // One job with its facts in a table and boxes of related ones: no list.
    ...none,
    id: 'one-job',
    html: framed(
      '招聘初中数学老师_启航托管中心_鹭岛人才网',
      `<div class="job"><h1>招聘初中数学老师</h1><table class="facts"><tr><th>招聘单位</th><td>启航托管中心</td><th>薪资</th><td>6000-9000元/月</td></tr><tr><th>工作地点</th><td>云溪镇</td><th>学历</th><td>本科</td></tr><tr><th>经验</th><td>一年以上</td><th>人数</th><td>2人</td></tr></table><div class="desc"><p>负责初一至初三的作业辅导与答疑。</p><p>工作时间：每周三至周日下午两点到九点。</p><p>待遇：底薪加课时费，满三个月有带薪假。</p></div></div>${box('该公司其他职位', 4, '/one-job/')}${box('相似职位', 8, '/one-job/')}`,
    ),
  },
  {
    // A posting with answers below it: read as one page, not as a list of answers.
    ...none,
    id: 'one-topic',
    html: framed(
      '孩子五年级英语跟不上怎么办 - 鹭岛社区',
      `<h1>孩子五年级英语跟不上怎么办</h1><div class="lz"><p class="by">楼主：一个着急的爸爸 2023-05-06 20:11</p><div class="text"><p>基础差一些，单词背了就忘，上课也听不太懂。老师说要补，可我们俩晚上都要上班。</p><p>想听听大家是怎么过来的，自己在家教行不行，要不要请人，附近有没有合适的，先谢谢各位了。</p></div></div><div class="replies"><h4>全部回复(3)</h4><ul><li><b>小雨</b><p>先从音标开始吧，我家就是这样补起来的。</p></li><li><b>阿远</b><p>每天二十分钟跟读，一个月就有变化。</p></li><li><b>海风</b><p>同求，我家也是五年级。</p></li></ul></div>${box('热帖', 6, '/one-topic/')}`,
    ),
  },
  {
    // A portal's front page: channels and links to them, nothing posted.
    ...none,
    id: 'hub',
    html: framed(
      '鹭岛信息网 - 首页',
      ['招聘', '房产', '教育', '二手', '生活服务']
        .map(
          (channel, at) =>
            `<div class="channel"><h3><a href="/hub/${at}/">${channel}</a></h3><p>${['全职', '兼职', '个人', '商家', '附近', '推荐', '急需', '更多'].map((name, one) => `<a href="/hub/${at}/${one}/">${name}${channel}</a>`).join(' ')}</p></div>`,
        )
        .join(''),
    ),
  },
  {
    // An article that ends in a list of sources and a list of further reading.
    ...none,
    id: 'reading',
    html: framed(
      '暑假怎么安排：一份给家长的长清单',
      `<article><h1>暑假怎么安排：一份给家长的长清单</h1><p class="meta">2023-05-08 鹭岛晚报</p>${['睡够，是第一件事。放假前两天不设闹钟，看看孩子自己几点醒来，那就是他需要的觉。', '每天出门一次。海边、公园、菜市场都行，让他带路，让他花钱，让他算一算还剩多少。', '读书不必列书单。图书馆里转一圈，他自己抱回来的那三本，才会真的读完。', '作业分成四周。每周日晚上一起看一次，落下的不骂，问一句下周打算怎么补上。'].map((text) => `<p>${text}</p>`).join('')}<h3>参考</h3><ol>${['少年宫暑期开放时间', '图书馆夜读安排', '海滨浴场安全须知', '公交学生票办理'].map((name, at) => `<li><a href="/reading/ref/${at}.html">${name}</a></li>`).join('')}</ol></article>${box('延伸阅读', 9, '/reading/more/')}`,
    ),
  },
];
