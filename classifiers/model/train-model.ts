/**
 * Examples → model. Deterministic: the same examples, rules and seed give the same model, bit for bit.
 *
 * Linear models over the same features: whether a text is flagged, which code names it best, which
 * codes hold, and which exclusion spares it. The first is calibrated and measured on texts that it was not fitted to.
 */
import { createHash } from 'node:crypto';
import type { Example } from '../../domain/example.js';
import { InvalidInput } from '../../domain/errors.js';
import type { Classifier } from '../compile-classifier.js';
import { FLAG_FROM } from '../read-posting.js';
import { OVERLAY_CODE } from '../schedule/find-times-off.js';
import { createFeatureCollector, FEATURE_COUNT } from './collect-features.js';
import { dropWeakRows } from './drop-weak-rows.js';
import { createScorer, fitLogistic, type SparseVector } from './fit-logistic.js';
import type { Classes, Model, ModelQuality } from './model-file.js';
import { calibrated } from './predict.js';

export interface TrainOptions {
  readonly seed: number;
  /**
   * Ids of rules that the examples may know nothing of: one that no example shows would be learned to mean nothing,
   * so it stays one that the model does not judge.
   */
  readonly ownRules?: ReadonlySet<string>;
  /** Share of violations among the texts that will come: probabilities are turned to it. */
  readonly expectedShare?: number;
  /** Told after each fit, for a progress bar. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** A little more than a third, what a search for such words brings; a bare page of classifieds holds a half. */
const EXPECTED_SHARE = 0.38;
const FOLDS = 5;
/** Chosen by the quality on families of texts held out: more learns wordings by heart. */
const FLAG_FIT = {
  leastSamples: 2,
  cost: 0.3,
  rarity: 0.35,
  isBalanced: false,
} as const;
/** Many classes make a large file: what few texts have is left out. */
const NAME_FIT = {
  leastSamples: 3,
  cost: 1,
  rarity: 0.2,
  isBalanced: true,
} as const;
/** Below this share of a model's largest weight features are left out: names are as right, and found in two thirds of the time. */
const WEAK = { codes: 0.09, exclusion: 0.12 } as const;
const LEAST_EXAMPLES = 50;

interface Prepared {
  readonly example: Example;
  readonly vector: SparseVector;
  readonly isViolation: boolean;
  readonly ruleFlag: boolean;
}

/**
 * @param examples at least 50, of both kinds
 * @param rules the classifier without a model, whose signs are weighed
 * @throws {InvalidInput} when there is too little to learn from
 */
export function trainModel(
  examples: readonly Example[],
  rules: Pick<Classifier, 'read' | 'version' | 'ruleIds'>,
  { seed, ownRules, expectedShare = EXPECTED_SHARE, onProgress }: TrainOptions,
): Omit<Model, 'version'> {
  const collect = createFeatureCollector();
  const shown = new Set<string>();
  const prepared = examples.map((example): Prepared => {
    const reading = rules.read(example);
    for (const { rule } of reading.matches) shown.add(rule.id);
    const { index, value, count } = collect(reading);
    return {
      example,
      vector: { index: index.slice(0, count), value: value.slice(0, count) },
      isViolation: example.expect.flag,
      ruleFlag: reading.score >= FLAG_FROM,
    };
  });
  checkEnough(prepared);
  const fits = FOLDS * 2 + 4;
  let done = 0;
  const step = <T>(value: T): T => {
    done += 1;
    onProgress?.(done, fits);
    return value;
  };

  const byFamily = heldOutScores(
    prepared,
    ({ example }) => example.family ?? example.id,
    seed,
    step,
  );
  const calibration = calibrate(prepared, byFamily, expectedShare);
  const byGenre = heldOutScores(prepared, ({ example }) => example.genre, seed, step);
  return {
    trainedOn: {
      examples: examples.length,
      hash: hashExamples(examples),
      rules: {
        version: rules.version.rules,
        ids: rules.ruleIds.filter((id) => ownRules?.has(id) !== true || shown.has(id)),
      },
      seed,
    },
    quality: {
      rules: measure(prepared, ({ ruleFlag }) => ruleFlag),
      model: measure(prepared, (_, place) => calibrated(byGenre[place] ?? 0, calibration) >= 0.5),
    },
    calibration,
    flag: step(fitFlag(prepared, seed)),
    primary: step(
      fitNames(prepared, { seed, weak: WEAK.codes }, ({ expect: { flag, primary, codes } }) =>
        flag && primary != null && primary !== OVERLAY_CODE
          ? { are: [primary], mayBe: codes }
          : undefined,
      ),
    ),
    codes: step(
      fitNames(prepared, { seed, weak: WEAK.codes }, ({ expect: { flag, codes } }) =>
        flag && codes.length > 0
          ? { are: codes.filter((code) => code !== OVERLAY_CODE) }
          : undefined,
      ),
    ),
    exclusion: step(
      fitNames(prepared, { seed, weak: WEAK.exclusion }, ({ expect: { exclusion } }) =>
        exclusion == null ? undefined : { are: [exclusion] },
      ),
    ),
  };
}

function checkEnough(prepared: readonly Prepared[]): void {
  const violations = prepared.filter(({ isViolation }) => isViolation).length;
  if (prepared.length >= LEAST_EXAMPLES && violations > 0 && violations < prepared.length) return;
  throw new InvalidInput(
    `${prepared.length} examples, ${violations} of them flagged, are too few to learn from: at least ${LEAST_EXAMPLES}, flagged and not flagged, are needed`,
  );
}

function fitFlag(prepared: readonly Prepared[], seed: number): Classes {
  const samples = prepared.map(({ vector, isViolation }) => ({
    ...vector,
    labels: isViolation ? [0] : [],
  }));
  const options = { ...FLAG_FIT, seed, places: FEATURE_COUNT, classes: 1 };
  return { names: ['violation'], linear: fitLogistic(samples, options) };
}

interface Named {
  readonly are: readonly string[];
  /** Names that hold too, without naming the text best: it says nothing about them. */
  readonly mayBe?: readonly string[];
}

/** @param namesOf undefined for an example that says nothing about these names */
function fitNames(
  prepared: readonly Prepared[],
  { seed, weak }: { readonly seed: number; readonly weak: number },
  namesOf: (example: Example) => Named | undefined,
): Classes {
  const named = prepared.flatMap(({ vector, example }) => {
    const found = namesOf(example);
    return found === undefined ? [] : [{ vector, ...found }];
  });
  const names = [...new Set(named.flatMap(({ are }) => are))].sort();
  const numbersOf = (some: readonly string[]): number[] => some.map((one) => names.indexOf(one));
  const samples = named.map(({ vector, are, mayBe }) => ({
    ...vector,
    labels: numbersOf(are),
    silentOn: numbersOf(mayBe ?? []),
  }));
  const options = { ...NAME_FIT, seed, places: FEATURE_COUNT, classes: names.length };
  return { names, linear: dropWeakRows(fitLogistic(samples, options), weak) };
}

/** The score of each example from a model that saw none of its group. */
function heldOutScores(
  prepared: readonly Prepared[],
  groupOf: (one: Prepared) => string,
  seed: number,
  step: (value: unknown) => unknown,
): Float64Array {
  const scores = new Float64Array(prepared.length);
  const foldOf = prepared.map((one) => foldNumber(groupOf(one)));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = prepared.filter((_, place) => foldOf[place] !== fold);
    const score = createScorer(fitFlag(others, seed).linear);
    for (const [place, { vector }] of prepared.entries()) {
      if (foldOf[place] !== fold) continue;
      scores[place] = score(vector, vector.index.length)[0] ?? 0;
    }
    step(fold);
  }
  return scores;
}

