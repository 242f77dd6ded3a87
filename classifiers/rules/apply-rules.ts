/** Applies the compiled rules to what was found in one posting. Rules only combine hits. */
import type { FoldedText } from '../normalise/fold-text.js';
import type { Rule, Weights } from './rule-schema.js';

/** Something found in a field; offsets into its tight view. */
export interface Hit {
  readonly field: FoldedText;
  readonly start: number;
  readonly end: number;
  /** Denied in its own clause: 不提供, 严禁 … */
  readonly isNegated: boolean;
  /** Rises through the posting: titles come before texts. */
  readonly order: number;
  /** What was matched, so that the same word counts once as evidence. */
  readonly term: string;
}

/** Hits by tag, in the order of fields and positions. A tag's hits include those of its sub-tags. */
export type HitsByTag = ReadonlyMap<string, readonly Hit[]>;

/** The lists of the tags that meet one need, each in order. */
type HitLists = readonly (readonly Hit[])[];

export interface RuleMatch {
  readonly rule: Rule;
  /** For each time it matched, the hits that made it. */
  readonly matches: readonly (readonly Hit[])[];
}

const MAX_MATCHES = 3;
/** How many candidates on each side are looked at for one that is within reach. */
const LOOK_AROUND = 8;

/** The rules that hold for a posting, each with at most three places. */
export function applyRules(
  rules: readonly Rule[],
  hits: HitsByTag,
  posting: { readonly length: number; readonly kind: string | undefined },
): readonly RuleMatch[] {
  const affirmed = keepAffirmed(hits);
  const has = (tag: string): boolean => affirmed.has(tag);
  // The lists of a need stay apart: merging them would cost more than all the looking up.
  const listsFor = (need: string | readonly string[]): HitLists =>
    typeof need === 'string'
      ? [affirmed.get(need) ?? []]
      : need.map((tag) => affirmed.get(tag)).filter((list) => list !== undefined);
  const found: RuleMatch[] = [];
  for (const rule of rulesToTry(rules, affirmed)) {
    if (rule.maxLength !== undefined && posting.length > rule.maxLength) continue;
    if (rule.kinds !== undefined && !rule.kinds.includes(posting.kind ?? '')) continue;
    const isReady = rule.needs.every((need) =>
      typeof need === 'string' ? has(need) : need.some(has),
    );
    if (!isReady || rule.unless.some(has)) continue;
    const matches =
      rule.weights === undefined
        ? matchRule(rule, rule.needs.map(listsFor), hits)
        : addUp(rule.weights, rule.atLeast ?? 1, affirmed);
    if (matches.length > 0) found.push({ rule, matches });
  }
  return found;
}

/** For each tag the places of the rules that wait for it. Kept as long as the rules are. */
const WAITING = new WeakMap<readonly Rule[], ReadonlyMap<string, readonly number[]>>();

/** The rules for whose rarest need there is a hit, in their order: the others cost nothing. */
function rulesToTry(rules: readonly Rule[], affirmed: HitsByTag): readonly Rule[] {
  let waiting = WAITING.get(rules);
  if (waiting === undefined) {
    waiting = indexByRarestNeed(rules);
    WAITING.set(rules, waiting);
  }
  const places = new Set<number>();
  for (const tag of affirmed.keys()) {
    for (const place of waiting.get(tag) ?? []) places.add(place);
  }
  return [...places]
    .sort((a, b) => a - b)
    .map((place) => rules[place])
    .filter((rule) => rule !== undefined);
}

/** A tag that few rules ask for is taken to be rare in texts. */
function indexByRarestNeed(rules: readonly Rule[]): ReadonlyMap<string, readonly number[]> {
  const asked = new Map<string, number>();
  for (const tag of rules.flatMap(({ needs }) => needs.flat())) {
    asked.set(tag, (asked.get(tag) ?? 0) + 1);
  }
  const costOf = (need: string | readonly string[]): number =>
    [need].flat().reduce((sum, tag) => sum + (asked.get(tag) ?? 0), 0);
  const waiting = new Map<string, number[]>();
  for (const [place, { needs }] of rules.entries()) {
    const rarest = needs.toSorted((one, other) => costOf(one) - costOf(other))[0] ?? [];
    for (const tag of [rarest].flat()) {
      const list = waiting.get(tag);
      if (list === undefined) waiting.set(tag, [place]);
      else list.push(place);
    }
  }
  return waiting;
}

