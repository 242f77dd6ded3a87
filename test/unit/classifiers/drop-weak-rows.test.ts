import { describe, expect, it } from 'vitest';
import { dropWeakRows } from '../../../classifiers/model/drop-weak-rows.js';

const model = {
  rowOf: Int32Array.of(1, -1, 0, 2, -1),
  // Three rows of two classes.
  weights: Float32Array.of(0.01, -0.02, -1, 0.5, 0.1, -0.09),
  scale: 1,
  bias: Float32Array.of(0.3, 0.4),
};

describe('features that weigh next to nothing', () => {
  it('are left out; the rows of the others close up', () => {
    const { rowOf, weights, bias } = dropWeakRows(model, 0.1);
    expect([...rowOf]).toEqual([0, -1, -1, 1, -1]);
    expect([...weights]).toEqual([...Float32Array.of(-1, 0.5, 0.1, -0.09)]);
    expect(bias).toBe(model.bias);
  });

  it('stay when nothing is asked of them, and leave the model given as it was', () => {
    expect(dropWeakRows(model, 0).weights).toEqual(model.weights);
    dropWeakRows(model, 0.9);
    expect([...model.rowOf]).toEqual([1, -1, 0, 2, -1]);
    expect(model.weights[2]).toBe(-1);
  });

  it('are none in a model that has no rows', () => {
    const none = { ...model, rowOf: Int32Array.of(-1), weights: new Float32Array(0) };
    expect(dropWeakRows(none, 0.1).weights).toHaveLength(0);
  });
});
