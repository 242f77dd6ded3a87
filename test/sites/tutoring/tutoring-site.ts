/** 邻里师选: a tutoring listing whose pages are empty without script; cards and texts come from JSON answers. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pageOf } from '../http/html.js';
import { htmlReply, jsonReply, textReply, type Reply, type SiteHandler } from '../http/reply.js';
import type { SamplePosting } from '../sample-posting.js';

const PAGE_SIZE = 15;
const ROBOTS = 'User-agent: *\nAllow: /\nDisallow: /my/\n';

/** Every second listing has its own page; the others stand in full on their card (null). */
export function tutoringPath(posting: SamplePosting): string | null {
  const number = Number(posting.id.slice(2));
  return number % 2 === 1 ? `/t/${String(number)}` : null;
}

export function createTutoringSite(
  postings: readonly SamplePosting[],
  publicFolder: string,
): SiteHandler {
  const listed = postings.filter((posting) => !posting.forbidden);
  const byPath = new Map(postings.map((posting) => [tutoringPath(posting), posting]));
  return ({ path: requested, query }) => {
    if (requested === '/robots.txt') return textReply(ROBOTS);
    if (requested === '/' || byPath.has(requested)) return htmlReply(SHELL);
    if (requested === '/assets/app.js') {
      return asset(publicFolder, 'app.js', 'text/javascript; charset=utf-8');
    }
    if (requested === '/assets/style.css') return asset(publicFolder, 'style.css', 'text/css');
    if (requested === '/api/listings') return listingsReply(listed, Number(query.get('page') ?? 1));
    const detail = byPath.get(requested.replace(/^\/api\/listing\//, '/t/'));
    if (requested.startsWith('/api/listing/') && detail !== undefined) {
      return jsonReply({ code: 0, data: { ...cardOf(detail), content: detail.body } });
    }
    if (requested.startsWith('/api/')) return jsonReply({ code: 404, msg: '信息不存在' }, 404);
    return { ...htmlReply(SHELL), status: 404 };
  };
}

function listingsReply(listed: readonly SamplePosting[], wanted: number): Reply {
  const page = Number.isInteger(wanted) && wanted > 0 ? wanted : 1;
  const list = pageOf(listed, page, PAGE_SIZE).map((posting) => cardOf(posting));
  const pages = Math.ceil(listed.length / PAGE_SIZE);
  return jsonReply({ code: 0, data: { total: listed.length, page, pages, list } });
}

/** A card: with its own page it shows the beginning of the text, else all of it. */
function cardOf(posting: SamplePosting): Readonly<Record<string, unknown>> {
  const link = tutoringPath(posting);
  return {
    id: Number(posting.id.slice(2)),
    title: posting.title,
    author: posting.publisher,
    price: posting.price ?? '面议',
    area: posting.location ?? '青屿',
    time: posting.publishedAt,
    link,
    summary: link === null ? posting.body : beginning(posting.body),
  };
}

function beginning(body: string): string {
  const line = body.replaceAll('\n', ' ');
  return line.length > 46 ? `${line.slice(0, 46)}…` : line;
}

function asset(folder: string, name: string, contentType: string): Reply {
  return { status: 200, contentType, body: readFileSync(path.join(folder, name)) };
}

const SHELL = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>邻里师选 - 身边的好老师</title><link rel="stylesheet" href="/assets/style.css"></head>
<body><div id="app"></div><noscript>请开启浏览器的 JavaScript 后访问</noscript><script src="/assets/app.js" defer></script></body></html>
`;
