/**
 * Finds the matches of many regular expressions in one walk over a text. An expression is only tried where two
 * characters stand with which it can begin; all others cost nothing there. What is found is what each expression
 * finds by itself with the flag `g`.
 */
import type { FoldedText } from './fold-text.js';
import { createPairTable } from './pair-table.js';
import { readOpenings } from './read-openings.js';

/** The place of the expression in the list given, and the match in the loose view. */
export type FoundMatch = (expression: number, start: number, end: number) => void;

/** Tells the matches in order of their start; where several begin at one place, in the order of the expressions. */
export type Scanner = (folded: FoldedText, found: FoundMatch) => void;

const GATE_BITS = 15;

/**
 * Prepares a scanner for expressions without flags.
 * @throws {Error} for an expression that can match nothing or begin with anything
 */
export function compileScanner(sources: readonly string[]): Scanner {
  const expressions = sources.map((source) => new RegExp(source, 'y'));
  const { gate, isSingle, triedAt } = compileOpenings(sources);
  /** How far each expression has already matched. */
  const doneTo = new Int32Array(expressions.length);

  return (folded, found) => {
    const { looseUnits } = folded;
    doneTo.fill(0);
    let unit = looseUnits[0] ?? 0;
    for (let at = 0; at < looseUnits.length; at += 1) {
      const first = unit;
      unit = looseUnits[at + 1] ?? 0;
      const slot = slotOf(first, unit);
      const isGated = ((gate[slot >> 3] ?? 0) & (1 << (slot & 7))) !== 0;
      if (!isGated && isSingle[first] !== 1) continue;
      for (const place of triedAt(first, unit)) {
        const expression = expressions[place];
        if (expression === undefined || (doneTo[place] ?? 0) > at) continue;
        expression.lastIndex = at;
        if (!expression.test(folded.loose)) continue;
        doneTo[place] = expression.lastIndex;
        found(place, at, expression.lastIndex);
      }
    }
  };
}

interface CompiledOpenings {
  /** A bit for each pair that something begins with. */
  readonly gate: Uint8Array;
  /** 1 for a unit that something begins with whatever follows. */
  readonly isSingle: Uint8Array;
  /** The expressions that can begin with these two units, in order. */
  readonly triedAt: (first: number, second: number) => readonly number[];
}

const NOTHING: readonly number[] = [];

function compileOpenings(sources: readonly string[]): CompiledOpenings {
  const openings = sources.map(readOpenings);
  const isSingle = new Uint8Array(65_536);
  const singles = new Map<number, number[]>();
  for (const [place, { singles: units }] of openings.entries()) {
    for (const unit of units) {
      isSingle[unit] = 1;
      singles.set(unit, [...(singles.get(unit) ?? []), place]);
    }
  }
  const byPair = new Map<number, number[]>();
  for (const [place, { pairs }] of openings.entries()) {
    for (const pair of pairs) {
      const list = byPair.get(pair);
      if (list === undefined) byPair.set(pair, [place]);
      else list.push(place);
    }
  }
  const gate = new Uint8Array(1 << (GATE_BITS - 3));
  const table = createPairTable(byPair.size);
  const lists: (readonly number[])[] = [];
  for (const [pair, places] of byPair) {
    const first = Math.floor(pair / 65_536);
    const second = pair % 65_536;
    const slot = slotOf(first, second);
    gate[slot >> 3] = (gate[slot >> 3] ?? 0) | (1 << (slot & 7));
    table.add(first, second, lists.length);
    const always = singles.get(first);
    lists.push(
      always === undefined ? places : [...new Set([...places, ...always])].sort((a, b) => a - b),
    );
  }
  const triedAt = (first: number, second: number): readonly number[] => {
    const list = table.find(first, second);
    return (list < 0 ? singles.get(first) : lists[list]) ?? NOTHING;
  };
  return { gate, isSingle, triedAt };
}

function slotOf(first: number, second: number): number {
  return (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> (32 - GATE_BITS);
}
