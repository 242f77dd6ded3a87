import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { isProcessGone, processIdentity } from '../../../runtime/process-identity.js';

it('of this process is never gone', () => {
  expect(processIdentity()).toBe(`${hostname()}/${process.pid}`);
  expect(isProcessGone(processIdentity())).toBe(false);
});

it('of a process that has ended is gone', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  await once(child, 'spawn');
  expect(isProcessGone(`${hostname()}/${child.pid}`)).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(isProcessGone(`${hostname()}/${child.pid}`)).toBe(true);
});

it.each([
  '',
  '/',
  hostname(),
  `${hostname()}/`,
  `${hostname()}/x`,
  `${hostname()}/-1`,
  'elsewhere/1',
  'elsewhere/4194304',
  `${hostname()}/1`,
])('of which nothing is known to be dead is not gone: %j', (identity) => {
  expect(isProcessGone(identity)).toBe(false);
});
