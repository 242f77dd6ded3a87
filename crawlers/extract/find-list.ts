/** The list of a page: the repeated siblings that carry most of its text, menus and side boxes apart. */
import type { AnyNode, Element } from 'domhandler';
import { groupSiblings, type ListItem } from './group-siblings.js';
import { linkAddress, scriptedAddress } from './link-address.js';
import { openItems, withTwins } from './open-items.js';
import { isElement, type PageTree } from './page-tree.js';
import { findPrice } from './find-price.js';
import { findDate } from './parse-date.js';
import { renderText } from './render-text.js';

export interface FoundList {
  readonly items: readonly ListItem[];
  /** How much it looks like the page's list; comparable within a page only. */
  readonly score: number;
  /** Visible characters in all items. */
  readonly textLength: number;
}

const LEAST_ITEMS = 3;
/** Longer items do not make a better list. */
const MAX_ITEM_TEXT = 400;
/** Parts of a page that repeat and are not its list. */
const ASIDE =
  /(?:^|[-_\s])(?:nav|navbar|menu|foot|footer|header|side|sidebar|aside|crumbs?|breadcrumbs?|pager|pagination|pages?|filter|tags?|links?|friend|rank|recommend|recom|related|relate|hot|toolbar|share|login|banner|slide|swiper|copyright|ads?)(?=$|[-_\s\d])/i;
const ASIDE_TAGS = new Set(['nav', 'footer', 'aside', 'header', 'select', 'menu']);
/** What stands above a box that is not the page's list. */
const ASIDE_HEADING =
  /^(?:本周|今日|本月|最近)?(?:热门|热点|推荐|相关|猜你喜欢|大家都?在?(?:看|搜)|看了又看|排行|友情链接|最近浏览|浏览记录|阅读排行|点击排行|编辑推荐|你可能)|(?:排行榜?|推荐|热榜)$/;
/** An item with so much text, among few that have little, is a page's content. */
const FRAME_TEXT = 1_000;
/** Groups that are looked at closely. */
const MAX_CLOSE = 6;
const CLOSE_SHARE = 0.15;
/** Items of a group that are read closely. */
const MAX_READ = 12;

interface Candidate extends FoundList {
  readonly parent: Element | undefined;
  readonly inAside: boolean;
  readonly isMenu: boolean;
  /** One of its few items is the whole page: a header, a content and a footer are no list. */
  readonly isFrame: boolean;
}

/** The best list of a page, or undefined when nothing on it is one. */
export function findList(tree: PageTree): FoundList | undefined {
  const aside = new Map<AnyNode, boolean>();
  const candidates: Candidate[] = [];
  for (const parent of [tree.root, ...tree.elements]) {
    if (parent.children.length < LEAST_ITEMS) continue;
    for (const items of groupSiblings(parent.children, tree, LEAST_ITEMS)) {
      const at = isElement(parent) ? parent : undefined;
      const candidate = scoreGroup(items, tree, at, () => isAside(parent, aside));
      if (candidate !== undefined) candidates.push(candidate);
    }
  }
  const top = Math.max(0, ...candidates.map(({ score }) => score));
  const close = candidates
    .filter(({ score }) => score >= top * CLOSE_SHARE)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MAX_CLOSE)
    .map((candidate) => ({ candidate, facts: readFacts(candidate, tree) }))
    .map(({ candidate, facts }) => ({
      candidate,
      facts,
      score: candidate.score * weightOf(candidate, facts),
    }))
    .toSorted((a, b) => b.score - a.score);
  const best = close.find(({ candidate, facts }) => isPlausible(candidate, facts));
  const found = best === undefined ? findShortList(tree, aside) : best.candidate;
  if (found === undefined) return undefined;
  const { score, textLength } = found;
  return { score, textLength, items: openItems(withTwins(found.items, tree), tree) };
}

/** Bare links of a menu or a side box are no postings, even where nothing else repeats. */
function isPlausible({ inAside, isMenu, isFrame }: Candidate, { told }: Facts): boolean {
  return !isMenu && !isFrame && (!inAside || told >= 0.5);
}

interface Facts {
  /** Shares of the items that state a date, a price. */
  readonly dated: number;
  readonly priced: number;
  /** The share that says more than its links. */
  readonly told: number;
  readonly isHeadedAside: boolean;
}

function readFacts({ items, parent }: Candidate, tree: PageTree): Facts {
  const step = Math.max(1, Math.floor(items.length / MAX_READ));
  const read = items.filter((_, at) => at % step === 0);
  const now = new Date(0);
  let dated = 0;
  let priced = 0;
  let told = 0;
  for (const item of read) {
    const text = renderText(item).slice(0, MAX_ITEM_TEXT);
    const length = sumOver(item, tree.textLength);
    if (findDate(text, now) !== null) dated += 1;
    if (findPrice(text) !== null) priced += 1;
    if (length - sumOver(item, tree.linkTextLength) >= 4) told += 1;
  }
  const count = Math.max(1, read.length);
  return {
    ...{ dated: dated / count, priced: priced / count, told: told / count },
    isHeadedAside: parent !== undefined && ASIDE_HEADING.test(headingAbove(parent, tree)),
  };
}

function weightOf({ items }: Candidate, { dated, priced, isHeadedAside }: Facts): number {
  let weight = 1;
  if (dated >= 0.6) weight *= 1.8;
  if (priced >= 0.6) weight *= 1.3;
  if (isHeadedAside && items.length < 30) weight *= 0.3;
  return weight;
}

