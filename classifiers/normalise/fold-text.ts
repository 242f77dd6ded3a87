/**
 * Undoes disguise and keeps, for every folded character, its exact place in the original.
 *
 * Two views come out. The loose one keeps punctuation in one canonical form (facets, contacts and
 * prices are read there); the tight one drops it and reads Han numerals as digits, so that
 * `一 对★一`, `①對壹` and `1对1` are the same three characters (terms are matched there).
 */
import { DELETE, EXPAND, type FoldTable } from './fold-table.js';

/** What stood before a tight character: how strongly it separates the two. */
export const GAP = { none: 0, decoration: 1, space: 2, comma: 3, stop: 4 } as const;

export interface FoldedText {
  readonly original: string;
  readonly loose: string;
  /** UTF-16 offsets into `original` for each loose character: it came from [start, end). */
  readonly looseStart: Int32Array;
  readonly looseEnd: Int32Array;
  readonly tight: string;
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

/** Folds one field. Linear in its length; never throws, whatever the text holds. */
export function foldText(original: string, table: FoldTable): FoldedText {
  const loose = foldLoose(original, table);
  const tight = tighten(loose.units, loose.length, table);
  return {
    original,
    loose: decode(loose.units, loose.length),
    looseStart: loose.start,
    looseEnd: loose.end,
    deletedCount: loose.deletedCount,
    ...tight,
  };
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
  const from = folded.looseStart[start] ?? 0;
  const to = folded.looseEnd[end - 1] ?? from;
  return { start: from, end: to, text: folded.original.slice(from, to) };
}

interface Loose {
  readonly units: Uint16Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly length: number;
  readonly deletedCount: number;
}

function foldLoose(original: string, table: FoldTable): Loose {
  let units = new Uint16Array(original.length + 32);
  let start = new Int32Array(original.length + 32);
  let end = new Int32Array(original.length + 32);
  let length = 0;
  let deletedCount = 0;

  for (let at = 0; at < original.length; at += 1) {
    const folded = table.units[original.charCodeAt(at)] ?? DELETE;
    if (folded === DELETE) {
      deletedCount += 1;
      continue;
    }
    if (folded !== EXPAND) {
      units[length] = folded;
      start[length] = at;
      end[length] = at + 1;
      length += 1;
    } else {
      const codePoint = original.codePointAt(at) ?? 0;
      const width = codePoint > 0xffff ? 2 : 1;
      const expanded = table.expand(codePoint);
      if (expanded.length === 0) deletedCount += 1;
      for (let part = 0; part < expanded.length; part += 1) {
        units[length] = expanded.charCodeAt(part);
        start[length] = at;
        end[length] = at + width;
        length += 1;
        if (length + 32 > units.length) ({ units, start, end } = grow(units, start, end));
      }
      at += width - 1;
    }
    if (length + 32 > units.length) ({ units, start, end } = grow(units, start, end));
  }
  return { units, start, end, length, deletedCount };
}

function grow(units: Uint16Array, start: Int32Array, end: Int32Array) {
  const size = units.length * 2;
  const larger = {
    units: new Uint16Array(size),
    start: new Int32Array(size),
    end: new Int32Array(size),
  };
  larger.units.set(units);
  larger.start.set(start);
  larger.end.set(end);
  return larger;
}

function tighten(units: Uint16Array, length: number, table: FoldTable) {
  const tightUnits = new Uint16Array(length);
  const tightAt = new Int32Array(length);
  const gaps = new Uint8Array(length);
  const clauses = new Int32Array(length);
  const sentences = new Int32Array(length);
  let count = 0;
  let gap: number = GAP.none;
  let clause = 0;
  let sentence = 0;

  for (let at = 0; at < length; at += 1) {
    const unit = units[at] ?? 0;
    const tight = table.tight[unit] ?? 0;
    if (tight === 0) {
      const strength = gapOf(unit);
      if (strength > gap) gap = strength;
      continue;
    }
    if (gap >= GAP.comma) clause += 1;
    if (gap >= GAP.stop) sentence += 1;
    tightUnits[count] = tight;
    tightAt[count] = at;
    gaps[count] = gap;
    clauses[count] = clause;
    sentences[count] = sentence;
    count += 1;
    gap = GAP.none;
  }
  return {
    tight: decode(tightUnits, count),
    tightAt: tightAt.subarray(0, count),
    gap: gaps.subarray(0, count),
    clause: clauses.subarray(0, count),
    sentence: sentences.subarray(0, count),
  };
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

function decode(units: Uint16Array, length: number): string {
  return Buffer.from(units.buffer, units.byteOffset, length * 2).toString('utf16le');
}
