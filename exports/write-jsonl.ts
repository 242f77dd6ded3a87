/** Rows as JSON Lines for other systems: UTF-8, one object a line, keys as in the row type. Streams. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Cell } from './define-export.js';
import { signalOption, type WriteInput } from './write-csv.js';

const CHUNK_LENGTH = 65_536;

/**
 * Writes the columns' values of all rows and says how many there were. No formula guard: a program
 * reads this. Lone halves of surrogate pairs are escaped by `JSON.stringify`.
 * @throws what the rows or `out` throw; `AbortError` when aborted
 */
export async function writeJsonl<Row extends Readonly<Record<string, Cell>>>({
  columns,
  rows,
  out,
  signal,
}: WriteInput<Row>): Promise<{ readonly rowCount: number }> {
  let rowCount = 0;
  async function* chunks(): AsyncGenerator<string> {
    let chunk = '';
    for await (const row of rows) {
      rowCount++;
      chunk += `${JSON.stringify(Object.fromEntries(columns.map(({ key }) => [key, row[key]])))}\n`;
      if (chunk.length < CHUNK_LENGTH) continue;
      yield chunk;
      chunk = '';
    }
    if (chunk !== '') yield chunk;
  }
  await pipeline(Readable.from(chunks(), { highWaterMark: 1 }), out, signalOption(signal));
  return { rowCount };
}
