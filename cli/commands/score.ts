import type { Command } from 'commander';
import { withInstance } from '../instance.js';
import { printJson, printLine } from '../print.js';
import { printScore, scoreDemo } from '../score-demo.js';

export function addScore(program: Command): void {
  program
    .command('score')
    .description('score the last patrol of the sample sites against their expected answers')
    .option('--mistakes', 'also name every miss and false alarm')
    .option('--json', 'print one JSON value')
    .action(({ json, mistakes }: { readonly json?: boolean; readonly mistakes?: boolean }) =>
      withInstance(async ({ deps }) => {
        const score = await scoreDemo(deps.database);
        if (json === true) return printJson(score);
        await printScore(score);
        if (mistakes !== true) return;
        await printLine(`漏报：${score.misses.join(' ')}`);
        await printLine(`误报：${score.falseAlarms.join(' ')}`);
        await printLine(`未采到：${score.notFound.join(' ')}`);
      }),
    );
}
