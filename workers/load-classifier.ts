import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCatchAndSpare } from '../classifiers/check-catch-and-spare.js';
import { compileClassifier, type Classifier } from '../classifiers/compile-classifier.js';
import { readModel, type Model } from '../classifiers/model/model-file.js';
import type { RuleText } from '../classifiers/rules/read-rule-files.js';
import { InvalidInput } from '../domain/errors.js';
import { readConfig } from '../runtime/config.js';
import { codeRoot } from '../runtime/project-root.js';
import { readProjectFiles } from '../runtime/read-project-files.js';
import { keptRules, ownRulesFolder, readOwnRules } from './own-rules.js';

/** The shipped model, below `classifiers/`. */
export const SHIPPED_MODEL = 'model/model.json';

export interface LoadOptions {
  /** Without a model. */
  readonly rulesOnly?: boolean;
}

/**
 * The classifier with the shipped rules and those in `rules`, and with this installation's own model when one was
 * trained, else with the shipped one.
 * @param rules a folder with more rule files; by default none
 * @throws {InvalidInput} naming file, line and rule; or the model and what to do
 */
export function loadClassifier(
  rules?: string,
  { rulesOnly = false }: LoadOptions = {},
): Classifier {
  const own = rules === undefined ? [] : readOwnRules(rules);
  return compileChecked(own, rulesOnly ? undefined : loadModel(readConfig().dataDir));
}

/** The rules alone: what a model is trained beside, and measured against. @throws {InvalidInput} as `loadClassifier` */
export function loadRules(own: readonly RuleText[] = []): Classifier {
  return compileChecked(own, undefined);
}

/** Rules of one's own must also find and spare what they say; the shipped ones are held to it by tests. */
function compileChecked(own: readonly RuleText[], model: Model | undefined): Classifier {
  const classifier = compile(own, model);
  const problems = checkCatchAndSpare(own, classifier.read);
  if (problems.length > 0) {
    throw new InvalidInput('the rules do not do what their catch and spare texts say', problems);
  }
  return classifier;
}

function compile(own: readonly RuleText[], model: Model | undefined): Classifier {
  return compileClassifier(
    [...readProjectFiles('classifiers', '.yml'), ...own],
    model,
    readCache(),
  );
}

/** Every build holds one (`runtime/setup/build.mjs`); it serves where there are no rules but the shipped ones. */
function readCache(): string | undefined {
  const path = join(codeRoot(), 'classifiers', 'rules.json');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Where `mingcha train` puts the model of this installation. */
export function ownModelPath(): string {
  return modelPathIn(readConfig().dataDir);
}

export function modelPathIn(dataDir: string): string {
  return join(dataDir, 'model.json');
}

export interface WorkingClassifier {
  readonly classifier: Classifier;
  /** The installation's own rules, where they hold. */
  readonly ownRules: readonly RuleText[];
  /** What is wrong with its own rules, and with its own model: they are not in force then. */
  readonly rulesProblem: string | undefined;
  readonly modelProblem: string | undefined;
}

/**
 * The classifier of an installation: the shipped rules and its own, its own model or the shipped one. Where its own
 * do not hold, what last held is used instead, and said so.
 * @throws {InvalidInput} only when what is shipped does not hold
 */
export function loadWorkingClassifier(
  dataDir: string,
  { rulesOnly = false }: LoadOptions = {},
): WorkingClassifier {
  const own = rulesOnly ? NO_MODEL : attempt(() => loadModel(dataDir));
  const model = rulesOnly ? undefined : (own.value ?? readModelAt(shippedModelPath()));
  const current = attempt(() => {
    const ownRules = readOwnRules(ownRulesFolder(dataDir));
    return { classifier: compileChecked(ownRules, model), ownRules };
  });
  const { classifier, ownRules } = current.value ?? {
    // After an upgrade even what last held may not hold any more.
    classifier: attempt(() => compile(keptRules(dataDir), model)).value ?? compile([], model),
    ownRules: [],
  };
  return { classifier, ownRules, rulesProblem: current.problem, modelProblem: own.problem };
}

interface Attempt<T> {
  readonly value: T | undefined;
  readonly problem: string | undefined;
}

const NO_MODEL: Attempt<Model> = { value: undefined, problem: undefined };

function attempt<T>(load: () => T): Attempt<T> {
  try {
    return { value: load(), problem: undefined };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return { value: undefined, problem: error.message };
  }
}

function loadModel(dataDir: string): Model {
  const own = modelPathIn(dataDir);
  return readModelAt(existsSync(own) ? own : shippedModelPath());
}

function readModelAt(path: string): Model {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new InvalidInput(`the model ${path} cannot be read (${code})`, [], { cause: error });
  }
  return readModel(text, path);
}

function shippedModelPath(): string {
  return join(codeRoot(), 'classifiers', SHIPPED_MODEL);
}
