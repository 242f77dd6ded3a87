/** One `mingcha start` a data folder: the second one learns where the first one is. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from '../generation-lock.js';
import { makeFolder } from '../make-folder.js';
import { folderUnavailable } from './run-folder.js';

export type InstanceClaim =
  | {
      readonly owner: true;
      /** Makes the addresses known to later starts; may be called again. */
      readonly publish: (info: InstanceInfo) => void;
      readonly release: () => void;
    }
  | { readonly owner: false; readonly info: InstanceInfo; readonly pid: number };

/** Where a running instance can be reached, e.g. `{web: 'http://127.0.0.1:4600'}`. */
export type InstanceInfo = Readonly<Record<string, string>>;

const POLL_MS = 50;

/**
 * Claims the data folder for this process. Finding it claimed, waits until the owner has published
 * its addresses, or is gone and the claim can be taken over.
 * @throws {Unavailable} when the folder cannot be written
 */
export async function claimInstance(dataDir: string): Promise<InstanceClaim> {
  try {
    makeFolder(dataDir, 0o700);
  } catch (error) {
    throw folderUnavailable(dataDir, error);
  }
  for (;;) {
    const attempt = lockOf(dataDir);
    if (attempt.taken) {
      const { publish, release } = attempt.lock;
      return { owner: true, publish, release };
    }
    const { pid, info } = attempt.owner;
    if (info !== null) return { owner: false, info: info as InstanceInfo, pid };
    await sleep(POLL_MS);
  }
}

function lockOf(dataDir: string): ReturnType<typeof tryLock> {
  try {
    return tryLock(join(dataDir, 'instance.lock'), 'mingcha start');
  } catch (error) {
    throw folderUnavailable(dataDir, error);
  }
}
