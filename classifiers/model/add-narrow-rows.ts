/**
 * Adds up a text's rows of two words, eight bytes. A table so narrow stays in the processor's cache, so rows are added
 * as they are looked up; of wide ones `weight-table.ts` makes a list first.
 */
import type { Features } from './collect-features.js';
import { rowAt } from './feature-rows.js';

/** Bytes have no sign here: this one stands for 0. */
const ZERO_BYTE = 128;
/** So many bytes of 255 stay within 16 bits. */
const MOST_ADDED = 256;
/** Every other byte of a word. */
const OTHERS = 0x00ff00ff;

/** @param words two for each row; the first row is that of every feature that has none, and weighs nothing */
export function createNarrowAdder(
  words: Int32Array,
  marks: Int32Array,
): (features: Features) => Float64Array {
  const totals = new Float64Array(8);
  return ({ index, value, count }) => {
    totals.fill(0);
    for (let at = 0; at < count;) {
      const amount = value[at] ?? 0;
      const most = Math.min(count, at + MOST_ADDED);
      let even = 0;
      let odd = 0;
      let nextEven = 0;
      let nextOdd = 0;
      let end = at;
      for (; end < most && value[end] === amount; end += 1) {
        const start = (rowAt(marks, index[end] ?? 0) + 1) * 2;
        const one = words[start] ?? 0;
        const next = words[start + 1] ?? 0;
        even = (even + (one & OTHERS)) | 0;
        odd = (odd + ((one >>> 8) & OTHERS)) | 0;
        nextEven = (nextEven + (next & OTHERS)) | 0;
        nextOdd = (nextOdd + ((next >>> 8) & OTHERS)) | 0;
      }
      const zero = ZERO_BYTE * (end - at);
      addFour(totals, 0, even, odd, zero, amount);
      addFour(totals, 4, nextEven, nextOdd, zero, amount);
      at = end;
    }
    return totals;
  };
}

/** The sums of a word's four bytes, times what each counts. */
function addFour(
  totals: Float64Array,
  at: number,
  even: number,
  odd: number,
  zero: number,
  amount: number,
): void {
  totals[at] = (totals[at] ?? 0) + amount * ((even & 0xffff) - zero);
  totals[at + 1] = (totals[at + 1] ?? 0) + amount * ((odd & 0xffff) - zero);
  totals[at + 2] = (totals[at + 2] ?? 0) + amount * ((even >>> 16) - zero);
  totals[at + 3] = (totals[at + 3] ?? 0) + amount * ((odd >>> 16) - zero);
}
