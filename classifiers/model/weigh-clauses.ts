/** reading, weights → the clauses that weigh most: what a reviewer is shown of the model's reasons. */
import type { Span, SpanField } from '../../domain/finding.js';
import { originalSpan, type FoldedText } from '../normalise/fold-text.js';
import type { Reading } from '../read-posting.js';
import { eachPiece } from './collect-features.js';

const MAX_SPANS = 3;
/** Of a longer clause the heaviest part is shown. */
const LONGEST_SPAN = 24;
/** A clause that weighs less than this share of the heaviest is no reason. */
const LEAST_SHARE = 0.3;

interface Piece {
  readonly name: SpanField;
  readonly field: FoldedText;
  /** Offsets into the tight view. */
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** The features of a field's pieces of text, worked out once for all codes that are asked for. */
export interface FieldPieces {
  readonly name: SpanField;
  readonly field: FoldedText;
  /** For each tight character the feature of it alone, and of it with the next; -1 after the last. */
  readonly features: Int32Array;
}

export function piecesOf(reading: Reading): FieldPieces[] {
  return reading.fields.map(({ name, field }) => {
    const features = new Int32Array(field.tightUnits.length * 2).fill(-1);
    eachPiece(field, (feature, start, end) => {
      features[start * 2 + (end - start - 1)] = feature;
    });
    return { name, field, features };
  });
}

/**
 * @param weightOf what a feature adds to the score
 * @returns at most three exact places, in the order of the text; none when nothing speaks for it
 */
export function weighClauses(
  pieces: readonly FieldPieces[],
  weightOf: (feature: number) => number,
): Span[] {
  const heaviest: Piece[] = [];
  for (const { name, field, features } of pieces) {
    addClauses(name, field, sumsOf(features, weightOf), heaviest);
  }
  const least = Math.max(Number.MIN_VALUE, (heaviest[0]?.weight ?? 0) * LEAST_SHARE);
  return heaviest
    .filter(({ weight }) => weight >= least)
    .map(({ name, field, start, end }) => ({ field: name, ...originalSpan(field, start, end) }))
    .sort((a, b) => a.start - b.start);
}

/** The weight of everything before each tight character; the last is that of all. Of a pair each has half. */
function sumsOf(features: Int32Array, weightOf: (feature: number) => number): Float64Array {
  const length = features.length / 2;
  const sums = new Float64Array(length + 1);
  let sum = 0;
  let halfBefore = 0;
  for (let at = 0; at < length; at += 1) {
    const pair = features[at * 2 + 1] ?? -1;
    const half = pair < 0 ? 0 : weightOf(pair) / 2;
    sum += weightOf(features[at * 2] ?? 0) + halfBefore + half;
    sums[at + 1] = sum;
    halfBefore = half;
  }
  return sums;
}

/** Keeps the heaviest pieces only: a long text has more clauses than fit side by side, and is asked for many codes. */
function addClauses(
  name: SpanField,
  field: FoldedText,
  sums: Float64Array,
  heaviest: Piece[],
): void {
  const { clause } = field;
  let start = 0;
  for (let at = 1; at <= clause.length; at += 1) {
    if (at < clause.length && clause[at] === clause[start]) continue;
    const width = Math.min(LONGEST_SPAN, at - start);
    const from = heaviestFrom(start, at - width, width, sums);
    const weight = (sums[from + width] ?? 0) - (sums[from] ?? 0);
    if (heaviest.length < MAX_SPANS || weight > (heaviest.at(-1)?.weight ?? 0)) {
      heaviest.push({ name, field, start: from, end: from + width, weight });
      heaviest.sort((a, b) => b.weight - a.weight);
      heaviest.length = Math.min(heaviest.length, MAX_SPANS);
    }
    start = at;
  }
}

/** Where the heaviest part of that width begins, from `first` to `last`. */
function heaviestFrom(first: number, last: number, width: number, sums: Float64Array): number {
  let best = first;
  let most = (sums[first + width] ?? 0) - (sums[first] ?? 0);
  for (let from = first + 1; from <= last; from += 1) {
    const weight = (sums[from + width] ?? 0) - (sums[from] ?? 0);
    if (weight <= most) continue;
    best = from;
    most = weight;
  }
  return best;
}
