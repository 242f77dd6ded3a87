/** What a build is made from, and whether the last one still matches. Quick: it runs before every command. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './project-folder.mjs';

export const DIST = join(PROJECT, 'dist');
/** The current build: a link, so that it changes in one step and running processes keep theirs. */
export const CURRENT = join(DIST, 'current');
export const STAMP = 'build.json';

/** Folders whose code and data files become part of a build. */
const FOLDERS = [
  'domain',
  'runtime',
  'crawlers',
  'classifiers',
  'leads',
  'exports',
  'db',
  'workers',
  'server',
  'cli',
  'sources',
  'test/sites',
];
const SETUP = 'runtime/setup';
/** What the web pages are made from; only types and schemas come from outside of `web`. */
const WEB_FOLDERS = ['web', 'domain', 'server/contract'];
/** How it is made: the script and the versions of its tools. */
const TOOL_FILES = [`${SETUP}/build.mjs`, 'package-lock.json'];

/** The files of the code part, relative to the project. */
export function codeFiles() {
  return FOLDERS.flatMap((folder) => walk(folder)).filter((file) => !file.startsWith(`${SETUP}/`));
}

/** One hash over names and contents for each of the two parts. */
export function hashInputs() {
  return {
    code: hash([...codeFiles(), ...TOOL_FILES]),
    web: hash([...WEB_FOLDERS.flatMap((folder) => walk(folder)), ...TOOL_FILES]),
  };
}

/** Size and time of every input: as long as these are the same, nothing was changed. */
export function statInputs() {
  const files = [...codeFiles(), ...walk('web'), ...TOOL_FILES];
  return Object.fromEntries(
    [...new Set(files)].map((file) => {
      const found = statSync(join(PROJECT, file), { throwIfNoEntry: false });
      return [file, found ? `${found.size} ${found.mtimeMs}` : 'none'];
    }),
  );
}

/** The stamp of the current build, or null when there is none. */
export function readStamp() {
  try {
    return JSON.parse(readFileSync(join(CURRENT, STAMP), 'utf8'));
  } catch {
    return null;
  }
}

/** Whether the current build was made from the files as they are now. */
export function isFresh() {
  const built = readStamp()?.files;
  if (built === undefined) return false;
  const now = statInputs();
  const names = Object.keys(now);
  return (
    names.length === Object.keys(built).length && names.every((name) => now[name] === built[name])
  );
}

function walk(folder) {
  const found = [];
  for (const entry of readdirSync(join(PROJECT, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...walk(path));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}

function hash(files) {
  const sum = createHash('sha256');
  for (const file of files) {
    sum.update(`\0${file}\0`);
    if (statSync(join(PROJECT, file), { throwIfNoEntry: false })) {
      sum.update(
        createHash('sha256')
          .update(readFileSync(join(PROJECT, file)))
          .digest(),
      );
    }
  }
  return sum.digest('hex');
}
