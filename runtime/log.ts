/** The log: JSON lines, one object a line. The message is a constant phrase; what varies is a field. */
import { openSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { Unavailable } from '../domain/errors.js';
import { makeFolder } from './make-folder.js';

export type Log = Logger;

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * @param options.destination `stderr` (the default), the path of a file that is appended to (its
 *   folder is made), or a stream of one's own
 * @throws {Unavailable} when the file cannot be written
 */
export function createLog(options: {
  readonly level: LogLevel;
  readonly destination?: string | DestinationStream;
}): Log {
  const { level, destination = 'stderr' } = options;
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    typeof destination === 'string' ? openDestination(destination) : destination,
  );
}

/** Written synchronously: the last lines before a crash are the ones that matter. */
function openDestination(destination: string): DestinationStream {
  if (destination === 'stderr') return pino.destination({ dest: 2, sync: true });
  try {
    makeFolder(dirname(destination), 0o700);
    return pino.destination({ dest: openSync(destination, 'a', 0o600), sync: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new Unavailable(
      `the log ${destination} cannot be written (${code}): make its folder writable or set DATA_DIR to another one`,
      { cause: error },
    );
  }
}
