/** Whether this machine can draw Chinese; without, screenshots show boxes. */
import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { findOnPath } from './find-on-path.js';

export async function hasChineseFonts(path) {
  // macOS ships PingFang, Windows Microsoft YaHei.
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  const fcList = findOnPath('fc-list', path);
  if (fcList === null) return null;
  const { stdout } = await promisify(execFile)(fcList, [':lang=zh', 'family']);
  return stdout.trim() !== '';
}
