/** The items of a list → postings. */
import type { AnyNode, Element } from 'domhandler';
import type { ExtractedPosting } from '../../domain/posting.js';
import type { Source } from '../../domain/source.js';
import {
  elementsBelow,
  findImages,
  findNamedPrice,
  findPlace,
  findPublishedAt,
  findPublisher,
  readLabelled,
} from './find-fields.js';
import { absoluteUrl, isElement, type PageTree } from './page-tree.js';
import { findDate, parseDate } from './parse-date.js';
import { renderText } from './render-text.js';
import { selectAll, selectField } from './select-field.js';
import { tidyLine } from './tidy-text.js';

/** More postings than one page of any list holds; the rest is not taken. */
const MAX_POSTINGS = 1_000;
const LEAST_UNLINKED_TEXT = 30;
const TITLE_NAME =
  /(?:^|[-_\s])(?:title|tit|subject|name|h\d|hd|headline|topic|bt)(?:$|[-_\s\d])|title|Title|_tit/;
const NOT_TITLE =
  /author|user|nick|avatar|portrait|reply|comment|tag|label|cate|forum|city|area|share|more|btn|button|time|date/i;
/** Where an author's own page lives on forums and platforms: it is not the posting's. */
const AUTHOR_PAGE =
  /\/(?:u|user|users|space|member|profile|author|people|home\/main)\/|[?&](?:uid|un|userid)=|space-uid-|^\/@/i;
/** What one does to a posting; such a link leads to no page of the posting's own. */
const INTERACTION =
  /^(?:回复|评论|举报|收藏|点?赞|顶|踩|关注|私信|转发|分享|投诉|打赏|只看(?:他|她|楼主))[\s(（]*\d*[)）]?$/;
const ACTION =
  /^(?:回复|查看|更多|详情|查看详情|立即.{0,4}|申请.{0,4}|收藏|举报|点击.*|阅读全文|展开|关注|私信|联系.{0,3}|电话.{0,3}|投诉|分享|\d+)$/;

export function readListPostings(
  items: readonly Element[],
  tree: PageTree,
  source: Source | null,
  now: Date,
): ExtractedPosting[] {
  const postings: ExtractedPosting[] = [];
  const seen = new Map<string, string>();
  for (const item of items.slice(0, MAX_POSTINGS)) {
    const read = readItem(item, tree, source, now);
    if (read.title === '' && read.body === '' && read.images.length === 0) continue;
    const text = `${read.title}\n${read.body}`;
    const earlier = read.url === null ? undefined : seen.get(read.url);
    // The same posting again, as a picture or a headline.
    if (earlier?.includes(read.body === '' ? read.title : read.body) === true) continue;
    // Another text behind the same address: a reply that links to its thread.
    const posting = earlier === undefined ? read : asReply(read);
    const key = posting.url ?? text;
    if (seen.has(key)) continue;
    seen.set(key, text);
    postings.push(posting);
  }
  if (source?.list.item !== undefined) return postings;
  // Where nearly every item links to a page of its own, a short one without is a headline between them.
  const linkedCount = postings.filter(({ url }) => url !== null).length;
  if (linkedCount < 3 || linkedCount < postings.length * 0.7) return postings;
  return postings.filter(({ url, body }) => url !== null || body.length >= LEAST_UNLINKED_TEXT);
}

function asReply(posting: ExtractedPosting): ExtractedPosting {
  return { ...posting, url: null, kind: posting.kind === 'post' ? 'reply' : posting.kind };
}

function readItem(
  item: Element,
  tree: PageTree,
  source: Source | null,
  now: Date,
): ExtractedPosting {
  const fields = source?.list.fields ?? {};
  const elements = elementsBelow(item, 500);
  const link = findTitleLink(item, elements, tree, now);
  const url =
    source?.list.link === undefined ? (link?.url ?? null) : (chosenUrl(item, tree, source) ?? null);
  const title =
    selectField(tree, item, fields.title) ??
    (link?.title || undefined) ??
    findHeading(elements, tree) ??
    '';
  const body = selectField(tree, item, fields.body) ?? withoutTitle(renderText([item]), title);
  const publisher = selectField(tree, item, fields.publisher) ?? findPublisher(tree, elements);
  const labelled = readLabelled(body);
  const date = selectField(tree, item, fields.publishedAt);
  return {
    title: tidyLine(title).slice(0, 300),
    url,
    body: withoutCounters(body, publisher, now),
    publisher,
    publishedAt: date === null ? findPublishedAt(tree, elements, now, title) : parseDate(date, now),
    price:
      selectField(tree, item, fields.price) ?? findNamedPrice(tree, elements) ?? labelled.price,
    location:
      selectField(tree, item, fields.location) ?? findPlace(tree, elements) ?? labelled.location,
    images: chosenImages(item, tree, fields.images) ?? findImages(tree, [item]),
    kind: source?.kind === 'platform' ? 'post' : 'ad',
  };
}

/** Drops lines that only count replies or repeat the author or a date; contact numbers are longer. */
function withoutCounters(body: string, publisher: string | null, now: Date): string {
  const isCounter = (line: string) => {
    if (line === publisher || /^[\d\s.,/|]{1,4}$/.test(line)) return true;
    return isDate(line, now);
  };
  const lines = body.split('\n');
  return lines.length === 1 ? body : lines.filter((line) => !isCounter(line)).join('\n');
}

