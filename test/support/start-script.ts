/** A script of ours in a process of its own, for tests that kill processes. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface Script {
  readonly process: ChildProcess;
  /** The next line it prints to stdout, parsed as JSON; fails when it ends without one, with its stderr. */
  readonly next: () => Promise<unknown>;
  /** Settles when it has ended. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/**
 * Runs a TypeScript or JavaScript file; what is left of it is killed when the running test has finished.
 * @param file a file URL
 * @param options.fileBlocks no file may be larger than so many blocks of 512 bytes
 */
export function startScript(
  file: URL,
  args: readonly string[] = [],
  { fileBlocks }: { readonly fileBlocks?: number } = {},
): Script {
  const limit = fileBlocks === undefined ? '' : `ulimit -f ${fileBlocks};`;
  const child = spawn(
    'sh',
    [
      ...['-c', `${limit} exec "$0" "$@"`, process.execPath, '--import'],
      new URL('./register-typescript.mjs', import.meta.url).href,
      fileURLToPath(file),
      ...args,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code ?? 0)),
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    process: child,
    ended,
    async next() {
      const line = await lines.next();
      if (line.done) throw new Error(`${file.pathname} ended with ${await ended}: ${errors}`);
      return JSON.parse(line.value) as unknown;
    },
  };
}
