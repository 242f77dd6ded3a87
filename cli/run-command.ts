/** The `mingcha` command: every subcommand listed by hand, and errors told so that they help. */
import { Command, CommanderError } from 'commander';
import { InvalidInput, MingchaError } from '../domain/errors.js';
import { projectVersion } from '../runtime/project-version.js';
import { ExitCode } from './exit-code.js';
import { say } from './print.js';

/** Loaded when asked for, so that `classify` does not wait for a crawler. */
const COMMANDS: Readonly<Record<string, (program: Command) => Promise<void>>> = {
  start: async (program) => (await import('./commands/start.js')).addStart(program),
  server: async (program) => (await import('./commands/roles.js')).addServer(program),
  worker: async (program) => (await import('./commands/roles.js')).addWorker(program),
  crawler: async (program) => (await import('./commands/roles.js')).addCrawler(program),
  crawl: async (program) => (await import('./commands/crawl.js')).addCrawl(program),
  sources: async (program) => (await import('./commands/sources.js')).addSources(program),
  frontier: async (program) => (await import('./commands/frontier.js')).addFrontier(program),
  extract: async (program) => (await import('./commands/extract.js')).addExtract(program),
  classify: async (program) => (await import('./commands/classify.js')).addClassify(program),
  evaluate: async (program) => (await import('./commands/evaluate.js')).addEvaluate(program),
  train: async (program) => (await import('./commands/train.js')).addTrain(program),
  import: async (program) => (await import('./commands/import.js')).addImport(program),
  calendar: async (program) => (await import('./commands/calendar.js')).addCalendar(program),
  leads: async (program) => (await import('./commands/leads.js')).addLeads(program),
  export: async (program) => (await import('./commands/export.js')).addExport(program),
  audit: async (program) => (await import('./commands/audit.js')).addAudit(program),
  score: async (program) => (await import('./commands/score.js')).addScore(program),
  user: async (program) => (await import('./commands/user.js')).addUserCommands(program),
  doctor: async (program) => (await import('./commands/doctor.js')).addDoctor(program),
  reset: async (program) => (await import('./commands/reset.js')).addReset(program),
};

/** @param args what stands after `mingcha` */
export async function runCommand(args: readonly string[]): Promise<void> {
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? ExitCode.done);
    throw error;
  });
  const program = new Command('mingcha')
    .description('patrols public web pages for covert or unlawful tutoring ads')
    .version(projectVersion())
    .exitOverride()
    .showHelpAfterError('(add --help for help)');
  const asked = COMMANDS[args[0] ?? ''];
  const adders = asked === undefined ? Object.values(COMMANDS) : [asked];
  for (const add of adders) await add(program);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    process.exitCode = tell(error);
  }
}

function tell(error: unknown): number {
  if (error instanceof CommanderError) {
    // Help and version are asked for; commander has said everything else itself.
    return error.exitCode === 0 ? ExitCode.done : ExitCode.badInput;
  }
  if (error instanceof InvalidInput) {
    say(error.userMessage ?? error.message);
    return ExitCode.badInput;
  }
  if (error instanceof MingchaError) {
    say(error.userMessage ?? error.message);
    return ExitCode.failed;
  }
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return ExitCode.failed;
}
