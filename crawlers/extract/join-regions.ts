/** Further parts of a page that belong to its list: pinned threads in a box of their own, another column. */
import type { AnyNode } from 'domhandler';
import { elementsBelow } from './find-fields.js';
import type { ListItem } from './group-siblings.js';
import { headingAbove, isHeadedAside } from './is-aside.js';
import { classShape, itemShape } from './item-shape.js';
import type { LinkedRegion } from './linked-records.js';
import { isElement, type PageTree } from './page-tree.js';
import { isAuthorPage } from './title-link.js';

/** Records that share so many of their parts are of one list. */
const ALIKE = 0.5;
const SAME = 0.6;
const MAX_READ = 5;
const MAX_PARTS = 60;
/** With fewer parts, records are bare links: only those right beside one another are of one list. */
const LEAST_PARTS = 3;
const NEAR_LEVELS = 2;
const LEAST_TEXT = 2;

/** @returns the items of all of them, in page order */
export function joinRegions(
  chosen: LinkedRegion,
  regions: readonly LinkedRegion[],
  tree: PageTree,
  isAside: (element: AnyNode) => boolean,
): readonly ListItem[] {
  const parts = partsOf(chosen.items);
  const isOfAuthors = isAuthorPage(chosen.kind);
  const joined = regions.filter((region) => {
    if (region === chosen) return true;
    const [first] = region.items[0] ?? [];
    if (isOfAuthors || region.kind !== chosen.kind || isAside(first ?? region.parent)) return false;
    if (isElement(region.parent) && isHeadedAside(region.parent, tree)) return false;
    const own = partsOf(region.items);
    // Pinned threads in a folder among the others say less than these.
    if (own.size >= LEAST_PARTS && isInside(region.parent, chosen.parent))
      return sharedParts(parts, own) >= own.size * SAME;
    // Without a heading of its own, what stands right beside is more of the same.
    if (areNear(region.parent, chosen.parent, 1) && !isHeaded(region, tree)) return true;
    const levels = parts.size < LEAST_PARTS ? 1 : NEAR_LEVELS;
    return areNear(region.parent, chosen.parent, levels) && likeness(parts, own) >= ALIKE;
  });
  const items = joined.flatMap((region) => region.items);
  const others = alikeWithin(items, tree);
  const parents = new Set(items.map(([first]) => first?.parent));
  if (parents.size === 1 && others.length === 0) return items;
  const place = new Map<AnyNode, number>(tree.elements.map((element, at) => [element, at]));
  const placeOf = (item: ListItem) => Math.min(...item.map((node) => place.get(node) ?? Infinity));
  return [...items, ...others].toSorted((a, b) => placeOf(a) - placeOf(b));
}

function isHeaded({ parent, items }: LinkedRegion, tree: PageTree): boolean {
  const [first] = items[0] ?? [];
  return [first, parent].some(
    (node) => node !== undefined && isElement(node) && headingAbove(node, tree) !== '',
  );
}

/** What looks like the records it stands among and leads elsewhere, or nowhere: a post without a page of its own. */
function alikeWithin(items: readonly ListItem[], tree: PageTree): readonly ListItem[] {
  const own = new Set<AnyNode>(items.flat());
  const shapes = new Map<string, number>();
  const parents = new Set<AnyNode>();
  for (const [head, ...more] of items) {
    if (head === undefined || !isElement(head) || more.length > 0) return [];
    shapes.set(itemShape(head), (shapes.get(itemShape(head)) ?? 0) + 1);
    if (head.parent !== null) parents.add(head.parent);
  }
  const isUsual = (element: AnyNode) =>
    isElement(element) && (shapes.get(itemShape(element)) ?? 0) >= items.length * ALIKE;
  return [...parents].flatMap((parent) =>
    'children' in parent
      ? parent.children
          .filter((child) => !own.has(child) && isUsual(child))
          .filter((child) => (tree.textLength.get(child) ?? 0) >= LEAST_TEXT)
          .map((child) => [child])
      : [],
  );
}

function areNear(one: AnyNode, other: AnyNode, levels: number): boolean {
  const above = (node: AnyNode) => {
    const chain: AnyNode[] = [node];
    for (let level = 0; level < levels; level += 1) {
      const parent: AnyNode | null | undefined = chain.at(-1)?.parent;
      if (parent !== null && parent !== undefined) chain.push(parent);
    }
    return chain;
  };
  const chain = new Set(above(one));
  return above(other).some((node) => chain.has(node));
}

/** Tags, and tags with each of their class words, of what the first items are made of. */
function partsOf(items: readonly ListItem[]): ReadonlySet<string> {
  const parts = new Set<string>();
  for (const node of items.slice(0, MAX_READ).flat()) {
    for (const element of elementsBelow(node, MAX_PARTS)) {
      parts.add(element.name);
      for (const word of classShape(element).split('.'))
        if (word !== '') parts.add(`${element.name}.${word}`);
    }
  }
  return parts;
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = sharedParts(one, other);
  return shared / Math.max(1, one.size + other.size - shared);
}

function sharedParts(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...other].filter((part) => one.has(part)).length;
}

function isInside(inner: AnyNode, outer: AnyNode): boolean {
  for (let node: AnyNode | null = inner; node !== null; node = node.parent)
    if (node === outer) return true;
  return false;
}
