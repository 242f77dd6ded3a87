/** Finds a command the way a shell does. Plain JavaScript: the set-up scripts need it too. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Folders that system packages install to and that a bare `PATH` (cron, systemd) may lack. */
const USUAL_FOLDERS = ['/usr/local/bin', '/usr/bin', '/usr/sbin', '/opt/homebrew/bin'];

export function findOnPath(command, path) {
  for (const folder of [...path.split(delimiter), ...USUAL_FOLDERS]) {
    if (folder !== '' && isExecutable(join(folder, command))) return join(folder, command);
  }
  return null;
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
