import type { Command } from 'commander';
import { findSources, getSource } from '../../db/sources/find-sources.js';
import { applySources } from '../../db/sources/save-source.js';
import type { CrawlResult } from '../../domain/run.js';
import { SOURCE_ID_PATTERN, type Source } from '../../domain/source.js';
import { readSources } from '../../runtime/read-sources.js';
import type { Deps } from '../../workers/deps.js';
import { applySchedules } from '../../workers/schedules.js';
import { startWorkers } from '../../workers/start-workers.js';
import { ExitCode } from '../exit-code.js';
import { withInstance } from '../instance.js';
import { printJson, printLine, say } from '../print.js';
import { runSources } from '../run-sources.js';
import { stopSignal } from '../stop-signal.js';
import { newTable } from '../new-table.js';

interface Options {
  readonly wait?: boolean;
  readonly json?: boolean;
}

export function addCrawl(program: Command): void {
  program
    .command('crawl')
    .description('run sources now')
    .argument('<sources...>', 'YAML files, or the ids of sources that are known already')
    .option('--wait', 'until every posting has been classified and grouped')
    .option(
      '--json',
      'print one JSON value: per source {source, run, pages, postings, leads, issues, seconds}',
    )
    .action(async (names: string[], options: Options) => {
      const isId = (name: string): boolean => SOURCE_ID_PATTERN.test(name);
      const fromFiles = readSources(names.filter((name) => !isId(name)));
      await withInstance(async ({ deps, connection, config }) => {
        const sources = await findAll(deps, names.filter(isId), fromFiles);
        if (fromFiles.length > 0) {
          await applySchedules(deps.queues, await findSources(deps.database), config.timeZone);
        }
        const workers = startWorkers(deps, connection, ['read-image', 'classify', 'group']);
        try {
          const results = await runSources(deps, sources, {
            isWaiting: options.wait === true,
            signal: stopSignal(),
          });
          await (options.json === true ? printJson(results) : printResults(results));
          if (results.some((result) => result.pages === 0 && result.postings === 0)) {
            process.exitCode = ExitCode.failed;
          }
        } finally {
          await workers.stop();
        }
      });
    });
}

async function findAll(
  deps: Deps,
  ids: readonly string[],
  fromFiles: readonly Source[],
): Promise<Source[]> {
  const known = await Promise.all(ids.map((id) => getSource(deps.database, id)));
  await applySources(deps.database, fromFiles, { replaceWeb: false });
  return [...known, ...fromFiles];
}

async function printResults(results: readonly CrawlResult[]): Promise<void> {
  const table = newTable(['来源', '运行', '网页', '内容', '线索', '问题', '秒']);
  for (const { source, run, pages, postings, leads, issues, seconds } of results) {
    table.push([source, run, pages, postings, leads, issues.length, seconds]);
  }
  await printLine(table.toString());
  for (const { source, issues } of results) {
    for (const issue of issues)
      say(`${source}: ${issue.kind}: ${issue.message} ${issue.url ?? ''}`);
  }
}
