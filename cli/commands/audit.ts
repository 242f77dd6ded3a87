import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { findAuditHead } from '../../db/audit/read-audit.js';
import { verifyAudit } from '../../db/audit/verify-audit.js';
import {
  AuditRowSchema,
  formatHead,
  parseHead,
  walkChain,
  type AuditBreak,
  type AuditHead,
} from '../../domain/audit-chain.js';
import { InvalidInput } from '../../domain/errors.js';
import { writeAuditFile } from '../../workers/write-audit-file.js';
import { beijingTime } from '../beijing-time.js';
import { ExitCode } from '../exit-code.js';
import { withInstance } from '../instance.js';
import { printJson, printLine, say } from '../print.js';
import { readLines } from '../read-lines.js';

/** Shown with each answer: what a chain that holds does not prove. */
const LIMITS = [
  '说明：可发现篡改，不是不可篡改。改动、删除、插入、调换一条记录，这里都能发现；',
  '但能完全控制数据库的人可以把整条链重算，或截去末尾的记录，只与库内数据比对是查不出的，',
  '须与另处留存的链头比对（--head，链头由 mingcha audit head 显示，导出文件时也会显示）。没有写进审计的操作，也无从查起。',
];

interface Told {
  readonly entries: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly head: AuditHead | null;
  /** null: a file holds no decisions to compare with. */
  readonly decisions: number | null;
  readonly firstBreak: AuditBreak | null;
}

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('the log of who did what, chained by hashes');

  audit
    .command('verify')
    .description('go along the chain and name the first entry that does not hold')
    .option('--file <jsonl>', 'a file written by `audit export`, instead of the database')
    .option('--head <seq:hash...>', 'a head noted earlier, elsewhere: it must stand in the chain')
    .option('--json', 'print one JSON value')
    .action(async (options: VerifyOptions) => {
      const noted = (options.head ?? []).map(parseHead);
      const told =
        options.file === undefined
          ? await withInstance(({ deps }) => verifyAudit(deps.database, noted))
          : await verifyFile(options.file, noted);
      if (told.firstBreak !== null) process.exitCode = ExitCode.failed;
      const notedHeads = noted.map(formatHead);
      const head = told.head === null ? null : formatHead(told.head);
      if (options.json === true) return printJson({ ...told, head, notedHeads });
      await printLine(describe(told, noted).join('\n'));
      for (const line of LIMITS) say(line);
    });

  audit
    .command('head')
    .description('the last entry’s number and hash, to be noted outside of this system')
    .action(() =>
      withInstance(async ({ deps }) => {
        const head = await findAuditHead(deps.database);
        return head === null ? say('还没有审计记录。') : printLine(formatHead(head));
      }),
    );

  audit
    .command('export')
    .description('write all entries with their hashes, as JSON lines; this is an entry itself')
    .requiredOption('--out <file>', 'where to')
    .requiredOption('--purpose <text>', 'what for: kept in the log')
    .option('--json', 'print one JSON value: {file, entries, sha256, head}')
    .action(async ({ out, purpose, json }: ExportOptions) => {
      if (purpose.trim() === '') throw new InvalidInput('--purpose must say what for');
      const { entries, sha256, asked } = await withInstance(({ deps }) =>
        writeAuditFile(deps, { path: out, purpose, exportedBy: `cli:${userInfo().username}` }),
      );
      const head = formatHead(asked);
      if (json === true) return printJson({ file: out, entries, sha256, head });
      say(`已导出 ${entries} 条审计记录到 ${out}`);
      say(`SHA-256 ${sha256}`);
      return say(`链头 ${head}（请另处留存）`);
    });
}

interface VerifyOptions {
  readonly file?: string;
  readonly head?: readonly string[];
  readonly json?: boolean;
}

interface ExportOptions {
  readonly out: string;
  readonly purpose: string;
  readonly json?: boolean;
}

async function verifyFile(path: string, noted: readonly AuditHead[]): Promise<Told> {
  const walk = walkChain(noted);
  const range: { from: string | null; to: string | null } = { from: null, to: null };
  const told = (firstBreak: AuditBreak | null): Told => ({
    ...{ entries: walk.head?.seq ?? 0, head: walk.head, ...range, decisions: null, firstBreak },
  });
  for await (const { number, text, problem } of readLines(path)) {
    const row = AuditRowSchema.safeParse(problem === null ? toValue(text) : undefined);
    if (!row.success) throw new InvalidInput(`${path}: line ${number} is no entry of an audit log`);
    const found = walk.step(row.data);
    if (found !== null) return told(found);
    range.from ??= row.data.at;
    range.to = row.data.at;
  }
  return told(walk.end());
}

function toValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describe(told: Told, noted: readonly AuditHead[]): string[] {
  const { entries, from, to, head, decisions, firstBreak } = told;
  const span =
    from === null || to === null
      ? ''
      : `，${beijingTime(new Date(from))} 至 ${beijingTime(new Date(to))}`;
  if (firstBreak !== null) {
    return [`审计链有问题：${firstBreak.why}。`, `此前 ${entries} 条相符${span}。`];
  }
  return [
    `审计链相符：共 ${entries} 条${span}。`,
    ...(decisions === null ? [] : [`与审计记录比对的研判结论：${decisions} 条，相符。`]),
    ...noted.map(({ seq }) => `与给出的链头相符：第 ${seq} 条及以前的记录和当时一样。`),
    ...(head === null ? [] : [`现在的链头 ${formatHead(head)}`]),
  ];
}
