/**
 * Multinomial logistic regression over sparse features, fitted by AdaGrad (Duchi, Hazan, Singer,
 * JMLR 12, 2011) with an L2 penalty. The order of examples is shuffled from a seed: the same examples
 * and seed give the same weights, bit for bit.
 */
import { seededRandom, shuffle } from './seeded-random.js';

export interface SparseVector {
  readonly index: Int32Array;
  readonly value: Float32Array;
}

export interface Sample extends SparseVector {
  /** Number of its class. */
  readonly label: number;
}

export interface FitOptions {
  readonly classes: number;
  /** Places that an index may have. */
  readonly places: number;
  readonly seed: number;
  /** A feature in fewer samples than this says nothing of the next text. */
  readonly leastSamples: number;
}

/** Rows are the features that were seen; a feature nobody saw has the row -1 and weighs nothing. */
export interface LinearModel {
  readonly rowOf: Int32Array;
  /** `row × classes + class` */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

const EPOCHS = 12;
const RATE = 0.02;
/** Strength of the L2 penalty, for each sample seen. */
const PENALTY = 1e-5;
/** A class that is this sure of a sample has nothing to learn from it. */
const LEAST_ERROR = 1e-3;

/** Fits the weights; time is linear in the non-zero features × classes. */
export function fitLogistic(samples: readonly Sample[], options: FitOptions): LinearModel {
  const { classes } = options;
  const { rowOf, rows } = numberRows(samples, options);
  const weights = new Float32Array(rows * classes);
  const squares = new Float32Array(rows * classes);
  const bias = new Float32Array(classes);
  const biasSquares = new Float32Array(classes).fill(1e-6);
  const random = seededRandom(options.seed);
  const order = samples.map((_, place) => place);
  const model = { rowOf, weights, bias };
  const score = createScorer(model);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random);
    for (const place of order) {
      const sample = samples[place];
      if (sample === undefined) continue;
      const scores = score(sample, sample.index.length);
      softmax(scores);
      for (let cls = 0; cls < classes; cls += 1) {
        const error = (scores[cls] ?? 0) - (cls === sample.label ? 1 : 0);
        biasSquares[cls] = (biasSquares[cls] ?? 0) + error * error;
        bias[cls] = (bias[cls] ?? 0) - (RATE * error) / Math.sqrt(biasSquares[cls] ?? 1);
        if (Math.abs(error) < LEAST_ERROR) continue;
        for (let at = 0; at < sample.index.length; at += 1) {
          const row = rowOf[sample.index[at] ?? 0] ?? -1;
          if (row < 0) continue;
          const slot = row * classes + cls;
          const weight = weights[slot] ?? 0;
          const slope = error * (sample.value[at] ?? 0) + PENALTY * weight;
          const sum = (squares[slot] ?? 0) + slope * slope;
          squares[slot] = sum;
          weights[slot] = weight - (RATE * slope) / Math.sqrt(sum + 1e-8);
        }
      }
    }
  }
  return model;
}

/** The score of each class: bias plus the weighted sum of the first `count` features. Holds until the next call. */
export type Scorer = (vector: SparseVector, count: number) => Float64Array;

/** A scorer with buffers of its own, for weights that may still change. */
export function createScorer({ rowOf, weights, bias }: LinearModel): Scorer {
  const classes = bias.length;
  const scores = new Float64Array(classes);
  let starts = new Int32Array(1_024);
  let amounts = new Float64Array(1_024);

  return ({ index, value }, count) => {
    if (count > starts.length) {
      starts = new Int32Array(count * 2);
      amounts = new Float64Array(count * 2);
    }
    let rows = 0;
    for (let at = 0; at < count; at += 1) {
      const row = rowOf[index[at] ?? 0] ?? -1;
      starts[rows] = row * classes;
      amounts[rows] = value[at] ?? 0;
      // Without a question: which features have a row is as good as random.
      rows += 1 + (row >> 31);
    }
    // Four sums at a time stay in registers; the last four may have been summed in part already.
    for (let block = 0; block < classes && classes >= 4; block += 4) {
      const cls = Math.min(block, classes - 4);
      let one = bias[cls] ?? 0;
      let two = bias[cls + 1] ?? 0;
      let three = bias[cls + 2] ?? 0;
      let four = bias[cls + 3] ?? 0;
      for (let at = 0; at < rows; at += 1) {
        const from = (starts[at] ?? 0) + cls;
        const amount = amounts[at] ?? 0;
        one += amount * (weights[from] ?? 0);
        two += amount * (weights[from + 1] ?? 0);
        three += amount * (weights[from + 2] ?? 0);
        four += amount * (weights[from + 3] ?? 0);
      }
      scores[cls] = one;
      scores[cls + 1] = two;
      scores[cls + 2] = three;
      scores[cls + 3] = four;
    }
    for (let cls = 0; cls < classes && classes < 4; cls += 1) {
      let sum = bias[cls] ?? 0;
      for (let at = 0; at < rows; at += 1) {
        sum += (amounts[at] ?? 0) * (weights[(starts[at] ?? 0) + cls] ?? 0);
      }
      scores[cls] = sum;
    }
    return scores;
  };
}

/** Scores → probabilities, in place. */
export function softmax(scores: Float64Array): void {
  let top = Number.NEGATIVE_INFINITY;
  for (const score of scores) top = Math.max(top, score);
  let sum = 0;
  for (let cls = 0; cls < scores.length; cls += 1) {
    const power = Math.exp((scores[cls] ?? 0) - top);
    scores[cls] = power;
    sum += power;
  }
  for (let cls = 0; cls < scores.length; cls += 1) scores[cls] = (scores[cls] ?? 0) / sum;
}

function numberRows(
  samples: readonly Sample[],
  { places, leastSamples }: FitOptions,
): { readonly rowOf: Int32Array; readonly rows: number } {
  const seen = new Uint32Array(places);
  for (const { index } of samples) for (const place of index) seen[place] = (seen[place] ?? 0) + 1;
  const rowOf = new Int32Array(places).fill(-1);
  let rows = 0;
  for (let place = 0; place < places; place += 1) {
    if ((seen[place] ?? 0) < leastSamples) continue;
    rowOf[place] = rows;
    rows += 1;
  }
  return { rowOf, rows };
}
