/** What the model says of a reading, and which pieces of the text weighed most. */
import type { Span } from '../../domain/finding.js';
import type { Reading } from '../read-posting.js';
import { createFeatureCollector, type Features } from './collect-features.js';
import { createScorer, toChance, toShares } from './fit-logistic.js';
import type { Classes, Model } from './model-file.js';
import { piecesOf, weighClauses, type FieldPieces } from './weigh-clauses.js';

export interface Prediction {
  /** 0 … 1: how many of a hundred such texts a reviewer would call a violation. */
  readonly probability: number;
  /** Asked for when needed: the code that names a flagged text best, or the exclusion of one that is not, and its share. */
  readonly likeliest: (of: 'primary' | 'exclusion') => {
    readonly code: string;
    readonly share: number;
  };
  /** Asked for when needed: code → the chance that it holds, 0 … 1, each by itself. */
  readonly chances: () => ReadonlyMap<string, number>;
  /** Whether the rule was there when the model was trained. */
  readonly knowsRule: (id: string) => boolean;
  /** The clauses that speak most for a code; for a violation at all where none speaks for the code. */
  readonly spans: (code: string) => Span[];
}

/** A predictor with buffers of its own: a prediction is asked before the next text is read. */
export function createPredictor(model: Model): (reading: Reading) => Prediction {
  const collect = createFeatureCollector();
  const flag = weighViolation(model.flag);
  const scorers = {
    primary: createScorer(model.primary.linear),
    codes: createScorer(model.codes.linear),
    exclusion: createScorer(model.exclusion.linear),
  };
  const rules = new Set(model.trainedOn.rules.ids);
  return (reading) => {
    const features = collect(reading);
    /** The same for every code that no clause speaks for. */
    let general: Span[] | undefined;
    let pieces: readonly FieldPieces[] | undefined;
    return {
      probability: calibrated(flag.score(features), model.calibration),
      likeliest(of) {
        const shares = scorers[of](features, features.count);
        toShares(shares);
        const place = shares.indexOf(Math.max(...shares));
        return { code: model[of].names[place] ?? '', share: shares[place] ?? 0 };
      },
      chances() {
        const scores = scorers.codes(features, features.count);
        return new Map(
          model.codes.names.map((code, place) => [code, toChance(scores[place] ?? 0)]),
        );
      },
      knowsRule: (id) => rules.has(id),
      spans(code) {
        pieces ??= piecesOf(reading);
        const spans = weighClauses(pieces, weightsFor(model.codes, code));
        return spans.length > 0 ? spans : (general ??= weighClauses(pieces, flag.weightOf));
      },
    };
  };
}

/** What each feature adds for one class. */
function weightsFor(
  { names, linear: { rowOf, weights, scale } }: Classes,
  code: string,
): (feature: number) => number {
  const cls = names.indexOf(code);
  return (feature) => {
    const row = rowOf[feature] ?? -1;
    return row < 0 || cls < 0 ? 0 : scale * (weights[row * names.length + cls] ?? 0);
  };
}

function weighViolation({ linear: { rowOf, weights, scale, bias } }: Classes) {
  // Weights come in few steps, so a feature's margin is kept as its number: a table that stays in the cache.
  const numberOf = new Map<number, number>([[0, 0]]);
  const numberOfRow = new Uint32Array(weights.length);
  for (let row = 0; row < numberOfRow.length; row += 1) {
    const margin = scale * (weights[row] ?? 0);
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
  const start = bias[0] ?? 0;
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
