/** Makes node_modules what package-lock.json says. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './project-folder.mjs';

/**
 * Runs `npm ci` when it is needed, saying so first.
 * @throws when npm fails
 */
export function installPackages() {
  const difference = describeDifference(PROJECT);
  if (difference === null) return;
  console.error(
    `Installing the npm packages of package-lock.json into node_modules: ${difference}.`,
  );
  // The npm that runs us, if one does; development packages are part of a checkout whatever NODE_ENV says.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const [command, all] = npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : ['npm', args];
  const { status, error } = spawnSync(command, all, { cwd: PROJECT, stdio: ['ignore', 2, 2] });
  if (error) throw new Error(`npm cannot be run: ${error.message}`);
  if (status !== 0) throw new Error('`npm ci` failed; its message stands above');
}

/** In what node_modules differs from the lock file, in words; null when it does not. */
export function describeDifference(project) {
  const wanted = readPackages(join(project, 'package-lock.json'));
  if (wanted === null) throw new Error('package-lock.json is missing or damaged');
  const present = readPackages(join(project, 'node_modules', '.package-lock.json'));
  if (present === null) return 'there are none yet';
  const wrong = Object.entries(wanted).filter(
    ([path, { version, optional, link }]) =>
      // An optional package may be left out on this platform; but if it is there, it is to be the right one.
      path !== '' && !link && (present[path] ? present[path].version !== version : !optional),
  );
  if (wrong.length === 0) return null;
  const [first] = wrong[0];
  const others = wrong.length > 1 ? ` and ${wrong.length - 1} more` : '';
  return `${first.replace(/^.*node_modules\//, '')}${others} missing or of another version`;
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}
