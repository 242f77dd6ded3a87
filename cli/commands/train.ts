import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { trainModel } from '../../classifiers/model/train-model.js';
import { readModel, writeModel, type ModelQuality } from '../../classifiers/model/model-file.js';
import { InvalidInput } from '../../domain/errors.js';
import { readConfig } from '../../runtime/config.js';
import { codeRoot } from '../../runtime/project-root.js';
import { readProjectFiles } from '../../runtime/read-project-files.js';
import { loadRules, ownModelPath } from '../../workers/load-classifier.js';
import { ownRulesFolder, readOwnRules } from '../../workers/own-rules.js';
import { newTable } from '../new-table.js';
import { printJson, printLine } from '../print.js';
import { readExamples } from '../read-examples.js';

const EXAMPLES = 'classifiers/examples';

interface Options {
  readonly out?: string;
  readonly rules?: string;
  readonly seed: string;
  readonly json?: boolean;
}

export function addTrain(program: Command): void {
  program
    .command('train')
    .description('train the statistical model on the shipped examples, and on your own')
    .argument('[file...]', 'more examples, as JSONL like those below classifiers/examples')
    .option(
      '--out <file>',
      'where the model goes (default: model.json in DATA_DIR, used from then on)',
    )
    .option(
      '--rules <folder>',
      'more rules to be weighed, as YAML files (default: those in DATA_DIR/rules; with --out none, so that the file is the same everywhere)',
    )
    .option('--seed <n>', 'the same seed and examples give the same model', '1')
    .option('--json', 'print one JSON value')
    .action(async (files: readonly string[], { out, rules, seed, json }: Options) => {
      if (!/^\d{1,9}$/.test(seed))
        throw new InvalidInput(`--seed must be a whole number, not ${seed}`);
      const startedAt = performance.now();
      const examples = await readExamples([...shippedExamples(), ...files]);
      const bar = new SingleBar({
        format: '训练 {bar} {percentage}% {value}/{total}',
        stream: process.stderr,
        noTTYOutput: false,
        hideCursor: true,
        clearOnComplete: true,
      });
      let isDrawn = false;
      const { classifier, ownRules } = rulesToWeigh(rules, out);
      const model = trainModel(examples, classifier, {
        seed: Number(seed),
        ownRules,
        onProgress(done, all) {
          if (!process.stderr.isTTY) return;
          if (!isDrawn) bar.start(all, done);
          isDrawn = true;
          bar.update(done);
        },
      });
      if (isDrawn) bar.stop();
      const text = writeModel(model);
      const path = out === undefined ? ownModelPath() : resolve(out);
      const { version, trainedOn, quality } = readModel(text, path);
      await replaceFile(path, text);
      const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
      if (json === true) return printJson({ version, path, ...trainedOn, quality, seconds });
      await printLine(
        `模型 ${version} 已写入 ${path}：样例 ${trainedOn.examples} 条，规则 ${trainedOn.rules.version}，${seconds} 秒`,
      );
      const table = newTable(['按体裁留出', '精确率', '召回率', 'F1']);
      table.push(qualityRow('仅规则', quality.rules), qualityRow('规则与模型', quality.model));
      await printLine(table.toString());
    });
}

/**
 * A model is trained beside the rules that it will be used with: in DATA_DIR those in force there, elsewhere the
 * shipped ones alone.
 * @throws {InvalidInput} naming file, line and rule
 */
function rulesToWeigh(rules: string | undefined, out: string | undefined) {
  const folder = rules ?? (out === undefined ? ownRulesFolder(readConfig().dataDir) : undefined);
  const own = folder === undefined ? [] : readOwnRules(folder);
  const shipped = loadRules();
  if (own.length === 0) return { classifier: shipped, ownRules: new Set<string>() };
  const classifier = loadRules(own);
  const isShipped = new Set(shipped.ruleIds);
  return {
    classifier,
    ownRules: new Set(classifier.ruleIds.filter((id) => !isShipped.has(id))),
  };
}

function shippedExamples(): readonly string[] {
  return readProjectFiles(EXAMPLES, '.jsonl').map(({ name }) => join(codeRoot(), EXAMPLES, name));
}

/** In one step, so that nobody reads half a model. */
async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, text);
  await rename(draft, path);
}

function qualityRow(name: string, { precision, recall, f1 }: ModelQuality): string[] {
  const percent = (value: number | null): string =>
    value === null ? '–' : `${(value * 100).toFixed(1)}%`;
  return [name, percent(precision), percent(recall), percent(f1)];
}
