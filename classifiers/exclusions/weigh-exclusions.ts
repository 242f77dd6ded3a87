/** Weighs what speaks for an advertisement against what speaks for something else. */
import type { HitsByTag } from '../rules/hits-by-tag.js';
import type { ExclusionRule, Weights } from '../rules/rule-schema.js';
import type { TagTable } from '../rules/tag-table.js';

/** Weights with their tags as numbers. */
interface NumberedWeights {
  readonly tags: TagTable;
  readonly numbers: Int32Array;
  readonly values: Float64Array;
}

const NUMBERED = new WeakMap<Weights, NumberedWeights>();

function numbered(weights: Weights, tags: TagTable): NumberedWeights {
  const known = NUMBERED.get(weights);
  if (known?.tags === tags) return known;
  const made = {
    tags,
    numbers: Int32Array.from(weights, ([tag]) => tags.numberOf(tag)),
    values: Float64Array.from(weights, ([, weight]) => weight),
  };
  NUMBERED.set(weights, made);
  return made;
}

/**
 * The sum of the tags' weights over the different words found, up to five a tag. For the evidence
 * of an advertisement (0 for none, about 2 for a plain offer) a denied word does not count.
 */
export function weighTags(weights: Weights, hits: HitsByTag, counts: 'all' | 'affirmed'): number {
  const { numbers, values } = numbered(weights, hits.tags);
  let sum = 0;
  for (let place = 0; place < numbers.length; place += 1) {
    const words = hits.wordsOf(numbers[place] ?? -1, counts);
    // Each further different word says half as much as the first.
    if (words > 0) sum += (values[place] ?? 0) * (0.5 + 0.5 * words);
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
    const weight = weighTags(exclusion.weights, hits, 'all') - exclusion.against * posting.evidence;
    const margin = weight / exclusion.threshold;
    if (margin < 1 || margin <= bestMargin) continue;
    if (exclusion.unless.some((tag) => isAffirmed(hits, tag))) continue;
    const { needs } = exclusion;
    if (needs.length > 0 && !needs.some((tag) => hits.countOf(hits.tags.numberOf(tag)) > 0))
      continue;
    best = exclusion;
    bestMargin = margin;
  }
  return best;
}

function isAffirmed(hits: HitsByTag, tag: string): boolean {
  return hits.isAffirmed(hits.tags.numberOf(tag));
}
