/**
 * Undoes disguise and keeps, for every folded character, its exact place in the original.
 *
 * Two views come out. The loose one keeps punctuation in one canonical form (facets, contacts and
 * prices are read there); the tight one drops it and reads Han numerals as digits, so that
 * `一 对★一`, `①對壹` and `1对1` are the same three characters (terms are matched there).
 */
import { createFoldArrays, type FoldArrays, type FoldBuffers } from './fold-buffers.js';
import { DELETE, EXPAND, type FoldTable } from './fold-table.js';

/** What stood before a tight character: how strongly it separates the two. */
export const GAP = { none: 0, decoration: 1, space: 2, comma: 3, stop: 4 } as const;

export interface FoldedText {
  readonly original: string;
  readonly loose: string;
  /** The UTF-16 units of `loose`. */
  readonly looseUnits: Uint16Array;
  /** UTF-16 offsets into `original` where each loose character comes from: one code point each. */
  readonly looseStart: Int32Array;
  readonly tight: string;
  /** The UTF-16 units of `tight`. */
  readonly tightUnits: Uint16Array;
  /** Index into `loose` of each tight character. */
  readonly tightAt: Int32Array;
  /** The strongest separator before each tight character (`GAP`). */
  readonly gap: Uint8Array;
  /** Number of the clause (commas end it) and sentence (stops and line ends) of each tight character. */
  readonly clause: Int32Array;
  readonly sentence: Int32Array;
  /** Invisible characters taken out: honest text has next to none. */
  readonly deletedCount: number;
}

/**
 * Folds one field. Linear in its length; never throws, whatever the text holds.
 * @param buffers where the folded text lies
 */
export function foldText(
  original: string,
  table: FoldTable,
  buffers: FoldBuffers = table.buffers,
): FoldedText {
  const source = buffers.unitsOf(original);
  const size = original.length;
  const state: FoldState = {
    at: 0,
    looseCount: 0,
    tightCount: 0,
    looseTaken: 0,
    tightTaken: 0,
    strongest: GAP.none,
    deletedCount: 0,
  };
  while (state.at < size) {
    const end = Math.min(size, state.at + CHUNK - state.looseCount);
    foldPlain(source, end, table.units, state);
    if (state.at < end) foldExpanded(original, table, state);
    if (state.looseCount >= CHUNK) takeOut(state, size, buffers);
  }
  takeOut(state, size, buffers);
  return new Folded(original, buffers.keep(state.looseTaken, state.tightTaken), state.deletedCount);
}

interface FoldState {
  /** The next unit of the original. */
  at: number;
  /** Characters in `CHUNKS`. */
  looseCount: number;
  tightCount: number;
  /** Characters that have been taken out of them. */
  looseTaken: number;
  tightTaken: number;
  /** The strongest separator since the last tight character. */
  strongest: number;
  deletedCount: number;
}

const CHUNK = 4_096;
/** The most that one character becomes is eighteen. */
const SPARE = 32;
/**
 * Everything is folded into these and copied from here. They are constants because the compiler then knows where they
 * lie: with arrays that it has to ask, folding takes twice as long.
 */
const CHUNKS = createFoldArrays(CHUNK + SPARE);

function takeOut(state: FoldState, size: number, buffers: FoldBuffers): void {
  buffers.append(CHUNKS, { ...state, toCome: size - state.at });
  state.looseTaken += state.looseCount;
  state.tightTaken += state.tightCount;
  state.looseCount = 0;
  state.tightCount = 0;
}

/** Goes on up to `end` or to a unit that must be expanded. */
function foldPlain(source: Uint16Array, end: number, units: Int32Array, state: FoldState): void {
  const { loose, looseStart, tight, tightAt, gap } = CHUNKS;
  const { looseTaken } = state;
  let { at, looseCount, tightCount, strongest } = state;
  for (; at < end; at += 1) {
    const both = units[source[at] ?? 0] ?? DELETE;
    const folded = both & 0xffff;
    if (folded === DELETE) {
      state.deletedCount += 1;
      continue;
    }
    if (folded === EXPAND) break;
    loose[looseCount] = folded;
    looseStart[looseCount] = at;
    const solid = both >>> 16;
    if (solid === 0) {
      const strength = gapOf(folded);
      if (strength > strongest) strongest = strength;
    } else {
      tight[tightCount] = solid;
      tightAt[tightCount] = looseCount + looseTaken;
      gap[tightCount] = strongest;
      tightCount += 1;
      strongest = GAP.none;
    }
    looseCount += 1;
  }
  state.at = at;
  state.looseCount = looseCount;
  state.tightCount = tightCount;
  state.strongest = strongest;
}

