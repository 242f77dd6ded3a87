/** Whether this machine can draw Chinese; without, screenshots show boxes. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findOnPath } from './find-on-path.js';

/** Whether a Chinese font is installed; null when it cannot be told (no fontconfig). */
export async function hasChineseFonts(path: string): Promise<boolean | null> {
  // macOS ships PingFang, Windows Microsoft YaHei.
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  const fcList = findOnPath('fc-list', path);
  if (fcList === null) return null;
  const { stdout } = await promisify(execFile)(fcList, [':lang=zh', 'family']);
  return stdout.trim() !== '';
}
