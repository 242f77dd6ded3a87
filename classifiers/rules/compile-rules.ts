/** Rules with their tags as numbers, and which of them are worth trying for what was found. */
import type { Rule } from './rule-schema.js';
import type { TagTable } from './tag-table.js';

export interface CompiledRule {
  readonly rule: Rule;
  /** For each need the tags that meet it. */
  readonly needs: readonly (readonly number[])[];
  readonly unless: readonly number[];
  readonly without: readonly number[];
  readonly weights: readonly { readonly tag: number; readonly weight: number }[] | undefined;
}

export interface CompiledRules {
  readonly tags: TagTable;
  readonly rules: readonly CompiledRule[];
  /** For each tag the places of the rules that wait for it. */
  readonly waiting: readonly (readonly number[] | undefined)[];
  /** Room for a mark for each rule. */
  readonly isTried: Uint8Array;
}

/** A tag that is not in the table is never found. */
export function compileRules(rules: readonly Rule[], tags: TagTable): CompiledRules {
  const compiled = rules.map((rule): CompiledRule => {
    const numbers = (list: readonly string[]): readonly number[] =>
      list.map(tags.numberOf).filter((tag) => tag >= 0);
    return {
      rule,
      needs: rule.needs.map((need) => numbers([need].flat())),
      unless: numbers(rule.unless),
      without: numbers(rule.without),
      weights: rule.weights
        ?.map(([tag, weight]) => ({ tag: tags.numberOf(tag), weight }))
        .filter(({ tag }) => tag >= 0),
    };
  });
  return {
    tags,
    rules: compiled,
    waiting: indexByRarestNeed(compiled),
    isTried: new Uint8Array(compiled.length),
  };
}

/** A tag that few rules ask for is taken to be rare in texts. */
function indexByRarestNeed(
  rules: readonly CompiledRule[],
): readonly (readonly number[] | undefined)[] {
  const asked = new Map<number, number>();
  for (const tag of rules.flatMap(({ needs }) => needs.flat())) {
    asked.set(tag, (asked.get(tag) ?? 0) + 1);
  }
  const costOf = (need: readonly number[]): number =>
    need.reduce((sum, tag) => sum + (asked.get(tag) ?? 0), 0);
  const waiting: number[][] = [];
  for (const [place, { needs }] of rules.entries()) {
    const rarest = needs.toSorted((one, other) => costOf(one) - costOf(other))[0] ?? [];
    for (const tag of rarest) (waiting[tag] ??= []).push(place);
  }
  return Array.from(waiting);
}
