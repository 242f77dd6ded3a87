/** How much a group of items looks like the list of its page. */
import type { AnyNode, Element, ParentNode } from 'domhandler';
import { elementsBelow } from './find-fields.js';
import { findPrice } from './find-price.js';
import type { ListItem } from './group-siblings.js';
import { isHeadedAside } from './is-aside.js';
import { scriptedAddress } from './link-address.js';
import type { LinkedRegion } from './linked-records.js';
import { isElement, type PageTree } from './page-tree.js';
import { findDate } from './parse-date.js';
import { renderText } from './render-text.js';
import { isAuthorPage } from './title-link.js';

export interface Candidate {
  readonly items: readonly ListItem[];
  /** Comparable within a page only. */
  readonly score: number;
  /** Visible characters in all items. */
  readonly textLength: number;
  readonly parent: Element | undefined;
  readonly inAside: boolean;
  readonly isMenu: boolean;
  /** One of its few items is the whole page: a header, a content and a footer are no list. */
  readonly isFrame: boolean;
}

export const LEAST_ITEMS = 3;
/** Longer items do not make a better list. */
const MAX_ITEM_TEXT = 400;
/** An item with so much text, among few that have little, is a page's content. */
const FRAME_TEXT = 1_000;
/** Items of a group that are read closely. */
const MAX_READ = 12;

/** A link that is shorter is hardly the title of what it leads to. */
const USUAL_LINK = 8;
const LEAST_WEIGHT = 0.5;

/** By lengths alone, and by those of its links. @returns undefined for what is no list at all */
export function scoreRegion(
  { kind, items, parent, linkText }: LinkedRegion,
  tree: PageTree,
  isAside: (element: AnyNode) => boolean,
): Candidate | undefined {
  const candidate = scoreGroup(items, tree, parent, isAside, true);
  if (candidate === undefined) return undefined;
  const weight = Math.max(LEAST_WEIGHT, Math.min(1, Math.sqrt(linkText / USUAL_LINK)));
  const isOfAuthors = isAuthorPage(kind) ? LEAST_WEIGHT : 1;
  return { ...candidate, score: candidate.score * weight * isOfAuthors };
}

/** By lengths alone. @returns undefined for what is no list at all */
export function scoreGroup(
  items: readonly ListItem[],
  tree: PageTree,
  parent: ParentNode | undefined,
  isAside: (element: AnyNode) => boolean,
  areLinked = false,
): Candidate | undefined {
  const lengths: number[] = [];
  const filled: ListItem[] = [];
  let linked = 0;
  let structured = 0;
  let total = 0;
  let longest = 0;
  let linkText = 0;
  for (const item of items) {
    let length = sumOver(item, tree.textLength);
    if (length === 0 && areLinked) length = picturedText(item);
    if (length < 2) continue;
    filled.push(item);
    lengths.push(Math.min(length, MAX_ITEM_TEXT));
    total += length;
    if (length > longest) longest = length;
    const inLinks = sumOver(item, tree.linkTextLength);
    linkText += inLinks;
    if (areLinked || inLinks >= 4 || leadsOn(item, length)) linked += 1;
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
  const inAside = parent !== undefined && isElement(parent) && isAside(parent);
  if (inAside) score *= 0.15;
  return {
    ...{ items: filled, score, textLength: total, inAside, isMenu },
    parent: parent !== undefined && isElement(parent) ? parent : undefined,
    isFrame: isUneven && longest > FRAME_TEXT,
  };
}

/** By what some of its items say. */
export function weighCandidate(candidate: Candidate, tree: PageTree): Candidate | undefined {
  const { items, parent, inAside, isMenu, isFrame, score } = candidate;
  if (isDirectory(items, tree)) return undefined;
  const { dated, priced, told } = readFacts(items, tree);
  // Bare links of a menu or a side box are no postings, even where nothing else repeats.
  if (isMenu || isFrame || (inAside && told < 0.5)) return undefined;
  let weight = 1;
  if (dated >= 0.6) weight *= 1.8;
  if (priced >= 0.6) weight *= 1.3;
  if (items.length < 30 && parent !== undefined && isHeadedAside(parent, tree)) weight *= 0.3;
  return { ...candidate, score: score * weight };
}

/** Items that are bundles of short links: channels, districts, the letters of an index. */
function isDirectory(items: readonly ListItem[], tree: PageTree): boolean {
  const read = items.slice(0, MAX_READ).map((item) => {
    const lengths = item
      .flatMap((node) => elementsBelow(node, MAX_PARTS))
      .filter(({ name }) => name === 'a')
      .map((anchor) => tree.textLength.get(anchor) ?? 0);
    const inLinks = sumOver(item, tree.linkTextLength);
    return (
      lengths.length >= MANY_LINKS &&
      Math.max(...lengths) <= SHORT_LINK &&
      inLinks > sumOver(item, tree.textLength) * LINK_SHARE
    );
  });
  return read.filter(Boolean).length > read.length / 2;
}

const MAX_PARTS = 100;
const MANY_LINKS = 4;
const SHORT_LINK = 7;
const LINK_SHARE = 0.7;

interface Facts {
  /** Shares of the items that state a date, a price. */
  readonly dated: number;
  readonly priced: number;
  /** The share that says more than its links. */
  readonly told: number;
}

function readFacts(items: readonly ListItem[], tree: PageTree): Facts {
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
  return { dated: dated / count, priced: priced / count, told: told / count };
}

function leadsOn(item: ListItem, length: number): boolean {
  const [first] = item;
  if (first === undefined || !isElement(first)) return false;
  return (first.name === 'a' && length >= 4) || scriptedAddress(first) !== undefined;
}

/** Of items that are pictures: what these say they are. */
function picturedText(item: ListItem): number {
  const picture = item
    .flatMap((node) => elementsBelow(node, 20))
    .find(({ name, attribs }) => name === 'img' && attribs['alt'] !== undefined);
  return picture?.attribs['alt']?.trim().length ?? 0;
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
