/** The list of a page: the repeated siblings that carry most of its text, menus and side boxes apart. */
import type { AnyNode, Element } from 'domhandler';
import { isElement, isInvisible, type PageTree } from './page-tree.js';

export interface FoundList {
  readonly items: readonly Element[];
  /** How much it looks like the page's list; comparable within a page only. */
  readonly score: number;
  /** Visible characters in all items. */
  readonly textLength: number;
}

const LEAST_ITEMS = 3;
/** Longer items do not make a better list. */
const MAX_ITEM_TEXT = 400;
/** Class words that say what an element is for, not what it is. */
const STATE_WORDS =
  /^(?:first|last|odd|even|active|current|on|cur|selected|hover|clearfix|cf|fl|fr|top|hot|new|vip|js-.*|is-.*|col-.*)$/i;
/** Parts of a page that repeat and are not its list. */
const ASIDE =
  /(?:^|[-_\s])(?:nav|navbar|menu|foot|footer|header|side|sidebar|aside|crumbs?|breadcrumbs?|pager|pagination|pages?|filter|tags?|links?|friend|rank|recommend|recom|related|relate|hot|toolbar|share|login|banner|slide|swiper|copyright|ads?)(?=$|[-_\s\d])/i;
const ASIDE_TAGS = new Set(['nav', 'footer', 'aside', 'header', 'select', 'menu']);
const PROSE_TAGS = new Set([
  'p',
  'span',
  'br',
  'b',
  'i',
  'em',
  'strong',
  'img',
  'font',
  'h1',
  'h2',
  'h3',
  'option',
  'label',
  'input',
  'code',
  'meta',
  'link',
]);

/** The best list of a page, or undefined when nothing repeats. */
export function findList(tree: PageTree): FoundList | undefined {
  const aside = new Map<AnyNode, boolean>();
  const visible = new Set<AnyNode>(tree.elements).add(tree.root);
  let best: FoundList | undefined;
  for (const parent of visible) {
    if (!('children' in parent)) continue;
    const inAside = isAside(parent, aside);
    for (const items of groupSiblings(parent.children)) {
      const list = scoreList(items, tree, inAside);
      if (list !== undefined && list.score > (best?.score ?? 0)) best = list;
    }
  }
  if (best === undefined) return undefined;
  return { ...best, items: unfold(splitRows(best.items, tree), tree) };
}

const CELL_TAGS = new Set(['div', 'li', 'article', 'section']);
const LEAST_CELL_LINK = 6;
/** Cells of a row carry nearly all that the row says. */
const CELLS_SHARE = 0.7;

/** Items that are rows of a grid, or groups of a grouped list, give way to the postings in them. */
function splitRows(items: readonly Element[], tree: PageTree): readonly Element[] {
  const cells = items.map((item) => cellsOf(item, tree));
  const rows = cells.filter((own) => own.length > 1).length;
  if (rows < items.length * 0.6) return items;
  return items.flatMap((item, at) => {
    const own = cells[at] ?? [];
    return own.length > 0 ? own : [item];
  });
}

/** Siblings within an item that look alike and lead to the same kind of page; a posting's links do not. */
function cellsOf(item: Element, tree: PageTree): readonly Element[] {
  let row = item;
  for (let level = 0; level < 3; level += 1) {
    const inner = row.children.filter(isElement);
    const [only] = inner;
    if (inner.length === 1 && only !== undefined) {
      row = only;
      continue;
    }
    const cells = inner.filter((child) => CELL_TAGS.has(child.name) && !isInvisible(child));
    if (new Set(cells.map((cell) => `${cell.name}.${signature(cell)}`)).size > 1) return [];
    const text = cells.reduce((total, cell) => total + (tree.textLength.get(cell) ?? 0), 0);
    if (text < (tree.textLength.get(item) ?? 0) * CELLS_SHARE) return [];
    const kinds = new Set(cells.map((cell) => linkKind(cell, tree)));
    return kinds.size === 1 && !kinds.has('') ? cells : [];
  }
  return [];
}

