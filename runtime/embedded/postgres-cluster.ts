/** The data folder of the embedded PostgreSQL. It is made aside and renamed, so a half-made one is never used. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Unavailable } from '../../domain/errors.js';
import { identity, wrap } from './postgres-binaries.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { folderUnavailable } from './run-folder.js';

/** Not the name of any schema: `$user` stands in the search path. */
export const POSTGRES_USER = 'mingcha_owner';

const PASSWORD_FILE = 'mingcha-password';

/**
 * Makes the cluster when there is none; the caller holds the start lock.
 * @returns its folder and the password of its one user
 * @throws {Unavailable} when it cannot be made, or is of another version
 */
export async function preparePostgresCluster(
  dataDir: string,
  binaries: PostgresBinaries,
): Promise<{ readonly folder: string; readonly password: string }> {
  const folder = join(dataDir, 'postgres');
  if (!existsSync(folder)) await makeCluster(dataDir, folder, binaries);
  try {
    const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
    if (version !== binaries.major) {
      throw new Unavailable(
        `${folder} was made by PostgreSQL ${version}, and this is ${binaries.major}: set DATA_DIR to another folder, or bring the data over with that version's pg_dump`,
      );
    }
    return { folder, password: readFileSync(join(folder, PASSWORD_FILE), 'utf8') };
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    throw new Unavailable(
      `${folder} is not a PostgreSQL data folder of mingcha (${(error as Error).message})`,
      { cause: error },
    );
  }
}

async function makeCluster(
  dataDir: string,
  folder: string,
  binaries: PostgresBinaries,
): Promise<void> {
  const draft = `${folder}.draft`;
  const passwordFile = join(dataDir, 'postgres.password');
  const password = randomBytes(24).toString('base64url');
  const owner = identity(binaries.runAs);
  try {
    for (const name of [draft, passwordFile]) rmSync(name, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (owner.uid !== undefined && owner.gid !== undefined) {
      chownSync(draft, owner.uid, owner.gid);
      chownSync(passwordFile, owner.uid, owner.gid);
      // That user must pass through; what is in the folder stays closed to it.
      chmodSync(dataDir, 0o711);
    }
  } catch (error) {
    throw folderUnavailable(dataDir, error);
  }
  const [command, args] = wrap(binaries.runAs, binaries.initdb, [
    `--pgdata=${draft}`,
    `--username=${POSTGRES_USER}`,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    // Without a UTF-8 character type pg_trgm finds no trigrams in Chinese, silently.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    `--locale=${process.platform === 'darwin' ? 'C' : 'C.UTF-8'}`,
    '--data-checksums',
  ]);
  try {
    await promisify(execFile)(command, args, { cwd: '/', env: {}, ...owner });
    writeFileSync(join(draft, PASSWORD_FILE), password, { mode: 0o600 });
    renameSync(draft, folder);
  } catch (error) {
    throw initFailed(dataDir, error);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function initFailed(dataDir: string, error: unknown): Unavailable {
  const { stderr = '', message } = error as { stderr?: string; message: string };
  if (/No space left/i.test(`${stderr} ${message}`)) {
    return folderUnavailable(dataDir, Object.assign(new Error(message), { code: 'ENOSPC' }));
  }
  if (/Permission denied/i.test(stderr)) {
    return new Unavailable(
      `PostgreSQL may not enter ${dataDir}: every folder above it must be open to the user it runs as (set DATA_DIR to another folder, or run as an ordinary user)`,
      { cause: error },
    );
  }
  return new Unavailable(
    `the PostgreSQL data folder cannot be made in ${dataDir}: ${stderr.trim() || message}`,
    { cause: error },
  );
}
