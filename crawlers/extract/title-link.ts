/** Which link of an item leads to the posting's own page, and what its title is. */
import type { AnyNode, Element } from 'domhandler';
import { placeIn } from './item-shape.js';
import { linkAddress } from './link-address.js';
import { elementsBelow } from './find-fields.js';
import { isElement, type PageTree } from './page-tree.js';
import { findDate } from './parse-date.js';
import { renderText } from './render-text.js';
import { tidyLine } from './tidy-text.js';

export interface TitleLink {
  readonly url: string;
  /** Empty where the link is a picture or a date. */
  readonly title: string;
  readonly score: number;
  /** Where it stands in its item; the same for the title of each item. */
  readonly place: string;
  readonly isWholeItem: boolean;
}

const TITLE_NAME =
  /(?:^|[-_\s])(?:title|tit|subject|name|h\d|hd|headline|topic|bt)(?:$|[-_\s\d])|title|Title|_tit/;
const NOT_TITLE =
  /author|user|nick|avatar|portrait|reply|comment|tag|label|cate|forum|city|area|share|more|btn|button|time|date/i;
const PARTS_OF_HEAD = /author|user|nick|avatar|(?:^|[-_\s])(?:time|date)(?:$|[-_\s])/i;
/** Where an author's own page lives on forums and platforms: it is not the posting's. */
const AUTHOR_PAGE =
  /\/(?:u|user|users|space|member|profile|author|people|home\/main)\/|[?&](?:uid|un|userid)=|space-uid-|^\/@/i;
/** What one does to a posting; such a link leads to no page of the posting's own. */
const INTERACTION =
  /^(?:回复|评论|举报|收藏|点?赞|顶|踩|关注|私信|转发|分享|投诉|打赏|只看(?:他|她|楼主))[\s(（]*\d*[)）]?$/;
const ACTION =
  /^(?:回复|查看|更多|详情|查看详情|立即.{0,4}|申请.{0,4}|收藏|举报|点击.*|阅读全文|展开|关注|私信|联系.{0,3}|电话.{0,3}|投诉|分享|\d+)$/;
/** Where scripts keep addresses when there is no link. */
const CLICKED_TAGS = /^(?:a|div|li|tr|td|article|section|dl|dt|dd|p|h[1-6]|span|figure)$/;
const WHOLE_ITEM = 100;

/** Whether a link only does something to a posting, or shows more of it. */
export function saysAction(text: string): boolean {
  return INTERACTION.test(text) || ACTION.test(text);
}

/** All links of an item that may be its title's, as they stand. */
export function titleLinks(
  nodes: readonly AnyNode[],
  elements: readonly Element[],
  tree: PageTree,
  now: Date,
): readonly TitleLink[] {
  const item = new Set<unknown>(nodes);
  const found: TitleLink[] = [];
  const leads = elements.flatMap((anchor) => {
    const url = CLICKED_TAGS.test(anchor.name) ? linkAddress(anchor, tree) : undefined;
    return url === undefined ? [] : [{ anchor, url, isOfAuthor: isAuthorPage(url) }];
  });
  // In a list of people, their own pages are the postings.
  const isOfPeople = leads.every(
    ({ anchor, isOfAuthor }) => isOfAuthor && !NOT_TITLE.test(anchor.attribs['class'] ?? ''),
  );
  for (const { anchor, url, isOfAuthor } of leads) {
    if (isOfAuthor && !isOfPeople) continue;
    const title = linkTitle(anchor, tree);
    if (INTERACTION.test(title)) continue;
    const place = `${item.has(anchor) ? anchor.name : ''}${placeIn(item, anchor)}`;
    // A link without text is an icon, whatever it says when pointed at; posts are linked by their date.
    const isBare = title === '' || (tree.textLength.get(anchor) ?? 0) === 0 || isDate(title, now);
    const score = isBare ? -1 : scoreOf(anchor, title, item.has(anchor));
    found.push({ url, place, score, title: isBare ? '' : title, isWholeItem: item.has(anchor) });
  }
  return found;
}

/** Without what most items repeat: texts of buttons and marks, addresses of topics and shops. */
export function withoutRepeated(
  items: readonly (readonly TitleLink[])[],
): readonly (readonly TitleLink[])[] {
  const titles = countIn(items, ({ title }) => title);
  const urls = countIn(items, ({ url }) => url);
  const least = Math.max(LEAST_REPEATED, items.length * 0.5);
  return items.map((links) =>
    links
      .filter(({ url }) => (urls.get(url) ?? 0) < least)
      .map((link) =>
        link.title !== '' && (titles.get(link.title) ?? 0) >= least
          ? { ...link, title: '', score: BUTTON }
          : link,
      ),
  );
}

/** In how many items each value stands. */
function countIn(
  items: readonly (readonly TitleLink[])[],
  valueOf: (link: TitleLink) => string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const links of items)
    for (const value of new Set(links.map(valueOf)))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const LEAST_REPEATED = 3;
const BUTTON = -2;

