/** The list of a page: the repeated parts that carry most of its text, menus and side boxes apart. */
import type { AnyNode } from 'domhandler';
import { findShortList } from './find-short-list.js';
import { groupSiblings, type ListItem } from './group-siblings.js';
import { asideFinder, isHeadedAside } from './is-aside.js';
import { joinRegions } from './join-regions.js';
import { linkedRegions, type LinkedRegion } from './linked-records.js';
import type { PageTree } from './page-tree.js';
import {
  LEAST_ITEMS,
  scoreGroup,
  scoreRegion,
  weighCandidate,
  type Candidate,
} from './score-list.js';

export interface FoundList {
  readonly items: readonly ListItem[];
  /** How much it looks like the page's list; comparable within a page only. */
  readonly score: number;
  /** Visible characters in all items. */
  readonly textLength: number;
  /** It stands in a side box, or under the heading of one. */
  readonly isBeside: boolean;
}

/** Groups that are looked at closely. */
const MAX_CLOSE = 6;
const CLOSE_SHARE = 0.15;
/** Records that carry so much of what a group says are its items. */
const COVERED_SHARE = 0.7;

/** Parts of a record, at least so many of each, are no records. */
const PARTS = 1.5;
const INSIDE = 0.8;
const PARTS_SHARE = 0.4;
/** A group also counts what the site put between its records. */
const FEWER = 0.8;

type Linked = Candidate & { readonly region?: LinkedRegion };

/** The best list of a page, or undefined when nothing on it is one. */
export function findList(tree: PageTree): FoundList | undefined {
  const isAside = asideFinder();
  const regions = linkedRegions(tree);
  const linked = regions.flatMap((region): readonly Linked[] => {
    const candidate = scoreRegion(region, tree, isAside);
    return candidate === undefined ? [] : [{ ...candidate, region }];
  });
  const alike: Linked[] = [];
  for (const parent of [tree.root, ...tree.elements]) {
    if (parent.children.length < LEAST_ITEMS) continue;
    for (const items of groupSiblings(parent.children, tree, LEAST_ITEMS)) {
      const candidate = scoreGroup(items, tree, parent, isAside);
      if (candidate !== undefined) alike.push(candidate);
    }
  }
  const all = [...linked, ...alike];
  const top = Math.max(0, ...all.map(({ score }) => score));
  const [best] = all
    .filter(({ score }) => score >= top * CLOSE_SHARE)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MAX_CLOSE)
    .flatMap((candidate): readonly Linked[] => {
      const weighed = weighCandidate(candidate, tree);
      return weighed === undefined ? [] : [{ ...candidate, ...weighed }];
    })
    .toSorted((a, b) => b.score - a.score);
  if (best === undefined) return shortList(tree, isAside);
  const records = best.region === undefined ? (recordsOf(best, linked) ?? best) : best;
  const chosen =
    records.region === undefined
      ? records
      : (wholeOf(records, linked) ?? partsOf(records, linked) ?? records);
  const { score, textLength, parent } = chosen;
  const isBeside = chosen.inAside || (parent !== undefined && isHeadedAside(parent, tree));
  const items =
    chosen.region === undefined ? chosen.items : joinRegions(chosen.region, regions, tree, isAside);
  return { score, textLength, items, isBeside };
}

function isWithin([first]: ListItem, own: ReadonlySet<AnyNode>): boolean {
  for (let node: AnyNode | null = first ?? null; node !== null; node = node.parent)
    if (own.has(node)) return true;
  return false;
}

/** Records of which the chosen ones are but parts: a thread has an author and one who answered last. */
function wholeOf(parts: Linked, linked: readonly Linked[]): Linked | undefined {
  return linked.find((whole) => {
    if (whole.isMenu || whole.items.length * PARTS > parts.items.length) return false;
    if ((whole.region?.linkText ?? 0) <= (parts.region?.linkText ?? 0)) return false;
    const own = new Set<AnyNode>(whole.items.flat());
    return parts.items.filter((item) => isWithin(item, own)).length >= parts.items.length * INSIDE;
  });
}

/** Records in what was taken for one: the jobs of each firm, where they say more than the firm's name. */
function partsOf(whole: Linked, linked: readonly Linked[]): Linked | undefined {
  const own = new Set<AnyNode>(whole.items.flat());
  const linkText = whole.region?.linkText ?? 0;
  return linked.find(
    (parts) =>
      parts !== whole &&
      !parts.isMenu &&
      parts.items.length >= whole.items.length * PARTS &&
      (parts.region?.linkText ?? 0) > linkText &&
      parts.textLength >= whole.textLength * PARTS_SHARE &&
      parts.items.every((item) => isWithin(item, own)),
  );
}

/** The linked records that make up a group: its items, or what is in them or around them; no fewer. */
function recordsOf(group: Candidate, linked: readonly Linked[]): Linked | undefined {
  const own = new Set<AnyNode>(group.items.flat());
  const count = group.items.length;
  return linked
    .filter((one) => {
      const nodes = one.items.flat();
      if (one.isMenu || nodes.length < count * FEWER) return false;
      if (one.textLength < group.textLength * COVERED_SHARE) return false;
      if (one.items.every((item) => isWithin(item, own))) return true;
      const around = new Set(nodes);
      return (
        group.items.filter(([first]) => first !== undefined && around.has(first)).length >=
        count * INSIDE
      );
    })
    .toSorted((a, b) => b.score - a.score)[0];
}

function shortList(tree: PageTree, isAside: (element: AnyNode) => boolean): FoundList | undefined {
  const items = findShortList(tree, isAside);
  const textLength = items.flat().reduce((sum, node) => sum + (tree.textLength.get(node) ?? 0), 0);
  return items.length === 0 ? undefined : { items, score: 1, textLength, isBeside: false };
}
