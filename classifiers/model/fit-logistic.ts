/**
 * L2-regularised logistic regression over sparse features: one yes-or-no question for each class,
 * fitted in the dual by coordinate descent (Yu, Huang, Lin, "Dual coordinate descent methods for
 * logistic regression and maximum entropy models", Machine Learning 85, 2011; LIBLINEAR's method).
 * The order of samples is shuffled from a seed: the same samples and seed give the same weights.
 */
import { seededRandom, shuffle } from './seeded-random.js';

export interface SparseVector {
  readonly index: Int32Array;
  readonly value: Float32Array;
}

export interface Sample extends SparseVector {
  /** Numbers of the classes that it is of; no number for a sample that is of none. */
  readonly labels: readonly number[];
  /** Classes of which it might as well be: it says nothing about them. */
  readonly silentOn?: readonly number[];
}

export interface FitOptions {
  readonly classes: number;
  /** Places that an index may have. */
  readonly places: number;
  readonly seed: number;
  /** A feature in fewer samples than this says nothing of the next text. */
  readonly leastSamples: number;
  /** What an error costs beside the size of the weights: more follows the samples more closely. */
  readonly cost: number;
  /**
   * How much more a rare feature says: values are multiplied by `(samples / samples with it) ^ rarity`.
   * 0 is not at all, 1 is inverse document frequency without its logarithm.
   */
  readonly rarity: number;
  /** Whether the few samples of a class weigh as much together as all others. */
  readonly isBalanced: boolean;
}

/** Rows are the features that were seen; a feature nobody saw has the row -1 and weighs nothing. */
export interface LinearModel {
  readonly rowOf: Int32Array;
  /** `row × classes + class`, times `scale`: a byte each in a model from a file, so that a row is read from memory at once. */
  readonly weights: Float32Array | Int8Array;
  readonly scale: number;
  readonly bias: Float32Array;
}

const MOST_ROUNDS = 100;
/** The slope of the dual at which a round counts as the last. */
const ENOUGH = 0.05;
const MOST_NEWTON_STEPS = 50;

/** Fits the weights; time is linear in the non-zero features × classes. */
export function fitLogistic(samples: readonly Sample[], options: FitOptions): LinearModel {
  const { classes } = options;
  const { rowOf, rows, counts } = numberRows(samples, options);
  const scales = Float64Array.from(counts, (count) => (samples.length / count) ** options.rarity);
  const weights = new Float32Array(rows * classes);
  const bias = new Float32Array(classes);
  const compact = samples.map((sample) => toRows(sample, rowOf, rows, scales));
  for (let cls = 0; cls < classes; cls += 1) {
    const told = samples.flatMap(({ labels, silentOn }, place) => {
      const isYes = labels.includes(cls);
      const vector = compact[place];
      return vector === undefined || (!isYes && silentOn?.includes(cls) === true)
        ? []
        : [{ vector, isYes }];
    });
    const fitted = fitQuestion(told, rows, options);
    for (let row = 0; row < rows; row += 1)
      weights[row * classes + cls] = (fitted[row] ?? 0) * (scales[row] ?? 1);
    bias[cls] = fitted[rows] ?? 0;
  }
  return { rowOf, weights, scale: 1, bias };
}

interface Told {
  readonly vector: RowVector;
  readonly isYes: boolean;
}

/** Rows and values of one sample, the bias among them as the row after the last. */
interface RowVector {
  readonly rows: Int32Array;
  readonly values: Float64Array;
  readonly square: number;
}

function toRows(
  { index, value }: SparseVector,
  rowOf: Int32Array,
  biasRow: number,
  scales: Float64Array,
): RowVector {
  const rows = new Int32Array(index.length + 1);
  const values = new Float64Array(index.length + 1);
  rows[0] = biasRow;
  values[0] = 1;
  let count = 1;
  let square = 1;
  for (let at = 0; at < index.length; at += 1) {
    const row = rowOf[index[at] ?? 0] ?? -1;
    if (row < 0) continue;
    const amount = (value[at] ?? 0) * (scales[row] ?? 1);
    rows[count] = row;
    values[count] = amount;
    square += amount * amount;
    count += 1;
  }
  return { rows: rows.subarray(0, count), values: values.subarray(0, count), square };
}

