/**
 * A set of UTF-16 units, a bit each: eight kilobytes, and the Han characters' part of it stays in the processor's first
 * cache. A walk over a text asks it first and nothing else at nearly every place.
 */
export type UnitSet = Uint8Array;

export function createUnitSet(units: Iterable<number>): UnitSet {
  const set = new Uint8Array(65_536 / 8);
  for (const unit of units) set[unit >> 3] = (set[unit >> 3] ?? 0) | (1 << (unit & 7));
  return set;
}

export function hasUnit(set: UnitSet, unit: number): boolean {
  return ((set[unit >> 3] ?? 0) & (1 << (unit & 7))) !== 0;
}
