import { InvalidArgumentError, type Command } from 'commander';
import { findDeadUrls, retryDeadUrls, type DeadUrl } from '../../db/frontier/dead-urls.js';
import { InvalidInput } from '../../domain/errors.js';
import { beijingTime } from '../beijing-time.js';
import { withInstance } from '../instance.js';
import { newTable } from '../new-table.js';
import { printJson, printLine, say } from '../print.js';

interface DeadOptions {
  readonly source?: string;
  readonly reason?: string;
  readonly limit: number;
  readonly json?: boolean;
}

interface RetryOptions {
  readonly source?: string;
  readonly reason?: string;
  readonly json?: boolean;
}

export function addFrontier(program: Command): void {
  const frontier = program.command('frontier').description('the URLs of all sources');

  frontier
    .command('dead')
    .description('URLs that were given up, the newest first')
    .option('--source <id>', 'only of this source')
    .option('--reason <kind>', 'only those that died of this, e.g. fetch-failed')
    .option('--limit <n>', 'at most so many', parseNumber, 50)
    .option('--json', 'print one JSON value')
    .action((options: DeadOptions) =>
      withInstance(async ({ deps }) => {
        const { urls, total } = await findDeadUrls(deps.database, {
          sourceId: options.source ?? null,
          reason: options.reason ?? null,
          limit: options.limit,
        });
        if (options.json === true) return printJson({ total, urls });
        if (total === 0) return say('没有放弃的网址。');
        await printLine(deadTable(urls));
        say(`共 ${total} 个，显示 ${urls.length} 个。重新抓取：mingcha frontier retry 编号…`);
      }),
    );

  frontier
    .command('retry')
    .description('makes given-up URLs due again, with all their attempts')
    .argument('[ids...]', 'their numbers', parseNumbers)
    .option('--source <id>', 'all of this source')
    .option('--reason <kind>', 'all that died of this')
    .option('--json', 'print one JSON value')
    .action((ids: readonly number[] | undefined, { source, reason, json }: RetryOptions) => {
      if (ids === undefined && source === undefined && reason === undefined) {
        throw new InvalidInput('say which: numbers, --source or --reason', [], {
          userMessage: '请指明网址编号，或用 --source、--reason 选定范围。',
        });
      }
      return withInstance(async ({ deps }) => {
        const retried = await retryDeadUrls(deps.database, {
          ids: ids ?? null,
          sourceId: source ?? null,
          reason: reason ?? null,
        });
        if (json === true) return printJson({ retried });
        say(`已重新排队 ${retried} 个网址，正在进行或下一次的巡查会抓取。`);
      });
    });
}

function deadTable(urls: readonly DeadUrl[]): string {
  const table = newTable(['编号', '来源', '原因', '次数', '时间', '网址', '说明']);
  for (const { id, sourceId, reason, attempts, diedAt, url, message } of urls) {
    table.push([id, sourceId, reason, attempts, beijingTime(diedAt), plain(url), plain(message)]);
  }
  return table.toString();
}

/** What sites wrote must not reach the terminal as commands. */
function plain(text: string | null): string {
  return (text ?? '').replace(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 120);
}

function parseNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('a number from 1');
  return number;
}

function parseNumbers(text: string, before: readonly number[] | undefined): number[] {
  return [...(before ?? []), parseNumber(text)];
}
