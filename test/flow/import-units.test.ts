/** Units from an office's file, and roles granted for them on the command line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../db/connect.js';
import { findUserByName } from '../../db/people/accounts.js';
import { findUnits } from '../../db/people/units.js';
import { addUser, everywhere } from '../../db/people/users.js';
import { createDatabase, type TestDatabase } from '../support/create-database.js';
import { runCommand } from '../support/run-command.js';

let created: TestDatabase;
let database: Database;
let folder: string;

beforeAll(async () => {
  created = await createDatabase();
  database = connect(created.url, 2);
  folder = mkdtempSync(join(tmpdir(), 'mingcha-t-'));
  const user = { displayName: '某人', passwordHash: 'x' };
  await addUser(database, { ...user, name: 'admin', grants: [everywhere('admin')] });
  await addUser(database, { ...user, name: 'wang', grants: [] });
});
afterAll(async () => {
  await database.end();
  await created.drop();
  rmSync(folder, { recursive: true, force: true });
});

function mingcha(...args: readonly string[]) {
  return runCommand(args, { DATABASE_URL: created.url, DATA_DIR: join(folder, 'data') });
}

function fileOf(...rows: readonly string[]): string {
  const path = join(folder, 'units.csv');
  writeFileSync(path, ['编号,名称,上级编号,类型,区划代码', ...rows].join('\n'));
  return path;
}

const CITY = 'city,示例市,,市,';
const EAST = 'east,东县,city,区县,990102';

it('units are imported as a whole or not at all, and corrected by the next file', async () => {
  const wrong = await mingcha('import', 'units', fileOf(EAST, CITY, 'west,西县,nowhere,区县,'));
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain('第 4 行：“上级编号”列：没有编号为“nowhere”的单位');
  expect(await findUnits(database)).toEqual([]);

  const first = await mingcha('import', 'units', fileOf(EAST, CITY), '--json');
  expect(JSON.parse(first.stdout)).toEqual({ added: 2, changed: 0, unchanged: 0 });
  const next = await mingcha(
    'import',
    'units',
    fileOf(CITY, EAST.replace('东县', '东新县')),
    '--json',
  );
  expect(JSON.parse(next.stdout)).toEqual({ added: 0, changed: 1, unchanged: 1 });
  expect(await findUnits(database)).toMatchObject([
    { id: 'city', parentId: null, kind: 'city' },
    { id: 'east', name: '东新县', parentId: 'city', divisionCode: '990102' },
  ]);
});

it('roles are granted and revoked, which the audit log tells; the last administrator stays', async () => {
  expect(await mingcha('user', 'grant', 'wang', 'reviewer@city/market')).toMatchObject({ code: 0 });
  expect((await findUserByName(database, 'wang'))?.account.grants).toEqual([
    { role: 'reviewer', unitIds: ['city', 'east'], department: 'market' },
  ]);
  const listed = (await mingcha('user', 'list')).stdout;
  expect(listed).toContain('研判员（city，市场监管）');

  const unknown = await mingcha('user', 'grant', 'wang', 'reviewer@nowhere');
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('没有编号为“nowhere”的单位');
  expect((await mingcha('user', 'revoke', 'wang', 'reviewer')).code).toBe(2);
  expect((await mingcha('user', 'revoke', 'wang', 'reviewer@city/market')).code).toBe(0);
  expect((await findUserByName(database, 'wang'))?.account.grants).toEqual([]);
  const last = await mingcha('user', 'revoke', 'admin', 'admin');
  expect(last.stderr).toContain('最后一个系统管理员');
  expect((await findUserByName(database, 'admin'))?.account.grants).toHaveLength(1);

  const entries = await database`
    select actor, action, detail from audit where object_type = 'user' order by id`;
  const detail = { name: 'wang', role: 'reviewer', unit: 'city', department: 'market' };
  expect(entries).toMatchObject([
    { actor: expect.stringMatching(/^cli:/) as string, action: 'grant', detail },
    { action: 'revoke', detail },
  ]);
});
