/**
 * Lists by where they lead: links to pages of one kind, each with the largest part of the page that
 * belongs to it alone, put together by where on the page those parts stand.
 */
import type { AnyNode, Element, ParentNode } from 'domhandler';
import { followersOf, type Neighbours } from './follow-records.js';
import type { ListItem } from './group-siblings.js';
import { itemShape } from './item-shape.js';
import { linkAddress } from './link-address.js';
import { linkKind } from './link-kind.js';
import { isElement, isText, type PageTree } from './page-tree.js';
import { saysAction } from './title-link.js';

/** Parts of a page that stand at the same place in its tree and lead to pages of one kind. */
export interface LinkedRegion {
  readonly kind: string;
  readonly items: readonly ListItem[];
  /** What holds the first of them. */
  readonly parent: ParentNode;
  /** Visible characters in its links, the median. */
  readonly linkText: number;
}

interface Lead {
  readonly element: Element;
  readonly address: string;
}

const LEAST_RECORDS = 3;
/** Kinds of links that are followed up; those with the most text. */
const MAX_KINDS = 10;
/** Records of a group say nearly all that the group says. */
const GROUP_SHARE = 0.7;
const SHORT_WORD = 4;

/** All regions of a page, whatever they are: menus and side boxes as well. */
export function linkedRegions(tree: PageTree): readonly LinkedRegion[] {
  const paths = pathKeys();
  return kindsOf(tree).flatMap(([kind, leads]) => regionsOf(kind, leads, tree, paths));
}

function kindsOf(tree: PageTree): readonly (readonly [kind: string, leads: readonly Lead[]])[] {
  const kinds = new Map<string, { leads: Lead[]; addresses: Set<string>; text: number }>();
  for (const element of tree.elements) {
    const text = tree.textLength.get(element) ?? 0;
    const address =
      linkAddress(element, tree) ?? (text > SHORT_WORD ? scriptOf(element) : undefined);
    if (address === undefined || (text <= SHORT_WORD && text > 0 && saysNothing(element))) continue;
    const name = address.startsWith(SCRIPT) ? SCRIPT : linkKind(address);
    let kind = kinds.get(name);
    if (kind === undefined) kinds.set(name, (kind = { leads: [], addresses: new Set(), text: 0 }));
    kind.leads.push({ element, address });
    kind.addresses.add(address);
    kind.text += text;
  }
  return [...kinds]
    .filter(([, { addresses }]) => addresses.size >= LEAST_RECORDS)
    .toSorted(([, a], [, b]) => b.text - a.text)
    .slice(0, MAX_KINDS)
    .map(([name, { leads }]) => [name, leads]);
}

/** What tells a link that only a script follows from its like: `openInfo(7)`, `data-id="7"`. */
function scriptOf({ name, attribs }: Element): string | undefined {
  if (name !== 'a') return undefined;
  const told = Object.entries(attribs).filter(([key]) => /^(?:href|on|data-)/.test(key));
  return told.length === 0 ? undefined : SCRIPT + told.map(([, value]) => value).join(' ');
}

const SCRIPT = 'script:';

/** A number of a page or of replies, an arrow, a verb: no link of a record's own. */
function saysNothing(element: Element): boolean {
  const text = textOf(element).trim();
  return !/[\p{L}]/u.test(text) || saysAction(text);
}

function textOf(node: ParentNode): string {
  return node.children
    .map((child) => (isText(child) ? child.data : isElement(child) ? textOf(child) : ''))
    .join('');
}

/** Element → the one address below it; null where there are several. */
type Marks = ReadonlyMap<AnyNode, string | null>;

function regionsOf(
  kind: string,
  leads: readonly Lead[],
  tree: PageTree,
  pathOf: (node: ParentNode) => number,
): readonly LinkedRegion[] {
  const marks = markAddresses(leads);
  const heads = new Map<AnyNode, Lead>();
  const containers = new Map<ParentNode, Set<AnyNode>>();
  const place = (head: AnyNode, lead: Lead) => {
    const { parent } = head;
    if (parent === null) return;
    heads.set(head, lead);
    const inside = containers.get(parent);
    if (inside === undefined) containers.set(parent, new Set([head]));
    else inside.add(head);
  };
  for (const lead of leads) {
    const head = topOf(lead, marks);
    if (!heads.has(head)) place(head, lead);
  }
  liftRows(containers, heads, marks, tree);
  lowerGroups(containers, heads, pathOf, place);
  const said = longestTexts(leads, tree);
  const regions = new Map<number, Neighbours[]>();
  for (const [parent, inside] of containers) {
    const key = pathOf(parent);
    const known = regions.get(key);
    if (known === undefined) regions.set(key, [{ parent, heads: inside }]);
    else known.push({ parent, heads: inside });
  }
  return [...regions.values()].flatMap((all): readonly LinkedRegion[] => {
    const count = all.reduce((sum, one) => sum + one.heads.size, 0);
    const [first] = all;
    if (count === 0 || first === undefined) return [];
    const texts = all.flatMap((one) =>
      [...one.heads].map((head) => said.get(heads.get(head)?.address ?? '') ?? 0),
    );
    const linkText = texts.toSorted((a, b) => a - b)[texts.length >> 1] ?? 0;
    return [
      {
        kind,
        items: withPictures(
          followersOf(all, tree, (node) => marks.has(node)),
          heads,
          tree,
        ),
        parent: first.parent,
        linkText,
      },
    ];
  });
}

