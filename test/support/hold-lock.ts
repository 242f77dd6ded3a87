/** A process that tries to take a lock once, says whether it did, and then waits to be killed. */
import { tryLock } from '../../runtime/generation-lock.js';

const attempt = tryLock(process.argv[2] ?? '', 'holds a lock for a test');
process.stdout.write(`${JSON.stringify({ taken: attempt.taken, pid: process.pid })}\n`);
setInterval(() => {}, 1_000);
