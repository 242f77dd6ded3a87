/** Looks for a Chromium of this machine; none is ever downloaded. */
import { join } from 'node:path';
import process from 'node:process';
import { findOnPath, isExecutable } from './find-on-path.js';

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

export function findChromium({ configured, path }) {
  if (configured !== null) return isExecutable(configured) ? configured : null;
  for (const command of COMMANDS) {
    const found = findOnPath(command, path);
    if (found !== null) return found;
  }
  if (process.platform !== 'darwin') return null;
  return MAC_APPS.map((app) => join('/Applications', app)).find(isExecutable) ?? null;
}