/** Pictures that a source's selector names; null when it names none. */
export function chosenImages(
  scope: AnyNode,
  tree: PageTree,
  selector: string | undefined,
): ExtractedPosting['images'] | null {
  if (selector === undefined) return null;
  const withAttribute = /@[\w:-]+$/.test(selector) ? selector : `${selector}@src`;
  const urls = selectAll(tree, scope, withAttribute).map((href) => absoluteUrl(href, tree.base));
  return [...new Set(urls)].flatMap((url) => (url === undefined ? [] : [{ url, alt: '' }]));
}

function chosenUrl(item: Element, tree: PageTree, source: Source | null): string | undefined {
  const selector = source?.list.link;
  if (selector === undefined) return undefined;
  const [href] = selectAll(tree, item, /@[\w:-]+$/.test(selector) ? selector : `${selector}@href`);
  return href === undefined ? undefined : absoluteUrl(href, tree.base);
}

interface TitleLink {
  readonly url: string;
  readonly title: string;
}

/** The link to the posting's own page: named or set as a title, else the longest of the first ones. */
function findTitleLink(
  item: Element,
  elements: readonly Element[],
  tree: PageTree,
  now: Date,
): TitleLink | undefined {
  let best: TitleLink | undefined;
  let fallback: TitleLink | undefined;
  let bestScore = -1;
  for (const anchor of elements) {
    const href = anchor.name === 'a' ? anchor.attribs['href'] : undefined;
    const url = href === undefined ? undefined : absoluteUrl(href, tree.base);
    if (url === undefined || isAuthorPage(url)) continue;
    const title = linkTitle(anchor, elements, tree);
    if (INTERACTION.test(title)) continue;
    // A link without text is an icon, whatever it says when pointed at; posts are linked by their date.
    if (title === '' || (tree.textLength.get(anchor) ?? 0) === 0 || isDate(title, now)) {
      fallback ??= { url, title: '' };
      continue;
    }
    const score = scoreTitleLink(anchor, title, anchor === item);
    if (score > bestScore) [best, bestScore] = [{ url, title }, score];
  }
  return best ?? fallback;
}

function isDate(text: string, now: Date): boolean {
  const date = text.length > 24 ? null : findDate(text, now);
  return date !== null && date.end - date.start === text.length;
}

function isAuthorPage(url: string): boolean {
  const { pathname, search } = new URL(url);
  return AUTHOR_PAGE.test(pathname + search);
}

function scoreTitleLink(anchor: Element, title: string, isWholeItem: boolean): number {
  if (isWholeItem) return 100;
  const named = `${anchor.attribs['class'] ?? ''} ${anchor.attribs['id'] ?? ''}`;
  let score = Math.min(title.length, 40) / 2;
  if (isInHeading(anchor)) score += 25;
  if (TITLE_NAME.test(named) || TITLE_NAME.test(classOfParent(anchor))) score += 15;
  if (NOT_TITLE.test(named)) score -= 15;
  if (ACTION.test(title)) score -= 20;
  return Math.max(score, 0);
}

function linkTitle(anchor: Element, elements: readonly Element[], tree: PageTree): string {
  const text = renderText([anchor]);
  const lines = text.split('\n');
  // A card that is one big link: its heading is the title, not all of its text.
  if (lines.length > 1) {
    const inside = elements.filter((element) => contains(anchor, element));
    return findHeading(inside, tree) ?? lines[0] ?? '';
  }
  // `东城 | <span class="name">…</span>`: the part that is named is the title.
  const named = elements.filter(
    (element) => element !== anchor && contains(anchor, element) && isTitleElement(element, tree),
  );
  const [only] = named;
  if (
    only !== undefined &&
    named.length === 1 &&
    (tree.textLength.get(only) ?? 0) > text.length * 0.4
  ) {
    return tidyLine(renderText([only]));
  }
  const full = tidyLine(anchor.attribs['title'] ?? '');
  const isCut = /(?:\.{2,}|…)$/.test(text) || text === '';
  return full !== '' && (isCut || full.startsWith(text)) && full.length < 200 ? full : text;
}

function findHeading(elements: readonly Element[], tree: PageTree): string | undefined {
  const heading = elements.find((element) => isTitleElement(element, tree));
  return heading === undefined ? undefined : tidyLine(renderText([heading]));
}

function isTitleElement(element: Element, tree: PageTree): boolean {
  const length = tree.textLength.get(element) ?? 0;
  if (length < 2 || length > 150) return false;
  if (/^h[1-6]$/.test(element.name)) return true;
  const named = element.attribs['class'] ?? '';
  return TITLE_NAME.test(named) && !NOT_TITLE.test(named);
}

/** A body does not repeat its title. */
export function withoutTitle(text: string, title: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line === title);
  if (at !== -1 && at < 4) return [...lines.slice(0, at), ...lines.slice(at + 1)].join('\n');
  const [first = ''] = lines;
  if (title.length < 4 || !first.includes(title)) return text;
  return [tidyLine(first.replace(title, ' ')), ...lines.slice(1)].filter(Boolean).join('\n');
}

function isInHeading(anchor: Element): boolean {
  const parent = anchor.parent;
  return parent !== null && isElement(parent) && /^(?:h[1-6]|dt)$/.test(parent.name);
}

function classOfParent(anchor: Element): string {
  const parent = anchor.parent;
  return parent !== null && isElement(parent) ? (parent.attribs['class'] ?? '') : '';
}

function contains(outer: AnyNode, inner: AnyNode): boolean {
  for (let node: AnyNode | null = inner; node !== null; node = node.parent)
    if (node === outer) return true;
  return false;
}
