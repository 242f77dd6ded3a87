/** Who holds something in the database: machine and process. */
import { hostname } from 'node:os';

/** e.g. `office-1/4711` */
export function processIdentity(): string {
  return `${hostname()}/${process.pid}`;
}

/** Whether that process is known to be dead. Of other machines nothing is known: false. */
export function isProcessGone(identity: string): boolean {
  const [host, pid] = identity.split('/');
  if (host !== hostname() || !/^\d+$/.test(pid ?? '')) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
