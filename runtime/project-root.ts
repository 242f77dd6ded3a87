/** Where the checkout (or the installed image) stands, from sources and from `dist/` alike. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Unavailable } from '../domain/errors.js';

/**
 * The folder whose package.json is named `mingcha`, looked for upwards from this file.
 * @throws {Unavailable} when there is none
 */
export function projectRoot(from: string = dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && packageName(file) === 'mingcha') return folder;
    if (dirname(folder) === folder) {
      throw new Unavailable(`no package.json of mingcha in any folder above ${from}`);
    }
  }
}

/**
 * The folder that this code was loaded from: the project itself in sources, one build in `dist/`. It
 * holds the data files that belong to this code, which a later build may have other versions of.
 */
export function codeRoot(): string {
  return dirname(dirname(fileURLToPath(import.meta.url)));
}

/** The built web pages. From sources those of the current build, which may not be there. */
export function webFolder(): string {
  const besideCode = join(codeRoot(), 'web');
  return codeRoot() === projectRoot() ? join(projectRoot(), 'dist/current/web') : besideCode;
}

function packageName(file: string): unknown {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'name' in parsed
    ? parsed.name
    : undefined;
}
