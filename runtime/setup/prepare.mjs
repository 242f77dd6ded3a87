/** All that must be there before anything of ours can run: packages, system packages, a build. */
import { build } from './build.mjs';
import { installPackages } from './install-packages.mjs';
import { installSystem } from './install-system.mjs';
import { withSetupLock } from './with-setup-lock.mjs';

/** Installs and builds what is missing; on failure prints why and ends the process with status 1. */
export async function prepare(about) {
  try {
    await withSetupLock(about, async () => {
      installPackages();
      await installSystem();
      await build();
    });
  } catch (error) {
    console.error(`Set-up failed: ${error.message}`);
    process.exit(1);
  }
}
