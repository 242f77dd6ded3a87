import type { Command } from 'commander';
import type { Classifier } from '../../classifiers/compile-classifier.js';
import { InvalidInput } from '../../domain/errors.js';
import { ClassifyInputSchema } from '../../domain/finding.js';
import { readConfig } from '../../runtime/config.js';
import { loadClassifier, loadWorkingClassifier } from '../../workers/load-classifier.js';
import { ExitCode } from '../exit-code.js';
import { answerLines } from '../jsonl.js';
import { say } from '../print.js';

export function addClassify(program: Command): void {
  program
    .command('classify')
    .description('classify texts: JSONL in, JSONL out, no database needed')
    .option(
      '--jsonl <file>',
      'lines of {"id","text","title"?,"url"?,"kind"?}; - for standard input',
      '-',
    )
    .option('--rules <folder>', 'more rules, as YAML files, to be tried instead of DATA_DIR/rules')
    .action(async ({ jsonl, rules }: { readonly jsonl: string; readonly rules?: string }) => {
      const classifier = rules === undefined ? loadOwn() : loadClassifier(rules);
      const ids = new Set<string>();
      const repeated = new Set<string>();
      const wrong = await answerLines(jsonl, ClassifyInputSchema, (input) => {
        if (ids.has(input.id)) repeated.add(input.id);
        ids.add(input.id);
        return classifier.classify(input);
      });
      if (repeated.size > 0) say(describeRepeated([...repeated]));
      if (wrong > 0) process.exitCode = ExitCode.badInput;
    });
}

/** Its own rules may have a mistake, and the last ones serve; with another model the answers would be others. */
function loadOwn(): Classifier {
  const { classifier, rulesProblem, modelProblem } = loadWorkingClassifier(readConfig().dataDir);
  if (modelProblem !== undefined) throw new InvalidInput(modelProblem);
  if (rulesProblem !== undefined) say(`${rulesProblem}\nthe rules that last held are used instead`);
  return classifier;
}

const MOST_NAMED = 5;

function describeRepeated(ids: readonly string[]): string {
  const named = ids.slice(0, MOST_NAMED).map((id) => JSON.stringify(id.slice(0, 40)));
  const more = ids.length > MOST_NAMED ? ' …' : '';
  return `${ids.length} ids stand on more than one line; every line was answered: ${named.join(', ')}${more}`;
}
