/** Rows for the writers' tests: what advertisers and spreadsheets may do to a cell. */
import { Writable } from 'node:stream';
import type { ExportColumn } from '../../../exports/define-export.js';

export type SampleRow = Readonly<{ name: string | null; code: string; count: number | null }>;

export const SAMPLE_COLUMNS: readonly ExportColumn<SampleRow>[] = [
  { key: 'name', header: '名称(脱敏)', unmaskedHeader: '名称', width: 20 },
  { key: 'code', header: '统一社会信用代码', width: 20 },
  { key: 'count', header: '数量', width: 8 },
];

export const CREDIT_CODE = '914306001234567890';

/** Cell text as written by a stranger, and as it must read in a spreadsheet. */
export const HOSTILE: readonly (readonly [string, string, string])[] = [
  ['a formula', "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  ['a plus', '+1+1', "'+1+1"],
  ['a minus', '-1+1', "'-1+1"],
  ['an at sign', '@SUM(A1)', "'@SUM(A1)"],
  ['a tab', '\t=1+1', "'\t=1+1"],
  ['a carriage return', '\r=1+1', "'\r=1+1"],
  ['a formula behind spaces', '  =1+1', "'  =1+1"],
  ['a full-width formula', '＝1+1', "'＝1+1"],
  ['a formula behind a NUL', '\u0000=1+1', "'=1+1"],
  ['an emoji', '🔥包提分🔥', '🔥包提分🔥'],
  ['a rare character', '𠮷老师', '𠮷老师'],
  ['right-to-left text', '\u202eגבא\u202c语文', '\u202eגבא\u202c语文'],
  ['line feeds', '第一行\n第二行', '第一行\n第二行'],
  ['quotes and commas', '他说"好",再见', '他说"好",再见'],
  ['markup', '<b>&amp;</b>]]>', '<b>&amp;</b>]]>'],
  ['a NUL in the middle', '语\u0000文', '语文'],
  ['a control character', '语\u001b文\u000b课', '语文课'],
  ['half a surrogate pair', '语\ud83d文', '语文'],
  ['a name of the prototype', 'constructor', 'constructor'],
  ['another name of the prototype', '__proto__', '__proto__'],
  ['a literal escape of Excel', '_x0041_', '_x0041_'],
  ['an escaped formula', '_x003D_1+1', '_x003D_1+1'],
  ['overlapping escapes', 'a_x005F_x0041_b', 'a_x005F_x0041_b'],
];

export async function* rowsOf<Row>(rows: Iterable<Row>): AsyncGenerator<Row> {
  for (const row of rows) yield row;
}

/** A stream that keeps what it gets, and can be slow. */
export function memoryStream(delayMs = 0): {
  readonly out: Writable;
  readonly bytes: () => Buffer;
  readonly byteCount: () => number;
} {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  const out = new Writable({
    write(chunk: Buffer | string, _encoding, done) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      byteCount += bytes.length;
      if (delayMs === 0) done();
      else setTimeout(done, delayMs);
    },
  });
  return { out, bytes: () => Buffer.concat(chunks), byteCount: () => byteCount };
}
