/** Makes a folder and those above it. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Like `mkdirSync` with `recursive`, which in Node 20 never returns for a folder that its file system
 * refuses with "not found", such as `/proc/mingcha`.
 * @param mode of the folders that are made
 */
export function makeFolder(folder: string, mode = 0o755): void {
  if (isFolder(folder)) return;
  if (!isFolder(dirname(folder))) makeFolder(dirname(folder), mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another process made it this moment.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && isFolder(folder)) return;
    throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
