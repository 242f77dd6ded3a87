/** The real `mingcha` command in a process of its own, as a shell runs it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../runtime/config.js';

const COMMAND = fileURLToPath(new URL('../../cli/mingcha.mjs', import.meta.url));

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param settings what is set in its environment beside `PATH`; nothing of ours leaks in */
export async function runCommand(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  input: string | Buffer = '',
): Promise<CommandResult> {
  const env = { PATH: readConfig().searchPath, ...settings };
  const child = spawn(process.execPath, [COMMAND, ...args], { env });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  // It may end without having read everything.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, ...output };
}
