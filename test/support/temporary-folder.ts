/** Folders that a test may fill; short, because sockets stand in them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder, removed when the running test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mingcha-t-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
