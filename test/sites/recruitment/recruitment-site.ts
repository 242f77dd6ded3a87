/** 青屿人才网: a local recruitment site in GBK, with paginated lists and JobPosting JSON-LD on a third of its pages. */
import { brokenLines, escapeHtml, pageOf, paragraphs, scriptJson } from '../http/html.js';
import { textReply, type Reply, type SiteHandler } from '../http/reply.js';
import type { SamplePosting } from '../sample-posting.js';
import { encodeGbkHtml, gbkScriptJson } from './gbk.js';
import { RECRUITMENT_STYLE } from './recruitment-style.js';

const PAGE_SIZE = 20;
const ROBOTS = 'User-agent: *\nDisallow: /neibu/\nDisallow: /member/\nDisallow: /so?\n';

/** The address of a posting on this site. */
export function recruitmentPath(posting: SamplePosting): string {
  const folder = posting.forbidden ? 'neibu' : 'job';
  return `/${folder}/${posting.id.slice(2)}.html`;
}

export function createRecruitmentSite(postings: readonly SamplePosting[]): SiteHandler {
  const listed = postings.filter((posting) => !posting.forbidden);
  const byPath = new Map(postings.map((posting) => [recruitmentPath(posting), posting]));
  return ({ path, origin }) => {
    if (path === '/robots.txt') return textReply(ROBOTS);
    if (path === '/style.css') {
      return { status: 200, contentType: 'text/css', body: RECRUITMENT_STYLE };
    }
    if (path === '/about.html') return page('关于我们', ABOUT, 'header');
    const listPage = listPageNumber(path);
    if (listPage !== null && (listPage - 1) * PAGE_SIZE < listed.length) {
      return page(`招聘信息_第${String(listPage)}页`, listHtml(listed, postings, listPage), 'meta');
    }
    const posting = byPath.get(path);
    if (posting === undefined) return { ...page('页面不存在', NOT_FOUND, 'header'), status: 404 };
    const index = postings.indexOf(posting);
    const reply = page(
      `${posting.title}_${posting.publisher}`,
      detailHtml(posting, index, listed),
      index % 2 === 0 ? 'meta' : 'header',
      index % 3 === 0 ? jobPostingJsonLd(posting, origin) : '',
    );
    return { ...reply, changedAt: posting.publishedAt };
  };
}

function listPageNumber(path: string): number | null {
  if (path === '/' || path === '/zhaopin/') return 1;
  const match = /^\/zhaopin\/p(\d{1,4})\.html$/.exec(path);
  return match === null ? null : Math.max(1, Number(match[1]));
}

function listHtml(
  listed: readonly SamplePosting[],
  postings: readonly SamplePosting[],
  pageNumber: number,
): string {
  const rows = pageOf(listed, pageNumber, PAGE_SIZE)
    .map(
      (posting) => `<li class="joblist-item">
<div class="j-left"><a class="j-name" href="${recruitmentPath(posting)}" target="_blank">${escapeHtml(posting.title)}</a>
<span class="j-salary">${escapeHtml(posting.price ?? '面议')}</span>
<p class="j-tags"><em>${escapeHtml(posting.location ?? '青屿')}</em><em>经验不限</em></p></div>
<div class="j-right"><a class="c-name" href="javascript:;">${escapeHtml(posting.publisher)}</a>
<span class="j-date">${posting.publishedAt.slice(5, 10)}</span></div></li>`,
    )
    .join('\n');
  const insider = postings.filter((posting) => posting.forbidden);
  const insiderHtml = insider
    .map(
      (posting) =>
        `<li><a href="${recruitmentPath(posting)}">${escapeHtml(posting.title)}</a></li>`,
    )
    .join('');
  return `<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zhaopin/">招聘信息</a></div>
<div class="main"><ul class="joblist">
${rows}
</ul>
${pagerHtml(pageNumber, Math.ceil(listed.length / PAGE_SIZE))}</div>
<div class="side"><h3>内部推荐</h3><ul>${insiderHtml}</ul>
<h3>求职锦囊</h3><ul><li><a href="/about.html">防骗指南：凡收取押金的都是骗子</a></li><li><a href="/about.html">劳动合同怎么签</a></li></ul></div>`;
}

function pagerHtml(current: number, count: number): string {
  const address = (page: number): string =>
    page === 1 ? '/zhaopin/' : `/zhaopin/p${String(page)}.html`;
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
    .map((page) =>
      page === current
        ? `<strong>${String(page)}</strong>`
        : `<a href="${address(page)}">${String(page)}</a>`,
    )
    .join(' ');
  const previous = current > 1 ? `<a href="${address(current - 1)}">上一页</a>` : '';
  const next = current < count ? `<a href="${address(current + 1)}">下一页</a>` : '';
  return `<div class="pages">${previous} ${numbers} ${next}</div>`;
}