/** The place at which the titles of most items stand; undefined where they differ. */
export function usualPlace(items: readonly (readonly TitleLink[])[]): string | undefined {
  const counts = new Map<string, number>();
  for (const links of items) {
    const place = bestLink(links, undefined)?.place;
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const [usual] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return usual !== undefined && usual[1] >= items.length * 0.5 ? usual[0] : undefined;
}

export function bestLink(
  links: readonly TitleLink[],
  usual: string | undefined,
): TitleLink | undefined {
  const there = links.filter((link) => link.place === usual && link.title !== '');
  let best: TitleLink | undefined;
  for (const link of there.length > 0 ? there : links) {
    if (best === undefined || link.score > best.score) best = link;
  }
  return best;
}

export function isDate(text: string, now: Date): boolean {
  const date = text.length > 24 ? null : findDate(text, now);
  return date !== null && date.end - date.start === text.length;
}

/** The first thing in an item that is set or named as its title. */
export function findHeading(elements: readonly Element[], tree: PageTree): string | undefined {
  let heading = elements.find((element) => isTitleElement(element, tree));
  if (heading === undefined) return undefined;
  // `<div class="name-row"><b class="title">…</b> verified</div>`: the inner one is the title.
  for (const inner of elementsBelow(heading).slice(1)) {
    const share = (tree.textLength.get(inner) ?? 0) / (tree.textLength.get(heading) ?? 1);
    if (share >= 0.5 && isTitleElement(inner, tree)) heading = inner;
  }
  return tidyLine(renderText([heading]));
}

/** Whether an address is that of a member, a teacher or a shop by what is usual. */
export function isAuthorPage(url: string): boolean {
  return AUTHOR_PAGE.test(url.replace(/^https?:\/\/[^/]*/, ''));
}

function scoreOf(anchor: Element, title: string, isWholeItem: boolean): number {
  if (isWholeItem) return WHOLE_ITEM;
  const { parent } = anchor;
  const around = parent !== null && isElement(parent) ? parent : undefined;
  const named = `${anchor.attribs['class'] ?? ''} ${anchor.attribs['id'] ?? ''}`;
  let score = Math.min(title.length, 40) / 2;
  if (around !== undefined && /^(?:h[1-6]|dt)$/.test(around.name)) score += 25;
  if (TITLE_NAME.test(named) || TITLE_NAME.test(around?.attribs['class'] ?? '')) score += 15;
  if (NOT_TITLE.test(named)) score -= 15;
  if (ACTION.test(title)) score -= 20;
  return Math.max(score, 0);
}

function linkTitle(anchor: Element, tree: PageTree): string {
  const text = renderText([anchor]);
  const inside = elementsBelow(anchor).slice(1);
  // A card that is one big link: its heading is the title, not all of its text.
  if (text.includes('\n')) return findHeading(inside, tree) ?? text.split('\n', 1)[0] ?? '';
  // A card on one line, made of several parts without names.
  const first = text.length > LEAST_CARD_TEXT ? firstPart(anchor, tree) : undefined;
  // `东城 | <span class="name">…</span>`: the part that is named is the title.
  const named = inside.filter((element) => isTitleElement(element, tree));
  const [only] = named;
  if (
    only !== undefined &&
    named.length === 1 &&
    (tree.textLength.get(only) ?? 0) > text.length * 0.4
  ) {
    return tidyLine(renderText([only]));
  }
  if (first !== undefined && named.length === 0) return first;
  const full = tidyLine(anchor.attribs['title'] ?? '');
  const cut = /^(.*?)(?:\.{2,}|…)$/.exec(text)?.[1];
  const isCut = text === '' || (cut !== undefined && full.startsWith(cut));
  return full !== '' && (isCut || full.startsWith(text)) && full.length < 200 ? full : text;
}

const LEAST_CARD_TEXT = 30;

/** The first of several parts that is more than a mark (`急`, `置顶`), and in it the longest. */
function firstPart(card: Element, tree: PageTree): string | undefined {
  const length = (element: Element) => tree.textLength.get(element) ?? 0;
  const partsOf = (element: Element) =>
    element.children.filter(isElement).filter((part) => length(part) > 0);
  const parts = partsOf(card);
  const own = parts.reduce((total, part) => total + length(part), 0);
  if (parts.length < 2 || own < length(card) * 0.9) return undefined;
  const part = parts.find((one) => length(one) > 3);
  if (part === undefined) return undefined;
  const main = partsOf(part).find((inner) => length(inner) >= length(part) * 0.6) ?? part;
  return tidyLine(renderText([main]));
}

function isTitleElement(element: Element, tree: PageTree): boolean {
  const length = tree.textLength.get(element) ?? 0;
  if (length < 2 || length > 150) return false;
  if (/^h[1-6]$/.test(element.name)) return true;
  const named = element.attribs['class'] ?? '';
  if (!TITLE_NAME.test(named) || NOT_TITLE.test(named)) return false;
  // The head of a post (`hd`) says who and when.
  return !elementsBelow(element, 20).some(({ attribs }) =>
    PARTS_OF_HEAD.test(attribs['class'] ?? ''),
  );
}
