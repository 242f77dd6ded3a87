/**
 * Applies `db/migrations/*.sql` in the order of their names, each in a transaction of its own, so
 * that a killed start leaves a migration done or not done, never half. Safe when several processes
 * start at once: an advisory lock lets one through, the others then find nothing to do.
 */
import { createHash } from 'node:crypto';
import { connect, type Database } from './connect.js';
import { InvalidInput, Unavailable } from '../domain/errors.js';
import { readProjectFiles } from '../runtime/read-project-files.js';

export interface Migration {
  /** File name, e.g. `0001_chain.sql`. */
  readonly name: string;
  readonly text: string;
}

/** Any number will do, as long as nothing else of ours locks it. */
const LOCK = 4_600_001;

/** Brings a database up to date with the migrations of this checkout; see `applyMigrations`. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const database = connect(databaseUrl, 2);
  try {
    return await applyMigrations(database, readProjectFiles('db/migrations', '.sql'));
  } finally {
    await database.end({ timeout: 5 });
  }
}

/**
 * @param migrations in the order in which they are applied
 * @returns the names of the migrations applied by this call
 * @throws {InvalidInput} when an applied file was changed afterwards, or a file fails (named, with position)
 * @throws {Unavailable} when the database was written by a newer program
 */
export async function applyMigrations(
  database: Database,
  migrations: readonly Migration[],
): Promise<string[]> {
  const connection = await database.reserve();
  try {
    await connection`select pg_advisory_lock(${LOCK})`;
    try {
      await connection`create table if not exists public.schema_migrations (
        name text primary key, sha256 text not null, applied_at timestamptz not null default now())`;
      const applied = new Map(
        (
          await connection<{ name: string; sha256: string }[]>`
          select name, sha256 from public.schema_migrations`
        ).map((row) => [row.name, row.sha256]),
      );
      refuseForeign(applied, migrations);
      const done: string[] = [];
      for (const migration of migrations) {
        if (applied.has(migration.name)) continue;
        await applyOne(connection, migration);
        done.push(migration.name);
      }
      await connection`select ensure_month_partitions()`;
      return done;
    } finally {
      await connection`select pg_advisory_unlock(${LOCK})`;
    }
  } finally {
    connection.release();
  }
}

function refuseForeign(
  applied: ReadonlyMap<string, string>,
  migrations: readonly Migration[],
): void {
  const known = new Map(migrations.map((migration) => [migration.name, digest(migration)]));
  const newer = [...applied.keys()].filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new Unavailable(
      `the database was written by a newer version (it has ${newer.join(', ')}): update this program`,
    );
  }
  const changed = [...applied].filter(([name, sha256]) => known.get(name) !== sha256);
  if (changed.length > 0) {
    throw new InvalidInput(
      `a migration was changed after it was applied: ${changed.map(([name]) => name).join(', ')}; restore the file and write a new one`,
    );
  }
}

async function applyOne(connection: Database, migration: Migration): Promise<void> {
  await connection`begin`;
  try {
    await connection.unsafe(migration.text);
    await connection`insert into public.schema_migrations (name, sha256)
      values (${migration.name}, ${digest(migration)})`;
    await connection`commit`;
  } catch (cause) {
    await connection`rollback`;
    throw new InvalidInput(
      `migration ${migration.name} failed and was rolled back`,
      [placeOf(cause, migration.text)],
      { cause },
    );
  }
}

function placeOf(cause: unknown, text: string): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const position =
    cause instanceof Error && 'position' in cause ? Number(cause.position) : Number.NaN;
  if (Number.isNaN(position)) return message;
  return `line ${text.slice(0, position).split('\n').length}: ${message}`;
}

function digest(migration: Migration): string {
  return createHash('sha256').update(migration.text).digest('hex');
}
