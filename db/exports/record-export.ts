import type { AuditHead } from '../../domain/audit-chain.js';
import { recordAudit } from '../audit/record-audit.js';
import { json, type Transaction } from '../connect.js';

export interface ExportRecord {
  readonly kind: string;
  readonly format: string;
  readonly fileName: string;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly rowCount: number;
  /** Of the file, hex. */
  readonly sha256: string;
  readonly exportedBy: string;
}

/**
 * Every file that was handed out has a row, which holds the head of the audit chain at that time, and an
 * audit entry. In the transaction in which the file appears.
 * @returns the export's number, and the entry's place in the chain
 */
export async function recordExport(
  transaction: Transaction,
  record: ExportRecord,
): Promise<{ readonly id: number; readonly auditHead: AuditHead }> {
  const { kind, format, fileName, filter, rowCount, sha256, exportedBy } = record;
  const [row] = await transaction<{ id: number }[]>`
    insert into exports (kind, format, file_name, filter, row_count, sha256, exported_by)
    values (${kind}, ${format}, ${fileName}, ${json(transaction, filter)}, ${rowCount}, ${sha256},
      ${exportedBy})
    returning id`;
  if (row === undefined) throw new Error('an insert without a row');
  const auditHead = await recordAudit(transaction, {
    ...{ userId: null, actor: exportedBy, action: 'export' },
    ...{ objectType: 'export', objectId: String(row.id) },
    detail: { kind, format, filter, rowCount, sha256 },
  });
  await transaction`
    update exports set audit_seq = ${auditHead.seq}, audit_hash = ${auditHead.hash}
    where id = ${row.id}`;
  return { id: row.id, auditHead };
}
