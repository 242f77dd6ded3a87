/** Labelled texts from JSONL files of the project, as the command reads them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExampleSchema, type Example } from '../../domain/example.js';

const ROOT = join(import.meta.dirname, '../..');

/** A gold set by name. @throws {ZodError} for a line that is no example */
export function readGold(name: string): readonly Example[] {
  return readFile(join(ROOT, 'test/gold', `${name}.jsonl`));
}

/** Everything the shipped model was trained on, in the order of training. */
export function readShippedExamples(): readonly Example[] {
  const folder = join(ROOT, 'classifiers/examples');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFile(join(folder, name)));
}

function readFile(path: string): readonly Example[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => ExampleSchema.parse(JSON.parse(line)));
}
