/** One set-up at a time in a checkout, so that `npm start` and `npm test` may be started together. */
import { join } from 'node:path';
import { takeLock } from '../generation-lock.js';
import { PROJECT } from './project-folder.mjs';

/** Runs `work` while no other process sets this checkout up; `about` is what others read who wait. */
export async function withSetupLock(about, work) {
  const lock = await takeLock(join(PROJECT, 'dist', 'setup.lock'), about, (owner) =>
    console.error(`Waiting for ${owner.about} (process ${owner.pid}) to finish its set-up …`),
  );
  try {
    return await work();
  } finally {
    lock.release();
  }
}
