import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;

/** Settles when `isTrue` says so. @throws after `seconds`, naming what was waited for */
export async function waitUntil(
  what: string,
  isTrue: () => Promise<boolean> | boolean,
  seconds = 30,
): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(LOOK_EVERY_MS);
  }
}
