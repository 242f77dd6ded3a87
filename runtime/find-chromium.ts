/** Looks for a Chromium of this machine; none is ever downloaded. */
import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from './find-on-path.js';

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const MAC_APPS = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/**
 * The path of a Chromium, or null. A configured path that is not an executable file is null too:
 * the operator meant that one, and another browser in its place would surprise.
 * @param options.configured `CHROMIUM_PATH`
 * @param options.path the folders of `PATH`
 */
export function findChromium(options: {
  readonly configured: string | null;
  readonly path: string;
}): string | null {
  const { configured, path } = options;
  if (configured !== null) return isExecutable(configured) ? configured : null;
  for (const command of COMMANDS) {
    const found = findOnPath(command, path);
    if (found !== null) return found;
  }
  if (process.platform !== 'darwin') return null;
  return MAC_APPS.map((app) => join('/Applications', app)).find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
