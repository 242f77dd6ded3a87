import type { Command } from 'commander';
import { ClassifyInputSchema } from '../../domain/finding.js';
import { readConfig } from '../../runtime/config.js';
import { ExitCode } from '../exit-code.js';
import { answerLines } from '../jsonl.js';
import { addRulesOption, openClassifier } from '../open-classifier.js';
import { say } from '../print.js';
import { toPostingInput } from '../to-posting-input.js';

export function addClassify(program: Command): void {
  const command = program
    .command('classify')
    .description('classify texts: JSONL in, JSONL out, no database needed')
    .option(
      '--jsonl <file>',
      'lines of {"id","text","title"?,"url"?,"kind"?,"publishedAt"?}; - for standard input',
      '-',
    );
  addRulesOption(command).action(
    async ({ jsonl, rules }: { readonly jsonl: string; readonly rules?: string }) => {
      const classifier = openClassifier(rules);
      const { timeZone } = readConfig();
      const ids = new Set<string>();
      const repeated = new Set<string>();
      const wrong = await answerLines(jsonl, ClassifyInputSchema, (input) => {
        if (ids.has(input.id)) repeated.add(input.id);
        ids.add(input.id);
        return classifier.classify(toPostingInput(input, timeZone));
      });
      if (repeated.size > 0) say(describeRepeated([...repeated]));
      if (wrong > 0) process.exitCode = ExitCode.badInput;
    },
  );
}

const MOST_NAMED = 5;

function describeRepeated(ids: readonly string[]): string {
  const named = ids.slice(0, MOST_NAMED).map((id) => JSON.stringify(id.slice(0, 40)));
  const more = ids.length > MOST_NAMED ? ' …' : '';
  return `${ids.length} ids stand on more than one line; every line was answered: ${named.join(', ')}${more}`;
}
