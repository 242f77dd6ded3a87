/** reading, weights → the clauses that weigh most: what a reviewer is shown of the model's reasons. */
import type { Span, SpanField } from '../../domain/finding.js';
import { originalSpan, type FoldedText } from '../normalise/fold-text.js';
import type { Reading } from '../read-posting.js';
import { eachPiece } from './collect-features.js';
import { ZERO_BYTE, type WeightColumn } from './weight-table.js';

const MAX_SPANS = 3;
/** Of a longer clause the heaviest part is shown. */
const LONGEST_SPAN = 24;
/** A clause that weighs less than this share of the heaviest is no reason. */
const LEAST_SHARE = 0.3;

interface Clause {
  readonly name: SpanField;
  readonly field: FoldedText;
  /** Offsets into the tight view. */
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** A field's pieces of text, worked out once for all codes that are asked for. */
export interface FieldPieces {
  readonly name: SpanField;
  readonly field: FoldedText;
  /** Where the row of each tight character with the next begins; that of the last weighs nothing. */
  readonly starts: Int32Array;
  /** Of the code that is asked for: the byte of each piece, and the weight of everything before each tight character. */
  readonly bytes: Uint8Array;
  readonly sums: Float64Array;
}

/** What `FieldPieces` are written to, for one text after the other. */
export interface PieceRoom {
  readonly characters: number;
  readonly starts: Int32Array;
  readonly bytes: Uint8Array;
  readonly sums: Float64Array;
}

/** A longer text gets room of its own. */
const KEPT_CHARACTERS = 8_192;
/** Sums begin with 0 in each field. */
const MOST_FIELDS = 8;

export function createPieceRoom(characters = KEPT_CHARACTERS): PieceRoom {
  return {
    characters,
    starts: new Int32Array(characters),
    bytes: new Uint8Array(characters),
    sums: new Float64Array(characters + MOST_FIELDS),
  };
}

/**
 * Holds until the room is used for another text.
 * @param startOf where a feature's row begins; at 0 is the row that weighs nothing
 */
export function piecesOf(
  { fields }: Reading,
  startOf: (feature: number) => number,
  kept: PieceRoom,
): FieldPieces[] {
  const characters = fields.reduce((sum, { field }) => sum + field.tightUnits.length, 0);
  const room = characters > kept.characters ? createPieceRoom(characters) : kept;
  let from = 0;
  return fields.map(({ name, field }, place) => {
    const to = from + field.tightUnits.length;
    const starts = room.starts.subarray(from, to);
    const bytes = room.bytes.subarray(from, to);
    const sums = room.sums.subarray(from + place, to + place + 1);
    from = to;
    eachPiece(field, (feature, start) => {
      starts[start] = startOf(feature);
    });
    // Nothing comes after the last character.
    starts[starts.length - 1] = 0;
    sums[0] = 0;
    return { name, field, starts, bytes, sums };
  });
}

/** The clauses that speak for a code: at most three exact places, in the order of the text; none when nothing does. */
export function clausesFor(
  pieces: readonly FieldPieces[],
  { words, word, shift, margins }: WeightColumn,
): Span[] {
  for (const { starts, bytes } of pieces) {
    for (let at = 0; at < starts.length; at += 1) {
      bytes[at] = (words[(starts[at] ?? 0) + word] ?? 0) >>> shift;
    }
  }
  return heaviestClauses(pieces, margins);
}

/** As `clausesFor`, by the byte that a feature has in any other score. */
export function clausesBy(
  pieces: readonly FieldPieces[],
  byteOf: (feature: number) => number,
  margins: Float64Array,
): Span[] {
  for (const { field, bytes } of pieces) {
    // No piece begins with the last character.
    bytes.fill(ZERO_BYTE);
    eachPiece(field, (feature, start) => {
      bytes[start] = byteOf(feature);
    });
  }
  return heaviestClauses(pieces, margins);
}

function heaviestClauses(pieces: readonly FieldPieces[], margins: Float64Array): Span[] {
  const heaviest: Clause[] = [];
  for (const { name, field, bytes, sums } of pieces) {
    addUp(bytes, margins, sums);
    addClauses(name, field, sums, heaviest);
  }
  const least = Math.max(Number.MIN_VALUE, (heaviest[0]?.weight ?? 0) * LEAST_SHARE);
  return heaviest
    .filter(({ weight }) => weight >= least)
    .map(({ name, field, start, end }) => ({ field: name, ...originalSpan(field, start, end) }))
    .sort((a, b) => a.start - b.start);
}

/** The last sum is that of all. Of a piece each character has half. */
function addUp(bytes: Uint8Array, margins: Float64Array, sums: Float64Array): void {
  let sum = 0;
  let halfBefore = 0;
  for (let at = 0; at + 1 < sums.length; at += 1) {
    const half = (margins[bytes[at] ?? 0] ?? 0) / 2;
    sum += halfBefore + half;
    sums[at + 1] = sum;
    halfBefore = half;
  }
}

/** Keeps the heaviest only: a long text has more clauses than fit side by side, and is asked for many codes. */
function addClauses(
  name: SpanField,
  field: FoldedText,
  sums: Float64Array,
  heaviest: Clause[],
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
