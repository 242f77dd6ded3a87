import { rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { InvalidInput, Unavailable } from '../../domain/errors.js';
import { readConfig } from '../../runtime/config.js';
import { claimInstance } from '../../runtime/embedded/instance-lock.js';
import { say } from '../print.js';

export function addReset(program: Command): void {
  program
    .command('reset')
    .description('delete the data folder: every page, posting, lead and decision in it')
    .option('--yes', 'really do it')
    .action(async ({ yes }: { readonly yes?: boolean }) => {
      const { dataDir, databaseUrl } = readConfig();
      if (databaseUrl !== null) {
        throw new InvalidInput('DATABASE_URL is set: what stands there is not deleted from here');
      }
      if (yes !== true) throw new InvalidInput(`this deletes ${dataDir}; say --yes to do it`);
      const claim = await claimInstance(dataDir);
      if (!claim.owner) {
        throw new Unavailable(`mingcha runs on ${dataDir} (process ${claim.pid}): stop it first`);
      }
      await rm(dataDir, { recursive: true, force: true });
      say(`已删除 ${dataDir}`);
    });
}