/** Pictures in a row above their names, or the other way round: one record each. */
function withPictures(
  items: readonly ListItem[],
  heads: ReadonlyMap<AnyNode, Lead>,
  tree: PageTree,
): readonly ListItem[] {
  const isBare = (item: ListItem) =>
    item.every((node) => isElement(node) && (tree.textLength.get(node) ?? 0) === 0);
  const addressOf = (item: ListItem) =>
    item.map((node) => heads.get(node)?.address).find((address) => address !== undefined);
  const bare = new Map<string, ListItem>();
  for (const item of items) {
    const address = addressOf(item);
    if (address !== undefined && isBare(item)) bare.set(address, item);
  }
  if (bare.size === 0 || bare.size === items.length) return items;
  const named = items.filter((item) => !isBare(item));
  const known = new Set(named.map(addressOf));
  return items.flatMap((item): readonly ListItem[] => {
    const address = addressOf(item);
    if (address === undefined) return [item];
    if (isBare(item)) return known.has(address) ? [] : [item];
    return [[...item, ...(bare.get(address) ?? [])]];
  });
}

/** An address may be linked by a picture, a title and a button. */
function longestTexts(leads: readonly Lead[], tree: PageTree): ReadonlyMap<string, number> {
  const longest = new Map<string, number>();
  for (const { element, address } of leads) {
    const length = tree.textLength.get(element) ?? 0;
    if (length >= (longest.get(address) ?? 0)) longest.set(address, length);
  }
  return longest;
}

function markAddresses(leads: readonly Lead[]): Marks {
  const marks = new Map<AnyNode, string | null>();
  for (const { element, address } of leads) {
    for (let node: AnyNode | null = element; node !== null; node = node.parent) {
      const before = marks.get(node);
      if (before === null || before === address) break;
      marks.set(node, before === undefined ? address : null);
    }
  }
  return marks;
}

/** The largest element with no other address of this kind in it. */
function topOf({ element, address }: Lead, marks: Marks): AnyNode {
  let top: AnyNode = element;
  for (let { parent } = element; parent !== null && marks.get(parent) === address;) {
    top = parent;
    parent = parent.parent;
  }
  return top;
}

/**
 * Rows among rows that hold two such links (a thread and its second page) are records all the same,
 * unless they are groups: then nearly all they say is in records of their own.
 */
function liftRows(
  containers: Map<ParentNode, Set<AnyNode>>,
  heads: Map<AnyNode, Lead>,
  marks: Marks,
  tree: PageTree,
): void {
  for (const [parent, inside] of [...containers]) {
    if (!containers.has(parent)) continue;
    const shapes = countShapes(inside);
    for (const child of parent.children) {
      if (!isElement(child) || marks.get(child) !== null) continue;
      if ((shapes.get(itemShape(child)) ?? 0) < LEAST_RECORDS) continue;
      const below = containersIn(child, containers);
      if (isGroup(child, below, containers, tree)) continue;
      let lead: Lead | undefined;
      for (const one of below) {
        for (const head of containers.get(one) ?? []) {
          lead ??= heads.get(head);
          heads.delete(head);
        }
        containers.delete(one);
      }
      if (lead === undefined) continue;
      inside.add(child);
      heads.set(child, lead);
    }
  }
}

function countShapes(nodes: Iterable<AnyNode>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const shape = isElement(node) ? itemShape(node) : '';
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return counts;
}

function containersIn(
  element: Element,
  containers: ReadonlyMap<ParentNode, unknown>,
): readonly ParentNode[] {
  const found: ParentNode[] = [];
  const stack: AnyNode[] = [element];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!('children' in node)) continue;
    if (containers.has(node)) found.push(node);
    for (let at = node.children.length - 1; at >= 0; at -= 1) stack.push(node.children[at]!);
  }
  return found;
}

function isGroup(
  element: Element,
  below: readonly ParentNode[],
  containers: ReadonlyMap<ParentNode, ReadonlySet<AnyNode>>,
  tree: PageTree,
): boolean {
  const whole = tree.textLength.get(element) ?? 0;
  const inside = below.flatMap((one) => [...(containers.get(one) ?? [])]);
  const said = inside.reduce((sum, head) => sum + (tree.textLength.get(head) ?? 0), 0);
  return countShapes(inside).size === 1 && said >= whole * GROUP_SHARE;
}

/** Groups of one record each stand among groups of several: the record is what it is there. */
function lowerGroups(
  containers: Map<ParentNode, Set<AnyNode>>,
  heads: Map<AnyNode, Lead>,
  pathOf: (node: ParentNode) => number,
  place: (head: AnyNode, lead: Lead) => void,
): void {
  const known = new Set<number>();
  for (const [parent, inside] of containers) if (inside.size > 1) known.add(pathOf(parent));
  for (const [head, lead] of [...heads]) {
    let lowered: AnyNode = head;
    let below: AnyNode = lead.element;
    for (
      let node: AnyNode | null = below.parent;
      node !== null && below !== head;
      node = node.parent
    ) {
      if (lowered === head && known.has(pathOf(node))) lowered = below;
      below = node;
    }
    if (lowered === head) continue;
    heads.delete(head);
    const { parent } = head;
    if (parent !== null) containers.get(parent)?.delete(head);
    place(lowered, lead);
  }
}

/** Numbers for places in the tree: the same for elements of one shape below elements of one place. */
function pathKeys(): (node: ParentNode) => number {
  const keys = new Map<ParentNode, number>();
  const numbers = new Map<string, number>();
  const keyOf = (node: ParentNode): number => {
    const before = keys.get(node);
    if (before !== undefined) return before;
    const above = node.parent === null ? 0 : keyOf(node.parent);
    const name = `${above}>${isElement(node) ? itemShape(node) : ''}`;
    let key = numbers.get(name);
    if (key === undefined) numbers.set(name, (key = numbers.size + 1));
    keys.set(node, key);
    return key;
  };
  return keyOf;
}