/** One code point that becomes none or several. */
function foldExpanded(original: string, table: FoldTable, state: FoldState): void {
  const codePoint = original.codePointAt(state.at) ?? 0;
  const expanded = table.expand(codePoint);
  if (expanded.length === 0) state.deletedCount += 1;
  const { loose, looseStart, tight, tightAt, gap } = CHUNKS;
  for (let part = 0; part < expanded.length; part += 1) {
    const unit = expanded.charCodeAt(part);
    loose[state.looseCount] = unit;
    looseStart[state.looseCount] = state.at;
    const solid = table.tight[unit] ?? 0;
    if (solid === 0) state.strongest = Math.max(state.strongest, gapOf(unit));
    else {
      tight[state.tightCount] = solid;
      tightAt[state.tightCount] = state.looseCount + state.looseTaken;
      gap[state.tightCount] = state.strongest;
      state.tightCount += 1;
      state.strongest = GAP.none;
    }
    state.looseCount += 1;
  }
  state.at += codePoint > 0xffff ? 2 : 1;
}

/** Strings and numbers of clauses are only made when somebody asks for them. */
class Folded implements FoldedText {
  readonly original: string;
  readonly deletedCount: number;
  readonly looseUnits: Uint16Array;
  readonly looseStart: Int32Array;
  readonly tightUnits: Uint16Array;
  readonly tightAt: Int32Array;
  readonly gap: Uint8Array;
  private _loose: string | undefined;
  private _tight: string | undefined;
  private _clause: Int32Array | undefined;
  private _sentence: Int32Array | undefined;

  constructor(
    original: string,
    { loose, looseStart, tight, tightAt, gap }: FoldArrays,
    deletedCount: number,
  ) {
    this.original = original;
    this.deletedCount = deletedCount;
    this.looseUnits = loose;
    this.looseStart = looseStart;
    this.tightUnits = tight;
    this.tightAt = tightAt;
    this.gap = gap;
  }

  get loose(): string {
    return (this._loose ??= decode(this.looseUnits));
  }

  get tight(): string {
    return (this._tight ??= decode(this.tightUnits));
  }

  get clause(): Int32Array {
    return (this._clause ??= count(this.gap, GAP.comma));
  }

  get sentence(): Int32Array {
    return (this._sentence ??= count(this.gap, GAP.stop));
  }
}

function decode({ buffer, byteOffset, byteLength }: Uint16Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf16le');
}

/** For each place how many gaps of that strength stand up to it. */
function count(gaps: Uint8Array, strength: number): Int32Array {
  const counts = new Int32Array(gaps.length);
  let sum = 0;
  for (let at = 0; at < gaps.length; at += 1) {
    if ((gaps[at] ?? 0) >= strength) sum += 1;
    counts[at] = sum;
  }
  return counts;
}

/** The original span of tight characters [start, end). */
export function originalSpan(
  folded: FoldedText,
  start: number,
  end: number,
): { readonly start: number; readonly end: number; readonly text: string } {
  return looseSpan(folded, folded.tightAt[start] ?? 0, (folded.tightAt[end - 1] ?? 0) + 1);
}

/** The original span of loose characters [start, end); end > start. */
export function looseSpan(
  folded: FoldedText,
  start: number,
  end: number,
): { readonly start: number; readonly end: number; readonly text: string } {
  const { original, looseStart } = folded;
  const from = looseStart[start] ?? 0;
  const last = looseStart[end - 1];
  const to =
    last === undefined ? from : last + ((original.codePointAt(last) ?? 0) > 0xffff ? 2 : 1);
  return { start: from, end: to, text: original.slice(from, to) };
}

function gapOf(unit: number): number {
  switch (unit) {
    case 0x20:
      return GAP.space;
    case 0x2c:
    case 0x3b:
    case 0x3a:
      return GAP.comma;
    case 0x0a:
    case 0x21:
    case 0x3f:
    case 0x3002:
    case 0x2026:
      return GAP.stop;
    default:
      return GAP.decoration;
  }
}
