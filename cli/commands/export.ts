import { userInfo } from 'node:os';
import { extname } from 'node:path';
import { Option, type Command } from 'commander';
import { formatHead } from '../../domain/audit-chain.js';
import { InvalidInput } from '../../domain/errors.js';
import type { LeadState } from '../../domain/lead.js';
import { EXPORTS } from '../../exports/index.js';
import {
  EXPORT_FORMATS,
  writeExportFile,
  type ExportFormat,
} from '../../workers/write-export-file.js';
import { withInstance } from '../instance.js';
import { printJson, say } from '../print.js';
import { stopSignal } from '../stop-signal.js';
import { parseStates } from './leads.js';
import { WHOLE_BUREAU } from '../../domain/rights.js';

interface Options {
  readonly format?: ExportFormat;
  readonly out: string;
  readonly state?: readonly LeadState[];
  readonly code?: string;
  readonly source?: string;
  readonly search?: string;
  readonly needsExpert?: boolean;
  readonly json?: boolean;
}

const TELL_EVERY = 10_000;

export function addExport(program: Command): void {
  program
    .command('export')
    .description('write a file to hand out, contacts masked')
    .argument('<kind>', `what: ${EXPORTS.map((definition) => definition.id).join(', ')}`)
    .addOption(
      new Option('--format <format>', 'left out: by the file’s ending').choices([
        ...EXPORT_FORMATS,
      ]),
    )
    .requiredOption('--out <file>', 'where to')
    .option('--state <states>', 'only these states, separated by commas', parseStates)
    .option('--code <code>', 'only leads that carry this code')
    .option('--source <id>', 'only leads from this source')
    .option('--search <words>', 'only leads with these words')
    .option('--needs-expert', 'only leads in which an expert should look at a posting')
    .option('--json', 'print one JSON value: {export, format, file, rows, sha256, auditHead}')
    .action(async (kind: string, options: Options) => {
      if (!EXPORTS.some((definition) => definition.id === kind)) {
        throw new InvalidInput(
          `there is no export ${kind}; there is: ${EXPORTS.map((definition) => definition.id).join(', ')}`,
        );
      }
      const format = options.format ?? formatOf(options.out);
      const written = await withInstance(({ deps }) =>
        writeExportFile(deps, {
          viewer: WHOLE_BUREAU,
          format,
          path: options.out,
          filter: {
            states: options.state ?? null,
            code: options.code ?? null,
            sourceId: options.source ?? null,
            text: options.search ?? null,
            ...(options.needsExpert === true ? { needsExpert: true } : {}),
          },
          exportedBy: `${userInfo().username}（命令行）`,
          signal: stopSignal(),
          onRow: (count) => {
            if (count % TELL_EVERY === 0) say(`已写 ${count} 行……`);
          },
        }),
      );
      if (options.json === true) {
        return printJson({
          export: written.id,
          format,
          file: options.out,
          rows: written.rowCount,
          sha256: written.sha256,
          auditHead: formatHead(written.auditHead),
        });
      }
      say(`已导出 ${written.rowCount} 条线索到 ${options.out}（导出编号 ${written.id}）`);
      say(`SHA-256 ${written.sha256}`);
      return say(`审计链头 ${formatHead(written.auditHead)}（请随文件留存）`);
    });
}

function formatOf(file: string): ExportFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const format = EXPORT_FORMATS.find((known) => known === ending);
  if (format === undefined) {
    throw new InvalidInput(
      `say --format ${EXPORT_FORMATS.join('|')}: the file's ending does not tell`,
    );
  }
  return format;
}
