/** One service of this machine, shared by all processes that use the same data folder (see guard.mjs). */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Unavailable } from '../../domain/errors.js';
import { takeLock } from '../generation-lock.js';
import type { Log } from '../log.js';
import { folderUnavailable, runFolder } from './run-folder.js';

/** How to start the service; `info` is what every user of it gets. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
  readonly info: string;
  /** Signals to stop it with, each with the time it gets before the next, in milliseconds. */
  readonly stop: readonly (readonly [NodeJS.Signals, number])[];
}

export interface ServiceSpec {
  /** `postgres` or `redis`: names its socket, lock and log file. */
  readonly name: string;
  readonly dataDir: string;
  readonly log: Log;
  /** Called by the one process that starts the service, with nobody else at it. */
  readonly prepare: (runDir: string) => Promise<Launch>;
  /** Whether it answers; an error means not yet. */
  readonly probe: (info: string) => Promise<void>;
  /** What the end of its log says of a failed start; `again` when another try may succeed. */
  readonly explain: (logTail: string) => Unavailable | 'again';
}

export interface GuardedService {
  readonly info: string;
  /** The process id of the service itself. */
  readonly pid: number;
  /** Settles when the service ends before `stop` was called. */
  readonly lost: Promise<Unavailable>;
  /** Leaves; settles once the service has stopped if nobody else uses it. */
  readonly stop: () => Promise<void>;
}

const TRIES = 20;
const PAUSE_MS = 300;
const READY_MS = 60_000;
const LARGEST_LOG = 10_000_000;

/**
 * Joins the service of this data folder, starting it when it does not run.
 * @throws {Unavailable} saying what to do
 */
export async function useGuardedService(spec: ServiceSpec): Promise<GuardedService> {
  const runDir = runFolder(spec.dataDir);
  const socket = join(runDir, `${spec.name}.guard`);
  const logFile = join(spec.dataDir, 'log', `${spec.name}.log`);
  let last: Unavailable | undefined;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) await sleep(PAUSE_MS);
    const joined =
      (await joinGuard(socket)) ??
      (await launch(spec, runDir, socket, logFile).catch(asUnavailable(spec.dataDir)));
    const outcome = await waitUntilReady(spec, joined);
    if (outcome === 'ready') return joined;
    await joined.stop();
    const reason = spec.explain(readTail(logFile, joined.logStart));
    if (reason !== 'again') throw reason;
    last = new Unavailable(`the embedded ${spec.name} ${outcome}; its log is ${logFile}`);
    spec.log.debug({ service: spec.name, outcome }, 'embedded service did not start, trying again');
  }
  throw last ?? new Unavailable(`the embedded ${spec.name} does not start; its log is ${logFile}`);
}

/** What the system refuses while we write into the data folder is about that folder. */
function asUnavailable(dataDir: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    throw folderUnavailable(dataDir, error);
  };
}

interface Joined extends GuardedService {
  /** Where the log of this start begins, in bytes. */
  readonly logStart: number;
}

interface Hello {
  /** Missing when the command could not be run at all. */
  readonly pid?: number;
  readonly info: string;
  readonly logStart: number;
}

async function launch(
  spec: ServiceSpec,
  runDir: string,
  socket: string,
  logFile: string,
): Promise<Joined> {
  const lock = await takeLock(join(runDir, `${spec.name}.lock`), `starts ${spec.name}`);
  try {
    const running = await joinGuard(socket);
    if (running) return running;
    const how = await spec.prepare(runDir);
    const logStart = openLog(spec.dataDir, logFile);
    const guard = startGuard({ ...how, socket, logFile, logStart });
    while (guard.exitCode === null && guard.signalCode === null) {
      const joined = await joinGuard(socket);
      if (joined) return joined;
      await sleep(20);
    }
    throw new Unavailable(`the watcher of the embedded ${spec.name} does not start`);
  } finally {
    lock.release();
  }
}

/** It waits for us for some seconds, also when the service itself ends at once. */
function startGuard(spec: object): ChildProcess {
  const guard = spawn(
    process.execPath,
    ['--max-semi-space-size=1', fileURLToPath(new URL('./guard.mjs', import.meta.url))],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/', env: {} },
  );
  guard.on('error', () => {});
  guard.stdin.on('error', () => {});
  guard.stdin.end(JSON.stringify(spec));
  guard.unref();
  return guard;
}

/** A connection to the guard, or null when none listens. */
async function joinGuard(socket: string): Promise<Joined | null> {
  const connection = await connect(socket);
  if (connection === null) return null;
  const lines = readLines(connection);
  const hello = await lines.next();
  if (hello === null) return null;
  const { pid, info, logStart } = JSON.parse(hello) as Hello;
  // The connection alone must not keep a process alive that has nothing else to do.
  connection.unref();
  let isLeaving = false;
  const closed = new Promise<void>((resolve) => connection.once('close', () => resolve()));
  const lost = lines.next().then(async (line) => {
    if (isLeaving) return new Promise<never>(() => {});
    const { ended } =
      line === null ? { ended: 'lost its watcher' } : (JSON.parse(line) as { ended: string });
    return new Unavailable(`the embedded service ${ended}`);
  });
  return {
    info,
    pid: pid ?? 0,
    lost,
    logStart,
    async stop() {
      isLeaving = true;
      connection.ref();
      if (!connection.destroyed) connection.write('leave\n');
      await closed;
    },
  };
}

function connect(socket: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    connection.once('connect', () => resolve(connection));
    connection.on('error', () => resolve(null));
  });
}

/** `next` answers the next line, or null at the end of the connection. */
function readLines(connection: Socket): { next(): Promise<string | null> } {
  let buffered = '';
  let isOver = false;
  let wake: () => void = () => {};
  connection.setEncoding('utf8');
  connection.on('data', (text: string) => {
    buffered += text;
    wake();
  });
  connection.once('close', () => {
    isOver = true;
    wake();
  });
  return {
    async next() {
      for (;;) {
        const end = buffered.indexOf('\n');
        if (end >= 0) {
          const line = buffered.slice(0, end);
          buffered = buffered.slice(end + 1);
          return line;
        }
        if (isOver) return null;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

async function waitUntilReady(spec: ServiceSpec, joined: Joined): Promise<string> {
  const ended = joined.lost.then((error) => error.message);
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    const answer = await Promise.race([
      spec.probe(joined.info).then(
        () => 'ready' as const,
        () => sleep(25).then(() => null),
      ),
      ended,
    ]);
    if (answer !== null) return answer;
  }
  return `did not answer within ${READY_MS / 1000} s`;
}

/** Makes the log's folder, puts a large log aside, and answers the log's size. */
function openLog(dataDir: string, logFile: string): number {
  try {
    mkdirSync(dirname(logFile), { recursive: true });
    const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    if (size < LARGEST_LOG) return size;
    rmSync(`${logFile}.1`, { force: true });
    renameSync(logFile, `${logFile}.1`);
    return 0;
  } catch (error) {
    throw folderUnavailable(dataDir, error);
  }
}

function readTail(logFile: string, from: number): string {
  try {
    return readFileSync(logFile).subarray(from).toString('utf8');
  } catch {
    return '';
  }
}
