/** Locks between processes: their holders are killed, and many take over at once. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Unavailable } from '../../domain/errors.js';
import { claimInstance } from '../../runtime/embedded/instance-lock.js';
import { tryLock } from '../../runtime/generation-lock.js';
import { startScript } from '../support/start-script.js';
import type { Script } from '../support/start-script.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Holder {
  readonly taken: boolean;
  readonly pid: number;
}

describe('a lock', () => {
  it('goes to one of many who find its holder killed', async () => {
    const path = join(temporaryFolder(), 'some.lock');
    const first = run('hold-lock.ts', [path]);
    expect(await first.next()).toMatchObject({ taken: true });
    first.process.kill('SIGKILL');
    await first.ended;

    const heirs = Array.from({ length: 8 }, () => run('hold-lock.ts', [path]));
    const answers = (await Promise.all(heirs.map((heir) => heir.next()))) as Holder[];
    const winners = answers.filter(({ taken }) => taken);
    expect(winners).toHaveLength(1);
    expect(tryLock(path, 'late')).toMatchObject({ taken: false, owner: { pid: winners[0]?.pid } });
  });

  it('lets one after the other in, and nobody twice', async () => {
    const folder = temporaryFolder();
    const [path, journal] = [join(folder, 'some.lock'), join(folder, 'journal')];
    const visitors = Array.from({ length: 8 }, () => run('set-up-once.ts', [path, journal]));
    expect(await Promise.all(visitors.map(({ ended }) => ended))).toEqual(Array(8).fill(0));
    expect(readFileSync(journal, 'utf8')).toBe('in\nout\n'.repeat(8));
    expect(readdirSync(folder).filter((name) => name.startsWith('some.lock'))).toHaveLength(1);
  });

  it('is not held by a stranger who was given the process id of its dead holder', () => {
    const path = join(temporaryFolder(), 'some.lock');
    const holder = { pid: process.pid, started: '1', about: 'dead', info: null, released: false };
    writeFileSync(`${path}.7`, JSON.stringify(holder));
    expect(tryLock(path, 'next').taken).toBe(true);
  });

  it('can be taken over when its file is damaged', () => {
    const path = join(temporaryFolder(), 'some.lock');
    writeFileSync(`${path}.7`, '{"pid":');
    expect(tryLock(path, 'next').taken).toBe(true);
  });
});

describe('claimInstance', () => {
  it('tells the second start where the first one is, once that is known', async () => {
    const dataDir = temporaryFolder();
    const first = run('hold-instance.ts', [dataDir]);
    expect(await first.next()).toEqual({ owner: true });

    const second = claimInstance(dataDir);
    expect(await Promise.race([second, sleep(300, 'waits')])).toBe('waits');
    first.process.stdin?.write('publish\n');
    expect(await second).toEqual({
      owner: false,
      info: { web: 'http://127.0.0.1:4600' },
      pid: first.process.pid,
    });
  });

  it('passes to a start that waits when the first one is killed before it is ready', async () => {
    const dataDir = temporaryFolder();
    const first = run('hold-instance.ts', [dataDir]);
    await first.next();
    const second = claimInstance(dataDir);
    first.process.kill('SIGKILL');
    expect(await second).toMatchObject({ owner: true });
  });

  it('is free again after a release', async () => {
    const dataDir = temporaryFolder();
    const first = await claimInstance(dataDir);
    if (first.owner) first.release();
    expect(await claimInstance(dataDir)).toMatchObject({ owner: true });
  });

  it('names a data folder that cannot be written', async () => {
    await expect(claimInstance('/proc/mingcha')).rejects.toThrow(Unavailable);
    await expect(claimInstance('/proc/mingcha')).rejects.toThrow('/proc/mingcha');
  });
});

function run(name: string, args: readonly string[]): Script {
  return startScript(new URL(`../support/${name}`, import.meta.url), args);
}