/** The address of an element's longest link with its digits taken out; '' without one worth a title. */
function linkKind(element: Element, tree: PageTree): string {
  let longest = LEAST_CELL_LINK - 1;
  let kind = '';
  for (const anchor of [element, ...tree.$(element).find('a').toArray()]) {
    const length = tree.textLength.get(anchor) ?? 0;
    if (anchor.name !== 'a' || length <= longest) continue;
    longest = length;
    kind = (anchor.attribs['href'] ?? '').replace(/#.*$/, '').replace(/\d+/g, '0');
  }
  return kind;
}

/** An item that only holds further items (a folder of pinned threads) gives way to them. */
function unfold(items: readonly Element[], tree: PageTree): readonly Element[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(signature(item), (counts.get(signature(item)) ?? 0) + 1);
  const [common = ''] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  if (common === '') return items;
  const words = common.split('.');
  const isLike = (element: Element) => {
    const own = new Set(signature(element).split('.'));
    return words.every((word) => own.has(word));
  };
  return items.flatMap((item) => {
    if (isLike(item)) return [item];
    const inner = tree.$(item).find(item.name).toArray().filter(isLike);
    return inner.length > 0 ? inner : [item];
  });
}

/** Siblings that look alike: the same tag and class words. */
function groupSiblings(children: readonly AnyNode[]): Element[][] {
  if (children.length < LEAST_ITEMS) return [];
  const exact = new Map<string, Element[]>();
  const byTag = new Map<string, Element[]>();
  for (const child of children) {
    if (!isElement(child) || isInvisible(child) || PROSE_TAGS.has(child.name)) continue;
    push(exact, `${child.name}.${signature(child)}`, child);
    push(byTag, child.name, child);
  }
  const groups = [...exact.values()].filter((group) => group.length >= LEAST_ITEMS);
  for (const [name, group] of byTag) {
    // Rows often differ in their classes only; other tags must agree on them.
    const isRow =
      name === 'li' || name === 'tr' || name === 'dd' || name === 'article' || name === 'tbody';
    if (isRow && group.length >= LEAST_ITEMS && !groups.includes(group)) groups.push(group);
  }
  return groups;
}

function push(groups: Map<string, Element[]>, key: string, element: Element): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [element]);
  else group.push(element);
}

function signature(element: Element): string {
  return (element.attribs['class'] ?? '')
    .split(/\s+/)
    .map((word) => word.replace(/[-_]?\d+$/, ''))
    .filter((word) => word !== '' && !STATE_WORDS.test(word))
    .sort()
    .join('.');
}

function scoreList(
  items: readonly Element[],
  tree: PageTree,
  inAside: boolean,
): FoundList | undefined {
  const lengths: number[] = [];
  let linked = 0;
  let structured = 0;
  let total = 0;
  let linkText = 0;
  for (const item of items) {
    const length = tree.textLength.get(item) ?? 0;
    if (length < 2) continue;
    lengths.push(Math.min(length, MAX_ITEM_TEXT));
    total += length;
    const inLinks = tree.linkTextLength.get(item) ?? 0;
    linkText += inLinks;
    if (inLinks >= 4 || (item.name === 'a' && length >= 4)) linked += 1;
    else if (item.children.filter(isElement).length >= 2) structured += 1;
  }
  const count = lengths.length;
  if (count < LEAST_ITEMS) return undefined;
  if ((linked + structured) / count < 0.6) return undefined;
  const median = lengths.sort((a, b) => a - b)[count >> 1] ?? 0;
  let score = count * Math.sqrt(median);
  // A menu: short words, all of them links.
  if (median <= 9 && linkText > total * 0.8) score *= 0.05;
  else if (median <= 6) score *= 0.2;
  if (linked < count * 0.5) score *= 0.4;
  if (inAside) score *= 0.15;
  // A header, a content and a footer block are no list of three.
  if (count < 8 && Math.max(...items.map((item) => tree.textLength.get(item) ?? 0)) > total * 0.7)
    score *= 0.1;
  // Three columns of a layout are no list of three.
  if (count <= 4 && total > 0.6 * count * 1500) score *= 0.3;
  return {
    items: items.filter((item) => (tree.textLength.get(item) ?? 0) >= 2),
    score,
    textLength: total,
  };
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
