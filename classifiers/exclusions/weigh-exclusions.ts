/** Weighs what speaks for an advertisement against what speaks for something else. */
import type { HitsByTag } from '../rules/apply-rules.js';
import type { ExclusionRule, Weights } from '../rules/rule-schema.js';

const MAX_COUNTED = 5;

/**
 * The sum of the tags' weights over the different words found, up to five a tag. For the evidence
 * of an advertisement (0 for none, about 2 for a plain offer) a denied word does not count.
 */
export function weighTags(weights: Weights, hits: HitsByTag, counts: 'all' | 'affirmed'): number {
  let sum = 0;
  for (const [tag, weight] of weights) {
    const found = hits.get(tag);
    if (found === undefined) continue;
    const words = new Set<string>();
    for (const hit of found) {
      if (counts === 'all' || !hit.isNegated) words.add(hit.term);
      if (words.size === MAX_COUNTED) break;
    }
    // Each further different word says half as much as the first.
    if (words.size > 0) sum += weight * (0.5 + 0.5 * words.size);
  }
  return sum;
}

/** The exclusion that outweighs the evidence by most, if any does. */
export function weighExclusions(
  exclusions: readonly ExclusionRule[],
  hits: HitsByTag,
  posting: { readonly evidence: number; readonly kind: string | undefined },
): ExclusionRule | undefined {
  let best: ExclusionRule | undefined;
  let bestMargin = 0;
  for (const exclusion of exclusions) {
    if (exclusion.kinds !== undefined && !exclusion.kinds.includes(posting.kind ?? '')) continue;
    if (exclusion.unless.some((tag) => hasAny(hits, tag))) continue;
    if (exclusion.needs.length > 0 && !exclusion.needs.some((tag) => hits.has(tag))) continue;
    const weight = weighTags(exclusion.weights, hits, 'all') - exclusion.against * posting.evidence;
    const margin = weight / exclusion.threshold;
    if (margin < 1 || margin <= bestMargin) continue;
    best = exclusion;
    bestMargin = margin;
  }
  return best;
}

function hasAny(hits: HitsByTag, tag: string): boolean {
  return (hits.get(tag) ?? []).some((hit) => !hit.isNegated);
}
