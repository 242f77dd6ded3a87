/** A blob store in a folder: one Brotli-compressed file a blob, named by its SHA-256. */
import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { InvalidInput, NotFound, Unavailable } from '../../domain/errors.js';
import type { BlobStore } from './blob-store.js';
import { writeBlob } from './write-blob.js';

const decompress = promisify(brotliDecompress);

/** @param folder is made when the first blob is stored */
export function folderBlobStore(folder: string): BlobStore {
  return {
    async put(bytes) {
      try {
        return await writeBlob(folder, bytes);
      } catch (error) {
        throw asUnavailable(error, folder);
      }
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

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space',
  EDQUOT: 'the quota of its disk is used up; free some space',
  EFBIG: 'files may not be that large there; raise the limit',
  EROFS: 'its disk can only be read; make it writable',
  EACCES: 'this user may not write there; give it to the one that runs mingcha',
};

/** What the file system refuses is nothing that the bytes can help. */
function asUnavailable(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || code === undefined) return error;
  const reason = REASONS[code] ?? `${error.message}; check the disk`;
  return new Unavailable(`pages cannot be kept in ${folder}: ${reason}`, { cause: error });
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
