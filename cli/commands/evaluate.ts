import type { Command } from 'commander';
import {
  measureQuality,
  type Counts,
  type QualityReport,
  type Rate,
} from '../../classifiers/model/measure-quality.js';
import { readConfig } from '../../runtime/config.js';
import { newTable } from '../new-table.js';
import { addRulesOption, openClassifier } from '../open-classifier.js';
import { printJson, printLine } from '../print.js';
import { readExamples } from '../read-examples.js';
import { toPostingInput } from '../to-posting-input.js';

interface Options {
  readonly json?: boolean;
  readonly rules?: string;
  readonly rulesOnly?: boolean;
  readonly mistakes: string;
}

export function addEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .description(
      'measure the classifier on labelled texts: precision, recall, codes, genres, mistakes',
    )
    .argument(
      '<file...>',
      'JSONL of {"id","text","title"?,"kind"?,"publishedAt"?,"genre"?,"expect":{"flag","primary"?,"codes"?,"exclusion"?}}; - for standard input',
    )
    .option('--rules-only', 'without the statistical model');
  addRulesOption(command)
    .option('--mistakes <n>', 'how many mistakes to name, the surest first', '20')
    .option('--json', 'print one JSON value')
    .action(async (files: readonly string[], { json, rules, rulesOnly, mistakes }: Options) => {
      const examples = await readExamples(files);
      const classifier = openClassifier(rules, { rulesOnly: rulesOnly === true });
      const { timeZone } = readConfig();
      const judged = examples.map((example) => ({
        example,
        classification: classifier.classify(toPostingInput(example, timeZone)),
      }));
      const report = measureQuality(judged, Number(mistakes));
      if (json === true) return printJson({ version: classifier.version, ...report });
      await printReport(report);
    });
}

async function printReport(report: QualityReport): Promise<void> {
  await printLine(`样例 ${report.texts} 条`);
  const overall = newTable(['指标', '值', '95% 区间']);
  for (const [name, rate] of [
    ['精确率', report.precision],
    ['召回率', report.recall],
    ['F1', report.f1],
    ['主码正确（在命中中）', report.primaryRight],
    ['排除码正确（在正确排除中）', report.exclusionRight],
  ] as const) {
    overall.push([name, percent(rate.value), interval(rate)]);
  }
  await printLine(overall.toString());
  const genres = newTable(['体裁', ...COUNT_HEAD]);
  for (const { genre, ...counts } of report.byGenre) genres.push([genre, ...countCells(counts)]);
  await printLine(genres.toString());
  const codes = newTable(['代码', ...COUNT_HEAD]);
  for (const { code, ...counts } of report.byCode) codes.push([code, ...countCells(counts)]);
  await printLine(codes.toString());
  if (report.confusion.length > 0) {
    const confusion = newTable(['应为', '判为', '条数']);
    for (const { expected, given, texts } of report.confusion.slice(0, 30)) {
      confusion.push([expected, given, texts]);
    }
    await printLine(confusion.toString());
  }
  for (const { kind, id, genre, score, text } of report.worst) {
    const what = kind === 'missed' ? '漏报' : '误报';
    await printLine(`${what} ${id}（${genre}，${score.toFixed(2)}）：${text}`);
  }
}

const COUNT_HEAD = ['条数', '应报', '已报', '精确率', '召回率', 'F1'] as const;

function countCells({ texts, violations, flagged, precision, recall, f1 }: Counts) {
  return [texts, violations, flagged, percent(precision), percent(recall), percent(f1)];
}

function percent(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(1)}%`;
}

function interval({ low, high }: Rate): string {
  return low === null || high === null ? '–' : `${percent(low)} … ${percent(high)}`;
}
