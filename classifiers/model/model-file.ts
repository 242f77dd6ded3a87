/** The trained model as a file: JSON with its version, what it was trained on, and its weights packed. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { InvalidInput } from '../../domain/errors.js';
import { findCode } from '../../domain/taxonomy/taxonomy.js';
import { FEATURE_COUNT } from './collect-features.js';
import type { LinearModel } from './fit-logistic.js';

/** Rises with every change of features or layout: a file of another one is refused. */
const FORMAT = 2;

const QualitySchema = z.strictObject({
  precision: z.number().nullable(),
  recall: z.number().nullable(),
  f1: z.number().nullable(),
});

const PackedSchema = z.strictObject({
  classes: z.array(z.string()).min(1),
  bias: z.array(z.number()),
  /** The features that weigh anything, rising, as differences: little-endian 32-bit, base64. */
  features: z.string(),
  /** One signed byte for each feature and class, times `scale`. */
  weights: z.string(),
  scale: z.number(),
});
type Packed = z.infer<typeof PackedSchema>;

const FileSchema = z.strictObject({
  format: z.number(),
  version: z.string(),
  trainedOn: z.strictObject({
    examples: z.int(),
    /** SHA-256 of the examples, 12 characters. */
    hash: z.string(),
    /** The rules whose signs it learned to weigh: their version, and each one's id. */
    rules: z.strictObject({ version: z.string(), ids: z.array(z.string()) }),
    seed: z.int(),
  }),
  /** On texts held out by genre while training. */
  quality: z.strictObject({ rules: QualitySchema, model: QualitySchema }),
  /** Score → probability: `1 / (1 + e^-(slope × score + offset))`. */
  calibration: z.strictObject({ slope: z.number().gt(0), offset: z.number() }),
  flag: PackedSchema,
  primary: PackedSchema,
  codes: PackedSchema,
  exclusion: PackedSchema,
});
export type ModelQuality = z.infer<typeof QualitySchema>;
export type ModelFile = z.infer<typeof FileSchema>;

export interface Classes {
  readonly names: readonly string[];
  readonly linear: LinearModel;
}

export interface Model extends Pick<
  ModelFile,
  'version' | 'trainedOn' | 'quality' | 'calibration'
> {
  /** The one question whether it is a violation. */
  readonly flag: Classes;
  /** The code that names a flagged text best. */
  readonly primary: Classes;
  /** All codes that hold of a flagged text. */
  readonly codes: Classes;
  /** Why a text is none of our business. */
  readonly exclusion: Classes;
}

/** Weights smaller than this share of the largest are left out: together they say nothing. */
const LEAST_SHARE = 1 / 254;

/** The file's text for a fitted model; its version is the hash of everything in it. */
export function writeModel(model: Omit<Model, 'version'>): string {
  const content = {
    format: FORMAT,
    trainedOn: model.trainedOn,
    quality: model.quality,
    calibration: model.calibration,
    flag: pack(model.flag),
    primary: pack(model.primary),
    codes: pack(model.codes),
    exclusion: pack(model.exclusion),
  };
  return `${JSON.stringify({ ...content, version: hashOf(content) })}\n`;
}

/**
 * @param text what `writeModel` wrote
 * @param name what errors call the file
 * @throws {InvalidInput} when it is cut off, was changed, or is of another version of the program
 */
export function readModel(text: string, name: string): Model {
  const refuse = (why: string): never => {
    throw new InvalidInput(
      `the model ${name} cannot be used: ${why}; train it again with mingcha train`,
    );
  };
  const value = parse(text, refuse);
  const format = z.object({ format: z.unknown() }).safeParse(value);
  if (format.success && format.data.format !== FORMAT) {
    refuse(`it has format ${describe(format.data.format)}, this program reads ${FORMAT}`);
  }
  const parsed = FileSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse(`${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'wrong shape'}`);
  }
  const { version, ...content } = parsed.data;
  const unpacked = (part: 'flag' | 'primary' | 'codes' | 'exclusion'): Classes => {
    const classes = unpack(content[part]);
    return typeof classes === 'string' ? refuse(`${part}.${classes}`) : classes;
  };
  const model = {
    version,
    trainedOn: content.trainedOn,
    quality: content.quality,
    calibration: content.calibration,
    flag: unpacked('flag'),
    primary: unpacked('primary'),
    codes: unpacked('codes'),
    exclusion: unpacked('exclusion'),
  };
  if (model.flag.names.join() !== 'violation') refuse('flag.classes: must be violation');
  for (const part of ['primary', 'codes', 'exclusion'] as const) {
    const unknown = model[part].names.find((code) => findCode(code) === undefined);
    if (unknown !== undefined) {
      refuse(`${part}.classes: the taxonomy has no code ${describe(unknown)}`);
    }
  }
  // Last: a part that is wrong says more than that something is.
  if (hashOf(content) !== version) refuse('its content was changed');
  return model;
}

