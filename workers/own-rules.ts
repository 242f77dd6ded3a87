/**
 * The rules of this installation beside the shipped ones: the YAML files in `DATA_DIR/rules`, and a copy of them as
 * they last held, so that a mistake in one does not take the others away.
 */
import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RuleText } from '../classifiers/rules/read-rule-files.js';
import { InvalidInput } from '../domain/errors.js';

const ENDING = /\.ya?ml$/;

export function ownRulesFolder(dataDir: string): string {
  return join(dataDir, 'rules');
}

/**
 * The files in the folder; none when there is no such folder.
 * @throws {InvalidInput} when one cannot be read or is not UTF-8
 */
export function readOwnRules(folder: string): readonly RuleText[] {
  return listOwnRules(folder).map((name) => {
    const path = join(folder, name);
    const bytes = reading(path, () => readFileSync(path));
    if (!isUtf8(bytes)) {
      throw new InvalidInput(`${path}:1: not UTF-8 (GBK?): save the file as UTF-8`);
    }
    return { name: path, text: bytes.toString('utf8') };
  });
}

/** Changes whenever a file in the folder does. */
export function ownRulesMark(folder: string): string {
  return listOwnRules(folder)
    .map((name) => `${name} ${fileMark(join(folder, name))}`)
    .join('\n');
}

/** Size and time of change of a file; empty when there is none. */
export function fileMark(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? '' : `${stats.size} ${stats.mtimeMs} ${stats.ino}`;
}

function listOwnRules(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  return reading(folder, () => readdirSync(folder))
    .filter((name) => ENDING.test(name))
    .sort();
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new InvalidInput(`${path} cannot be read (${code})`, [], { cause: error });
  }
}

const KeptSchema = z.array(z.object({ name: z.string(), text: z.string() }));

function keptPath(dataDir: string): string {
  return join(dataDir, 'rules-in-force.json');
}

/** Keeps what has just been found to hold. */
export function keepRules(dataDir: string, rules: readonly RuleText[]): void {
  const path = keptPath(dataDir);
  const text = `${JSON.stringify(rules)}\n`;
  if (rules.length === 0 && fileMark(path) === '') return;
  if (fileMark(path) !== '' && readFileSync(path, 'utf8') === text) return;
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}

/** What last held; none when nothing was kept, or when the copy is damaged. */
export function keptRules(dataDir: string): readonly RuleText[] {
  try {
    return KeptSchema.parse(JSON.parse(readFileSync(keptPath(dataDir), 'utf8')));
  } catch {
    return [];
  }
}
