/** The few settings that set-up itself depends on; `runtime/config.ts` reads and checks them all later. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { PROJECT } from './project-folder.mjs';

/** From the environment, then from `.env`; an empty value counts as not set. */
export function readSettings() {
  const file = join(PROJECT, '.env');
  const written = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const value = (key) => (process.env[key] ?? written[key])?.trim() || null;
  return {
    hasRedis: value('REDIS_URL') !== null,
    chromiumPath: value('CHROMIUM_PATH'),
    tesseractPath: value('TESSERACT_PATH'),
    path: process.env.PATH ?? '',
  };
}
