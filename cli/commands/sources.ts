import type { Command } from 'commander';
import { readSources } from '../../runtime/read-sources.js';
import { formatSource } from '../../runtime/write-source.js';
import { findSources, getSource } from '../../db/sources/find-sources.js';
import { findLastRuns } from '../../db/sources/source-health.js';
import { applySources } from '../../db/sources/save-source.js';
import { findSourcesHealth } from '../../db/sources/find-source-health.js';
import { nextRunAt } from '../../domain/schedule.js';
import { describeHealthReason, HEALTH_VERDICT_NAMES } from '../../domain/state-names.js';
import { applySchedules } from '../../workers/schedules.js';
import { beijingTime } from '../beijing-time.js';
import { describeSuggestion } from '../describe-suggestion.js';
import { withInstance } from '../instance.js';
import { printJson, printLine, printText, say } from '../print.js';
import { newTable } from '../new-table.js';

export function addSources(program: Command): void {
  const sources = program.command('sources').description('manage sources');

  sources
    .command('list')
    .description('all sources with their health, last and next run')
    .option('--json', 'print one JSON value')
    .action(({ json }: { readonly json?: boolean }) =>
      withInstance(async ({ deps, config }) => {
        const now = new Date();
        const [known, lastRuns] = await Promise.all([
          findSources(deps.database),
          findLastRuns(deps.database),
        ]);
        const { timeZone } = config;
        const health = await findSourcesHealth(deps.database, known, { now, timeZone });
        const rows = known.map((source) => ({
          source: source.id,
          name: source.name,
          kind: source.kind,
          enabled: source.enabled,
          schedule: source.schedule ?? null,
          lastRun: lastRuns.get(source.id) ?? null,
          verdict: health.get(source.id)?.verdict ?? 'silent',
          reasons: health.get(source.id)?.reasons ?? [],
          nextRunAt: nextRunAt(source, now, config.timeZone),
        }));
        if (json === true) return printJson(rows);
        if (rows.length === 0) return say('还没有来源。用 mingcha sources apply 文件.yml 添加。');
        const table = newTable(['来源', '名称', '类型', '状况', '上次巡查', '结果', '下次巡查']);
        for (const row of rows) {
          table.push([
            row.source,
            row.enabled ? row.name : `${row.name}（停用）`,
            row.kind,
            [
              HEALTH_VERDICT_NAMES[row.verdict].zh,
              ...row.reasons.map((reason) => describeHealthReason(reason).zh),
            ].join('\n'),
            row.lastRun === null ? '从未' : beijingTime(row.lastRun.startedAt),
            row.lastRun === null
              ? ''
              : `${RUN_STATES[row.lastRun.state]}，${row.lastRun.pageCount} 页，${row.lastRun.issueCount} 个问题`,
            row.nextRunAt === null ? '手动' : beijingTime(row.nextRunAt),
          ]);
        }
        return printLine(table.toString());
      }),
    );

  sources
    .command('apply')
    .description('add sources or replace their definitions: all files or none')
    .argument('<files...>', 'YAML files')
    .option('--replace', 'also sources that were changed on the web since')
    .action(async (files: string[], { replace }: { readonly replace?: boolean }) => {
      const read = readSources(files);
      await withInstance(async ({ deps, config }) => {
        await applySources(deps.database, read, { replaceWeb: replace === true });
        await applySchedules(deps.queues, await findSources(deps.database), config.timeZone);
      });
      say(`已保存 ${read.length} 个来源：${read.map((source) => source.id).join('、')}`);
    });

  sources
    .command('show')
    .description(
      'print a source as YAML, as it is in use: added or changed on the web, or from its file',
    )
    .argument('<id>', 'of the source')
    .action((id: string) =>
      withInstance(async ({ deps }) => printText(formatSource(await getSource(deps.database, id)))),
    );

  sources
    .command('check')
    .description('check source files; nothing is changed')
    .argument('<files...>', 'YAML files')
    .action((files: string[]) => {
      const read = readSources(files);
      say(`没有错误：${read.map((source) => source.id).join('、')}`);
    });

  sources
    .command('suggest')
    .description('infer a source from a list page, a feed or a sitemap, and print it as YAML')
    .argument(
      '<url>',
      'fetched within its robots.txt, with up to 3 of its postings and its next page',
    )
    .option('--json', 'print one JSON value: {source, sample, paging, warnings}')
    .action(async (url: string, { json }: { readonly json?: boolean }) => {
      // Loaded late: the other commands need no crawler.
      const { suggest } = await import('../suggest.js');
      const suggestion = await suggest(url);
      if (json === true) return printJson(suggestion);
      say(describeSuggestion(suggestion));
      return printText(formatSource(suggestion.source));
    });
}

const RUN_STATES = { running: '进行中', done: '完成', failed: '失败', abandoned: '中断' } as const;
