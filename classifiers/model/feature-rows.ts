/**
 * feature → its row in a table, for the features that have one. A bit for each feature, and for each 32 of them the
 * rows before: a list with a number for each would be sixteen times as large and never stay in the cache.
 */
export interface FeatureRows {
  readonly count: number;
  /** For each 32 features the bits of those that have a row, and the rows of all features before. */
  readonly marks: Int32Array;
}

/** @param lists for each feature a number, -1 where it has none: it gets a row where any list has one; rows rise with features */
export function numberRows(lists: readonly Int32Array[]): FeatureRows {
  const features = Math.max(0, ...lists.map((list) => list.length));
  const marks = new Int32Array(Math.ceil(features / 32) * 2);
  for (const list of lists) {
    for (let feature = 0; feature < list.length; feature += 1) {
      if ((list[feature] ?? -1) < 0) continue;
      const at = (feature >> 5) * 2;
      marks[at] = (marks[at] ?? 0) | (1 << (feature & 31));
    }
  }
  let count = 0;
  for (let at = 0; at < marks.length; at += 2) {
    marks[at + 1] = count;
    count += countBits(marks[at] ?? 0);
  }
  return { count, marks };
}

/** The row of a feature from 0 up; -1 when it has none. Asks no question: the answer is as good as random. */
export function rowAt(marks: Int32Array, feature: number): number {
  const at = (feature >> 5) * 2;
  const bits = marks[at] ?? 0;
  const bit = feature & 31;
  const row = (marks[at + 1] ?? 0) + countBits(bits & ~(-1 << bit));
  const isThere = (bits >>> bit) & 1;
  return row | (isThere - 1);
}

/** How many bits of a 32-bit number are set (Warren, "Hacker's Delight", 2nd edition, 5-1). */
function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
