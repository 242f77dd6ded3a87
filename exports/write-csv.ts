/** Rows as CSV for spreadsheets: UTF-8 with BOM, CRLF, quoted by RFC 4180, formulas disarmed. Streams. */
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportHeaders, type Cell, type ExportColumn, type RowOptions } from './define-export.js';
import { guardCell } from './guard-cell.js';

const BOM = '\ufeff';
const CHUNK_LENGTH = 65_536;

/** What every writer takes. It ends `out` when all is written, and destroys it on error or abort. */
export interface WriteInput<Row extends Readonly<Record<string, Cell>>> {
  readonly columns: readonly ExportColumn<Row>[];
  readonly rows: AsyncIterable<Row>;
  readonly out: Writable;
  readonly options: RowOptions;
  readonly signal?: AbortSignal;
}

/**
 * Writes all rows and says how many there were, the header not counted. Holds one chunk (64 KB) at
 * a time, and waits when `out` is slow.
 * @throws what the rows or `out` throw; `AbortError` when aborted. The caller drops the file then.
 */
export async function writeCsv<Row extends Readonly<Record<string, Cell>>>({
  columns,
  rows,
  out,
  options,
  signal,
}: WriteInput<Row>): Promise<{ readonly rowCount: number }> {
  let rowCount = 0;
  async function* chunks(): AsyncGenerator<string> {
    let chunk = BOM + csvLine(exportHeaders(columns, options));
    for await (const row of rows) {
      rowCount++;
      chunk += csvLine(columns.map(({ key }) => row[key] ?? null));
      if (chunk.length < CHUNK_LENGTH) continue;
      yield chunk;
      chunk = '';
    }
    if (chunk !== '') yield chunk;
  }
  await pipeline(Readable.from(chunks(), { highWaterMark: 1 }), out, signalOption(signal));
  return { rowCount };
}

function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'number' ? String(cell) : guardCell(cell);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `signal: undefined` is not the same as no signal to `pipeline`. */
export function signalOption(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
