import { json, type Database, type Transaction } from '../connect.js';

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

/** Every file that was handed out has a row. @returns the export's number */
export async function recordExport(
  database: Database | Transaction,
  record: ExportRecord,
): Promise<number> {
  const [row] = await database<{ id: number }[]>`
    insert into exports (kind, format, file_name, filter, row_count, sha256, exported_by)
    values (${record.kind}, ${record.format}, ${record.fileName}, ${json(database, record.filter)},
      ${record.rowCount}, ${record.sha256}, ${record.exportedBy})
    returning id`;
  if (row === undefined) throw new Error('an insert without a row');
  return row.id;
}
