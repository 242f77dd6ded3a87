/** The program itself: what stands on the command line goes to `runCommand`. */
import { runCommand } from './run-command.js';

await runCommand(process.argv.slice(2));