/** The hits that are not denied; a tag without one is left out. */
function keepAffirmed(hits: HitsByTag): HitsByTag {
  const affirmed = new Map<string, readonly Hit[]>();
  for (const [tag, list] of hits) {
    const kept = list.some((hit) => hit.isNegated) ? list.filter((hit) => !hit.isNegated) : list;
    if (kept.length > 0) affirmed.set(tag, kept);
  }
  return affirmed;
}

/** Signs that add up, wherever they stand; the first hit of each is what a reviewer sees. */
function addUp(weights: Weights, atLeast: number, affirmed: HitsByTag): Hit[][] {
  let sum = 0;
  const signs: Hit[] = [];
  for (const [tag, weight] of weights) {
    const hit = affirmed.get(tag)?.[0];
    if (hit === undefined) continue;
    sum += weight;
    if (weight > 0) signs.push(hit);
  }
  return sum >= atLeast ? [signs] : [];
}

function matchRule(rule: Rule, needs: readonly HitLists[], hits: HitsByTag): Hit[][] {
  const matches: Hit[][] = [];
  const forbidden = rule.without.flatMap((tag) => hits.get(tag) ?? []);
  let usedUntil = -1;
  for (const anchor of anchorsOf(needs[0] ?? [])) {
    if (anchor.order < usedUntil) continue;
    const match = completeMatch(rule, needs, anchor);
    if (match === undefined) continue;
    if (forbidden.some((hit) => isSameSentence(hit, anchor))) continue;
    matches.push(match);
    if (matches.length === MAX_MATCHES) break;
    usedUntil = Math.max(...match.map((hit) => hit.order + hit.end - hit.start));
  }
  return matches;
}

function* anchorsOf(lists: HitLists): Generator<Hit> {
  for (const list of lists) yield* list;
}

/** The nearest hit for each further need, or undefined when one is out of reach. */
function completeMatch(rule: Rule, needs: readonly HitLists[], anchor: Hit): Hit[] | undefined {
  const match: Hit[] = [anchor];
  let last = anchor;
  for (let place = 1; place < needs.length; place += 1) {
    let nearest: Hit | undefined;
    for (const list of needs[place] ?? []) {
      const hit = findNearest(rule, list, anchor, last);
      if (hit === undefined) continue;
      if (nearest === undefined || distance(anchor, hit) < distance(anchor, nearest)) nearest = hit;
    }
    if (nearest === undefined) return undefined;
    match.push(nearest);
    last = nearest;
  }
  return match;
}

/** Looks outwards from the anchor, so that a long text costs no more than a short one. */
function findNearest(
  rule: Rule,
  candidates: readonly Hit[],
  anchor: Hit,
  last: Hit,
): Hit | undefined {
  const isAllowed = (hit: Hit): boolean =>
    isWithin(rule.within, anchor, hit) &&
    (!rule.ordered || hit.order >= last.order + last.end - last.start);
  const from = firstAtOrAfter(candidates, anchor.order);
  let right: Hit | undefined;
  for (let place = from; place < candidates.length && place < from + LOOK_AROUND; place += 1) {
    right = candidates[place];
    if (right !== undefined && isAllowed(right)) break;
    right = undefined;
  }
  let left: Hit | undefined;
  for (let place = from - 1; place >= 0 && place >= from - LOOK_AROUND; place -= 1) {
    left = candidates[place];
    if (left !== undefined && isAllowed(left)) break;
    left = undefined;
  }
  if (left === undefined || right === undefined) return right ?? left;
  return distance(anchor, left) < distance(anchor, right) ? left : right;
}

function firstAtOrAfter(sorted: readonly Hit[], order: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.order ?? 0) < order) low = middle + 1;
    else high = middle;
  }
  return low;
}

function distance(anchor: Hit, hit: Hit): number {
  return hit.field === anchor.field ? gapBetween(anchor, hit) : Number.MAX_SAFE_INTEGER;
}

function isWithin(within: Rule['within'], anchor: Hit, hit: Hit): boolean {
  if (within === 'text') return true;
  if (hit.field !== anchor.field) return false;
  if (within === 'field') return true;
  if (within === 'sentence') return isSameSentence(hit, anchor);
  if (within === 'clause') return clauseOf(hit) === clauseOf(anchor);
  return gapBetween(anchor, hit) <= within;
}

function isSameSentence(a: Hit, b: Hit): boolean {
  return a.field === b.field && a.field.sentence[a.start] === b.field.sentence[b.start];
}

function clauseOf(hit: Hit): number | undefined {
  return hit.field.clause[hit.start];
}

/** Folded characters between two hits; 0 when they touch or overlap. */
function gapBetween(a: Hit, b: Hit): number {
  return Math.max(0, Math.max(a.start, b.start) - Math.min(a.end, b.end));
}
