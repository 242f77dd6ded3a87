/** A classifier that follows the rules and the model of the installation while it runs. */
import type { Classifier } from '../classifiers/compile-classifier.js';
import { InvalidInput } from '../domain/errors.js';
import type { Clock } from '../runtime/clock.js';
import type { Log } from '../runtime/log.js';
import { loadWorkingClassifier, modelPathIn, type WorkingClassifier } from './load-classifier.js';
import { fileMark, keepRules, ownRulesFolder, ownRulesMark } from './own-rules.js';

/** How often the folder is looked at; only when there is something to classify. */
const EVERY_MS = 5_000;

/**
 * Takes changed rules and a newly trained model into force by itself. What does not hold is named in the log, and
 * what was in force stays.
 */
export function createLiveClassifier(options: {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
}): Classifier {
  const { dataDir, clock, log } = options;
  let mark = markOf(dataDir);
  let lookedAt = clock.now().getTime();
  let current = load().classifier;

  /** Says what does not hold, and keeps a copy of what does. */
  function load(): WorkingClassifier & { readonly isWhole: boolean } {
    const loaded = loadWorkingClassifier(dataDir);
    const problems = [loaded.rulesProblem, loaded.modelProblem].filter((one) => one !== undefined);
    if (problems.length > 0) {
      log.warn({ problems }, 'own rules or model not in force');
      return { ...loaded, isWhole: false };
    }
    try {
      keepRules(dataDir, loaded.ownRules);
    } catch (error) {
      log.warn({ err: error }, 'no copy of the rules kept');
    }
    return { ...loaded, isWhole: true };
  }

  const latest = (): Classifier => {
    const now = clock.now().getTime();
    // The clock may have been set back.
    if (Math.abs(now - lookedAt) < EVERY_MS) return current;
    lookedAt = now;
    const found = markOf(dataDir);
    if (found === mark) return current;
    mark = found;
    const loaded = load();
    if (loaded.isWhole) {
      current = loaded.classifier;
      log.info({ version: current.version }, 'rules and model in force');
    }
    return current;
  };
  return {
    get version() {
      return current.version;
    },
    get ruleIds() {
      return current.ruleIds;
    },
    read: (input) => latest().read(input),
    classify: (input) => latest().classify(input),
  };
}

/** A folder that cannot be read is told by `loadWorkingClassifier`. */
function markOf(dataDir: string): string {
  try {
    return `${ownRulesMark(ownRulesFolder(dataDir))}\n${fileMark(modelPathIn(dataDir))}`;
  } catch (error) {
    if (error instanceof InvalidInput) return error.message;
    throw error;
  }
}
