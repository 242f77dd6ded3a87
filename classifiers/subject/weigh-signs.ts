/** Adds up the words that speak for something, each once, and keeps where they stand. */
import type { Span, SpanField } from '../../domain/finding.js';
import { originalSpan, type FoldedText } from '../normalise/fold-text.js';
import type { Hit, HitsByTag } from '../rules/hits-by-tag.js';

/** Tags and what the first hit of each word says, 0 … 1; the weightiest first. */
export interface Signs {
  readonly tags: readonly string[];
  readonly weights: readonly number[];
}

/** `{ 'study-aim': 0.6 }`, taken apart once. */
export function defineSigns(weights: Readonly<Record<string, number>>): Signs {
  return { tags: Object.keys(weights), weights: Object.values(weights) };
}

export interface Weighed {
  /** 0 … 1: one minus the chance that every word is wrong. */
  readonly score: number;
  readonly hits: readonly Hit[];
}

export const NOTHING: Weighed = { score: 0, hits: [] };

const MAX_WORDS = 6;
const MAX_QUOTES = 4;

/** What these signs say together, of the hits that count. */
export function weighSigns(signs: Signs, hits: HitsByTag, counts: (hit: Hit) => boolean): Weighed {
  let wrong = 1;
  let kept: Hit[] | undefined;
  const numbers = hits.tags.numbersOf(signs.tags);
  for (let place = 0; place < numbers.length; place += 1) {
    const weight = signs.weights[place] ?? 0;
    const first = hits.firstLink(numbers[place] ?? -1);
    for (let link = first; link >= 0; link = hits.nextLink(link)) {
      const hit = hits.hitAt(link);
      if (hit === undefined || !counts(hit)) continue;
      if (kept === undefined) kept = [hit];
      else if (holdsTerm(kept, hit.term)) continue;
      else kept.push(hit);
      wrong *= 1 - weight;
      if (kept.length === MAX_WORDS) return { score: 1 - wrong, hits: kept };
    }
  }
  return kept === undefined ? NOTHING : { score: 1 - wrong, hits: kept };
}

function holdsTerm(hits: readonly Hit[], term: string): boolean {
  for (const hit of hits) if (hit.term === term) return true;
  return false;
}

/** Two lots of signs as one. */
export function joinSigns(one: Weighed, other: Weighed): Weighed {
  if (other.score === 0) return one;
  return {
    score: 1 - (1 - one.score) * (1 - other.score),
    hits: [...one.hits, ...other.hits],
  };
}

/** The places in the original, at most four, in their order; none inside another. */
export function quoteHits(hits: readonly Hit[], names: ReadonlyMap<FoldedText, SpanField>): Span[] {
  if (hits.length === 0) return [];
  const spans: Span[] = [];
  const ordered = [...hits].sort((a, b) => a.order - b.order || b.end - a.end);
  let last: Hit | undefined;
  for (const hit of ordered) {
    if (last !== undefined && hit.field === last.field && hit.end <= last.end) continue;
    last = hit;
    const { field } = hit;
    spans.push({ field: names.get(field) ?? 'text', ...originalSpan(field, hit.start, hit.end) });
    if (spans.length === MAX_QUOTES) break;
  }
  return spans;
}
