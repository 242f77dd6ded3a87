/** 青屿新闻网教育频道: official notices, penalty news and education features; nothing here is an ad. */
import { escapeHtml, pageOf, paragraphs } from '../http/html.js';
import { htmlReply, textReply, type SiteHandler } from '../http/reply.js';
import type { SamplePosting } from '../sample-posting.js';

const PAGE_SIZE = 10;

export function newsPath(article: SamplePosting): string {
  const day = article.publishedAt.slice(0, 10).replaceAll('-', '');
  return `/edu/${day}/${article.id.slice(2)}.html`;
}

export function createNewsSite(articles: readonly SamplePosting[]): SiteHandler {
  const byPath = new Map(articles.map((article) => [newsPath(article), article]));
  const count = Math.ceil(articles.length / PAGE_SIZE);
  return ({ path, origin }) => {
    if (path === '/robots.txt') return textReply('User-agent: *\nAllow: /\n');
    const page = listPageNumber(path);
    if (page !== null && page <= count) {
      return htmlReply(frame('教育频道', listHtml(articles, page, count)));
    }
    const article = byPath.get(path);
    if (article === undefined) {
      return { ...htmlReply(frame('404', '<p>您访问的页面不存在</p>')), status: 404 };
    }
    return htmlReply(frame(article.title, articleHtml(article, articles), openGraph(article, origin)), {
      changedAt: article.publishedAt,
    });
  };
}

function listPageNumber(path: string): number | null {
  if (path === '/' || path === '/edu/') return 1;
  const match = /^\/edu\/index_(\d{1,3})\.html$/.exec(path);
  return match === null ? null : Number(match[1]);
}

function listHtml(articles: readonly SamplePosting[], page: number, count: number): string {
  const rows = pageOf(articles, page, PAGE_SIZE)
    .map(
      (article) =>
        `<li><a href="${newsPath(article)}">${escapeHtml(article.title)}</a><span>${article.publishedAt.slice(0, 10)}</span></li>`,
    )
    .join('\n');
  const next =
    page < count ? `<a class="next" href="/edu/index_${String(page + 1)}.html">下一页</a>` : '';
  const first = page > 1 ? '<a href="/edu/">首页</a>' : '';
  return `<h2 class="ch">教育频道</h2><ul class="news">${rows}</ul><div class="page">${first} 第${String(page)}页/共${String(count)}页 ${next}</div>`;
}

function articleHtml(article: SamplePosting, articles: readonly SamplePosting[]): string {
  const index = articles.indexOf(article);
  const related = [1, 4, 9]
    .map((step) => articles[(index + step) % articles.length])
    .filter((other) => other !== undefined)
    .map((other) => `<li><a href="${newsPath(other)}">${escapeHtml(other.title)}</a></li>`)
    .join('');
  return `<div class="crumb"><a href="/">首页</a> &gt; <a href="/edu/">教育</a> &gt; 正文</div>
<article><h1>${escapeHtml(article.title)}</h1>
<div class="info"><span class="time">${article.publishedAt}</span> <span class="source">来源：${escapeHtml(article.publisher)}</span></div>
<div class="text">${paragraphs(article.body)}</div><p class="editor">（责任编辑：网站值班）</p></article>
<div class="rel"><h4>相关阅读</h4><ul>${related}</ul></div>`;
}

function openGraph(article: SamplePosting, origin: string): string {
  return `<meta property="og:type" content="article"><meta property="og:title" content="${escapeHtml(article.title)}"><meta property="og:url" content="${origin}${newsPath(article)}">
<meta property="article:published_time" content="${article.publishedAt.replace(' ', 'T')}:00+08:00"><meta name="author" content="${escapeHtml(article.publisher)}">`;
}

function frame(title: string, content: string, head = ''): string {
  return `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escapeHtml(title)}_青屿新闻网</title>${head}<style>${STYLE}</style></head><body>
<header><div class="w"><a class="logo" href="/">青屿新闻网</a><nav><a href="/">首页</a><a href="/edu/">教育</a><a href="/edu/">民生</a><a href="/edu/">政务</a></nav></div></header>
<div class="w main">${content}</div><footer>青屿新闻网 版权所有 青新备00000004号 未经授权禁止转载</footer></body></html>`;
}

const STYLE = `body{margin:0;font:16px/1.8 "Noto Sans CJK SC",sans-serif;color:#333}a{color:#1b3f73;text-decoration:none}.w{width:960px;margin:0 auto}
header{background:#a8151b;padding:14px 0}header .w{display:flex;align-items:center;gap:40px}.logo{color:#fff;font:700 26px "Noto Serif CJK SC",serif}nav a{color:#ffdede;margin-right:22px}
.main{padding:18px 0}.ch{border-bottom:3px solid #a8151b;padding-bottom:6px}.news{list-style:none;padding:0}.news li{display:flex;justify-content:space-between;border-bottom:1px dashed #ddd;padding:9px 0}.news span{color:#999;font-size:14px}
.page{text-align:center;color:#888;padding:14px}.crumb{font-size:13px;color:#888}h1{font:700 28px/1.4 "Noto Serif CJK SC",serif;text-align:center}.info{text-align:center;color:#999;font-size:14px;border-bottom:1px solid #eee;padding-bottom:10px}
.text p{text-indent:2em;margin:12px 0;font-size:17px}.editor{color:#999;text-align:right;font-size:14px}.rel{background:#f7f7f7;padding:10px 20px}footer{background:#333;color:#aaa;text-align:center;padding:24px;font-size:13px}`;
