/** The migration to grants and units on a database that was used before it, and the first account on a new one. */
import { expect, it, onTestFinished } from 'vitest';
import { connect } from '../../db/connect.js';
import { findLeads } from '../../db/leads/find-leads.js';
import { applyMigrations } from '../../db/migrate.js';
import { findUserByName } from '../../db/people/accounts.js';
import { addFirstAdmin } from '../../db/people/users.js';
import { rolesOf } from '../../domain/rights.js';
import { readProjectFiles } from '../../runtime/read-project-files.js';
import { createDatabase } from '../support/create-database.js';

it('keeps users, what they could do, and their leads', async () => {
  const { url, drop } = await createDatabase({ isMigrated: false });
  const database = connect(url, 2);
  onTestFinished(async () => {
    await database.end({ timeout: 5 });
    await drop();
  });
  const migrations = readProjectFiles('db/migrations', '.sql');
  const before = migrations.filter(({ name }) => name !== '0009_people.sql');
  await applyMigrations(database, before);
  await database`
    insert into users (name, display_name, password_hash, role, disabled_at) values
      ('admin', '管理员', 'x', 'admin', null), ('wang', '王研判', 'x', 'reviewer', null),
      ('gone', '离职', 'x', 'reviewer', now())`;
  await database`
    insert into sources (id, name, kind, definition, enabled) values ('s', '来源', 'tutoring', '{}', true)`;
  await database`
    insert into leads (primary_code, codes, score, priority_total, priority, elements, title, source_ids,
      posting_count, first_seen_at, last_seen_at)
    select 'COV-01', '{COV-01}', 0.8, 50, '{"total": 50, "level": "medium", "parts": []}',
      '{"required": [], "aggravating": []}', 'lead ' || n, '{s}', 1, now(), now()
    from generate_series(1, 100) n`;
  await database`
    insert into decisions (lead_id, user_id, action, note, from_state, to_state)
    select l.id, u.id, 'confirm', '', 'new', 'confirmed' from leads l, users u where u.name = 'wang' limit 1`;

  expect(await applyMigrations(database, migrations)).toEqual(['0009_people.sql']);

  const account = async (name: string) => (await findUserByName(database, name))?.account;
  const [admin, wang] = [await account('admin'), await account('wang')];
  if (admin === undefined || wang === undefined) throw new Error('a user was lost');
  expect(rolesOf(admin)).toEqual(['admin', 'operator', 'reviewer']);
  expect(rolesOf(wang)).toEqual(['reviewer']);
  expect(await account('gone')).toBeUndefined();
  const page = { sort: 'priority', cursor: null, limit: 10 } as const;
  const filter = { states: null, code: null, sourceId: null, text: null };
  expect((await findLeads(database, wang, { ...filter, ...page })).total).toBe(100);
  expect(await database`select * from decisions`).toHaveLength(1);
});

it('the first account is made once, with the roles to try everything', async () => {
  const { url, drop } = await createDatabase();
  const database = connect(url, 4);
  onTestFinished(async () => {
    await database.end({ timeout: 5 });
    await drop();
  });
  const made = await Promise.all([addFirstAdmin(database, 'x'), addFirstAdmin(database, 'y')]);
  expect(made.filter((isMade) => isMade)).toHaveLength(1);
  const found = await findUserByName(database, 'admin');
  if (found === null) throw new Error('there is no admin');
  expect(found.passwordHash).toBe(made[0] ? 'x' : 'y');
  expect(rolesOf(found.account)).toEqual(['admin', 'operator', 'reviewer']);
});
