/**
 * A lock between processes that survives its holder's sudden death. Plain JavaScript without
 * dependencies, because the set-up scripts need it before anything is installed.
 *
 * Files `<path>.1`, `<path>.2`, … are its generations: the highest one counts. Whoever finds it
 * released, or its process gone, makes the next one by `link`, which is atomic: of many who try, one
 * wins. Nothing is ever deleted but generations below one's own, so no live lock can be removed by
 * somebody who was slow.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

export function tryLock(path, about) {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    const top = generations(path)[0] ?? 0;
    const holder = top === 0 ? undefined : read(path, top);
    if (holder === null) continue; // It was removed in between: somebody holds a higher one.
    if (holder !== undefined && !holder.released && isAlive(holder.pid, holder.started)) {
      return { taken: false, owner: holder };
    }
    const content = {
      pid: process.pid,
      started: startOf(process.pid),
      about,
      info: null,
      released: false,
    };
    if (!create(path, top + 1, content)) continue;
    // A listing made while others came and went may have missed one: the highest wins.
    if (generations(path)[0] !== top + 1) {
      rmSync(`${path}.${top + 1}`, { force: true });
      continue;
    }
    for (const lower of generations(path).slice(1)) rmSync(`${path}.${lower}`, { force: true });
    return { taken: true, lock: held(path, top + 1, content) };
  }
}

export async function takeLock(path, about, onWait = () => {}) {
  for (let waits = 0; ; waits += 1) {
    const attempt = tryLock(path, about);
    if (attempt.taken) return attempt.lock;
    if (waits === 0) onWait(attempt.owner);
    await sleep(POLL_MS);
  }
}

export function isAlive(pid, started = '') {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  const now = startOf(pid);
  if (now === 'zombie') return false;
  return started === '' || now === '' || now === started;
}

function held(path, generation, content) {
  const file = `${path}.${generation}`;
  let current = content;
  const write = (changes) => {
    if (current.released) return;
    current = { ...current, ...changes };
    const draft = draftOf(path);
    writeFileSync(draft, JSON.stringify(current), { mode: 0o600 });
    renameSync(draft, file);
  };
  return {
    publish: (info) => write({ info }),
    release: () => write({ info: null, released: true }),
  };
}

function create(path, generation, content) {
  const draft = draftOf(path);
  try {
    writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
    linkSync(draft, `${path}.${generation}`);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function draftOf(path) {
  return join(dirname(path), `.${basename(path)}-${process.pid}-${randomBytes(4).toString('hex')}`);
}

/** Highest first. */
function generations(path) {
  const prefix = `${basename(path)}.`;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .filter((rest) => /^\d{1,15}$/.test(rest))
    .map(Number)
    .sort((a, b) => b - a);
}

function read(path, generation) {
  try {
    return JSON.parse(readFileSync(`${path}.${generation}`, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    // Damaged from outside: nobody can be recognised in it.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The start of a process as the system tells it; `zombie`; or '' when it cannot be told. */
function startOf(pid) {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // After the name, which may hold anything: state is field 3, start time field 22 (proc(5)).
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? 'zombie' : fields[19];
    } catch {
      return '';
    }
  }
  try {
    const output = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [state = '', ...rest] = output.trim().split(/\s+/);
    return state.startsWith('Z') ? 'zombie' : rest.join(' ');
  } catch {
    return '';
  }
}
