/** Reads the shipped rule files for tests, as the runtime does: every `*.yml` below classifiers/. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export function readRuleTexts(): readonly { readonly name: string; readonly text: string }[] {
  const root = join(import.meta.dirname, '../../classifiers');
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: relative(root, path), text: readFileSync(path, 'utf8') }));
}
