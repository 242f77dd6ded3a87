/** The children of one element → groups that may be a list, each item one or several neighbours. */
import type { AnyNode, Element } from 'domhandler';
import { classShape, itemShape } from './item-shape.js';
import { scriptedAddress } from './link-address.js';
import { isElement, isInvisible, isText, type PageTree } from './page-tree.js';

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
  const lines = linesOf(children, shown, tree);
  if (lines.length >= least) return [lines];
  const exact = new Map<string, Element[]>();
  const byTag = new Map<string, Element[]>();
  for (const child of shown) {
    if (PROSE_TAGS.has(child.name) && !isLinkedLine(child, tree)) continue;
    push(exact, itemShape(child), child);
    push(byTag, child.name, child);
  }
  const records = recordsOf(shown, tree, least);
  if (records !== undefined) return [records];
  const groups = [...exact.values()].filter((group) => group.length >= least);
  for (const [name, group] of byTag) {
    if (ROW_TAGS.has(name) && group.length >= least && !groups.includes(group)) groups.push(group);
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

/** `· <a>title</a> (date)<br>`: what stands between two breaks, where each line has one link. */
function linesOf(
  children: readonly AnyNode[],
  shown: readonly Element[],
  tree: PageTree,
): readonly ListItem[] {
  if (shown.filter(({ name }) => name === 'br').length < 2) return [];
  const lines: AnyNode[][] = [[]];
  for (const child of children) {
    if (isElement(child) && child.name === 'br') lines.push([]);
    else lines.at(-1)?.push(child);
  }
  const filled = lines.filter((line) =>
    line.some((node) => (isText(node) ? node.data.trim() !== '' : isElement(node))),
  );
  const linked = filled.filter(
    (line) =>
      line.filter((node) => isElement(node) && (tree.linkTextLength.get(node) ?? 0) >= LEAST_LINK)
        .length === 1,
  );
  return linked.length >= filled.length * 0.7 ? linked : [];
}

/**
 * `dt dd dd dt dd`, or rows of which every second only tells more: each linked head with the
 * elements behind it that lead nowhere. Undefined when the children are no such sequence.
 */
function recordsOf(
  shown: readonly Element[],
  tree: PageTree,
  least: number,
): readonly ListItem[] | undefined {
  if (shown.length < least * 2) return undefined;
  const filled = shown.filter((element) => (tree.textLength.get(element) ?? 0) > 0);
  const shapes = filled.map(recordShape);
  const counts = new Map<string, { all: number; linked: number }>();
  for (const [at, element] of filled.entries()) {
    const count = counts.get(shapes[at] ?? '') ?? { all: 0, linked: 0 };
    count.all += 1;
    if (isLinked(element, tree)) count.linked += 1;
    counts.set(shapes[at] ?? '', count);
  }
  const heads = [...counts]
    .filter(([, { all, linked }]) => linked >= least && linked >= all * 0.8)
    .toSorted(([, a], [, b]) => b.all - a.all);
  for (const [head, { all }] of heads) {
    // What leads somewhere by itself belongs to no other item.
    const idle = new Set(
      [...counts].flatMap(([shape, count]) => (count.linked <= count.all * 0.3 ? [shape] : [])),
    );
    const segments: { readonly nodes: Element[]; readonly shapes: Set<string> }[] = [];
    let open: (typeof segments)[number] | undefined;
    for (const [at, element] of filled.entries()) {
      const shape = shapes[at] ?? '';
      if (shape === head) segments.push((open = { nodes: [element], shapes: new Set() }));
      else if (!idle.has(shape)) open = undefined;
      else if (open !== undefined) {
        open.nodes.push(element);
        open.shapes.add(shape);
      }
    }
    const followers = [...idle].filter(
      (shape) => segments.filter((segment) => segment.shapes.has(shape)).length >= all * 0.5,
    );
    if (followers.length === 0) continue;
    return segments.map(({ nodes }) =>
      nodes.filter((node, at) => at === 0 || followers.includes(recordShape(node))),
    );
  }
  return undefined;
}

/** Without class names, the first thing in a row tells a head from what follows it. */
function recordShape(element: Element): string {
  const shape = itemShape(element);
  if (!shape.endsWith('.')) return shape;
  const inner = element.children.filter(isElement);
  if (element.name === 'tr') {
    const spans = inner.map(({ attribs }) => attribs['colspan'] ?? '1');
    return `tr${spans.join('-')}`;
  }
  const [first] = inner;
  return /^(?:p|div|li)$/.test(element.name) && first !== undefined
    ? `${shape}>${first.name}`
    : shape;
}

function isLinked(element: Element, tree: PageTree): boolean {
  const length = tree.textLength.get(element) ?? 0;
  const inLinks = tree.linkTextLength.get(element) ?? 0;
  if (element.name === 'a' || scriptedAddress(element) !== undefined) return true;
  return inLinks >= LEAST_LINK && inLinks >= length * 0.3;
}
