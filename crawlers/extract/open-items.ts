/** Items that hold further items (rows of a grid, groups under a heading, a folder of pinned threads) give way to them. */
import type { AnyNode, Element } from 'domhandler';
import { elementsBelow } from './find-fields.js';
import type { ListItem } from './group-siblings.js';
import { classShape, itemShape } from './item-shape.js';
import { linkAddress } from './link-address.js';
import { isElement, isInvisible, type PageTree } from './page-tree.js';

const CELL_TAGS = new Set(['div', 'li', 'article', 'section', 'td', 'a', 'dd', 'p', 'figure']);
const LEAST_CELL_LINK = 6;
/** Cells of a row carry nearly all that the row says. */
const CELLS_SHARE = 0.7;
const MAX_LEVELS = 3;
const MAX_ELEMENTS = 500;

export function openItems(items: readonly ListItem[], tree: PageTree): readonly ListItem[] {
  return unfold(splitRows(items, tree), tree);
}

function splitRows(items: readonly ListItem[], tree: PageTree): readonly ListItem[] {
  const cells = items.map((item) => cellsOf(item, tree));
  const rows = cells.filter((own) => own.length > 1).length;
  if (rows < items.length * 0.6) return items;
  return items.flatMap((item, at) => {
    const own = cells[at] ?? [];
    return own.length > 0 ? own.map((cell) => [cell]) : [item];
  });
}

/** Siblings within an item that look alike and lead to the same kind of page; a posting's links do not. */
function cellsOf(item: ListItem, tree: PageTree): readonly Element[] {
  const [only] = item;
  if (item.length !== 1 || only === undefined || !isElement(only)) return [];
  const whole = tree.textLength.get(only) ?? 0;
  let row = only;
  for (let level = 0; level < MAX_LEVELS; level += 1) {
    const inner = row.children.filter(isElement).filter((child) => !isInvisible(child));
    const cells = inner.filter(({ name }) => CELL_TAGS.has(name));
    if (cells.length > 1 && areCells(cells, whole, tree)) return cells;
    // Beside a group's heading stands what holds its items.
    const holder = inner.find(
      (child) => (tree.textLength.get(child) ?? 0) >= whole * CELLS_SHARE && child.name !== 'a',
    );
    if (holder === undefined) return [];
    row = holder;
  }
  return [];
}

function areCells(cells: readonly Element[], whole: number, tree: PageTree): boolean {
  if (new Set(cells.map(itemShape)).size > 1) return false;
  const text = cells.reduce((total, cell) => total + (tree.textLength.get(cell) ?? 0), 0);
  if (text < whole * CELLS_SHARE) return false;
  const links = cells.map((cell) => longestLink(cell, tree));
  // The last row of a grid may be filled up with empty cells.
  const given = links.filter((link) => link !== undefined);
  if (given.length < 2 || given.length < links.length * 0.3) return false;
  return new Set(given.map(linkKind)).size === 1 && new Set(given).size === given.length;
}

/** The address of an element's longest link; undefined without one worth a title. */
function longestLink(element: Element, tree: PageTree): string | undefined {
  let longest = LEAST_CELL_LINK - 1;
  let found: string | undefined;
  for (const anchor of elementsBelow(element, MAX_ELEMENTS)) {
    const length = tree.textLength.get(anchor) ?? 0;
    if (anchor.name !== 'a' || length <= longest) continue;
    longest = length;
    found = linkAddress(anchor, tree);
  }
  return found;
}

/** An address without what numbers or names one page among its like. */
function linkKind(url: string): string {
  const { host, pathname, search } = new URL(url);
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  const folder = pathname.slice(0, pathname.length - last.length);
  // `note/63zx` and `note/ujvx`; but not `job-1.html` and `firm-1.html`.
  const kind = search === '' && /^[a-z\d]+$/i.test(last) ? '*' : last;
  return `${host}${folder}${kind}${search}`.replace(/\d+/g, '0');
}

/**
 * The same list again beside it (one for each heading, or each column): siblings of what holds the
 * items that look like it, with items made of the same parts.
 */
export function withTwins(items: readonly ListItem[], tree: PageTree): readonly ListItem[] {
  const [[first] = []] = items;
  if (first === undefined || !isElement(first) || items.some((item) => item.length !== 1))
    return items;
  const { parent } = first;
  const around = parent === null || !isElement(parent) ? null : parent.parent;
  if (around === null || parent === null || !isElement(parent)) return items;
  const twins = around.children
    .filter(isElement)
    .filter((box) => itemShape(box) === itemShape(parent));
  if (twins.length < 2) return items;
  const parts = partsOf(first);
  const own = new Set<AnyNode>(items.flat());
  return twins.flatMap((box): readonly ListItem[] => {
    if (box === parent) return items;
    const inner = box.children
      .filter(isElement)
      .filter((child) => !isInvisible(child) && (tree.textLength.get(child) ?? 0) > 0);
    const isSame =
      parts !== 'bare' && inner.every((child) => !own.has(child) && partsOf(child) === parts);
    return isSame ? inner.map((child) => [child]) : [];
  });
}

/** An item's own shape and those of its children; bare links are no parts to tell a list by. */
function partsOf(item: Element): string {
  const inner = item.children.filter(isElement).map(itemShape);
  return inner.length < 2 ? 'bare' : [itemShape(item), ...inner].join(' ');
}

/** A folder of pinned threads among threads. */
function unfold(items: readonly ListItem[], tree: PageTree): readonly ListItem[] {
  const counts = new Map<string, number>();
  for (const [first] of items) {
    if (first === undefined || !isElement(first)) return items;
    counts.set(classShape(first), (counts.get(classShape(first)) ?? 0) + 1);
  }
  const [common = ''] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  if (common === '') return items;
  const words = common.split('.');
  const isLike = (element: Element) => {
    const own = new Set(classShape(element).split('.'));
    return words.every((word) => own.has(word));
  };
  return items.flatMap((item): readonly ListItem[] => {
    const [first] = item;
    if (first === undefined || !isElement(first) || isLike(first)) return [item];
    const inner = tree.$(first).find(first.name).toArray().filter(isLike);
    return inner.length > 0 ? inner.map((element) => [element]) : [item];
  });
}
