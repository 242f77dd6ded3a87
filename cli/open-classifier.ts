/** The classifier that a command without a database works with. */
import type { Command } from 'commander';
import type { Classifier } from '../classifiers/compile-classifier.js';
import { InvalidInput } from '../domain/errors.js';
import { readConfig } from '../runtime/config.js';
import {
  loadClassifier,
  loadWorkingClassifier,
  type LoadOptions,
} from '../workers/load-classifier.js';
import { say } from './print.js';

export function addRulesOption(command: Command): Command {
  return command.option(
    '--rules <folder>',
    'more rules, as YAML files, to be tried instead of DATA_DIR/rules',
  );
}

/**
 * What a worker here would use, or with the rules in `rules` instead of the installation's own. A mistake in the
 * installation's own is said, and the rules that last held serve; with another model the answers would be others.
 * @throws {InvalidInput} when the rules in `rules` or the model do not hold
 */
export function openClassifier(rules: string | undefined, options: LoadOptions = {}): Classifier {
  if (rules !== undefined) return loadClassifier(rules, options);
  const loaded = loadWorkingClassifier(readConfig().dataDir, options);
  if (loaded.modelProblem !== undefined) throw new InvalidInput(loaded.modelProblem);
  if (loaded.rulesProblem !== undefined)
    say(`${loaded.rulesProblem}\nthe rules that last held are used instead`);
  return loaded.classifier;
}
