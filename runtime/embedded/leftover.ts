/** Stops a service that an earlier, killed start of the same data folder left behind. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '../../domain/errors.js';
import { isAlive } from '../generation-lock.js';
import type { Launch } from './guarded-service.js';

/**
 * Waits until the process named on the first line of `pidFile` is gone, asking it to stop.
 * @param options.mark a part of its command line (the data folder or socket), so that a stranger
 *   who was given the same process id is left alone
 * @returns `stranger` when the process id now belongs to somebody else, otherwise `gone`
 * @throws {Unavailable} when it does not stop
 */
export async function stopLeftover(options: {
  readonly name: string;
  readonly pidFile: string;
  readonly mark: string;
  readonly stop: Launch['stop'];
}): Promise<'gone' | 'stranger'> {
  const { name, pidFile, mark, stop } = options;
  const pid = readPid(pidFile);
  if (pid === null || !isAlive(pid)) return 'gone';
  if (!commandLine(pid).includes(mark)) return 'stranger';
  for (const [signal, waitMs] of stop) {
    if (!kill(pid, signal)) return 'gone';
    const deadline = Date.now() + Math.max(waitMs, 1_000);
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return 'gone';
      await sleep(20);
    }
  }
  throw new Unavailable(
    `a ${name} of an earlier start (process ${pid}) does not stop; stop it by hand`,
  );
}

function readPid(pidFile: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

function kill(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    }
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
