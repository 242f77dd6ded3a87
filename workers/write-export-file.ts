/** lead → file: all of it or nothing, hashed, and recorded. */
import { basename } from 'node:path';
import type { Writable } from 'node:stream';
import { recordExport } from '../db/exports/record-export.js';
import { exportLeads } from '../db/leads/export-leads.js';
import type { LeadFilter } from '../db/leads/find-leads.js';
import type { AuditHead } from '../domain/audit-chain.js';
import { leadsExport } from '../exports/leads/leads-export.js';
import { writeCsv } from '../exports/write-csv.js';
import { writeJsonl } from '../exports/write-jsonl.js';
import { writeXlsx } from '../exports/write-xlsx.js';
import type { Deps } from './deps.js';
import type { Viewer } from '../domain/rights.js';
import { openDraftFile } from './draft-file.js';

export const EXPORT_FORMATS = ['xlsx', 'csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface WrittenExport {
  readonly id: number;
  readonly rowCount: number;
  readonly sha256: string;
  /** The head of the audit chain, with this export in it. */
  readonly auditHead: AuditHead;
}

/**
 * Writes the leads that match to `path`, contacts masked. The file appears when it is whole; an error or `signal` leaves what was there before.
 * @throws {InvalidInput} when `path` or its folder cannot be written
 */
export async function writeExportFile(
  deps: Pick<Deps, 'database' | 'seal'>,
  request: {
    /** Only leads that he may see are written. */
    readonly viewer: Pick<Viewer, 'grants'>;
    readonly format: ExportFormat;
    readonly path: string;
    readonly filter: LeadFilter;
    readonly exportedBy: string;
    readonly signal?: AbortSignal;
    /** Told after each row. */
    readonly onRow?: (rowCount: number) => void;
  },
): Promise<WrittenExport> {
  const { format, path, filter, exportedBy } = request;
  const file = await openDraftFile(path);
  try {
    const { rowCount } = await write(deps, request, file.out);
    const sha256 = await file.hash();
    // The file appears only when its row could be written.
    return await deps.database.begin(async (transaction) => {
      const recorded = await recordExport(transaction, {
        kind: leadsExport.id,
        format,
        fileName: basename(path),
        filter: { ...filter },
        rowCount,
        sha256,
        exportedBy,
      });
      await file.publish();
      return { ...recorded, rowCount, sha256 };
    });
  } finally {
    await file.discard();
  }
}

function write(
  { database, seal }: Pick<Deps, 'database' | 'seal'>,
  { viewer, format, filter, signal, onRow }: Parameters<typeof writeExportFile>[1],
  out: Writable,
): Promise<{ readonly rowCount: number }> {
  const options = { masked: true };
  async function* rows() {
    let index = 0;
    for await (const exported of exportLeads(database, viewer, filter, seal)) {
      index += 1;
      yield leadsExport.row({ ...exported, index }, options);
      onRow?.(index);
    }
  }
  const input = {
    columns: leadsExport.columns,
    rows: rows(),
    out,
    options,
    ...(signal === undefined ? {} : { signal }),
  };
  switch (format) {
    case 'xlsx':
      return writeXlsx({ ...input, title: leadsExport.title });
    case 'csv':
      return writeCsv(input);
    case 'jsonl':
      return writeJsonl(input);
  }
}