function detailHtml(
  posting: SamplePosting,
  index: number,
  listed: readonly SamplePosting[],
): string {
  const similar = [7, 19, 31, 43, 58].map((step) => listed[(index + step) % listed.length]);
  const similarHtml = similar
    .filter((other) => other !== undefined && other.id !== posting.id)
    .map((other) =>
      other === undefined
        ? ''
        : `<li><a href="${recruitmentPath(other)}">${escapeHtml(other.title)}</a><span>${escapeHtml(other.price ?? '面议')}</span></li>`,
    )
    .join('\n');
  const main = index % 3 === 2 ? tableDetail(posting) : blockDetail(posting);
  return `<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zhaopin/">招聘信息</a> &gt; 职位详情</div>
<div class="main">${main}
<div class="tips">温馨提示：用人单位以任何名义收取费用都属违法，请提高警惕。<a href="/member/report">举报</a></div></div>
<div class="side"><h3>猜你喜欢</h3><ul class="like">
${similarHtml}
</ul></div>`;
}

function blockDetail(posting: SamplePosting): string {
  return `<div class="job-head"><h1>${escapeHtml(posting.title)}</h1><span class="salary">${escapeHtml(posting.price ?? '面议')}</span>
<p class="meta">工作地点：<span class="area">${escapeHtml(posting.location ?? '青屿')}</span>&emsp;更新时间：${posting.publishedAt.slice(0, 10)}&emsp;浏览：${viewCount(posting)}次</p></div>
<div class="job-desc"><h2>职位描述</h2>
${paragraphs(posting.body)}
</div>
<div class="company"><h2>公司信息</h2><p>${escapeHtml(posting.publisher)}</p></div>`;
}

function tableDetail(posting: SamplePosting): string {
  return `<table class="info" cellspacing="1" width="100%"><tr><td colspan="4" class="t">${escapeHtml(posting.title)}</td></tr>
<tr><th>发布单位</th><td>${escapeHtml(posting.publisher)}</td><th>发布日期</th><td>${chineseDate(posting.publishedAt)}</td></tr>
<tr><th>薪资待遇</th><td>${escapeHtml(posting.price ?? '面议')}</td><th>工作地区</th><td>${escapeHtml(posting.location ?? '青屿')}</td></tr>
<tr><td colspan="4" class="content">${brokenLines(posting.body)}</td></tr></table>`;
}

function jobPostingJsonLd(posting: SamplePosting, origin: string): string {
  const json = scriptJson({
    '@context': 'https://schema.org/',
    '@type': 'JobPosting',
    title: posting.title,
    description: paragraphs(posting.body),
    datePosted: `${posting.publishedAt.replace(' ', 'T')}:00+08:00`,
    hiringOrganization: { '@type': 'Organization', name: posting.publisher },
    jobLocation: {
      '@type': 'Place',
      address: { '@type': 'PostalAddress', addressLocality: posting.location ?? '青屿' },
    },
    url: `${origin}${recruitmentPath(posting)}`,
  });
  return `<script type="application/ld+json">${gbkScriptJson(json)}</script>`;
}

function chineseDate(localTime: string): string {
  const [year, month, day] = localTime.slice(0, 10).split('-').map(Number);
  return `${String(year)}年${String(month)}月${String(day)}日`;
}

function viewCount(posting: SamplePosting): string {
  return String(40 + ((Number(posting.id.slice(2)) * 37) % 900));
}

/** Half of the pages name their charset in the header, the others only in a meta element, as gb2312. */
function page(title: string, content: string, charsetIn: 'header' | 'meta', head = ''): Reply {
  const meta =
    charsetIn === 'meta'
      ? '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
      : '';
  const html = `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head>${meta}
<title>${escapeHtml(title)} - 青屿人才网</title>
<meta name="keywords" content="青屿人才网,青屿招聘,青屿求职"><link rel="stylesheet" href="/style.css">
${head}</head><body>
<div class="top"><div class="w">您好，欢迎来到青屿人才网！<a href="/member/login">登录</a> <a href="/member/reg">免费注册</a></div></div>
<div class="head w"><a class="logo" href="/">青屿人才网</a><form action="/so"><input name="q" placeholder="职位/公司"><button>搜索</button></form></div>
<div class="nav"><div class="w"><a href="/">首页</a><a href="/zhaopin/">找工作</a><a href="/member/resume">招人才</a><a href="/about.html">关于我们</a></div></div>
<div class="w body">${content}</div>
<div class="foot">Copyright &copy; 2009-2026 青屿人才网 版权所有&emsp;青ICP备00000001号-1<br>本站信息由用户自行发布，真实性由发布者负责&emsp;举报电话：0000-0000000</div>
</body></html>`;
  return {
    status: 200,
    contentType: charsetIn === 'header' ? 'text/html; charset=GBK' : 'text/html',
    body: encodeGbkHtml(html),
  };
}

const ABOUT = `<div class="main"><h1>关于我们</h1><p>青屿人才网成立于2009年，是服务青屿本地企业和求职者的招聘平台。</p>
<p>信息发布须知：不得发布传销、刷单、校外学科培训等违法违规信息，一经发现立即删除并封停账号。</p></div>`;
const NOT_FOUND = '<div class="main"><h1>404</h1><p>对不起，您访问的职位已删除或不存在。</p></div>';
