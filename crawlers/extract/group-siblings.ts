/** The children of one element → groups that may be a list, each item one or several neighbours. */
import type { AnyNode, Element } from 'domhandler';
import { classShape, itemShape } from './item-shape.js';
import { isElement, isInvisible, type PageTree } from './page-tree.js';

/** The nodes of one item, neighbours in the page. */
export type ListItem = readonly AnyNode[];

const PROSE_TAGS = new Set(
  'p span br b i em strong img font h1 h2 h3 option label input code meta link'.split(' '),
);
/** Rows often differ in their classes only; other tags must agree on them. */
const ROW_TAGS = new Set(['li', 'tr', 'dd', 'article', 'tbody']);
const LEAST_LINK = 4;
const MAX_LINE = 150;

/** @param least how many items make a group */
export function groupSiblings(
  children: readonly AnyNode[],
  tree: PageTree,
  least: number,
): readonly (readonly ListItem[])[] {
  if (children.length < least) return [];
  const shown = children.filter(
    (child): child is Element => isElement(child) && !isInvisible(child),
  );
  if (shown.length < least) return [];
  const exact = new Map<string, Element[]>();
  const byTag = new Map<string, Element[]>();
  for (const child of shown) {
    if (PROSE_TAGS.has(child.name) && !isLinkedLine(child, tree)) continue;
    push(exact, itemShape(child), child);
    push(byTag, child.name, child);
  }
  const groups = [...exact.values()].filter((group) => group.length >= least);
  for (const [name, group] of byTag) {
    const isNew = groups.every((other) => other.length !== group.length || other[0] !== group[0]);
    if (ROW_TAGS.has(name) && group.length >= least && isNew) groups.push(group);
  }
  const alike = byCommonWord(byTag, Math.max(least, ...groups.map(({ length }) => length + 1)));
  if (alike !== undefined) groups.push(alike);
  return groups.map((group) => group.map((element) => [element]));
}

/** Items that name themselves (`post category-news`, `post category-class`) share one word only. */
function byCommonWord(
  byTag: ReadonlyMap<string, readonly Element[]>,
  least: number,
): Element[] | undefined {
  for (const [name, group] of byTag) {
    if (ROW_TAGS.has(name) || group.length < least) continue;
    const words = new Map<string, Element[]>();
    for (const element of group)
      for (const word of new Set(classShape(element).split('.')))
        if (word !== '') push(words, word, element);
    const [most] = [...words.values()].toSorted((a, b) => b.length - a.length);
    if (most !== undefined && most.length >= least) return most;
  }
  return undefined;
}

function push(groups: Map<string, Element[]>, key: string, element: Element): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [element]);
  else group.push(element);
}

/** A paragraph that is a line of a list: one link makes up a good part of it. */
function isLinkedLine(element: Element, tree: PageTree): boolean {
  if (element.name !== 'p') return false;
  const length = tree.textLength.get(element) ?? 0;
  const inLinks = tree.linkTextLength.get(element) ?? 0;
  return length <= MAX_LINE && inLinks >= LEAST_LINK * 1.5 && inLinks >= length * 0.25;
}
