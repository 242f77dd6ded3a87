/**
 * Rows as an XLSX sheet: styled, frozen header, every text cell of type text, so that 18-digit codes
 * stay whole. The library has no hyperlinks and no filters, and builds the sheet in memory: see
 * README for the figures and `MAX_ROWS`.
 */
import writeExcelFile, { type Cell as SheetCell, type SheetData } from 'write-excel-file/node';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InvalidInput } from '../domain/errors.js';
import { exportHeaders, type Cell } from './define-export.js';
import { guardCell } from './guard-cell.js';
import { signalOption, type WriteInput } from './write-csv.js';

/** More rows than this are refused: CSV and JSONL hold any number. */
export const MAX_ROWS = 50_000;
/** What a cell of an Excel sheet holds, in UTF-16 units. */
const MAX_CELL_LENGTH = 32_767;
const CUT_MARK = '…（已截断）';
/** Excel forbids these in the name of a sheet, and more than 31 characters. */
const FORBIDDEN_IN_NAME = /[\\/?*[\]:]/gu;

/**
 * Writes all rows to one sheet and says how many there were, the header not counted.
 * @param input.title name of the sheet
 * @throws {InvalidInput} when there are more than `MAX_ROWS` rows
 * @throws what the rows or `out` throw; `AbortError` when aborted
 */
export async function writeXlsx<Row extends Readonly<Record<string, Cell>>>({
  columns,
  rows,
  out,
  options,
  signal,
  title,
}: WriteInput<Row> & { readonly title: string }): Promise<{ readonly rowCount: number }> {
  const sheet: SheetData = [exportHeaders(columns, options).map((header) => headerCell(header))];
  try {
    for await (const row of rows) {
      signal?.throwIfAborted();
      if (sheet.length > MAX_ROWS) {
        throw new InvalidInput(`an XLSX export holds at most ${MAX_ROWS} rows`, [], {
          userMessage: `XLSX 最多 ${MAX_ROWS} 行，请缩小范围或改用 CSV。`,
        });
      }
      sheet.push(columns.map(({ key }) => sheetCell(row[key] ?? null)));
    }
  } catch (error) {
    out.destroy();
    throw error;
  }
  const file = writeExcelFile(sheet, {
    sheet: title.replace(FORBIDDEN_IN_NAME, ' ').slice(0, 31),
    stickyRowsCount: 1,
    columns: columns.map(({ width }) => ({ width })),
  });
  // The library types an overloaded method as a union; without an argument it gives the stream,
  // which, unlike its own piping, can be aborted.
  const readable = await (file.toStream as () => Promise<Readable>)();
  await pipeline(readable, out, signalOption(signal));
  return { rowCount: sheet.length - 1 };
}

function headerCell(header: string): SheetCell {
  return {
    value: header,
    type: String,
    fontWeight: 'bold',
    backgroundColor: '#D9E1F2',
    align: 'center',
    alignVertical: 'center',
    wrap: true,
  };
}

function sheetCell(cell: Cell): SheetCell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  return {
    value: avoidPrototype(escapeText(cutText(guardCell(cell)))),
    type: String,
    format: '@',
    alignVertical: 'top',
  };
}

/** Excel reads `_x0041_` as `A` and XML a carriage return as a line feed. */
function escapeText(text: string): string {
  return text.replace(/\r\n?/gu, '\n').replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, '_x005F_');
}

/** The library keeps its texts in a plain object and would take `constructor` for one it knows. */
function avoidPrototype(text: string): string {
  return text in Object.prototype ? `${text} ` : text;
}

function cutText(text: string): string {
  if (text.length <= MAX_CELL_LENGTH) return text;
  const head = text.slice(0, MAX_CELL_LENGTH - CUT_MARK.length);
  return `${head.replace(/[\ud800-\udbff]$/u, '')}${CUT_MARK}`;
}
