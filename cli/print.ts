/** What commands print: results to stdout, everything else to stderr. */
import { once } from 'node:events';

/** Writes a line to stdout and waits while the reader is slow. */
export async function printLine(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain');
}

/** One JSON value to stdout, for `--json`. */
export async function printJson(value: unknown): Promise<void> {
  await printLine(JSON.stringify(value, null, 2));
}

/** A line for people, to stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
