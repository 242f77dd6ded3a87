/**
 * The weights of several models side by side: a feature's weights for all their classes are one row, so that a text's
 * features are looked up once. A weight is a byte, four to a word, and two additions add four of them.
 */
import type { Features } from './collect-features.js';
import { numberRows, rowAt } from './feature-rows.js';
import type { LinearModel } from './fit-logistic.js';

export interface WeightTable<Name extends string> {
  /** Of each model the score of each class: bias plus the weighted sum of the features. Holds until the next call. */
  readonly score: (features: Features) => Readonly<Record<Name, Float64Array>>;
  /** Where the row of a feature begins; the one at 0 is that of every feature that weighs nothing. */
  readonly startOf: (feature: number) => number;
  readonly columnOf: (name: Name, cls: number) => WeightColumn;
}

/** What features add for one class: by the byte of the word at a row's start + `word` that begins at bit `shift`. */
export interface WeightColumn {
  readonly words: Int32Array;
  readonly word: number;
  readonly shift: number;
  readonly margins: Float64Array;
}

/** Bytes have no sign here: this one stands for 0. */
export const ZERO_BYTE = 128;
/** Rows that are added up at a time: they stay in the cache, and their bytes' sums in 16 bits. */
const CHUNK = 64;
/** Words that are added up at a time: their four sums stay in registers. */
const BLOCK = 2;
/** Fewer features than this that count alike are added one by one. */
const LEAST_ALIKE = 4;
/** Every other byte of a word. */
const OTHERS = 0x00ff00ff;

/** A model in the table: its columns begin at `offset`. */
interface Part {
  readonly linear: LinearModel;
  readonly offset: number;
  readonly scores: Float64Array;
  /** What a feature adds, by its byte. */
  readonly margins: Float64Array;
}

/** What a feature adds for a class where it has one byte or another. */
export function marginsOf({ scale }: LinearModel): Float64Array {
  return Float64Array.from({ length: 256 }, (_, byte) => scale * (byte - ZERO_BYTE));
}

const NOTHING: Pick<Part, 'offset' | 'margins'> = { offset: 0, margins: new Float64Array(256) };

/** @param models with weights of a byte each, as models from a file have them */
export function createWeightTable<Name extends string>(
  models: Readonly<Record<Name, LinearModel>>,
): WeightTable<Name> {
  const parts = new Map<string, Part>();
  let columns = 0;
  for (const [name, linear] of Object.entries<LinearModel>(models)) {
    if (!(linear.weights instanceof Int8Array)) {
      throw new Error(`${name}: its weights are no bytes; read it from the file it is written to`);
    }
    parts.set(name, {
      linear,
      offset: columns,
      scores: new Float64Array(linear.bias.length),
      margins: marginsOf(linear),
    });
    columns += linear.bias.length;
  }
  const width = Math.ceil(columns / 4 / BLOCK) * BLOCK;
  const { count, marks } = numberRows([...parts.values()].map(({ linear }) => linear.rowOf));
  const words = new Int32Array((count + 1) * width).fill(0x80808080);
  const startOf = (feature: number): number => (rowAt(marks, feature) + 1) * width;
  for (const part of parts.values()) fillColumns(words, startOf, part);
  const addUp = createAdder(words, createRowFinder(startOf, marks), width);
  // Every name is there.
  const scores = Object.fromEntries(
    [...parts].map(([name, part]) => [name, part.scores]),
  ) as Record<Name, Float64Array>;

  return {
    score: (features) => {
      const totals = addUp(features);
      for (const { linear, offset, scores: own } of parts.values()) {
        const { bias, scale } = linear;
        for (let cls = 0; cls < own.length; cls += 1) {
          own[cls] = (bias[cls] ?? 0) + scale * (totals[offset + cls] ?? 0);
        }
      }
      return scores;
    },
    startOf,
    columnOf: (name, cls) => {
      const { offset, margins } = parts.get(name) ?? NOTHING;
      const column = offset + cls;
      return { words, word: column >> 2, shift: (column & 3) * 8, margins };
    },
  };
}

function fillColumns(
  words: Int32Array,
  startOf: (feature: number) => number,
  { linear: { rowOf, weights, bias }, offset }: Part,
): void {
  const classes = bias.length;
  for (let feature = 0; feature < rowOf.length; feature += 1) {
    const row = rowOf[feature] ?? -1;
    if (row < 0) continue;
    const start = startOf(feature);
    for (let cls = 0; cls < classes; cls += 1) {
      const column = offset + cls;
      const at = start + (column >> 2);
      const byte = (weights[row * classes + cls] ?? 0) & 0xff;
      words[at] = (words[at] ?? 0) ^ (byte << ((column & 3) * 8));
    }
  }
}

/** The rows of a text's features: where each begins, and by how much it counts. */
interface FoundRows {
  rows: number;
  starts: Int32Array;
  amounts: Float64Array;
  /** What was read ahead. Nobody asks for it, but what is not kept is not read. */
  read: number;
}

