/** Whether a page's list would still be found on a day with fewer postings, and the selector that helps. */
import type { Element } from 'domhandler';
import type { ExtractedPosting } from '../../domain/posting.js';
import { SourceSchema, type Source, type SourceInput } from '../../domain/source.js';
import { extractPage } from '../extract/extract-page.js';
import { elementsBelow } from '../extract/find-fields.js';
import { findList } from '../extract/find-list.js';
import type { ListItem } from '../extract/group-siblings.js';
import { linkAddress } from '../extract/link-address.js';
import { isElement, parsePageTree } from '../extract/page-tree.js';

export type Steadiness =
  | { readonly status: 'steady' }
  /** Found with the selector only. */
  | ({ readonly status: 'steadied' } & ItemSelector)
  /** No selector was found that names exactly these postings. */
  | { readonly status: 'unsteady' };

/** As a source says which its items are. */
type ItemSelector = Pick<Source['list'], 'item' | 'until'>;

interface Question {
  readonly html: string;
  readonly url: string;
  readonly now: Date;
  /** What is found on the whole page. */
  readonly postings: readonly ExtractedPosting[];
}

/** The quiet day that is tried: a third of the postings, and no fewer than make a list. */
const QUIET_SHARE = 3;
const LEAST_ITEMS = 3;
const MAX_LEVELS = 4;
const MAX_ELEMENTS = 500;
/** A shorter beginning of an address is no mark of anything. */
const LEAST_PREFIX = 4;
/** Class names that may be written as they are. */
const PLAIN_NAME = /^[a-z_][\w-]*$/i;
/** The work of a bundler (`css-1x9a2b`, `List_item__3xK9a`, `sc-bdVaJa`): another one with each release. */
const MADE_NAME =
  /(?:^|[-_])(?=[a-z\d]*\d)(?![a-z]+\d+$)(?!\d+$)[a-z\d]{5,}$|^sc-[a-z]{5,}$|^css-|^jsx?-\d|^data-v-/i;

/** Takes most of the postings out of the page and looks whether the rest is found again. */
export function findSteadiness(question: Question): Steadiness {
  const tree = parsePageTree(question.html, question.url);
  const items = findList(tree)?.items ?? [];
  const kept = Math.max(LEAST_ITEMS, Math.floor(items.length / QUIET_SHARE));
  if (items.length <= kept) return { status: 'steady' };
  const addresses = new Set(question.postings.map((posting) => posting.url));
  const isPosting = (anchor: Element) => addresses.has(linkAddress(anchor, tree) ?? '');
  const candidates = itemSelectors(headsOf(items, isPosting), items.length, isPosting);
  const until = items.some((item) => item.length > 1) ? ({ until: 'next item' } as const) : {};
  for (const node of items.slice(kept).flat()) tree.$(node).remove();
  const quiet = { ...question, html: tree.$.html() };
  const known = new Set(question.postings.map(keyOf));
  const isFound = (found: readonly ExtractedPosting[], least: number) =>
    found.length >= least && found.every((posting) => known.has(keyOf(posting)));
  if (isFound(extract(quiet), kept * 0.6)) return { status: 'steady' };
  for (const item of candidates) {
    const selector = { item, ...until };
    const all = extract(question, selector);
    if (all.length !== known.size || !isFound(all, known.size)) continue;
    if (isFound(extract(quiet, selector), kept * 0.6)) return { status: 'steadied', ...selector };
  }
  return { status: 'unsteady' };
}

function extract(
  { html, url, now }: Pick<Question, 'html' | 'url' | 'now'>,
  list: SourceInput['list'] = {},
): readonly ExtractedPosting[] {
  const source = SourceSchema.parse({
    ...{ id: 'x', name: 'x', kind: 'tutoring', start: [url] },
    list,
  });
  return extractPage({ html, url, now, source, role: 'list' }).postings;
}

/** Of items that are several elements, those that hold the links to the postings. */
function headsOf(
  items: readonly ListItem[],
  isPosting: (anchor: Element) => boolean,
): readonly Element[] {
  return items.flatMap((item) => {
    const elements = item.filter(isElement);
    const head = elements.find((element) => elementsBelow(element, MAX_ELEMENTS).some(isPosting));
    return head ?? elements[0] ?? [];
  });
}

function keyOf({ url, title, body }: ExtractedPosting): string {
  return url ?? `${title}\n${body}`;
}

/**
 * `li.card`, `#list > li`, `#l > ul > li`, `tr:has(> td > a[href*="info-"])`: what all items share,
 * the plainest first.
 */
function itemSelectors(
  items: readonly Element[],
  count: number,
  isPosting: (anchor: Element) => boolean,
): readonly string[] {
  const [first] = items;
  if (first === undefined || items.length !== count) return [];
  if (items.some(({ name }) => name !== first.name)) return [];
  const shared = classesOf(first).filter((word) =>
    items.every((item) => classesOf(item).includes(word)),
  );
  const own = [first.name, ...shared].join('.');
  return [
    ...(shared.length > 0 ? [own] : []),
    ...pathsTo(first).map((outer) => `${outer} > ${own}`),
    ...linkedItem(items, own, isPosting),
  ];
}

/** How an element's parent is reached from the nearest ancestors that have a name. */
function pathsTo(item: Element): readonly string[] {
  const paths: string[] = [];
  let below = '';
  let { parent } = item;
  for (let level = 0; level < MAX_LEVELS && parent !== null && isElement(parent); level += 1) {
    const id = parent.attribs['id'] ?? '';
    const classes = classesOf(parent);
    if (isSteadyName(id)) paths.push(`#${id}${below}`);
    if (classes.length > 0) paths.push(`${[parent.name, ...classes].join('.')}${below}`);
    below = ` > ${parent.name}${below}`;
    parent = parent.parent;
  }
  return paths;
}

/** On pages without names, the addresses of the postings have something in common. */
function linkedItem(
  items: readonly Element[],
  own: string,
  isPosting: (anchor: Element) => boolean,
): readonly string[] {
  const anchors = items.map((item) =>
    elementsBelow(item, MAX_ELEMENTS).find((element) => element.name === 'a' && isPosting(element)),
  );
  const [first] = anchors;
  if (first === undefined || first === items[0]) return [];
  const hrefs = anchors.flatMap((anchor) => anchor?.attribs['href'] ?? []);
  const prefix = commonPrefix(hrefs).replace(/\d+$/, '');
  if (hrefs.length < items.length || prefix.length < LEAST_PREFIX || /["\\]/.test(prefix))
    return [];
  const path = ['a'];
  for (let { parent } = first; parent !== items[0]; { parent } = parent) {
    if (parent === null || !isElement(parent)) return [];
    path.unshift(parent.name);
  }
  return [`${own}:has(> ${path.join(' > ')}[href*="${prefix}"])`];
}

function commonPrefix([first = '', ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}

function classesOf(element: Element): readonly string[] {
  return (element.attribs['class'] ?? '').split(/\s+/).filter(isSteadyName);
}

function isSteadyName(name: string): boolean {
  return PLAIN_NAME.test(name) && !MADE_NAME.test(name);
}
