/** `npm start`: sets up what is missing, then runs `mingcha start --demo` in this process. */
import { join } from 'node:path';
import { checkNode } from './check-node.mjs';

checkNode();
const { prepare } = await import('./prepare.mjs');
const { CURRENT } = await import('./build-inputs.mjs');
await prepare('npm start');

// In this process, so that its signals and exit status are the command's own.
const main = join(CURRENT, 'cli', 'main.js');
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], main, 'start', '--demo', ...process.argv.slice(2)];
await import(main);
