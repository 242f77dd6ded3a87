/** A table in a file, as an office has it: CSV, XLSX or YAML. Cells come out as texts, numbered as the file shows them. */
import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import iconv from 'iconv-lite';
import readExcelFile from 'read-excel-file/node';
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { InvalidInput } from '../domain/errors.js';

export interface FileTable {
  /** The heading: the first row of a sheet, the keys of a YAML list. */
  readonly columns: readonly string[];
  /** `number`: the row of the sheet or the line of the file, from 1. */
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
}

/** Tables are read as a whole. */
const MAX_BYTES = 20_000_000;

/**
 * @param path ends in `.csv` (UTF-8, or GB 18030 as Excel saves it), `.xlsx` (its first sheet), `.yml` or `.yaml` (a list of maps)
 * @throws {InvalidInput} when the file cannot be read, is no such table, or is larger than 20 MB
 */
export async function readTable(path: string): Promise<FileTable> {
  const bytes = readBytes(path);
  switch (extname(path).toLowerCase()) {
    case '.csv':
      return toTable(readCsv(decode(bytes)), path);
    case '.xlsx':
      return toTable(await readXlsx(bytes, path), path);
    case '.yml':
    case '.yaml':
      return readYaml(bytes.toString('utf8'), path);
    default:
      throw new InvalidInput(`${path}: 只认得 .csv、.xlsx、.yml 和 .yaml 文件`);
  }
}

function readBytes(path: string): Buffer {
  try {
    if (statSync(path).size > MAX_BYTES) throw new InvalidInput(`${path}: 文件超过 20 MB`);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new InvalidInput(`${path}: 文件读不了（${code}）`, [], { cause: error });
  }
}

interface NumberedRow {
  readonly number: number;
  readonly cells: readonly string[];
}

function toTable([heading, ...rows]: readonly NumberedRow[], path: string): FileTable {
  if (heading === undefined) throw new InvalidInput(`${path}: 文件是空的`);
  return { columns: heading.cells, rows };
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, 'gb18030');
  }
}

/** RFC 4180; a number is the line on which the row begins. Rows without any text are left out. */
function readCsv(text: string): NumberedRow[] {
  const rows: NumberedRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let number = 1;
  const endRow = (): void => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) rows.push({ number, cells });
    cells = [];
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const unit = text[at] ?? '';
    if (unit === '\n') line += 1;
    if (isQuoted) {
      if (unit !== '"') cell += unit;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (unit === '"' && cell === '') isQuoted = true;
    else if (unit === ',') {
      cells.push(cell);
      cell = '';
    } else if (unit === '\n') {
      endRow();
      number = line;
    } else if (unit !== '\r') cell += unit;
  }
  endRow();
  return rows;
}

async function readXlsx(bytes: Buffer, path: string): Promise<NumberedRow[]> {
  try {
    const [sheet] = await readExcelFile(bytes);
    return (sheet?.data ?? [])
      .map((cells, place) => ({ number: place + 1, cells: cells.map(cellText) }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  } catch (cause) {
    throw new InvalidInput(`${path}: 不是能读的 XLSX 文件`, [], { cause });
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}

/** Every key of any of the maps is a column. */
function readYaml(text: string, path: string): FileTable {
  const lines = new LineCounter();
  // Everything as written: a date is no number, and no moment.
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe' });
  const [error] = document.errors;
  if (error !== undefined) {
    throw new InvalidInput(`${path}:${lines.linePos(error.pos[0]).line}: ${error.message}`);
  }
  const list = document.contents;
  if (!isSeq(list)) throw new InvalidInput(`${path}: 应是一个列表，每项写明各列的值`);
  const columns: string[] = [];
  const rows = list.items.map((item) => {
    const start = (item as { range?: readonly number[] }).range?.[0] ?? 0;
    const { line } = lines.linePos(start);
    if (!isMap(item)) throw new InvalidInput(`${path}:${line}: 应写成“列名: 值”`);
    const cells: string[] = [];
    for (const { key, value } of item.items) {
      const name = String(key);
      if (!columns.includes(name)) columns.push(name);
      cells[columns.indexOf(name)] = value === null ? '' : String(value);
    }
    return { number: line, cells: Array.from(cells, (cell) => cell ?? '') };
  });
  return { columns, rows };
}