/** Finds into buffers of its own. */
function createRowFinder(
  startOf: (feature: number) => number,
  marks: Int32Array,
): (features: Features) => FoundRows {
  const found: FoundRows = {
    rows: 0,
    starts: new Int32Array(4_096),
    amounts: new Float64Array(4_096),
    read: 0,
  };
  return ({ index, value, count }) => {
    found.read = readMarks(marks, index, count);
    if (count > found.starts.length) {
      found.starts = new Int32Array(count * 2);
      found.amounts = new Float64Array(count * 2);
    }
    const { starts, amounts } = found;
    let rows = 0;
    for (let at = 0; at < count; at += 1) {
      const start = startOf(index[at] ?? 0);
      starts[rows] = start;
      amounts[rows] = value[at] ?? 0;
      // Without a question: which features have a row is as good as random.
      rows += -start >>> 31;
    }
    found.rows = rows;
    return found;
  };
}

/** Adds up a text's rows, column by column, into sums that hold until the next call. */
function createAdder(
  words: Int32Array,
  find: (features: Features) => FoundRows,
  width: number,
): (features: Features) => Float64Array {
  const sums = new Int32Array(width * 4);
  const totals = new Float64Array(width * 4);
  return (features) => {
    const found = find(features);
    totals.fill(0);
    for (let at = 0; at < found.rows;) {
      const end = endOfAlike(found, at);
      if (end - at < LEAST_ALIKE) {
        addRow(words, found, at, totals);
        at += 1;
        continue;
      }
      sums.fill(0);
      addRows(words, found, at, end, sums);
      const amount = found.amounts[at] ?? 0;
      for (let column = 0; column < totals.length; column += 1) {
        const sum = (sums[column] ?? 0) - ZERO_BYTE * (end - at);
        totals[column] = (totals[column] ?? 0) + amount * sum;
      }
      at = end;
    }
    return totals;
  };
}

/** Reads the marks of all features and nothing else, for the reason that `readEnds` has. */
function readMarks(marks: Int32Array, index: Int32Array, count: number): number {
  let all = 0;
  for (let at = 0; at < count; at += 1) all ^= marks[((index[at] ?? 0) >> 5) * 2] ?? 0;
  return all;
}

/** Up to which row all count as much as the one at `from`: the pieces of a text all do. */
function endOfAlike({ rows, amounts }: FoundRows, from: number): number {
  let end = from + 1;
  while (end < rows && amounts[end] === amounts[from]) end += 1;
  return end;
}

function addRow(
  words: Int32Array,
  { starts, amounts }: FoundRows,
  at: number,
  totals: Float64Array,
): void {
  const start = starts[at] ?? 0;
  const amount = amounts[at] ?? 0;
  for (let column = 0; column < totals.length; column += 1) {
    const byte = ((words[start + (column >> 2)] ?? 0) >>> ((column & 3) * 8)) & 0xff;
    totals[column] = (totals[column] ?? 0) + amount * (byte - ZERO_BYTE);
  }
}

/** Adds up the bytes of rows [from, to), column by column. */
function addRows(
  words: Int32Array,
  found: FoundRows,
  from: number,
  to: number,
  sums: Int32Array,
): void {
  const { starts } = found;
  const width = sums.length / 4;
  for (let first = from; first < to; first += CHUNK) {
    const end = Math.min(to, first + CHUNK);
    found.read = readEnds(words, starts, first, end, width);
    for (let word = 0; word < width; word += BLOCK) {
      let even = 0;
      let odd = 0;
      let nextEven = 0;
      let nextOdd = 0;
      for (let at = first; at < end; at += 1) {
        const start = (starts[at] ?? 0) + word;
        const one = words[start] ?? 0;
        const next = words[start + 1] ?? 0;
        even = (even + (one & OTHERS)) | 0;
        odd = (odd + ((one >>> 8) & OTHERS)) | 0;
        nextEven = (nextEven + (next & OTHERS)) | 0;
        nextOdd = (nextOdd + ((next >>> 8) & OTHERS)) | 0;
      }
      addHalves(sums, word * 4, even, odd);
      addHalves(sums, word * 4 + 4, nextEven, nextOdd);
    }
  }
}

/**
 * Reads both ends of rows [from, to) and nothing else, so that memory is asked for all of them at once: they lie
 * anywhere in some megabytes, and to wait for one after the other takes longer than to add them up.
 */
function readEnds(
  words: Int32Array,
  starts: Int32Array,
  from: number,
  to: number,
  width: number,
): number {
  let all = 0;
  for (let at = from; at < to; at += 1) {
    const start = starts[at] ?? 0;
    all ^= (words[start] ?? 0) ^ (words[start + width - 1] ?? 0);
  }
  return all;
}

/** The sums of a word's four bytes. */
function addHalves(sums: Int32Array, at: number, even: number, odd: number): void {
  sums[at] = (sums[at] ?? 0) + (even & 0xffff);
  sums[at + 1] = (sums[at + 1] ?? 0) + (odd & 0xffff);
  sums[at + 2] = (sums[at + 2] ?? 0) + (even >>> 16);
  sums[at + 3] = (sums[at + 3] ?? 0) + (odd >>> 16);
}
