/** A file that appears when it is whole: written under a temporary name beside it, then renamed. */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InvalidInput } from '../domain/errors.js';

export interface DraftFile {
  readonly out: Writable;
  /** @returns SHA-256 (hex) of what was written; `out` must have ended */
  hash(): Promise<string>;
  /** Puts it in the place of what was there. @throws {InvalidInput} */
  publish(): Promise<void>;
  /** Removes what is left; does nothing once it is published. */
  discard(): Promise<void>;
}

/** @throws {InvalidInput} when the folder of `path` cannot be written */
export async function openDraftFile(path: string): Promise<DraftFile> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.part`;
  return {
    out: await create(draft),
    async hash() {
      const hash = createHash('sha256');
      await pipeline(createReadStream(draft), hash);
      return hash.digest('hex');
    },
    async publish() {
      try {
        await rename(draft, path);
      } catch (cause) {
        throw new InvalidInput(`cannot write ${path}: is it a folder?`, [], { cause });
      }
    },
    discard: () => rm(draft, { force: true }),
  };
}

async function create(draft: string): Promise<Writable> {
  try {
    return (await open(draft, 'wx')).createWriteStream();
  } catch (cause) {
    throw new InvalidInput(`cannot write to the folder ${dirname(draft)}`, [], { cause });
  }
}
