/** Finds a command the way a shell does. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Folders that system packages install to and that a bare `PATH` (cron, systemd) may lack. */
const USUAL_FOLDERS = ['/usr/local/bin', '/usr/bin', '/usr/sbin', '/opt/homebrew/bin'];

/** The full path of `command` in the folders of `path`, then in the usual folders; or null. */
export function findOnPath(command: string, path: string): string | null {
  for (const folder of [...path.split(delimiter), ...USUAL_FOLDERS]) {
    if (folder === '') continue;
    const file = join(folder, command);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // Not in this folder: the next one.
    }
  }
  return null;
}
