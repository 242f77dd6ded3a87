/** Which neighbours of a record's head belong to it: `dt dd dd`, `h3 p`, two rows, a line up to its break. */
import type { AnyNode, Element, ParentNode } from 'domhandler';
import { elementsBelow } from './find-fields.js';
import type { ListItem } from './group-siblings.js';
import { itemShape } from './item-shape.js';
import { isElement, isInvisible, isText, type PageTree } from './page-tree.js';

/** Children of one element, some of which head a record. */
export interface Neighbours {
  readonly parent: ParentNode;
  readonly heads: ReadonlySet<AnyNode>;
}

/** What stands behind this share of the heads belongs to them. */
const USUAL_SHARE = 0.5;
const MAX_BEFORE = 3;
const LEAST_LINK = 4;

const OTHER = 'other';

interface Sequence {
  readonly nodes: readonly AnyNode[];
  readonly shapes: readonly string[];
  /** Places of the heads in `nodes`, ascending. */
  readonly heads: readonly number[];
}

/**
 * @param isLed whether a record, or several, are in a node: it is no neighbour's part
 * @returns each head with what belongs to it, in page order
 */
export function followersOf(
  all: readonly Neighbours[],
  tree: PageTree,
  isLed: (node: AnyNode) => boolean,
): readonly ListItem[] {
  const sequences = all.map((one) => readSequence(one, isLed));
  const headShapes = new Set(
    sequences.flatMap(({ shapes, heads }) => heads.map((at) => shapes[at] ?? '')),
  );
  const before = beforeHeads(sequences);
  const usual = usualFollowers(sequences, before, headShapes, tree);
  if (usual.size === 0 && before === 0)
    return sequences.flatMap(({ nodes, heads }) => heads.map((at) => [nodes[at]!]));
  return sequences.flatMap((sequence) => cut(sequence, before, usual));
}

function readSequence({ parent, heads }: Neighbours, isLed: (node: AnyNode) => boolean): Sequence {
  const nodes: AnyNode[] = [];
  const shapes: string[] = [];
  const places: number[] = [];
  for (const child of parent.children) {
    if (isText(child) ? child.data.trim() === '' : !isElement(child) || isInvisible(child))
      continue;
    if (heads.has(child)) places.push(nodes.length);
    nodes.push(child);
    const isOther = !heads.has(child) && isLed(child);
    shapes.push(isOther ? OTHER : isElement(child) ? followerShape(child) : '#');
  }
  return { nodes, shapes, heads: places };
}

/** Rows without class names are told apart by their cells. */
function followerShape(element: Element): string {
  const shape = itemShape(element);
  if (element.name !== 'tr' || !shape.endsWith('.')) return shape;
  const spans = element.children
    .filter(isElement)
    .map(({ attribs }) => `${attribs['colspan'] ?? '1'}`);
  return `tr${spans.join('-')}`;
}

/**
 * How many neighbours before a head belong to it: what stands before every head, the first one too,
 * and is missing after the last one.
 */
function beforeHeads(sequences: readonly Sequence[]): number {
  const [sequence] = sequences.filter(({ heads }) => heads.length > 1);
  if (sequence === undefined) return 0;
  const { shapes, heads } = sequence;
  const between = heads.slice(1).map((at, index) => shapes.slice((heads[index] ?? 0) + 1, at));
  const [usual = []] = between;
  if (usual.length === 0) return 0;
  const last = heads.at(-1) ?? 0;
  const after = shapes.slice(last + 1, last + 1 + usual.length);
  if (after.length === usual.length && after.every((shape, at) => shape === usual[at])) return 0;
  const first = shapes.slice(0, heads[0]);
  let count = 0;
  while (count < MAX_BEFORE && count < first.length) {
    const shape = first[first.length - 1 - count];
    const isUsual = between.every((one) => one[one.length - 1 - count] === shape);
    if (!isUsual || shape === undefined) break;
    count += 1;
  }
  return count;
}

function usualFollowers(
  sequences: readonly Sequence[],
  before: number,
  headShapes: ReadonlySet<string>,
  tree: PageTree,
): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const refused = new Set<string>();
  let records = 0;
  for (const { nodes, shapes, heads } of sequences) {
    for (const [index, at] of heads.entries()) {
      records += 1;
      const next = heads[index + 1];
      const end = next === undefined ? nodes.length : next - before;
      const own = new Set<string>();
      for (let place = at + 1; place < end; place += 1) {
        const shape = shapes[place] ?? '';
        if (shape === OTHER) continue;
        if (leadsOn(nodes[place], nodes[at], tree)) {
          if (headShapes.has(shape)) continue;
          // Several of them behind one head are records of another kind.
          if (own.has(shape)) refused.add(shape);
        }
        if (saysSomething(nodes[place], tree)) own.add(shape);
      }
      for (const shape of own) counts.set(shape, (counts.get(shape) ?? 0) + 1);
    }
  }
  return new Set(
    [...counts]
      .filter(([shape, count]) => count >= records * USUAL_SHARE && !refused.has(shape))
      .map(([shape]) => shape),
  );
}

/** A line between two records says nothing; a break within one keeps its lines apart. */
function saysSomething(node: AnyNode | undefined, tree: PageTree): boolean {
  if (node === undefined || !isElement(node)) return true;
  if ((tree.textLength.get(node) ?? 0) > 0 || /^(?:br|img)$/.test(node.name)) return true;
  return elementsBelow(node, 20).some(({ name }) => name === 'img');
}

/** A row among rows that has a link of its own. */
function leadsOn(node: AnyNode | undefined, head: AnyNode | undefined, tree: PageTree): boolean {
  if (node === undefined || head === undefined || !isElement(node) || !isElement(head))
    return false;
  return node.name === head.name && (tree.linkTextLength.get(node) ?? 0) >= LEAST_LINK;
}

function cut(
  { nodes, shapes, heads }: Sequence,
  before: number,
  usual: ReadonlySet<string>,
): readonly ListItem[] {
  return heads.map((at, index) => {
    const next = heads[index + 1];
    const end = next === undefined ? nodes.length : next - before;
    const start = Math.max(at - before, index === 0 ? 0 : (heads[index - 1] ?? 0) + 1);
    const item = nodes.slice(start, at + 1);
    for (let place = at + 1; place < end; place += 1) {
      const isUsual = usual.has(shapes[place] ?? '');
      // Behind the last record comes what is no record: a pager, a form.
      if (!isUsual && next === undefined && shapes[place] !== '#') break;
      if (isUsual) item.push(nodes[place]!);
    }
    return item;
  });
}
