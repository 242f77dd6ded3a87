import type { Command } from 'commander';
import { ClassifyInputSchema } from '../../domain/finding.js';
import { loadClassifier } from '../../workers/load-classifier.js';
import { ExitCode } from '../exit-code.js';
import { answerLines } from '../jsonl.js';

export function addClassify(program: Command): void {
  program
    .command('classify')
    .description('classify texts: JSONL in, JSONL out, no database needed')
    .option(
      '--jsonl <file>',
      'lines of {"id","text","title"?,"url"?,"kind"?}; - for standard input',
      '-',
    )
    .action(async ({ jsonl }: { readonly jsonl: string }) => {
      const classifier = loadClassifier();
      const wrong = await answerLines(jsonl, ClassifyInputSchema, (input) =>
        classifier.classify(input),
      );
      if (wrong > 0) process.exitCode = ExitCode.badInput;
    });
}
