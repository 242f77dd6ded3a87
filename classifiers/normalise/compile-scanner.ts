/**
 * Finds the matches of many regular expressions in one walk over a text. An expression is only tried where an
 * automaton over all of them says that it may match; all others cost nothing there. What is found is what each
 * expression finds by itself with the flag `g`.
 */
import { compileAutomaton } from './compile-automaton.js';
import type { FoldedText } from './fold-text.js';
import { hasUnit } from './unit-set.js';

/** The place of the expression in the list given, and the match in the loose view. */
export type FoundMatch = (expression: number, start: number, end: number) => void;

/** Tells the matches in order of their start; where several begin at one place, in the order of the expressions. */
export type Scanner = (folded: FoldedText, found: FoundMatch) => void;

/**
 * Prepares a scanner for expressions without flags.
 * @throws {Error} for an expression that can match nothing or begin with anything
 */
export function compileScanner(sources: readonly string[]): Scanner {
  const expressions = sources.map((source) => new RegExp(source, 'y'));
  const { begins, candidates, found: tried } = compileAutomaton(sources);
  /** How far each expression has already matched. */
  const doneTo = new Int32Array(expressions.length);

  return (folded, found) => {
    const { looseUnits } = folded;
    doneTo.fill(0);
    for (let at = 0; at < looseUnits.length; at += 1) {
      if (!hasUnit(begins, looseUnits[at] ?? 0)) continue;
      const count = candidates(looseUnits, at);
      for (let next = 0; next < count; next += 1) {
        const place = tried[next] ?? 0;
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
