/** `npm test`: sets up what is missing, then runs Vitest over all projects. */
import { join } from 'node:path';
import { checkNode } from './check-node.mjs';

const HELP = `npm test [-- OPTIONS] [FILES]

Installs what is missing, builds, and runs the tests; no option runs them all.

  --project NAME   only unit, gold, flow, fault or browser; may be given several times
  -t PATTERN       only tests whose name matches
  FILES            only test files whose path contains one of these
  --help           this text

Every other option is handed on to Vitest (https://vitest.dev/guide/cli).
Examples: npm test -- --project unit     npm test -- test/fault/runtime`;

checkNode();
const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  console.log(HELP);
  process.exit(0);
}
const { prepare } = await import('./prepare.mjs');
const { PROJECT } = await import('./project-folder.mjs');
await prepare('npm test');

process.chdir(PROJECT);
const vitest = join(PROJECT, 'node_modules', 'vitest', 'vitest.mjs');
process.argv = [process.argv[0], vitest, 'run', ...args];
await import(vitest);
