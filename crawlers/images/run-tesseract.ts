/** One reading of one picture by tesseract: a process of its own, bounded in time and output. */
import { spawn } from 'node:child_process';
import { FetchFailed, Unavailable } from '../../domain/errors.js';

export interface TesseractQuestion {
  /** The program. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** `--psm`, how the page is laid out: 3 finds out by itself, 6 takes it as one block, 11 as scattered text. */
  readonly layout: 3 | 6 | 11;
  /** How ink is told from ground: 0 one threshold for all (Otsu), 2 one for each place (Sauvola). */
  readonly threshold: 0 | 2;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The picture broke the reading: too slow, or the program failed on it. */
export class OcrFailed extends Error {}

/** By somebody, or by a machine without memory; a crash of its own says something of the picture. */
function isFromOutside(signal: NodeJS.Signals | null): boolean {
  return signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT' || signal === 'SIGHUP';
}

const MAX_OUTPUT = 4_000_000;

/**
 * What tesseract saw, as TSV. The picture goes in by a pipe; there is no shell and no file.
 * @throws {OcrFailed} when it takes too long, fails, or says too much
 * @throws {FetchFailed} when somebody else ends it: it may be tried again
 * @throws {Unavailable} when the program cannot be run at all
 * @throws AbortError when `signal` says so
 */
export async function runTesseract(question: TesseractQuestion): Promise<string> {
  const { path, bytes, layout, threshold, timeoutMs, signal } = question;
  signal?.throwIfAborted();
  const child = spawn(
    path,
    [
      ...['-', '-', '-l', 'chi_sim', '--psm', String(layout)],
      ...['-c', `thresholding_method=${threshold}`],
      ...['-c', 'tessedit_create_tsv=1', '-c', 'tessedit_create_txt=0'],
    ],
    // More threads than one make it three times slower. A group of its own, so that all of it can be ended.
    { stdio: ['pipe', 'pipe', 'ignore'], detached: true, env: { OMP_THREAD_LIMIT: '1' } },
  );
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    let length = 0;
    const output: Buffer[] = [];
    const end = (reason: Error): void => {
      failure ??= reason;
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself in the meantime.
      }
    };
    const timer = setTimeout(
      () => end(new OcrFailed(`not read within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const abort = (): void => end(new DOMException('stopped', 'AbortError'));
    signal?.addEventListener('abort', abort);
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_OUTPUT) end(new OcrFailed('the reader says too much'));
      else output.push(chunk);
    });
    child.once('error', (cause) => {
      failure ??= new Unavailable(`${path} cannot be run: install tesseract`, { cause });
    });
    child.once('close', (status, endedBy) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      if (failure !== undefined) reject(failure);
      else if (status === 0) resolve(Buffer.concat(output).toString('utf8'));
      else if (isFromOutside(endedBy)) {
        reject(new FetchFailed(`the reader of pictures was ended from outside (${endedBy ?? ''})`));
      } else
        reject(new OcrFailed(`the reader ended with ${endedBy ?? `status ${status ?? 'none'}`}`));
    });
    // It may end before it has taken the whole picture; the status says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(bytes);
  });
}
