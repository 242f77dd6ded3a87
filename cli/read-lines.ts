/** Lines of a file or of standard input, one at a time, however large the whole is. */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { InvalidInput } from '../domain/errors.js';

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Empty when there is a problem. */
  readonly text: string;
  /** Why the line cannot be read at all; null when it can. */
  readonly problem: string | null;
}

const LF = 0x0a;
/** More than any posting; folding it takes some thirty times as much memory. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Splits at LF only: `node:readline` would also split at U+2028, which may stand in a JSON string.
 * Blank lines are counted, not given. A byte order mark is dropped. A line that is not UTF-8 or longer than 64 MiB
 * is given with its problem.
 * @param path a file, or `-` for standard input
 * @throws {InvalidInput} when the file cannot be read
 */
export async function* readLines(path: string): AsyncGenerator<Line> {
  let number = 0;
  let parts: Buffer[] = [];
  let size = 0;
  const add = (part: Buffer): void => {
    size += part.length;
    // What is too long is read to its end, but not kept.
    if (size > MOST_BYTES) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const end = (): Generator<Line> => {
    number += 1;
    const line = size > MOST_BYTES ? tooLong(number) : toLine(number, Buffer.concat(parts));
    parts = [];
    size = 0;
    return line;
  };
  for await (const chunk of openInput(path)) {
    let from = 0;
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, from)) {
      add(chunk.subarray(from, at));
      yield* end();
      from = at + 1;
    }
    add(chunk.subarray(from));
  }
  if (size > 0) yield* end();
}

function* tooLong(number: number): Generator<Line> {
  const problem = `the line is longer than ${MOST_BYTES / 1024 / 1024} MiB: split it, one posting a line`;
  yield { number, text: '', problem };
}

function* toLine(number: number, bytes: Buffer): Generator<Line> {
  if (!isUtf8(bytes)) {
    const problem = 'not UTF-8 (GBK or UTF-16?): convert the file to UTF-8, e.g. with iconv';
    yield { number, text: '', problem };
    return;
  }
  const text = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(/\r$/, '');
  if (text.trim() !== '') yield { number, text, problem: null };
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
