/** CPU time of a PostgreSQL server with all of its processes, from /proc (Linux). */
import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from '../../db/connect.js';

/** Clock ticks a second in /proc: 100 on every Linux that Node runs on. */
const TICKS = 100;

interface ProcessTimes {
  readonly parent: number;
  readonly seconds: number;
  /** With the children that have ended. */
  readonly familySeconds: number;
}

/** Seconds since the server started, ended connections included; undefined where there is no /proc. */
export async function postgresCpuSeconds(database: Database): Promise<number | undefined> {
  const [row] = await database<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const server = readTimes(row?.pid ?? 0)?.parent;
  const main = server === undefined ? undefined : readTimes(server);
  if (main === undefined) return undefined;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readTimes(Number(name)))
    .filter((times) => times?.parent === server);
  return children.reduce((sum, times) => sum + (times?.seconds ?? 0), main.familySeconds);
}

function readTimes(pid: number): ProcessTimes | undefined {
  try {
    // The name in brackets may hold blanks; the numbers come after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const ticks = (at: number) => Number(fields[at]) / TICKS;
    return {
      parent: Number(fields[1]),
      seconds: ticks(11) + ticks(12),
      familySeconds: ticks(11) + ticks(12) + ticks(13) + ticks(14),
    };
  } catch {
    return undefined;
  }
}
