/** What the model says of a reading, and which pieces of the text weighed most. */
import type { Span } from '../../domain/finding.js';
import { originalSpan } from '../normalise/fold-text.js';
import type { Reading } from '../read-posting.js';
import { createFeatureCollector, eachPiece, type Features } from './collect-features.js';
import { createScorer, softmax } from './fit-logistic.js';
import type { Classes, Model } from './model-file.js';

export interface Prediction {
  /** 0 … 1: how many of a hundred such texts a reviewer would call a violation. */
  readonly probability: number;
  /**
   * Asked for when needed: the likeliest code of a flagged text, or exclusion of one that is not, and its share.
   * @param favour how many times likelier a code is for what else is known; 1 when left out
   */
  readonly likeliest: (
    of: 'code' | 'exclusion',
    favour?: (code: string) => number,
  ) => { readonly code: string; readonly share: number };
  /** The places that speak most for a violation, at most `MAX_SPANS`. */
  readonly spans: () => Span[];
}

const MAX_SPANS = 3;
/** What one character must add to the score to be shown. */
const LEAST_WEIGHT = 0.05;
const LONGEST_SPAN = 24;
/** Hits a few characters apart are shown as one. */
const BRIDGE = 1;

/** A predictor with buffers of its own: a prediction is asked before the next text is read. */
export function createPredictor(model: Model): (reading: Reading) => Prediction {
  const collect = createFeatureCollector();
  const flag = weighViolation(model.flag);
  const scorers = {
    code: createScorer(model.code.linear),
    exclusion: createScorer(model.exclusion.linear),
  };
  return (reading) => {
    const features = collect(reading);
    return {
      probability: calibrated(flag.score(features), model.calibration),
      likeliest: (of, favour = () => 1) => {
        const { names } = model[of];
        const shares = scorers[of](features, features.count);
        softmax(shares);
        let best = { code: '', share: 0, favoured: 0 };
        for (const [place, code] of names.entries()) {
          const share = shares[place] ?? 0;
          const favoured = share * favour(code);
          if (favoured > best.favoured) best = { code, share, favoured };
        }
        return best;
      },
      spans: () => weighSpans(reading, flag.weightOf),
    };
  };
}

/** Two classes are one question: what speaks for yes, less what speaks for no. */
function weighViolation({ linear: { rowOf, weights, bias } }: Classes) {
  // Weights come in few steps, so a feature's margin is kept as its number: a table that stays in the cache.
  const numberOf = new Map<number, number>([[0, 0]]);
  const numberOfRow = new Uint32Array(weights.length / 2);
  for (let row = 0; row < numberOfRow.length; row += 1) {
    const margin = Math.fround((weights[row * 2 + 1] ?? 0) - (weights[row * 2] ?? 0));
    let number = numberOf.get(margin);
    if (number === undefined) numberOf.set(margin, (number = numberOf.size));
    numberOfRow[row] = number;
  }
  const numbers = new (numberOf.size <= 256 ? Uint8Array : Uint32Array)(rowOf.length);
  for (let feature = 0; feature < rowOf.length; feature += 1) {
    const row = rowOf[feature] ?? -1;
    if (row >= 0) numbers[feature] = numberOfRow[row] ?? 0;
  }
  const margins = Float64Array.from(numberOf.keys());
  const start = (bias[1] ?? 0) - (bias[0] ?? 0);
  const weightOf = (feature: number): number => margins[numbers[feature] ?? 0] ?? 0;
  return {
    weightOf,
    score({ index, value, count }: Features): number {
      let score = start;
      for (let at = 0; at < count; at += 1) score += (value[at] ?? 0) * weightOf(index[at] ?? 0);
      return score;
    },
  };
}

/** Score → probability (Platt, 1999). */
export function calibrated(
  score: number,
  { slope, offset }: { readonly slope: number; readonly offset: number },
): number {
  return 1 / (1 + Math.exp(-(slope * score + offset)));
}

/** Adds up what each character's pieces weigh, and quotes the heaviest runs of characters. */
function weighSpans(reading: Reading, weightOf: (feature: number) => number): Span[] {
  const runs: { readonly span: Span; readonly weight: number }[] = [];
  for (const { name, field } of reading.fields) {
    const weights = new Float64Array(field.tightUnits.length);
    eachPiece(field, (feature, start, end) => {
      const weight = weightOf(feature);
      for (let at = start; at < end; at += 1) {
        weights[at] = (weights[at] ?? 0) + weight / (end - start);
      }
    });
    for (const { start, end, weight } of heavyRuns(weights)) {
      runs.push({ span: { field: name, ...originalSpan(field, start, end) }, weight });
    }
  }
  return runs
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_SPANS)
    .map(({ span }) => span)
    .sort((a, b) => a.start - b.start);
}

function heavyRuns(weights: Float64Array) {
  const runs: { readonly start: number; readonly end: number; readonly weight: number }[] = [];
  let start = -1;
  let last = -1;
  let weight = 0;
  const close = (): void => {
    if (start >= 0) runs.push({ start, end: last + 1, weight });
    start = -1;
    weight = 0;
  };
  for (let at = 0; at < weights.length; at += 1) {
    const value = weights[at] ?? 0;
    if (start >= 0 && (at - last > BRIDGE + 1 || at - start >= LONGEST_SPAN)) close();
    if (value < LEAST_WEIGHT) continue;
    if (start < 0) start = at;
    last = at;
    weight += value;
  }
  close();
  return runs;
}
