/** A blob store in a folder: one Brotli-compressed file a blob, named by its SHA-256. */
import { createHash, randomBytes } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { InvalidInput, NotFound, Unavailable } from '../../domain/errors.js';
import type { BlobStore } from './blob-store.js';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** Within a few per cent of the best size for HTML, at about the cost of gzip. */
const QUALITY = 5;

/** @param folder is made when the first blob is stored */
export function folderBlobStore(folder: string): BlobStore {
  return {
    async put(bytes) {
      const sha256 = hashOf(bytes);
      const file = pathOf(folder, sha256);
      if (await exists(file)) return sha256;
      const packed = await compress(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
        },
      });
      await writeWhole(file, packed);
      return sha256;
    },

    async get(sha256) {
      const bytes = await unpack(await readPacked(pathOf(folder, sha256), sha256), sha256);
      if (hashOf(bytes) !== sha256) {
        throw new Unavailable(`blob ${sha256} is broken: its content has another hash`);
      }
      return bytes;
    },

    has: (sha256) => exists(pathOf(folder, sha256)),
  };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function pathOf(folder: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new InvalidInput('a blob is named by 64 hex digits');
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

async function readPacked(file: string, sha256: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new NotFound(`there is no blob ${sha256}`, { cause: error });
  }
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
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(draft, 'wx', 0o644);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