function foldNumber(group: string): number {
  return createHash('sha256').update(group).digest().readUInt32LE(0) % FOLDS;
}

/** Platt's fit of slope and offset by gradient descent, then turned to the share of violations expected. */
function calibrate(prepared: readonly Prepared[], scores: Float64Array, expectedShare: number) {
  let slope = 1;
  let offset = 0;
  for (let round = 0; round < 2_000; round += 1) {
    let bySlope = 0;
    let byOffset = 0;
    for (const [place, { isViolation }] of prepared.entries()) {
      const score = scores[place] ?? 0;
      const error = calibrated(score, { slope, offset }) - (isViolation ? 1 : 0);
      bySlope += error * score;
      byOffset += error;
    }
    slope = Math.max(0.01, slope - (0.5 * bySlope) / prepared.length);
    offset -= (0.5 * byOffset) / prepared.length;
  }
  const share = prepared.filter(({ isViolation }) => isViolation).length / prepared.length;
  const odds = (part: number): number => Math.log(part / (1 - part));
  return { slope, offset: offset + odds(expectedShare) - odds(share) };
}

function measure(
  prepared: readonly Prepared[],
  isFlagged: (one: Prepared, place: number) => boolean,
): ModelQuality {
  let hits = 0;
  let flagged = 0;
  let violations = 0;
  for (const [place, one] of prepared.entries()) {
    const flag = isFlagged(one, place);
    if (flag) flagged += 1;
    if (one.isViolation) violations += 1;
    if (flag && one.isViolation) hits += 1;
  }
  const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
  const precision = flagged === 0 ? null : rounded(hits / flagged);
  const recall = violations === 0 ? null : rounded(hits / violations);
  const f1 = flagged + violations === 0 ? null : rounded((2 * hits) / (flagged + violations));
  return { precision, recall, f1 };
}

function hashExamples(examples: readonly Example[]): string {
  const hash = createHash('sha256');
  for (const { title, text, kind, expect } of examples) {
    hash.update(`${JSON.stringify([title, text, kind, expect])}\n`);
  }
  return hash.digest('hex').slice(0, 12);
}
