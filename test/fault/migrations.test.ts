/** Migrations when two programs start at once, one fails, or the database is not the expected one. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect, type Database } from '../../db/connect.js';
import { applyMigrations, migrate, type Migration } from '../../db/migrate.js';
import { InvalidInput, Unavailable } from '../../domain/errors.js';
import { createDatabase } from '../support/create-database.js';

/** Every set of migrations defines it; the program calls it at each start. */
const PARTITIONS = 'create function ensure_month_partitions() returns void language sql as $$ $$;';

const FIRST: Migration = {
  name: '0001_first.sql',
  text: `${PARTITIONS}\ncreate table first (id int);`,
};

async function emptyDatabase(): Promise<{ readonly database: Database; readonly url: string }> {
  const { url, drop } = await createDatabase({ isMigrated: false });
  const database = connect(url, 4);
  onTestFinished(async () => {
    await database.end({ timeout: 5 });
    await drop();
  });
  return { database, url };
}

async function tables(database: Database): Promise<string[]> {
  const rows = await database<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  return rows.map(({ name }) => name);
}

describe('migrations', () => {
  it('are applied once when four programs start at once', async () => {
    const { url } = await emptyDatabase();
    const applied = await Promise.all([migrate(url), migrate(url), migrate(url), migrate(url)]);
    const done = applied.flat();
    expect(done).toEqual([...new Set(done)]);
    expect(done).toContain('0001_chain.sql');
    expect(await migrate(url)).toEqual([]);
  });

  it('make partitions for this month and the next ones, and find them there the next time', async () => {
    const { database, url } = await emptyDatabase();
    await migrate(url);
    const before = await tables(database);
    await migrate(url);
    expect(await tables(database)).toEqual(before);
    const month = new Date().toISOString().slice(0, 7).replace('-', '_');
    expect(before).toEqual(
      expect.arrayContaining([`pages_${month}`, `findings_${month}`, `posting_versions_${month}`]),
    );
  });

  it('that fail are rolled back, named with their line, and go on when mended', async () => {
    const { database } = await emptyDatabase();
    const broken = {
      name: '0002_second.sql',
      text: 'create table second (id int);\n\ncreate table third (id nonsense);\n',
    };
    const failure = await applyMigrations(database, [FIRST, broken]).catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(InvalidInput);
    expect((failure as InvalidInput).message).toMatch(
      /0002_second\.sql failed and was rolled back\n\s+line 3: .*nonsense/,
    );
    // What came before stays; of the broken one nothing does.
    expect(await tables(database)).toEqual(['first', 'schema_migrations']);

    const mended = { ...broken, text: broken.text.replace('nonsense', 'int') };
    expect(await applyMigrations(database, [FIRST, mended])).toEqual(['0002_second.sql']);
    expect(await tables(database)).toEqual(['first', 'schema_migrations', 'second', 'third']);
  });

  it('that break a rule of the data are rolled back too', async () => {
    const { database } = await emptyDatabase();
    const unique = {
      name: '0002_unique.sql',
      text: 'insert into first values (1), (1);\ncreate unique index on first (id);',
    };
    await expect(applyMigrations(database, [FIRST, unique])).rejects.toThrow(/0002_unique\.sql/);
    expect(await database`select * from first`).toHaveLength(0);
    expect(await applyMigrations(database, [FIRST])).toEqual([]);
  });

  it('do not leave the lock behind when they fail', async () => {
    const { database, url } = await emptyDatabase();
    const broken = { name: '0001_broken.sql', text: 'nonsense' };
    await expect(applyMigrations(database, [broken])).rejects.toBeInstanceOf(InvalidInput);
    expect(await database`select 1 from pg_locks where locktype = 'advisory'`).toHaveLength(0);
    expect(await migrate(url)).toContain('0001_chain.sql');
  });

  it('that were changed after they were applied are refused', async () => {
    const { database } = await emptyDatabase();
    await applyMigrations(database, [FIRST]);
    const changed = { ...FIRST, text: `${FIRST.text} -- changed` };
    const failure = await applyMigrations(database, [changed]).catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(InvalidInput);
    expect(String(failure)).toContain('0001_first.sql');
  });

  it('of a newer program are refused', async () => {
    const { database } = await emptyDatabase();
    const second = { name: '0002_second.sql', text: 'create table second (id int)' };
    await applyMigrations(database, [FIRST, second]);
    const failure = await applyMigrations(database, [FIRST]).catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(Unavailable);
    expect(String(failure)).toContain('0002_second.sql');
  });
});
