/** Every tag of a rule book as a small number, so that what is found can lie in arrays. */

export interface TagTable {
  /** By number, in the order of names. */
  readonly names: readonly string[];
  /** -1 for a tag that is not there. */
  readonly numberOf: (tag: string) => number;
  /** The same for a list that never changes, looked up once. */
  readonly numbersOf: (tags: readonly string[]) => readonly number[];
  /** The numbers of a tag and of all above it, the highest first: `price`, `price.lesson`. */
  readonly lineageOf: (tag: string) => readonly number[];
}

/** All tags given and those above them. */
export function buildTagTable(tags: Iterable<string>): TagTable {
  const names = [...new Set([...tags].flatMap(lineage))].sort();
  const numbers = new Map(names.map((name, number) => [name, number]));
  const numberOf = (tag: string): number => numbers.get(tag) ?? -1;
  const known = new Map<readonly string[], readonly number[]>();
  return {
    names,
    numberOf,
    numbersOf: (list) => {
      let found = known.get(list);
      if (found === undefined) known.set(list, (found = list.map(numberOf)));
      return found;
    },
    lineageOf: (tag) =>
      lineage(tag)
        .map(numberOf)
        .filter((number) => number >= 0),
  };
}

/** `price.lesson` → `price`, `price.lesson`. */
function lineage(tag: string): readonly string[] {
  const parts = tag.split('.');
  return parts.map((_, depth) => parts.slice(0, depth + 1).join('.'));
}
