/** reading, weights → the clauses that weigh most: what a reviewer is shown of the model's reasons. */
import type { Span } from '../../domain/finding.js';
import { originalSpan, type FoldedText } from '../normalise/fold-text.js';
import type { Reading } from '../read-posting.js';
import { eachPiece } from './collect-features.js';

const MAX_SPANS = 3;
/** Of a longer clause the heaviest part is shown. */
const LONGEST_SPAN = 24;
/** A clause that weighs less than this share of the heaviest is no reason. */
const LEAST_SHARE = 0.3;

interface Piece {
  /** Offsets into the tight view. */
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/**
 * @param weightOf what a feature adds to the score
 * @returns at most three exact places, in the order of the text; none when nothing speaks for it
 */
export function weighClauses(reading: Reading, weightOf: (feature: number) => number): Span[] {
  const found = reading.fields.flatMap(({ name, field }) =>
    clausesOf(field, sumsOf(field, weightOf)).map((clause) => ({ name, field, ...clause })),
  );
  found.sort((a, b) => b.weight - a.weight);
  const least = Math.max(Number.MIN_VALUE, (found[0]?.weight ?? 0) * LEAST_SHARE);
  return found
    .slice(0, MAX_SPANS)
    .filter(({ weight }) => weight >= least)
    .map(({ name, field, start, end }) => ({ field: name, ...originalSpan(field, start, end) }))
    .sort((a, b) => a.start - b.start);
}

/** The weight of everything before each tight character; the last is that of all. */
function sumsOf(field: FoldedText, weightOf: (feature: number) => number): Float64Array {
  const { length } = field.tightUnits;
  const sums = new Float64Array(length + 1);
  eachPiece(field, (feature, start, end) => {
    const share = weightOf(feature) / (end - start);
    for (let at = start; at < end; at += 1) sums[at + 1] = (sums[at + 1] ?? 0) + share;
  });
  for (let at = 0; at < length; at += 1) sums[at + 1] = (sums[at + 1] ?? 0) + (sums[at] ?? 0);
  return sums;
}

function clausesOf({ clause }: FoldedText, sums: Float64Array): Piece[] {
  const clauses: Piece[] = [];
  let start = 0;
  for (let at = 1; at <= clause.length; at += 1) {
    if (at < clause.length && clause[at] === clause[start]) continue;
    clauses.push(heaviestPart(start, at, sums));
    start = at;
  }
  return clauses;
}

function heaviestPart(start: number, end: number, sums: Float64Array): Piece {
  const weigh = (from: number, to: number): number => (sums[to] ?? 0) - (sums[from] ?? 0);
  const width = Math.min(LONGEST_SPAN, end - start);
  let best: Piece = { start, end: start + width, weight: weigh(start, start + width) };
  for (let from = start + 1; from + width <= end; from += 1) {
    const weight = weigh(from, from + width);
    if (weight > best.weight) best = { start: from, end: from + width, weight };
  }
  return best;
}
