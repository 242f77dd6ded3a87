/** 屿上圈: a community platform: posts, replies that have no page of their own, ads in pictures, and some walls. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brokenLines, escapeHtml, pageOf } from '../http/html.js';
import { htmlReply, textReply, type SiteHandler } from '../http/reply.js';
import type { SamplePosting } from '../sample-posting.js';
import { PLATFORM_STYLE } from './platform-style.js';

const PAGE_SIZE = 12;
const ROBOTS = 'User-agent: *\nDisallow: /msg/\nDisallow: /admin/\n';

/** The address of a post's thread; replies share it. */
export function threadPath(post: SamplePosting): string {
  return `/p/${(post.replyTo ?? post.id).slice(2)}`;
}

export function createPlatformSite(
  postings: readonly SamplePosting[],
  imageFolder: string,
): SiteHandler {
  const posts = postings.filter((posting) => posting.replyTo === undefined);
  const byThread = new Map(posts.map((post) => [threadPath(post), post]));
  const repliesOf = (post: SamplePosting): readonly SamplePosting[] =>
    postings.filter((posting) => posting.replyTo === post.id);
  return ({ path: requested, query }) => {
    if (requested === '/robots.txt') return textReply(ROBOTS);
    if (requested === '/style.css') {
      return { status: 200, contentType: 'text/css', body: PLATFORM_STYLE };
    }
    if (requested === '/' || requested === '/feed') {
      const page = Math.max(1, Number(query.get('page') ?? 1) || 1);
      const blocks = pageOf(posts, page, PAGE_SIZE).map((post) => postHtml(post, repliesOf(post)));
      const count = Math.ceil(posts.length / PAGE_SIZE);
      return htmlReply(frame('最新动态', `${blocks.join('\n')}\n${pagerHtml(page, count)}`));
    }
    if (requested.startsWith('/upload/')) return imageReply(imageFolder, requested);
    if (requested.startsWith('/group/')) return htmlReply(frame('登录后查看', LOGIN_WALL));
    if (requested === '/verify') return htmlReply(frame('安全验证', CAPTCHA));
    const post = byThread.get(requested);
    if (post !== undefined) {
      const title = post.title === '' ? post.body.slice(0, 20) : post.title;
      return htmlReply(frame(title, postHtml(post, repliesOf(post))), {
        changedAt: post.publishedAt,
      });
    }
    // A soft 404: the page is gone, but the platform says 200, as many do.
    if (requested.startsWith('/p/')) return htmlReply(frame('提示信息', GONE));
    return { ...htmlReply(frame('404', '<p class="note">页面走丢了</p>')), status: 404 };
  };
}

function postHtml(post: SamplePosting, replies: readonly SamplePosting[]): string {
  const title = post.title === '' ? '' : `<h3 class="p-title">${escapeHtml(post.title)}</h3>`;
  const replyHtml = replies
    .map(
      (reply, index) => `<li class="reply"><i class="avatar s c${String(index % 5)}"></i>
<div class="r-body"><a class="r-user" href="/u/${encodeURIComponent(reply.publisher)}">${escapeHtml(reply.publisher)}</a><span class="r-text">${brokenLines(reply.body)}</span>
<p class="r-meta"><time>${reply.publishedAt}</time><a href="/msg/reply">回复</a></p>${imageHtml(reply)}</div></li>`,
    )
    .join('\n');
  const list = replyHtml === '' ? '' : `<ul class="replies">${replyHtml}</ul>`;
  return `<div class="post" id="${post.id}"><div class="p-head"><i class="avatar c${String(Number(post.id.slice(2)) % 5)}"></i>
<div><a class="p-user" href="/u/${encodeURIComponent(post.publisher)}">${escapeHtml(post.publisher)}</a><em class="lv">Lv.${String((Number(post.id.slice(2)) % 9) + 1)}</em>
<a class="p-time" href="${threadPath(post)}"><time>${post.publishedAt}</time></a><span class="p-ip">${escapeHtml(post.location ?? '青屿')}</span></div></div>
${title}<div class="p-body">${brokenLines(post.body)}</div>
${imageHtml(post)}
<div class="p-bar"><span>赞 ${String((Number(post.id.slice(2)) * 7) % 60)}</span><span>评论 ${String(replies.length)}</span><span>分享</span></div>
${list}</div>`;
}

function imageHtml(posting: SamplePosting): string {
  if (posting.image === undefined) return '';
  return `<div class="p-pics"><img src="/upload/${posting.image}" alt="图片" loading="lazy" width="360"></div>`;
}

function imageReply(folder: string, requested: string): ReturnType<SiteHandler> {
  const file = path.join(folder, path.basename(requested));
  if (!existsSync(file)) return textReply('not found', 404);
  const contentType = file.endsWith('.jpg') ? 'image/jpeg' : 'image/png';
  return { status: 200, contentType, body: readFileSync(file) };
}

function pagerHtml(page: number, count: number): string {
  const address = (number: number): string => `/feed?page=${String(number)}`;
  const previous = page > 1 ? `<a href="${address(page - 1)}">上一页</a>` : '';
  const next = page < count ? `<a href="${address(page + 1)}">下一页</a>` : '';
  return `<div class="pager">${previous}<span>${String(page)}/${String(count)}</span>${next}</div>`;
}

function frame(title: string, content: string): string {
  return `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><title>${escapeHtml(title)} - 屿上圈</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head><body>
<div class="topbar"><div class="in"><a class="logo" href="/feed">屿上圈</a><a href="/feed">广场</a><a href="/group/12">同城群</a><a href="/msg/">私信</a><a class="login" href="/group/login">登录</a></div></div>
<div class="cols"><div class="feed">${content}</div>
<aside><h4>热门圈子</h4><ul><li><a href="/group/12">鹭湾宝妈群</a></li><li><a href="/group/13">青屿租房</a></li><li><a href="/group/14">二手闲置</a></li><li><a href="/verify">完成安全验证</a></li><li><a href="/p/9999">置顶：圈规（必读）</a></li></ul></aside></div>
<div class="foot">屿上圈 · 青屿人的社区 · 青ICP备00000003号</div></body></html>`;
}

const LOGIN_WALL =
  '<div class="wall"><h2>登录后查看更多内容</h2><p>该群组内容仅对登录用户可见</p><form action="/group/login" method="post"><input name="mobile" placeholder="手机号"><input name="password" type="password" placeholder="密码"><button>登录 / 注册</button></form></div>';
const CAPTCHA =
  '<div class="wall"><h2>安全验证</h2><p>您的访问过于频繁，请完成下方验证后继续</p><div class="slider" id="captcha">按住滑块，拖动到最右边 &raquo;</div></div>';
const GONE =
  '<div class="wall"><h2>抱歉，该帖子不存在或已被删除</h2><p><a href="/feed">返回首页</a></p></div>';
