/** Lines of a file or of standard input, one at a time, however large the whole is. */
import { createReadStream } from 'node:fs';
import { InvalidInput } from '../domain/errors.js';

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

const LF = 0x0a;

/**
 * Splits at LF only: `node:readline` would also split at U+2028, which may stand in a JSON string.
 * Blank lines are counted, not given. A byte order mark is dropped.
 * @param path a file, or `-` for standard input
 * @throws {InvalidInput} when the file cannot be read
 */
export async function* readLines(path: string): AsyncGenerator<Line> {
  let number = 0;
  let parts: Buffer[] = [];
  for await (const chunk of openInput(path)) {
    let from = 0;
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, from)) {
      parts.push(chunk.subarray(from, at));
      number += 1;
      yield* toLine(number, parts);
      parts = [];
      from = at + 1;
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  }
  if (parts.length > 0) yield* toLine(number + 1, parts);
}

function* toLine(number: number, parts: readonly Buffer[]): Generator<Line> {
  const text = Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(/\r$/, '');
  if (text.trim() !== '') yield { number, text };
}

async function* openInput(path: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of path === '-' ? process.stdin : createReadStream(path)) {
      yield chunk as Buffer;
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new InvalidInput(`${path} cannot be read (${code})`, [], { cause: error });
  }
}
