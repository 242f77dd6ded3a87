import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { NotFound, Unavailable } from '../../../domain/errors.js';
import { folderBlobStore } from '../../../runtime/blobs/folder-blob-store.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const page = Buffer.from('<html><body>小学数学一对一</body></html>'.repeat(500));

describe('folderBlobStore', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a page', page],
    ['bytes that do not compress', randomBytes(100_000)],
    ['a large page', Buffer.from('<p>小学数学</p>'.repeat(10_000))],
  ])('gives back %s', async (_what, bytes) => {
    const store = folderBlobStore(temporaryFolder());
    const sha256 = await store.put(bytes);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(Buffer.from(await store.get(sha256)).equals(bytes)).toBe(true);
    expect(await store.has(sha256)).toBe(true);
  });

  it('finds a blob where an earlier version put it, two folders deep', async () => {
    const folder = temporaryFolder();
    const store = folderBlobStore(folder);
    const sha256 = await store.put(page);
    const deeper = join(folder, sha256.slice(0, 2), sha256.slice(2, 4));
    mkdirSync(deeper);
    renameSync(join(folder, sha256.slice(0, 2), `${sha256}.br`), join(deeper, `${sha256}.br`));
    expect(await store.has(sha256)).toBe(true);
    expect(Buffer.from(await store.get(sha256)).equals(page)).toBe(true);
  });

  it('stores compressed', async () => {
    const folder = temporaryFolder();
    await folderBlobStore(folder).put(page);
    const [file = ''] = filesOf(folder);
    expect(statSync(file).size).toBeLessThan(page.length / 10);
  });

  it('stores the same bytes once, also when many put them at the same moment', async () => {
    const folder = temporaryFolder();
    const stores = Array.from({ length: 20 }, () => folderBlobStore(folder));
    const names = await Promise.all(stores.map((store) => store.put(page)));
    expect(new Set(names).size).toBe(1);
    expect(filesOf(folder)).toHaveLength(1);
  });

  it('says which blob is not there', async () => {
    const store = folderBlobStore(temporaryFolder());
    const unknown = 'ab'.repeat(32);
    expect(await store.has(unknown)).toBe(false);
    await expect(store.get(unknown)).rejects.toThrow(NotFound);
    await expect(store.get(unknown)).rejects.toThrow(unknown);
  });

  it.each([
    ['cut off', (packed: Buffer) => packed.subarray(0, packed.length - 3)],
    ['empty', () => Buffer.alloc(0)],
    ['another page', () => brotliCompressSync(Buffer.from('other'))],
  ])('says which blob is broken when its file is %s', async (_how, damage) => {
    const folder = temporaryFolder();
    const store = folderBlobStore(folder);
    const sha256 = await store.put(page);
    const [file = ''] = filesOf(folder);
    writeFileSync(file, damage(readFileSync(file)));
    await expect(store.get(sha256)).rejects.toThrow(Unavailable);
    await expect(store.get(sha256)).rejects.toThrow(`blob ${sha256} is broken`);
  });

  it.each(['', '../../etc/passwd', 'AB'.repeat(32)])('refuses the name "%s"', async (name) => {
    const store = folderBlobStore(temporaryFolder());
    await expect(async () => store.get(name)).rejects.toThrow('64 hex digits');
  });

  it('writes those that come together, one that cannot be written apart', async () => {
    const folder = temporaryFolder();
    const store = folderBlobStore(folder);
    const pages = Array.from({ length: 200 }, (_, id) => Buffer.from(`<p>${id}</p>`));
    const names = pages.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
    const taken = names[7]?.slice(0, 2) ?? '';
    writeFileSync(join(folder, taken), '');
    const results = await Promise.allSettled(pages.map((bytes) => store.put(bytes)));
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual(
      names.map((name) => !name.startsWith(taken)),
    );
    expect(results[7]).toMatchObject({ reason: { cause: { code: 'ENOTDIR' } } });
    const stored = names.filter((name) => !name.startsWith(taken));
    expect(filesOf(folder)).toHaveLength(stored.length + 1);
    const read = await Promise.all(stored.map((name) => store.get(name)));
    expect(read.map((bytes) => createHash('sha256').update(bytes).digest('hex'))).toEqual(stored);
  });

  it('leaves no draft behind when it cannot write', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'taken');
    writeFileSync(file, '');
    await expect(folderBlobStore(file).put(page)).rejects.toThrow('ENOTDIR');
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
