#!/usr/bin/env node
/** The command of a checkout: makes sure of the packages and of a fresh build, then runs it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode } from '../runtime/setup/check-node.mjs';

checkNode();
const { PROJECT } = await import('../runtime/setup/project-folder.mjs');
const { CURRENT, isFresh } = await import('../runtime/setup/build-inputs.mjs');
if (!existsSync(join(PROJECT, 'node_modules', '.package-lock.json'))) {
  console.error('The npm packages are not installed: run `npm ci` first (or `npm start`).');
  process.exit(1);
}
if (!isFresh()) {
  const { withSetupLock } = await import('../runtime/setup/with-setup-lock.mjs');
  const { build } = await import('../runtime/setup/build.mjs');
  await withSetupLock('the build for a mingcha command', build);
}
const main = join(CURRENT, 'cli', 'main.js');
process.setSourceMapsEnabled(true);
process.argv[1] = main;
await import(main);
