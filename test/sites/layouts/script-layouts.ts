/** Layouts whose postings stand in data for scripts and machines, or come by script. */
import { adPath, each, framed, secondPage, unnamed, type Layout } from './layout.js';
import { layoutAds, type LayoutAd } from './layout-ads.js';

const ads = layoutAds(10);
const ids = {
  next: 'data-next',
  state: 'data-state',
  linked: 'data-linked',
  micro: 'data-micro',
  scroll: 'scroll',
  more: 'more',
  framed: 'in-frame',
} as const;
const JSON_TYPE = 'application/json; charset=utf-8';
const HTML_TYPE = 'text/html; charset=utf-8';

const EMPTY_APP = (title: string, scripts: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div id="root"></div>${scripts}</body></html>`;

function pageJson(id: string, page: readonly LayoutAd[], next: number | null): string {
  return JSON.stringify({
    code: 0,
    data: {
      list: page.map((ad) => ({
        ...{ id: ad.id, title: ad.title, url: adPath(id)(ad), desc: ad.body },
        ...{ price: ad.price, area: ad.place, publishTime: ad.date, nickname: ad.who },
      })),
      next,
    },
  });
}

/** A list that fills itself from `api?page=N`, on scrolling or when its button is pressed. */
function growing(id: string, trigger: string, button: string): Layout {
  const all = layoutAds(12);
  const item = (ad: LayoutAd) =>
    `<div class="feed-item"><a href="${adPath(id)(ad)}">${ad.title}</a><p>${ad.body}</p><span class="price">${ad.price}</span></div>`;
  const script = `<script>
let page = 0, busy = false, done = false;
async function load() {
  if (busy || done) return;
  busy = true;
  const answer = await (await fetch('/${id}/api?page=' + (++page))).json();
  for (const ad of answer.data.list) document.querySelector('#stream').insertAdjacentHTML('beforeend',
    '<div class="feed-item" style="min-height:160px"><a href="' + ad.url + '">' + ad.title + '</a><p>' + ad.desc + '</p><span class="price">' + ad.price + '</span></div>');
  done = answer.data.next === null;
  busy = false;
}
${trigger}
load();
</script>`;
  return {
    id,
    ads: all,
    href: adPath(id),
    shows: ['body', 'price'],
    next: null,
    html: framed('发现好课', `<div id="stream">${each(all, item)}</div>${button}`),
    served: framed('发现好课', `<div id="stream"></div>${button}${script}`),
    parts: Object.fromEntries(
      [1, 2, 3].map((page) => [
        `/${id}/api?page=${page}`,
        {
          contentType: JSON_TYPE,
          body: pageJson(id, all.slice(page * 4 - 4, page * 4), page < 3 ? page + 1 : null),
        },
      ]),
    ),
  };
}

export const SCRIPT_LAYOUTS: readonly Layout[] = [
  {
    id: ids.next,
    ads,
    href: adPath(ids.next),
    shows: ['body', 'price', 'location', 'publishedAt', 'publisher'],
    next: null,
    html: EMPTY_APP(
      '家教列表',
      `<script id="__NEXT_DATA__" type="application/json">${JSON.stringify({
        props: { pageProps: JSON.parse(pageJson(ids.next, ads, 2)) as unknown },
        page: '/list',
        menu: ['首页', '招聘', '家教'].map((name) => ({ name, url: `/${name}` })),
      })}</script><script src="/_next/main.js"></script>`,
    ),
  },
  {
    id: ids.state,
    ads,
    href: adPath(ids.state),
    shows: ['body', 'price', 'location', 'publishedAt', 'publisher'],
    next: null,
    html: EMPTY_APP(
      '同城家教',
      `<script>window.__INITIAL_STATE__=${pageJson(ids.state, ads, null)};(function(){var s;(s=document.currentScript||document.scripts[document.scripts.length-1]).parentNode.removeChild(s);}());</script><script src="/app.js"></script>`,
    ),
  },
  {
    // The list is plain, the facts stand in JSON-LD.
    id: ids.linked,
    ads,
    href: adPath(ids.linked),
    shows: ['body', 'price', 'publishedAt'],
    next: secondPage(ids.linked),
    html: framed(
      '课程列表',
      `<div class="courses">${each(ads, (ad) => `<div class="course"><a href="info-${ad.id}.html">${ad.title}</a></div>`)}</div><a href="list_2.html" rel="next">下一页</a>
<script type="application/ld+json">${JSON.stringify({
        '@context': 'https://schema.org',
        '@type': 'ItemList',
        itemListElement: ads.map((ad, at) => ({
          ...{ '@type': 'ListItem', position: at + 1 },
          item: {
            ...{ '@type': 'Course', name: ad.title, description: ad.body },
            ...{ url: adPath(ids.linked)(ad), datePublished: ad.date },
            offers: { '@type': 'Offer', price: ad.price },
          },
        })),
      })}</script>`,
    ),
  },
  {
    id: ids.micro,
    ads,
    href: adPath(ids.micro),
    shows: ['body', 'price', 'location', 'publishedAt', 'publisher'],
    next: null,
    html: unnamed(
      '职位',
      `<div>${each(ads, (ad) => `<div itemscope itemtype="https://schema.org/JobPosting"><a itemprop="url" href="info-${ad.id}.html"><span itemprop="title">${ad.title}</span></a><span itemprop="hiringOrganization">${ad.who}</span><span itemprop="jobLocation">${ad.place}</span><span itemprop="baseSalary">${ad.price}</span><meta itemprop="datePosted" content="${ad.date}"><div itemprop="description">${ad.body}</div></div>`)}</div>`,
    ),
  },
  growing(
    ids.scroll,
    "addEventListener('scroll', () => { if (innerHeight + scrollY > document.body.scrollHeight - 300) load(); });",
    '<div class="loading">正在加载</div>',
  ),
  growing(
    ids.more,
    "document.querySelector('#more').addEventListener('click', load);",
    '<button id="more" class="load-more">加载更多</button>',
  ),
  {
    id: ids.framed,
    framed: `/${ids.framed}/rows.html`,
    ads,
    href: adPath(ids.framed),
    shows: ['publishedAt'],
    next: null,
    html: framed(
      '信息公开',
      `<iframe src="/${ids.framed}/rows.html" width="700" height="900" frameborder="0"></iframe>`,
    ),
    parts: {
      [`/${ids.framed}/rows.html`]: {
        contentType: HTML_TYPE,
        body: `<html><head><meta charset="utf-8"><title>信息列表</title></head><body><ul>${each(ads, (ad) => `<li><a href="info-${ad.id}.html" target="_top">${ad.title}</a> <span>${ad.date}</span></li>`)}</ul></body></html>`,
      },
    },
  },
];