function parse(text: string, refuse: (why: string) => never): unknown {
  if (text.trim() === '') refuse('it is empty');
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse(`it is cut off or no JSON (${text.length} characters, ${why.slice(0, 80)})`);
  }
}

function describe(value: unknown): string {
  return (JSON.stringify(value) ?? 'none').slice(0, 40);
}

function pack({ names, linear: { rowOf, weights, bias } }: Classes): Packed {
  const classes = names.length;
  let top = 0;
  for (const weight of weights) top = Math.max(top, Math.abs(weight));
  const least = top * LEAST_SHARE;
  const isHeavy = (row: number): boolean => {
    for (let cls = 0; cls < classes; cls += 1) {
      if (Math.abs(weights[row * classes + cls] ?? 0) > least) return true;
    }
    return false;
  };
  const features: number[] = [];
  for (let feature = 0; feature < rowOf.length; feature += 1) {
    const row = rowOf[feature] ?? -1;
    if (row >= 0 && isHeavy(row)) features.push(feature);
  }
  const scale = top / 127;
  const steps = Buffer.alloc(features.length * 4);
  const bytes = Buffer.alloc(features.length * classes);
  for (const [place, feature] of features.entries()) {
    steps.writeUInt32LE(feature - (features[place - 1] ?? 0), place * 4);
    const row = rowOf[feature] ?? 0;
    for (let cls = 0; cls < classes; cls += 1) {
      const weight = weights[row * classes + cls] ?? 0;
      bytes.writeInt8(Math.round(weight / scale), place * classes + cls);
    }
  }
  return {
    classes: [...names],
    bias: [...bias],
    features: steps.toString('base64'),
    weights: bytes.toString('base64'),
    scale,
  };
}

/** @returns what is wrong, beginning with the key, when the parts do not fit each other */
function unpack({ classes, bias, features, weights, scale }: Packed): Classes | string {
  const steps = Buffer.from(features, 'base64');
  const bytes = Buffer.from(weights, 'base64');
  const rows = steps.length / 4;
  if (new Set(classes).size !== classes.length) return 'classes: one stands there twice';
  if (bias.length !== classes.length) {
    return `bias: ${bias.length} numbers for ${classes.length} classes`;
  }
  if (!Number.isInteger(rows)) return 'features: cut off';
  if (bytes.length !== rows * classes.length) {
    return `weights: cut off, ${bytes.length} of ${rows * classes.length} are there`;
  }
  const stepAt = new DataView(steps.buffer, steps.byteOffset, steps.byteLength);
  const rowOf = new Int32Array(FEATURE_COUNT).fill(-1);
  let feature = 0;
  for (let row = 0; row < rows; row += 1) {
    const step = stepAt.getUint32(row * 4, true);
    feature += step;
    if (feature >= FEATURE_COUNT || (row > 0 && step === 0)) {
      return `features: number ${row + 1} is out of place`;
    }
    rowOf[feature] = row;
  }
  const biases = Float32Array.from(bias);
  // A number that JSON can hold may still be too large for a weight.
  if (!Number.isFinite(Math.fround(scale * 128))) return 'scale: weights are not finite';
  if (!biases.every(Number.isFinite)) return 'bias: not finite';
  const linear = { rowOf, weights: new Int8Array(bytes), scale, bias: biases };
  return { names: classes, linear };
}

function hashOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}
