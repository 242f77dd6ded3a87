/** Data files of the project (rules, taxonomy, sources), read for the stages, which do no I/O. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { codeRoot } from './project-root.js';

export interface ProjectFile {
  /** Relative to the folder asked for, with `/` on every system. */
  readonly name: string;
  readonly text: string;
}

/**
 * All files below a folder of the project whose name ends in `ending`, sorted by name.
 * @param folder relative to the project, e.g. `classifiers`
 * @param ending e.g. `.yml`
 */
export function readProjectFiles(
  folder: string,
  ending: string,
  root: string = codeRoot(),
): readonly ProjectFile[] {
  const top = join(root, folder);
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      name: relative(top, path).split(sep).join('/'),
      text: readFileSync(path, 'utf8'),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
