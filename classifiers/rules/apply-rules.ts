/** Applies the compiled rules to what was found in one posting. Rules only combine hits. */
import type { FoldedText } from '../normalise/fold-text.js';
import type { Rule } from './rule-schema.js';

/** Something found in a field; offsets into its tight view. */
export interface Hit {
  readonly field: FoldedText;
  readonly start: number;
  readonly end: number;
  /** Denied in its own clause: 不提供, 严禁 … */
  readonly isNegated: boolean;
  /** What was matched, so that the same word counts once as evidence. */
  readonly term: string;
}

/** Hits by tag, in the order of fields and positions. A tag's hits include those of its sub-tags. */
export type HitsByTag = ReadonlyMap<string, readonly Hit[]>;

export interface RuleMatch {
  readonly rule: Rule;
  /** For each time it matched, the hits that made it. */
  readonly matches: readonly (readonly Hit[])[];
}

const MAX_MATCHES = 3;

/** The rules that hold for a posting, each with at most three places. */
export function applyRules(
  rules: readonly Rule[],
  hits: HitsByTag,
  posting: { readonly length: number; readonly kind: string | undefined },
): readonly RuleMatch[] {
  const found: RuleMatch[] = [];
  for (const rule of rules) {
    if (rule.maxLength !== undefined && posting.length > rule.maxLength) continue;
    if (rule.kinds !== undefined && !rule.kinds.includes(posting.kind ?? '')) continue;
    const needs = rule.needs.map((need) => affirmed(need, hits));
    if (needs.some((list) => list.length === 0)) continue;
    if (rule.unless.some((tag) => affirmed(tag, hits).length > 0)) continue;
    const matches = matchRule(rule, needs, hits);
    if (matches.length > 0) found.push({ rule, matches });
  }
  return found;
}

/** The hits of any of the tags that are not denied, in order. */
function affirmed(need: string | readonly string[], hits: HitsByTag): readonly Hit[] {
  const tags = typeof need === 'string' ? [need] : need;
  const lists = tags.map((tag) => (hits.get(tag) ?? []).filter((hit) => !hit.isNegated));
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only;
  return lists.flat().sort((a, b) => a.start - b.start);
}

function matchRule(rule: Rule, needs: readonly (readonly Hit[])[], hits: HitsByTag): Hit[][] {
  const matches: Hit[][] = [];
  const forbidden = rule.without.flatMap((tag) => hits.get(tag) ?? []);
  let usedUntil = -1;
  let usedField: FoldedText | undefined;
  for (const anchor of needs[0] ?? []) {
    if (anchor.field === usedField && anchor.start < usedUntil) continue;
    const match = completeMatch(rule, needs, anchor);
    if (match === undefined) continue;
    if (forbidden.some((hit) => isSameSentence(hit, anchor))) continue;
    matches.push(match);
    if (matches.length === MAX_MATCHES) break;
    usedField = anchor.field;
    usedUntil = Math.max(...match.map((hit) => (hit.field === anchor.field ? hit.end : 0)));
  }
  return matches;
}

/** The nearest hit for each further need, or undefined when one is out of reach. */
function completeMatch(
  rule: Rule,
  needs: readonly (readonly Hit[])[],
  anchor: Hit,
): Hit[] | undefined {
  const match: Hit[] = [anchor];
  for (const candidates of needs.slice(1)) {
    const previous = match[match.length - 1] ?? anchor;
    const nearest = findNearest(rule, candidates, anchor, rule.ordered ? previous : undefined);
    if (nearest === undefined) return undefined;
    match.push(nearest);
  }
  return match;
}

function findNearest(
  rule: Rule,
  candidates: readonly Hit[],
  anchor: Hit,
  after: Hit | undefined,
): Hit | undefined {
  let best: Hit | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const hit of candidates) {
    if (!isWithin(rule.within, anchor, hit)) continue;
    if (after !== undefined && (hit.field !== after.field || hit.start < after.end)) continue;
    const distance = hit.field === anchor.field ? gapBetween(anchor, hit) : 1e6;
    if (distance >= bestDistance) continue;
    best = hit;
    bestDistance = distance;
  }
  return best;
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
