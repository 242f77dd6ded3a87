import type { LinearModel } from './fit-logistic.js';

/**
 * Leaves out the features whose weights are all small beside the largest of the model. Many features weigh next to
 * nothing; without them a text is named as well, and a table that is a third smaller is read in a third less time.
 * @param share of the largest weight, 0 … 1: a feature that reaches it for any class stays
 */
export function dropWeakRows(model: LinearModel, share: number): LinearModel {
  const { rowOf, scale, bias } = model;
  const weights = model.weights.slice();
  const classes = bias.length;
  const rows = weights.length / classes;
  const strongest = new Float64Array(rows);
  for (let at = 0; at < weights.length; at += 1) {
    const row = Math.floor(at / classes);
    strongest[row] = Math.max(strongest[row] ?? 0, Math.abs(weights[at] ?? 0));
  }
  const least = share * strongest.reduce((most, weight) => Math.max(most, weight), 0);
  const newRow = new Int32Array(rows);
  let kept = 0;
  for (let row = 0; row < rows; row += 1) {
    if ((strongest[row] ?? 0) < least) {
      newRow[row] = -1;
      continue;
    }
    newRow[row] = kept;
    weights.copyWithin(kept * classes, row * classes, (row + 1) * classes);
    kept += 1;
  }
  return {
    rowOf: rowOf.map((row) => (row < 0 ? -1 : (newRow[row] ?? -1))),
    weights: weights.slice(0, kept * classes),
    scale,
    bias,
  };
}
