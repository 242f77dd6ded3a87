import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileClassifier, type Classifier } from '../classifiers/compile-classifier.js';
import { readModel, type Model } from '../classifiers/model/model-file.js';
import { readConfig } from '../runtime/config.js';
import { codeRoot } from '../runtime/project-root.js';
import { readProjectFiles } from '../runtime/read-project-files.js';

/** The shipped model, below `classifiers/`. */
export const SHIPPED_MODEL = 'model/model.json';

/**
 * The classifier with the rules that stand below `classifiers/`, and with this installation's own model when
 * one was trained, else with the shipped one.
 * @throws {InvalidInput} naming file, line and rule; or the model and what to do
 */
export function loadClassifier(): Classifier {
  return compileClassifier(readProjectFiles('classifiers', '.yml'), loadModel());
}

/** The rules alone: what a model is trained beside, and measured against. */
export function loadRules(): Classifier {
  return compileClassifier(readProjectFiles('classifiers', '.yml'));
}

/** Where `mingcha train` puts the model of this installation. */
export function ownModelPath(): string {
  return join(readConfig().dataDir, 'model.json');
}

function loadModel(): Model {
  const own = ownModelPath();
  const path = existsSync(own) ? own : join(codeRoot(), 'classifiers', SHIPPED_MODEL);
  return readModel(readFileSync(path, 'utf8'), path);
}
