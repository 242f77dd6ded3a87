/** What commands print: results to stdout, everything else to stderr. */
import { once } from 'node:events';

/** Writes to stdout and waits while the reader is slow. */
export async function printText(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** A line of it. */
export async function printLine(text: string): Promise<void> {
  await printText(`${text}\n`);
}

/** One JSON value to stdout, for `--json`. */
export async function printJson(value: unknown): Promise<void> {
  await printLine(JSON.stringify(value, null, 2));
}

/** A line for people, to stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
