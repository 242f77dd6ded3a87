/** The table that the weights of several models lie in gives what each of them gives by itself. */
import { describe, expect, it } from 'vitest';
import { FEATURE_COUNT } from '../../../classifiers/model/collect-features.js';
import { numberRows, rowAt } from '../../../classifiers/model/feature-rows.js';
import { createScorer, type LinearModel } from '../../../classifiers/model/fit-logistic.js';
import { seededRandom } from '../../../classifiers/model/seeded-random.js';
import {
  clausesBy,
  clausesFor,
  createPieceRoom,
  piecesOf,
} from '../../../classifiers/model/weigh-clauses.js';
import { createWeightTable, marginsOf } from '../../../classifiers/model/weight-table.js';
import { loadRules } from '../../../workers/load-classifier.js';

/** A model in which so many of a hundred features have a row. */
function modelOf(classes: number, percent: number, weigh: (random: () => number) => number) {
  const random = seededRandom(classes * 1_000 + percent);
  const rowOf = new Int32Array(FEATURE_COUNT).fill(-1);
  let rows = 0;
  for (let feature = 0; feature < FEATURE_COUNT; feature += 1) {
    if (random() * 100 >= percent) continue;
    rowOf[feature] = rows;
    rows += 1;
  }
  const weights = Int8Array.from({ length: rows * classes }, () => weigh(random));
  const bias = Float32Array.from({ length: classes }, () => random() - 0.5);
  return { rowOf, weights, scale: 1 / 64, bias } satisfies LinearModel;
}

const anyByte = (random: () => number): number => Math.floor(random() * 256) - 128;

/** Values without a rounding error in their sums, so that their order does not matter. */
function featuresOf(parts: readonly (readonly [count: number, value: number])[]) {
  const random = seededRandom(7);
  const value = Float32Array.from(
    parts.flatMap(([count, each]) => Array<number>(count).fill(each)),
  );
  const index = Int32Array.from(value, () => Math.floor(random() * FEATURE_COUNT));
  return { count: index.length, index, value };
}

describe('the scores', () => {
  const models = { first: modelOf(5, 60, anyByte), second: modelOf(44, 30, anyByte) };
  const table = createWeightTable(models);

  it.each([
    ['no feature', []],
    ['one', [[1, 0.5]]],
    [
      'few of each value',
      [
        [3, 0.5],
        [2, 1],
        [1, 0.25],
        [3, 0.5],
      ],
    ],
    [
      'as many as are added up at once, and one more',
      [
        [64, 1],
        [65, 0.125],
        [1, 2],
      ],
    ],
    [
      'more than the buffers hold',
      [
        [9_000, 0.125],
        [500, 0.25],
      ],
    ],
    ['a single one after them', [[1, 4]]],
  ] as [string, [number, number][]][])('of %s are those of each model by itself', (_, parts) => {
    const features = featuresOf(parts);
    const scores = table.score(features);
    expect([...scores.first]).toEqual([...createScorer(models.first)(features, features.count)]);
    expect([...scores.second]).toEqual([...createScorer(models.second)(features, features.count)]);
  });

  it.each([-128, -1, 0, 127])('hold where every weight is %i', (weight) => {
    const only = modelOf(3, 100, () => weight);
    const features = featuresOf([[2_000, 1]]);
    const { scores } = createWeightTable({ scores: only }).score(features);
    expect([...scores]).toEqual([...only.bias].map((bias) => bias + (2_000 * weight) / 64));
  });

  it('are refused to weights that are no bytes', () => {
    const fitted = { ...models.first, weights: Float32Array.from(models.first.weights) };
    expect(() => createWeightTable({ fitted })).toThrow('fitted: its weights are no bytes');
  });
});

it('a feature has the row that it would have in a list', () => {
  const lists = [modelOf(1, 40, anyByte).rowOf, modelOf(2, 10, anyByte).rowOf];
  const { count, marks } = numberRows(lists);
  let rows = 0;
  const wrong: number[] = [];
  for (let feature = 0; feature < FEATURE_COUNT; feature += 1) {
    const isThere = lists.some((list) => (list[feature] ?? -1) >= 0);
    if (rowAt(marks, feature) !== (isThere ? rows : -1)) wrong.push(feature);
    if (isThere) rows += 1;
  }
  expect(wrong).toEqual([]);
  expect(count).toBe(rows);
});

describe('the clauses that weigh most', () => {
  const read = loadRules().read;
  const model = modelOf(7, 50, anyByte);
  const { startOf, columnOf } = createWeightTable({ model });
  const room = createPieceRoom();
  const byteOf =
    (cls: number) =>
    (feature: number): number => {
      const row = model.rowOf[feature] ?? -1;
      return 128 + (row < 0 ? 0 : (model.weights[row * 7 + cls] ?? 0));
    };
  const text =
    '初二物理一对一，可上门，每小时 150 元，周末也行。地铁站旁边，先试听再说！孩子基础差也不怕，两个月见效果';

  it.each([0, 3, 6])('for class %i are those that its weights give', (cls) => {
    const reading = read({ id: 'x', title: '家教', text: text.repeat(3) });
    const pieces = piecesOf(reading, startOf, room);
    const clauses = clausesFor(pieces, columnOf('model', cls));
    expect(clauses).toEqual(clausesBy(pieces, byteOf(cls), marginsOf(model)));
    expect(clauses.length).toBeGreaterThan(0);
    for (const { field, start, end, text: quoted } of clauses) {
      expect((field === 'title' ? '家教' : text.repeat(3)).slice(start, end)).toBe(quoted);
    }
  });

  it('are the same in used room, and in a text that is too long for it', () => {
    const clauses = (long: string, into = createPieceRoom()) =>
      clausesFor(
        piecesOf(read({ id: 'x', title: '家教', text: long }), startOf, into),
        columnOf('model', 2),
      );
    const long = text.repeat(300);
    expect(long.length).toBeGreaterThan(room.characters);
    expect(clauses(long, room)).toEqual(clauses(long, createPieceRoom(long.length)));
    expect(clauses(text.repeat(40), room).length).toBeGreaterThan(0);
    expect(clauses(text, room)).toEqual(clauses(text));
    expect(clauses('课', room)).toEqual(clauses('课'));
  });

  it.each(['', '课', '🙂'])('of %j are none or stand in it', (short) => {
    const pieces = piecesOf(read({ id: 'x', text: short }), startOf, room);
    for (const { text: quoted } of clausesFor(pieces, columnOf('model', 1))) {
      expect(short).toContain(quoted);
    }
  });
});
