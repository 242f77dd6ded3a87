/** A blob store in a folder: one Brotli-compressed file a blob, named by its SHA-256. */
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, brotliDecompress, constants } from 'node:zlib';
import { InvalidInput, NotFound, Unavailable } from '../../domain/errors.js';
import type { BlobStore } from './blob-store.js';

const compressAside = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
// Plain descriptors: a FileHandle costs more than the write of a page.
const open = promisify(fs.open);
const write = promisify(fs.writeFile);
const sync = promisify(fs.fsync);
const close = promisify(fs.close);
const { access, mkdir, readFile, rename, rm } = fs.promises;

/** Within a few per cent of the best size for HTML, at about the cost of gzip. */
const QUALITY = 5;
/** A page is packed quicker here than it is handed to another thread. */
const MOST_BYTES_HERE = 64 * 1024;

/** @param folder is made when the first blob is stored */
export function folderBlobStore(folder: string): BlobStore {
  return {
    async put(bytes) {
      const sha256 = hashOf(bytes);
      // Whether it is there is not asked first: it seldom is, and writing it again changes nothing.
      await writeWhole(pathOf(folder, sha256), await compress(bytes));
      return sha256;
    },

    async get(sha256) {
      const bytes = await unpack(await readPacked(folder, sha256), sha256);
      if (hashOf(bytes) !== sha256) {
        throw new Unavailable(`blob ${sha256} is broken: its content has another hash`);
      }
      return bytes;
    },

    async has(sha256) {
      return (await exists(pathOf(folder, sha256))) || exists(earlierPathOf(folder, sha256));
    },
  };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * 256 folders: 10 million blobs are 40,000 files in each, which a file system of today does not mind;
 * a second level would cost every new blob a new folder until there are 65,536 of them.
 */
function pathOf(folder: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new InvalidInput('a blob is named by 64 hex digits');
  return join(folder, sha256.slice(0, 2), `${sha256}.br`);
}

/** Where blobs were put first; those that are there stay. */
function earlierPathOf(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}.br`);
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

async function compress(bytes: Uint8Array): Promise<Buffer> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
  };
  return bytes.byteLength <= MOST_BYTES_HERE
    ? brotliCompressSync(bytes, { params })
    : compressAside(bytes, { params });
}

async function readPacked(folder: string, sha256: string): Promise<Buffer> {
  for (const file of [pathOf(folder, sha256), earlierPathOf(folder, sha256)]) {
    try {
      return await readFile(file);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  throw new NotFound(`there is no blob ${sha256}`);
}

async function unpack(packed: Buffer, sha256: string): Promise<Buffer> {
  try {
    return await decompress(packed);
  } catch (error) {
    throw new Unavailable(`blob ${sha256} is broken: it does not unpack`, { cause: error });
  }
}

/** A crash at any moment leaves the whole file or none: temporary name, fsync, rename, fsync of the folder. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const draft = `${file}.${process.pid}.${randomBytes(6).toString('hex')}`;
  try {
    await withDescriptor(await openDraft(draft), async (descriptor) => {
      await write(descriptor, bytes);
      await sync(descriptor);
    });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await withDescriptor(await open(dirname(file), 'r'), sync);
}

async function openDraft(draft: string): Promise<number> {
  try {
    return await open(draft, 'wx', 0o644);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await mkdir(dirname(draft), { recursive: true });
    return open(draft, 'wx', 0o644);
  }
}

async function withDescriptor(
  descriptor: number,
  work: (descriptor: number) => Promise<void>,
): Promise<void> {
  try {
    await work(descriptor);
  } finally {
    await close(descriptor);
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
