/** The role that the program works in: it can do its work, and cannot undo what was written down. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAudit } from '../../db/audit/record-audit.js';
import { verifyAudit } from '../../db/audit/verify-audit.js';
import { connect, type Database } from '../../db/connect.js';
import { ensurePartitions } from '../../db/ensure-partitions.js';
import { isFenced, openDatabase } from '../../db/open-database.js';
import { createDatabase, type TestDatabase } from '../support/create-database.js';

const ENTRY = { userId: null, actor: 'wang', action: 'login', objectType: 'session' } as const;

let created: TestDatabase;
let owner: Database;
let database: Database;

beforeAll(async () => {
  created = await createDatabase();
  owner = connect(created.url, 2);
  database = await openDatabase(created.url, 2);
  await recordAudit(database, { ...ENTRY, objectId: null, detail: {} });
});
afterAll(async () => {
  await database.end({ timeout: 5 });
  await owner.end({ timeout: 5 });
  await created.drop();
});

describe('the role of the program', () => {
  it.each(
    ['audit', 'decisions'].flatMap((table) => [
      `update ${table} set action = 'x'`,
      `delete from ${table}`,
      `truncate ${table}`,
      `truncate users cascade`,
      `alter table ${table} disable trigger user`,
      `alter table ${table} add extra int`,
      `drop table ${table} cascade`,
      `create rule r as on insert to ${table} do instead nothing`,
      `create trigger t before insert on ${table} for each row execute function refuse_change()`,
    ]),
  )('may not %s', async (statement) => {
    await expect(database.unsafe(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot grant itself more', async () => {
    // PostgreSQL warns, and grants nothing.
    await database.unsafe('grant update on audit, decisions to mingcha_app');
    expect(await isFenced(database)).toBe(true);
  });

  it('may neither say it is a replica, nor change what chains, nor what was migrated', async () => {
    for (const statement of [
      `set session_replication_role = replica`,
      `create or replace function chain_audit() returns trigger language plpgsql as 'begin return new; end'`,
      `delete from schema_migrations`,
    ]) {
      await expect(database.unsafe(statement)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('is not led astray by a table of its own with the same name', async () => {
    await database.begin(async (transaction) => {
      await transaction`create temp table audit (seq bigint, row_hash text) on commit drop`;
      await transaction`insert into public.audit (actor, action, object_type) values ('li', 'a', 'b')`;
    });
    expect((await verifyAudit(database)).firstBreak).toBeNull();
  });

  it('makes the partitions of months to come, and writes into them', async () => {
    const [{ name } = { name: '' }] = await owner<{ name: string }[]>`
      select max(tablename) as name from pg_tables where tablename like 'findings_2%'`;
    await owner`drop table ${owner(name)}`;
    await ensurePartitions(database);
    const made = await owner`
      select tableowner <> 'mingcha_app' as is_owners from pg_tables where tablename = ${name}`;
    expect(made).toEqual([{ isOwners: true }]);
  });

  it('may use the tables that a later migration makes', async () => {
    await owner`create table later (id bigint generated always as identity primary key, a text)`;
    await database`insert into later (a) values ('x')`;
    await database`update later set a = 'y'`;
    expect(await database`delete from later returning a`).toEqual([{ a: 'y' }]);
  });

  it('is held by every connection of the pool', async () => {
    const roles = await Promise.all(
      [0, 1, 2, 3].map(
        () => database<{ role: string }[]>`select current_user::text as role, pg_sleep(0.01)`,
      ),
    );
    expect(new Set(roles.map(([row]) => row?.role))).toEqual(new Set(['mingcha_app']));
  });
});

describe('a server that lets us have no role', () => {
  it('is worked with as owner, guarded by the triggers', async () => {
    const name = `plain_${randomBytes(4).toString('hex')}`;
    const empty = await createDatabase({ isMigrated: false });
    const admin = connect(empty.url, 1);
    const url = new URL(empty.url);
    try {
      await admin.unsafe(`create role ${name} login password 'p'`);
      await admin.unsafe(`alter database ${url.pathname.slice(1)} owner to ${name}`);
      url.username = name;
      url.password = 'p';
      const plain = await openDatabase(url.href, 2);
      try {
        expect(await isFenced(plain)).toBe(false);
        await recordAudit(plain, { ...ENTRY, objectId: null, detail: {} });
        await expect(plain`delete from audit`).rejects.toThrow(/append-only/);
        expect((await verifyAudit(plain)).firstBreak).toBeNull();
      } finally {
        await plain.end({ timeout: 5 });
      }
      // Once it is let into the role, the next start takes it.
      await admin.unsafe(`grant mingcha_app to ${name}`);
      const fenced = await openDatabase(url.href, 2);
      expect(await isFenced(fenced)).toBe(true);
      await recordAudit(fenced, { ...ENTRY, objectId: null, detail: {} });
      await fenced.end({ timeout: 5 });
    } finally {
      await admin.end({ timeout: 5 });
      await empty.drop();
      const last = connect(created.url, 1);
      await last.unsafe(`drop role ${name}`);
      await last.end({ timeout: 5 });
    }
  });
});
