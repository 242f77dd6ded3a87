/**
 * The rule book as JSON, beside the build that was made of the same files: parsing the YAML takes most of a short
 * command's time. It says which texts it was made of, and is not used with others.
 */
import { createHash } from 'node:crypto';
import { readRuleFiles, type RuleBook, type RuleText } from './read-rule-files.js';

/** What `readRuleCache` reads. @throws {InvalidInput} when the rules do not hold */
export function writeRuleCache(files: readonly RuleText[]): string {
  return JSON.stringify({ madeOf: hashRules(files), book: readRuleFiles(files) });
}

/** The rule book of these files, or undefined when the cache was made of others, or is none. */
export function readRuleCache(cache: string, files: readonly RuleText[]): RuleBook | undefined {
  try {
    // Written by `writeRuleCache` of the same build, and checked when it was written.
    const { madeOf, book } = JSON.parse(cache) as { readonly madeOf?: string; book?: RuleBook };
    return madeOf === hashRules(files) ? book : undefined;
  } catch {
    return undefined;
  }
}

/** SHA-256 of names and texts; changes with every change of a file. */
export function hashRules(files: readonly RuleText[]): string {
  const hash = createHash('sha256');
  for (const file of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    hash.update(`${file.name}\0${file.text}\0`);
  }
  return hash.digest('hex');
}
