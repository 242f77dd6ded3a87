/**
 * The thread that writes blobs. Gets `{folder, bytes, sizes}`, several blobs one after the other in
 * `bytes`; answers `{results}`, for each blob its `{sha256}`, or with it `{error: {code, message}}`.
 * Plain synchronous calls cost a third of what they cost handed to the thread pool one by one; only the
 * syncs go there, all at once: a file system writes its journal once for those that wait together.
 */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parentPort } from 'node:worker_threads';
import { brotliCompressSync, constants } from 'node:zlib';

/** Within a few per cent of the best size for HTML, at about the cost of gzip. */
const QUALITY = 5;

const sync = promisify(fsync);
const mark = `${process.pid}.${randomBytes(6).toString('hex')}`;
let drafts = 0;

parentPort.on('message', async ({ folder, bytes, sizes }) => {
  let start = 0;
  const blobs = sizes.map((size) => {
    const blob = bytes.subarray(start, start + size);
    start += size;
    const sha256 = createHash('sha256').update(blob).digest('hex');
    return { blob, sha256, file: join(folder, sha256.slice(0, 2), `${sha256}.br`) };
  });
  const errors = await writeAll(new Map(blobs.map(({ blob, file }) => [file, blob])));
  const results = blobs.map(({ sha256, file }) => {
    const error = errors.get(file);
    if (error === undefined) return { sha256 };
    return { sha256, error: { code: error.code, message: error.message } };
  });
  parentPort.postMessage({ results });
});

/**
 * A crash at any moment leaves each file whole or not there: drafts, synced, renamed, their folders
 * synced. Whether a file is there is not asked first: it seldom is, and writing it again changes nothing.
 * @returns what went wrong, by file
 */
async function writeAll(blobs) {
  const errors = new Map();
  const attempt = async (file, work) => {
    try {
      return await work();
    } catch (error) {
      errors.set(file, error);
      return undefined;
    }
  };
  const drafts = [];
  for (const [file, blob] of blobs) {
    const draft = await attempt(file, () => writeDraft(file, pack(blob)));
    if (draft !== undefined) drafts.push(draft);
  }
  await Promise.all(
    drafts.map(async ({ file, draft, descriptor }) => {
      await attempt(file, () => sync(descriptor));
      closeSync(descriptor);
      if (!errors.has(file)) await attempt(file, () => renameSync(draft, file));
      if (errors.has(file)) rmSync(draft, { force: true });
    }),
  );
  const written = drafts.filter(({ file }) => !errors.has(file));
  const folders = new Map(written.map(({ file }) => [dirname(file), undefined]));
  for (const folder of folders.keys()) folders.set(folder, syncFolder(folder));
  await Promise.all(written.map(({ file }) => attempt(file, () => folders.get(dirname(file)))));
  return errors;
}

function pack(blob) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: blob.byteLength,
  };
  return brotliCompressSync(blob, { params });
}

function writeDraft(file, packed) {
  drafts += 1;
  const draft = `${file}.${mark}.${drafts}`;
  const descriptor = openDraft(draft);
  try {
    for (let at = 0; at < packed.byteLength;) at += writeSync(descriptor, packed, at);
    return { file, draft, descriptor };
  } catch (error) {
    closeSync(descriptor);
    rmSync(draft, { force: true });
    throw error;
  }
}

function openDraft(draft) {
  try {
    return openSync(draft, 'wx', 0o644);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    mkdirSync(dirname(draft), { recursive: true });
    return openSync(draft, 'wx', 0o644);
  }
}

async function syncFolder(folder) {
  const descriptor = openSync(folder, 'r');
  try {
    await sync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
