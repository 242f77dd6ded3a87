/** A fresh, migrated database for a test file: cloned from a template that is migrated once a run. */
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly url: string;
  /** Ends whatever connection is left and drops it. */
  readonly drop: () => Promise<void>;
}

const TEMPLATE = 'mingcha_template';
/** Any number will do; it must only be the same in all test files. */
const TEMPLATE_LOCK = 7_301_204;

/**
 * @param options.isMigrated false: empty, for tests of the migrations themselves
 */
export async function createDatabase(
  options: { readonly isMigrated?: boolean } = {},
): Promise<TestDatabase> {
  const { isMigrated = true } = options;
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (sql) => {
    if (!isMigrated) {
      await sql`create database ${sql(name)}`;
      return;
    }
    await sql`select pg_advisory_lock(${TEMPLATE_LOCK})`;
    const found = await sql`select 1 from pg_database where datname = ${TEMPLATE}`;
    if (found.length === 0) await makeTemplate(sql);
    await sql`create database ${sql(name)} template ${sql(TEMPLATE)}`;
  });
  return {
    url: urlOf(name),
    drop: () =>
      asAdmin(async (sql) => {
        await sql`drop database if exists ${sql(name)} with (force)`;
      }),
  };
}

/** Migrated under another name first, so that a template that exists is a whole one. */
async function makeTemplate(sql: postgres.Sql): Promise<void> {
  const { migrate } = await import('../../db/migrate.js');
  const draft = `${TEMPLATE}_draft`;
  await sql`drop database if exists ${sql(draft)} with (force)`;
  await sql`create database ${sql(draft)}`;
  await migrate(urlOf(draft));
  await sql`alter database ${sql(draft)} rename to ${sql(TEMPLATE)}`;
}

function urlOf(name: string): string {
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin(work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(urlOf('postgres'), { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
