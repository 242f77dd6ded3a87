/** What the model says of a reading, and which pieces of the text weighed most. */
import type { Span } from '../../domain/finding.js';
import type { Reading } from '../read-posting.js';
import { createFeatureCollector, type Features } from './collect-features.js';
import { toChance, toShares } from './fit-logistic.js';
import type { Classes, Model } from './model-file.js';
import {
  clausesBy,
  clausesFor,
  createPieceRoom,
  piecesOf,
  type FieldPieces,
} from './weigh-clauses.js';
import { createWeightTable, marginsOf, ZERO_BYTE } from './weight-table.js';

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
  // What is asked of a flagged text, and what is asked of one that is not.
  const named = createWeightTable({ primary: model.primary.linear, codes: model.codes.linear });
  const spared = createWeightTable({ exclusion: model.exclusion.linear });
  const room = createPieceRoom();
  const rules = new Set(model.trainedOn.rules.ids);
  return (reading) => {
    const features = collect(reading);
    /** The same for every code that no clause speaks for. */
    let general: Span[] | undefined;
    let pieces: readonly FieldPieces[] | undefined;
    let scores: ReturnType<typeof named.score> | undefined;
    return {
      probability: calibrated(flag.score(features), model.calibration),
      likeliest(of) {
        const own =
          of === 'primary'
            ? (scores ??= named.score(features)).primary
            : spared.score(features).exclusion;
        return mostLikely(model[of].names, own);
      },
      chances() {
        const { codes } = (scores ??= named.score(features));
        return new Map(model.codes.names.map((code, place) => [code, toChance(codes[place] ?? 0)]));
      },
      knowsRule: (id) => rules.has(id),
      spans(code) {
        pieces ??= piecesOf(reading, named.startOf, room);
        const place = model.codes.names.indexOf(code);
        const spans = place < 0 ? [] : clausesFor(pieces, named.columnOf('codes', place));
        return spans.length > 0
          ? spans
          : (general ??= clausesBy(pieces, flag.byteOf, flag.margins));
      },
    };
  };
}

/** The class with the largest share of what speaks for any; the first of several. */
function mostLikely(
  names: readonly string[],
  scores: Float64Array,
): { readonly code: string; readonly share: number } {
  const shares = scores.slice();
  toShares(shares);
  let place = 0;
  for (let cls = 1; cls < shares.length; cls += 1) {
    if ((shares[cls] ?? 0) > (shares[place] ?? 0)) place = cls;
  }
  return { code: names[place] ?? '', share: shares[place] ?? 0 };
}

/** One question alone: a byte for each feature is a table that stays in the cache. */
function weighViolation({ linear }: Classes) {
  const { rowOf, weights, scale, bias } = linear;
  const steps = new Int8Array(rowOf.length);
  for (let feature = 0; feature < rowOf.length; feature += 1) {
    const row = rowOf[feature] ?? -1;
    if (row >= 0) steps[feature] = weights[row] ?? 0;
  }
  const start = bias[0] ?? 0;
  return {
    byteOf: (feature: number): number => ZERO_BYTE + (steps[feature] ?? 0),
    margins: marginsOf(linear),
    score({ index, value, count }: Features): number {
      // Features that count alike, as the pieces of a text all do, are added up as integers.
      let alike = 0;
      let sum = 0;
      const first = value[0] ?? 0;
      for (; alike < count && value[alike] === first; alike += 1) {
        sum = (sum + (steps[index[alike] ?? 0] ?? 0)) | 0;
      }
      let total = first * sum;
      for (let at = alike; at < count; at += 1) {
        total += (value[at] ?? 0) * (steps[index[at] ?? 0] ?? 0);
      }
      return start + scale * total;
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
