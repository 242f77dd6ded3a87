/** Pages cannot be kept, as on a full disk: the run waits, nothing counts as fetched without its blob, and it goes on. */
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { findSilentRuns } from '../../db/runs/find-silent-runs.js';
import { saveSource } from '../../db/sources/save-source.js';
import { Unavailable } from '../../domain/errors.js';
import { folderBlobStore } from '../../runtime/blobs/folder-blob-store.js';
import { runSource } from '../../workers/run-source.js';
import { listOf, postingPage } from '../sites/hostile/behaviour.js';
import { startHostileSite } from '../sites/hostile/start-hostile-site.js';
import { openTestDeps, TEST_SECRET } from '../support/open-test-deps.js';
import { testSource } from '../support/save-postings.js';
import { startScript } from '../support/start-script.js';

const CRAWLER = new URL('../support/crawl-site.ts', import.meta.url);
const NEVER = new AbortController().signal;
/** 8 KB: the list fits, and so does an empty file. The other pages do not pack to less than 20 KB. */
const BLOCKS = 16;
const PATHS = Array.from({ length: 6 }, (_, at) => `/ad/${at}`);

async function openSite() {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const site = await startHostileSite();
  onTestFinished(() => site.close());
  site.pages.set('/list', { body: listOf(PATHS) });
  for (const path of PATHS) {
    const noise = `<!-- ${randomBytes(30_000).toString('base64')} -->`;
    site.pages.set(path, { body: postingPage(`初中物理辅导${path}`) + noise });
  }
  const source = testSource({ start: [`${site.origin}/list`], pace: { delayMs: 20 } });
  await saveSource(opened.deps.database, source);
  const { database } = opened.deps;
  const count = async (what: string) => {
    const [row] = await database.unsafe<{ count: number }[]>(`select count(*)::int from ${what}`);
    return row?.count;
  };
  return { opened, site, source, count };
}

it('stops with a clear word, marks nothing, and goes on when there is space', async () => {
  const { opened, site, source, count } = await openSite();
  const { deps, connection, databaseUrl, blobFolder } = opened;
  const given = JSON.stringify({
    ...{ databaseUrl, blobFolder, redisPath: inject('redisPath'), prefix: connection.prefix },
    ...{ secret: TEST_SECRET, sourceId: source.id },
  });
  for (let crawler = 1; crawler <= 2; crawler += 1) {
    const full = startScript(CRAWLER, [given], { fileBlocks: BLOCKS });
    await full.next();
    await expect(full.next()).rejects.toThrow(/Unavailable: pages cannot be kept in/);
    expect(await count('pages')).toBe(1);
    expect(await count("frontier where state = 'due' and attempts = 0 and crashes = 0")).toBe(6);
  }
  const issues = await deps.database<{ message: string }[]>`
    select message from issues where kind = 'storage-failed'`;
  expect(issues).toHaveLength(1);
  expect(issues[0]?.message).toContain(blobFolder);
  expect(await count('issues')).toBe(1);
  expect(await count("runs where state = 'running'")).toBe(1);

  await deps.database`update runs set heartbeat_at = heartbeat_at - interval '31 seconds'`;
  expect((await findSilentRuns(deps.database)).map(({ source: { id } }) => id)).toEqual(['test']);
  const { status } = await runSource(deps, source, 'schedule', NEVER);
  expect(status).toBe('resumed');
  expect(await count("frontier where state = 'done'")).toBe(7);
  expect(await count("runs where state = 'done'")).toBe(1);
  const pages = await deps.database<{ bodyHash: string }[]>`select body_hash from pages`;
  expect(pages).toHaveLength(7);
  for (const { bodyHash } of pages) expect(await deps.blobs.has(bodyHash)).toBe(true);
  expect(site.requests.filter((line) => line === 'GET /list')).toHaveLength(1);
});

it('asks no site for anything while not even an empty file can be written', async () => {
  const { opened, site, source, count } = await openSite();
  const blobs = join(opened.blobFolder, 'blobs');
  writeFileSync(blobs, 'where a folder should be');
  const deps = { ...opened.deps, blobs: folderBlobStore(blobs) };
  await expect(runSource(deps, source, 'schedule', NEVER)).rejects.toThrow(Unavailable);
  expect(site.requests).toEqual([]);
  expect(await count("issues where kind = 'storage-failed'")).toBe(1);
  rmSync(blobs);
  await opened.deps.database`update runs set heartbeat_at = '-infinity'`;
  await runSource(deps, source, 'schedule', NEVER);
  expect(await count("frontier where state = 'done'")).toBe(7);
});
