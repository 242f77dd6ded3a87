/** Processes of this machine by what the kernel tells in `/proc`; where there is none, nothing is found. */
import { readdirSync, readFileSync } from 'node:fs';

/** The processes whose command line holds `text`. */
export function findProcesses(text: string): number[] {
  return processIds().filter((id) => read(`/proc/${id}/cmdline`)?.includes(text) === true);
}

/** Memory that a process alone holds, in bytes, without what it shares; 0 when it is gone. */
export function residentBytes(id: number): number {
  const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(read(`/proc/${id}/status`) ?? '')?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

/** Ends a process and, if it leads a group, all of the group. */
export function killTree(id: number): void {
  for (const target of [-id, id]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // It is gone already, or leads no group.
    }
  }
}

function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