/** Weights of one yes-or-no question, the bias last. Names follow the paper's algorithm 5. */
function fitQuestion(
  told: readonly Told[],
  rows: number,
  { seed, cost, isBalanced }: FitOptions,
): Float64Array {
  const weights = new Float64Array(rows + 1);
  const yes = told.filter(({ isYes }) => isYes).length;
  const half = told.length / 2;
  const costOf = (isYes: boolean): number =>
    isBalanced ? (cost * half) / Math.max(1, isYes ? yes : told.length - yes) : cost;
  const costs = { yes: costOf(true), no: costOf(false) };
  const alphas = new Float64Array(told.length * 2);
  for (const [place, { vector, isYes }] of told.entries()) {
    const most = isYes ? costs.yes : costs.no;
    alphas[place * 2] = Math.min(0.001 * most, 1e-8);
    alphas[place * 2 + 1] = most - (alphas[place * 2] ?? 0);
    addTo(weights, vector, (isYes ? 1 : -1) * (alphas[place * 2] ?? 0));
  }
  const random = seededRandom(seed);
  const order = told.map((_, place) => place);
  let innerEnough = 1e-2;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    shuffle(order, random);
    let steepest = 0;
    let newtonSteps = 0;
    for (const place of order) {
      const one = told[place];
      if (one === undefined) continue;
      const { vector, isYes } = one;
      const most = isYes ? costs.yes : costs.no;
      const sign = isYes ? 1 : -1;
      const margin = sign * dot(weights, vector);
      const a = vector.square;
      let first = place * 2;
      let side = 1;
      if (0.5 * a * ((alphas[first + 1] ?? 0) - (alphas[first] ?? 0)) + margin < 0) {
        first += 1;
        side = -1;
      }
      const before = alphas[first] ?? 0;
      let z = most - before < 0.5 * most ? 0.1 * before : before;
      const slopeAt = (at: number): number =>
        a * (at - before) + side * margin + Math.log(at / (most - at));
      let slope = slopeAt(z);
      steepest = Math.max(steepest, Math.abs(slope));
      let steps = 0;
      while (steps < MOST_NEWTON_STEPS && Math.abs(slope) >= innerEnough) {
        const next = z - slope / (a + most / (most - z) / z);
        z = next <= 0 ? z * 0.1 : next;
        slope = slopeAt(z);
        steps += 1;
      }
      newtonSteps += steps;
      if (steps === 0) continue;
      alphas[first] = z;
      alphas[first ^ 1] = most - z;
      addTo(weights, vector, side * (z - before) * sign);
    }
    if (steepest < ENOUGH) break;
    if (newtonSteps <= told.length / 10) innerEnough = Math.max(1e-8, innerEnough * 0.1);
  }
  return weights;
}

function dot(weights: Float64Array, { rows, values }: RowVector): number {
  let sum = 0;
  for (let at = 0; at < rows.length; at += 1) {
    sum += (weights[rows[at] ?? 0] ?? 0) * (values[at] ?? 0);
  }
  return sum;
}

function addTo(weights: Float64Array, { rows, values }: RowVector, amount: number): void {
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    weights[row] = (weights[row] ?? 0) + amount * (values[at] ?? 0);
  }
}

/** The score of each class: bias plus the weighted sum of the first `count` features. Holds until the next call. */
export type Scorer = (vector: SparseVector, count: number) => Float64Array;

/** For weights as they were fitted; those from a file are quicker to add up in a table (`createWeightTable`). */
export function createScorer({ rowOf, weights, scale, bias }: LinearModel): Scorer {
  const scores = new Float64Array(bias.length);
  return ({ index, value }, count) => {
    for (let cls = 0; cls < scores.length; cls += 1) {
      let sum = 0;
      for (let at = 0; at < count; at += 1) {
        const row = rowOf[index[at] ?? 0] ?? -1;
        if (row >= 0) sum += (value[at] ?? 0) * (weights[row * scores.length + cls] ?? 0);
      }
      scores[cls] = (bias[cls] ?? 0) + scale * sum;
    }
    return scores;
  };
}

/** The score of a question → the chance of yes. */
export function toChance(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** The score of each class's own question → its share of what speaks for any, in place. */
export function toShares(scores: Float64Array): void {
  let sum = 0;
  for (let cls = 0; cls < scores.length; cls += 1) {
    const chance = toChance(scores[cls] ?? 0);
    scores[cls] = chance;
    sum += chance;
  }
  for (let cls = 0; cls < scores.length; cls += 1) scores[cls] = (scores[cls] ?? 0) / sum;
}

function numberRows(
  samples: readonly Sample[],
  { places, leastSamples }: FitOptions,
): {
  readonly rowOf: Int32Array;
  readonly rows: number;
  /** How many samples have the feature of each row. */
  readonly counts: readonly number[];
} {
  const counts: number[] = [];
  const seen = new Uint32Array(places);
  for (const { index } of samples) for (const place of index) seen[place] = (seen[place] ?? 0) + 1;
  const rowOf = new Int32Array(places).fill(-1);
  let rows = 0;
  for (let place = 0; place < places; place += 1) {
    if ((seen[place] ?? 0) < leastSamples) continue;
    rowOf[place] = rows;
    counts.push(seen[place] ?? 0);
    rows += 1;
  }
  return { rowOf, rows, counts };
}
