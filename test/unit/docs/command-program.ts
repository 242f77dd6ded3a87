/** The `mingcha` command as `cli/run-command.ts` lists it, with its actions taken out: it only parses. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, CommanderError } from 'commander';
import { projectRoot } from '../../../runtime/project-root.js';
import { readPage } from './pages.js';

const ENTRY =
  /^ {2}(\w+): async \(program\) => \(await import\('\.\/(commands\/[\w-]+)\.js'\)\)\.(\w+)\(program\),$/gm;

/** The names in the order of the list. */
export function commandNames(): string[] {
  return [...readPage('cli/run-command.ts').matchAll(ENTRY)].map((match) => match[1] ?? '');
}

/** Every command with all of its options, so that what it is given can be checked. */
export async function commandProgram(): Promise<Command> {
  const program = new Command('mingcha').version('0').exitOverride();
  program.configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  for (const [, , file, add] of readPage('cli/run-command.ts').matchAll(ENTRY)) {
    const address = pathToFileURL(join(projectRoot(), 'cli', `${file}.ts`)).href;
    const module = (await import(/* @vite-ignore */ address)) as Record<
      string,
      (program: Command) => void
    >;
    module[add ?? '']?.(program);
  }
  disarm(program);
  return program;
}

/** Why the command would refuse these arguments; null when it takes them. */
export function refusalOf(program: Command, args: readonly string[]): string | null {
  try {
    program.parse([...args], { from: 'user' });
    return null;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? null : error.message;
  }
}

function disarm(command: Command): void {
  for (const child of command.commands) {
    if (child.commands.length === 0) child.action(() => undefined);
    disarm(child);
  }
}
