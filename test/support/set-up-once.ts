/** A process that takes a set-up lock, writes down when it was inside, and ends. */
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from '../../runtime/generation-lock.js';

const [lockPath = '', journal = ''] = process.argv.slice(2);
const lock = await takeLock(lockPath, 'a test');
appendFileSync(journal, 'in\n');
await sleep(30);
appendFileSync(journal, 'out\n');
lock.release();