/** The short text right before a box, or before what holds it. */
function headingAbove(box: Element, tree: PageTree): string {
  let node = box;
  for (let level = 0; level < 2; level += 1) {
    const { parent } = node;
    const siblings = parent === null ? [] : parent.children.filter(isElement);
    const before = siblings[siblings.indexOf(node) - 1];
    if (before !== undefined) {
      const length = tree.textLength.get(before) ?? 0;
      return length > 0 && length <= 16 ? renderText([before]).split('\n', 1)[0]! : '';
    }
    if (parent === null || !isElement(parent)) return '';
    node = parent;
  }
  return '';
}

function scoreGroup(
  items: readonly ListItem[],
  tree: PageTree,
  parent: Element | undefined,
  isInAside: () => boolean,
): Candidate | undefined {
  const lengths: number[] = [];
  const filled: ListItem[] = [];
  let linked = 0;
  let structured = 0;
  let total = 0;
  let longest = 0;
  let linkText = 0;
  for (const item of items) {
    const length = sumOver(item, tree.textLength);
    if (length < 2) continue;
    filled.push(item);
    lengths.push(Math.min(length, MAX_ITEM_TEXT));
    total += length;
    if (length > longest) longest = length;
    const inLinks = sumOver(item, tree.linkTextLength);
    linkText += inLinks;
    if (inLinks >= 4 || leadsOn(item, length)) linked += 1;
    else if (item.length > 1 || childCount(item[0]) >= 2) structured += 1;
  }
  const count = lengths.length;
  if (count < LEAST_ITEMS) return undefined;
  if ((linked + structured) / count < 0.6) return undefined;
  const median = lengths.sort((a, b) => a - b)[count >> 1] ?? 0;
  let score = count * Math.sqrt(median);
  // A menu: short words, all of them links.
  const isMenu = median <= 9 && linkText > total * 0.8;
  if (isMenu) score *= 0.05;
  else if (median <= 6) score *= 0.2;
  if (linked < count * 0.5) score *= 0.4;
  const isUneven = count < 8 && longest > total * 0.7;
  if (isUneven) score *= 0.1;
  // Three columns of a layout are no list of three.
  if (count <= 4 && total > 0.6 * count * 1500) score *= 0.3;
  const inAside = isInAside();
  if (inAside) score *= 0.15;
  return {
    items: filled,
    score,
    textLength: total,
    parent,
    inAside,
    isMenu,
    isFrame: isUneven && longest > FRAME_TEXT,
  };
}

function leadsOn(item: ListItem, length: number): boolean {
  const [first] = item;
  if (first === undefined || !isElement(first)) return false;
  return (first.name === 'a' && length >= 4) || scriptedAddress(first) !== undefined;
}

function childCount(node: AnyNode | undefined): number {
  return node !== undefined && isElement(node) ? node.children.filter(isElement).length : 0;
}

/** Text nodes have no measure of their own. */
function sumOver(item: ListItem, lengths: ReadonlyMap<AnyNode, number>): number {
  let total = 0;
  for (const node of item) total += lengths.get(node) ?? 0;
  return total;
}

const LIST_NAME =
  /(?:^|[-_\s])(?:list|items|results?|posts|feed|threads|infos?)(?=$|[-_\s\d])|list$/i;
const ITEM_NAME =
  /(?:^|[-_\s])(?:item|card|post|result|row|thread|entry|cell)(?=$|[-_\s\d])|item$/i;
const LEAST_TITLE = 6;

/** One or two items look like nothing; their names, what they say and where they lead must tell. */
function findShortList(tree: PageTree, aside: Map<AnyNode, boolean>): FoundList | undefined {
  for (const parent of tree.elements) {
    if (parent.name === 'head' || isAside(parent, aside)) continue;
    const inner = parent.children
      .filter(isElement)
      .filter((child) => (tree.textLength.get(child) ?? 0) > 0);
    const [first] = inner;
    if (first === undefined || inner.length >= LEAST_ITEMS) continue;
    const isNamed =
      LIST_NAME.test(namesOf(parent)) || inner.every((child) => ITEM_NAME.test(namesOf(child)));
    if (!isNamed || !inner.every((child) => isShortListItem(child, tree))) continue;
    const textLength = sumOver(inner, tree.textLength);
    return { items: inner.map((child) => [child]), score: 1, textLength };
  }
  return undefined;
}

/** It leads to a page, under a title, and says something else as well: a date, a price. */
function isShortListItem(element: Element, tree: PageTree): boolean {
  if (!/^(?:li|div|article|section|tr|dl|a)$/.test(element.name)) return false;
  const inLinks = tree.linkTextLength.get(element) ?? 0;
  const length = tree.textLength.get(element) ?? 0;
  if (inLinks < LEAST_TITLE || length > MAX_ITEM_TEXT * 2) return false;
  const links = [element, ...tree.$(element).find('a').toArray()].filter(
    (anchor) => anchor.name === 'a' && linkAddress(anchor, tree) !== undefined,
  );
  if (links.length === 0 || links.length > 6) return false;
  const text = renderText([element]);
  return findDate(text, new Date(0)) !== null || findPrice(text) !== null;
}

function namesOf({ attribs }: Element): string {
  return `${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`;
}

function isAside(element: AnyNode, known: Map<AnyNode, boolean>): boolean {
  const chain: AnyNode[] = [];
  let answer = false;
  for (let node: AnyNode | null = element; node !== null; node = node.parent) {
    const before = known.get(node);
    if (before !== undefined) {
      answer = before;
      break;
    }
    chain.push(node);
    if (isElement(node) && saysAside(node)) {
      answer = true;
      break;
    }
  }
  for (const node of chain) known.set(node, answer);
  return answer;
}

function saysAside(element: Element): boolean {
  if (element.name === 'body' || element.name === 'html') return false;
  if (ASIDE_TAGS.has(element.name)) return true;
  return ASIDE.test(element.attribs['class'] ?? '') || ASIDE.test(element.attribs['id'] ?? '');
}
