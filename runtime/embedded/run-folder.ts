/** The folder of sockets. Their paths may have 103 bytes on macOS and 107 on Linux. */
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from '../../domain/errors.js';
import { makeFolder } from '../make-folder.js';

/** What is left for the folder when the longest socket name, `.s.PGSQL.65535.lock`, is added. */
const LONGEST_FOLDER = 80;

/**
 * Makes and answers a folder that only this user may enter: `run` in the data folder, or one in
 * the system's temporary folder when that path would be too long for a socket.
 * @throws {Unavailable} when it cannot be made, or belongs to somebody else
 */
export function runFolder(dataDir: string): string {
  const near = join(dataDir, 'run');
  const folder =
    Buffer.byteLength(near) <= LONGEST_FOLDER
      ? near
      : join(
          tmpdir(),
          `mingcha-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`,
        );
  try {
    makeFolder(folder, 0o700);
    const found = lstatSync(folder);
    if (!found.isDirectory() || (process.getuid && found.uid !== userInfo().uid)) {
      throw new Unavailable(`${folder} belongs to somebody else; set DATA_DIR to a shorter path`);
    }
    chmodSync(folder, 0o700);
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    throw folderUnavailable(dataDir, error);
  }
  return folder;
}

/** The one message for a data folder that cannot be used. */
export function folderUnavailable(dataDir: string, cause: unknown): Unavailable {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
  const why =
    code === 'ENOSPC'
      ? 'the disk is full'
      : code === 'ENOTDIR' || code === 'EEXIST'
        ? 'it, or a folder above it, is a file'
        : `it cannot be written (${code})`;
  const remedy = code === 'ENOSPC' ? 'Free some space' : 'Make it writable';
  return new Unavailable(
    `the data folder ${dataDir} cannot be used: ${why}. ${remedy} or set DATA_DIR to another folder.`,
    { cause },
  );
}
