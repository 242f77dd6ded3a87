/** Applies the rules to what was found in one posting. Rules only combine hits. */
import { compileRules, type CompiledRule, type CompiledRules } from './compile-rules.js';
import type { Hit, HitsByTag } from './hits-by-tag.js';
import type { Rule } from './rule-schema.js';

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

/** Kept as long as the rules are. */
const COMPILED = new WeakMap<readonly Rule[], CompiledRules>();

/** The rules that hold for a posting, each with at most three places. */
export function applyRules(
  rules: readonly Rule[],
  hits: HitsByTag,
  posting: { readonly length: number; readonly kind: string | undefined },
): readonly RuleMatch[] {
  let compiled = COMPILED.get(rules);
  if (compiled?.tags !== hits.tags) {
    compiled = compileRules(rules, hits.tags);
    COMPILED.set(rules, compiled);
  }
  const has = (tag: number): boolean => hits.isAffirmed(tag);
  // The lists of a need stay apart: merging them would cost more than all the looking up.
  const listsFor = (need: readonly number[]): HitLists =>
    need.filter(has).map((tag) => hits.affirmedOf(tag));
  const found: RuleMatch[] = [];
  markRulesToTry(compiled, hits);
  for (let place = 0; place < compiled.rules.length; place += 1) {
    const one = compiled.rules[place];
    if (compiled.isTried[place] === 0 || one === undefined) continue;
    const { rule, needs, unless, weights } = one;
    if (rule.maxLength !== undefined && posting.length > rule.maxLength) continue;
    if (rule.kinds !== undefined && !rule.kinds.includes(posting.kind ?? '')) continue;
    if (!needs.every((need) => need.some(has)) || unless.some(has)) continue;
    const matches =
      weights === undefined
        ? matchRule(one, needs.map(listsFor), hits)
        : addUp(weights, rule.atLeast ?? 1, hits);
    if (matches.length > 0) found.push({ rule, matches });
  }
  return found;
}

/** Marks the rules for whose rarest need there is a hit: the others cost nothing. */
function markRulesToTry({ isTried, waiting }: CompiledRules, hits: HitsByTag): void {
  isTried.fill(0);
  for (const tag of hits.found) {
    const waits = waiting[tag];
    if (waits === undefined || !hits.isAffirmed(tag)) continue;
    for (let next = 0; next < waits.length; next += 1) isTried[waits[next] ?? 0] = 1;
  }
}

/** Signs that add up, wherever they stand; the first hit of each is what a reviewer sees. */
function addUp(
  weights: NonNullable<CompiledRule['weights']>,
  atLeast: number,
  hits: HitsByTag,
): Hit[][] {
  let sum = 0;
  for (let place = 0; place < weights.length; place += 1) {
    const sign = weights[place];
    if (sign !== undefined && hits.isAffirmed(sign.tag)) sum += sign.weight;
  }
  if (sum < atLeast) return [];
  const signs = weights.filter(({ weight }) => weight > 0);
  return [signs.flatMap(({ tag }) => hits.firstAffirmedOf(tag) ?? [])];
}

function matchRule(
  { rule, without }: CompiledRule,
  needs: readonly HitLists[],
  hits: HitsByTag,
): Hit[][] {
  const matches: Hit[][] = [];
  let usedUntil = -1;
  for (const anchors of needs[0] ?? []) {
    for (const anchor of anchors) {
      if (anchor.order < usedUntil) continue;
      const match = completeMatch(rule, needs, anchor);
      if (match === undefined) continue;
      const isForbidden = without.some((tag) =>
        hits.allOf(tag).some((hit) => isSameSentence(hit, anchor)),
      );
      if (isForbidden) continue;
      matches.push(match);
      if (matches.length === MAX_MATCHES) return matches;
      usedUntil = Math.max(...match.map((hit) => hit.order + hit.end - hit.start));
    }
  }
  return matches;
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
  if (within === 'clause') return hit.clause === anchor.clause;
  return gapBetween(anchor, hit) <= within;
}

function isSameSentence(a: Hit, b: Hit): boolean {
  return a.field === b.field && a.sentence === b.sentence;
}

/** Folded characters between two hits; 0 when they touch or overlap. */
function gapBetween(a: Hit, b: Hit): number {
  return Math.max(0, Math.max(a.start, b.start) - Math.min(a.end, b.end));
}
