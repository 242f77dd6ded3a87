import { readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { InvalidInput, Unavailable } from '../../domain/errors.js';
import { readConfig } from '../../runtime/config.js';
import { claimInstance } from '../../runtime/embedded/instance-lock.js';
import { isProcessGone } from '../../runtime/process-identity.js';
import { say } from '../print.js';

export function addReset(program: Command): void {
  program
    .command('reset')
    .description('delete what is kept in the data folder: every page, posting, lead and decision')
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
      try {
        await refuseWhileUsed(dataDir);
        // Only what is ours: the folder may be somebody's home.
        for (const name of KEPT_HERE) {
          await rm(join(dataDir, name), { recursive: true, force: true });
        }
      } finally {
        claim.release();
      }
      say(`已清空 ${dataDir}`);
    });
}

/** What this program makes in its data folder. */
const KEPT_HERE = ['postgres', 'redis', 'blobs', 'log', 'run', 'secret-key'];

/** @throws {Unavailable} while another command has the embedded PostgreSQL running */
async function refuseWhileUsed(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n', 1)[0]);
  if (pid > 0 && !isProcessGone(`${hostname()}/${pid}`)) {
    throw new Unavailable(`another mingcha command is at work on ${dataDir}: wait for its end`);
  }
}
