/** A model file that is damaged in whatever way is refused by name, with what is wrong and what to do. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../../classifiers/model/model-file.js';
import { InvalidInput } from '../../../domain/errors.js';

const shipped = readFileSync(
  join(import.meta.dirname, '../../../classifiers/model/model.json'),
  'utf8',
);

interface Part {
  classes: string[];
  bias: unknown[];
  features: string;
  weights: string;
  scale: number;
}
interface Content {
  calibration: { slope: number };
  flag: Part;
  codes: Part;
  exclusion: Part;
  [key: string]: unknown;
}

/** A file whose hash is right, so that only what was changed can be wrong with it. */
function changed(change: (content: Content) => void): string {
  const entries = Object.entries(JSON.parse(shipped) as Content);
  // The parts of the file as they were written, without its version.
  const content = Object.fromEntries(entries.filter(([key]) => key !== 'version')) as Content;
  change(content);
  const version = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
  return JSON.stringify({ ...content, version });
}

/** Base64 of all but the last bytes. */
function shortened(packed: string, bytes: number): string {
  return Buffer.from(packed, 'base64').subarray(0, -bytes).toString('base64');
}

const cases: readonly (readonly [what: string, text: string, why: string])[] = [
  ['empty', '', 'it is empty'],
  ['only line ends', '\r\n\n', 'it is empty'],
  ['cut off', shipped.slice(0, shipped.length / 2), 'cut off'],
  ['cut off by one character', shipped.trimEnd().slice(0, -1), 'cut off'],
  ['binary', '\u0000\u0001', 'no JSON'],
  ['NaN', shipped.replace(/"slope":[^,]*/, '"slope":NaN'), 'no JSON'],
  ['no object', 'null', 'the file: '],
  ['a list', '[]', 'the file: '],
  ['nothing but its format', '{"format":2}', 'version'],
  ['of another format', shipped.replace('"format":2', '"format":7'), 'it has format 7, '],
  ['of no format', shipped.replace('"format":2', '"format":null'), 'it has format null, '],
  ['changed', shipped.replace('"seed":1', '"seed":2'), 'its content was changed'],
  ['a weight too large', changed((one) => (one.flag.scale = 1e300)), 'flag.scale: '],
  ['infinite', shipped.replace(/"scale":[^,}]*/, '"scale":1e999'), 'flag.scale: '],
  ['an infinite bias', changed((one) => (one.codes.bias[3] = 1e300)), 'codes.bias: not finite'],
  ['a bias that is none', changed((one) => (one.codes.bias[3] = null)), 'codes.bias.3: '],
  ['too few biases', changed((one) => one.codes.bias.pop()), 'codes.bias: 43 numbers for 44 '],
  ['a slope of 0', changed((one) => (one.calibration.slope = 0)), 'calibration.slope: '],
  [
    'weights cut off',
    changed((one) => (one.exclusion.weights = shortened(one.exclusion.weights, 300))),
    'exclusion.weights: cut off',
  ],
  [
    'features cut off',
    changed((one) => (one.flag.features = shortened(one.flag.features, 2))),
    'flag.features: cut off',
  ],
  [
    'features out of order',
    changed((one) => (one.flag.features = `////${one.flag.features.slice(4)}`)),
    'flag.features: number 1 is out of place',
  ],
  [
    'a class twice',
    changed((one) => (one.codes.classes[1] = one.codes.classes[0] ?? '')),
    'codes.classes: ',
  ],
  ['other classes', changed((one) => (one.flag.classes = ['a'])), 'flag.classes: '],
  ['an unknown code', changed((one) => (one.codes.classes[0] = 'XYZ-01')), 'has no code "XYZ-01"'],
];

describe('a model file', () => {
  it('that is whole is read', () => {
    expect(
      readModel(
        changed(() => undefined),
        'model.json',
      ).flag.names,
    ).toEqual(['violation']);
  });

  it.each(cases)('is refused when it is %s', (_, text, why) => {
    let refusal: unknown;
    try {
      readModel(text, 'folder/model.json');
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(InvalidInput);
    const { message } = refusal as InvalidInput;
    expect(message).toContain(`the model folder/model.json cannot be used: `);
    expect(message).toContain(why);
    expect(message).toContain('mingcha train');
  });
});
