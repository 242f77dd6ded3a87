/** The audit log in the database: chained by whoever appends, and what an owner does to it is found. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAuditHead } from '../../db/audit/read-audit.js';
import { recordAudit } from '../../db/audit/record-audit.js';
import { verifyAudit } from '../../db/audit/verify-audit.js';
import { connect, type Database } from '../../db/connect.js';
import { recordExport } from '../../db/exports/record-export.js';
import { decideLead } from '../../db/leads/decide-lead.js';
import { applyMigrations } from '../../db/migrate.js';
import { formatHead } from '../../domain/audit-chain.js';
import { WHOLE_BUREAU, type Viewer } from '../../domain/rights.js';
import { readProjectFiles } from '../../runtime/read-project-files.js';
import { addReviewer } from '../support/add-reviewer.js';
import { createDatabase, type TestDatabase } from '../support/create-database.js';
import { runCommand } from '../support/run-command.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const ENTRY = { userId: null, actor: 'wang', action: 'login', objectType: 'session' } as const;

let created: TestDatabase;
let database: Database;

async function open(): Promise<void> {
  created = await createDatabase();
  database = connect(created.url, 10);
}
async function close(): Promise<void> {
  await database.end({ timeout: 5 });
  await created.drop();
}

function append(objectId: string | null = null, detail: object = {}) {
  return recordAudit(database, { ...ENTRY, objectId, detail: { ...detail } });
}

/** What whoever owns the tables can do: the triggers are off meanwhile. */
async function asOwner(statement: string): Promise<void> {
  await database.unsafe(`
    alter table audit disable trigger user; alter table decisions disable trigger user;
    ${statement};
    alter table audit enable trigger user; alter table decisions enable trigger user;
    alter table audit enable always trigger audit_chain, enable always trigger audit_append_only`);
}

async function newLead(): Promise<number> {
  const [lead] = await database<{ id: number }[]>`
    insert into leads (primary_code, codes, score, priority_total, priority, title, source_ids,
      elements, posting_count, first_seen_at, last_seen_at)
    values ('COV-01', '{COV-01}', 0.9, 50, '{"total": 50, "items": []}', '家教', '{a}',
      '[]', 1, now(), now())
    returning id`;
  return lead?.id ?? 0;
}

async function decide(note: string): Promise<number> {
  const [known] = await database<{ id: number }[]>`select id from users where name = 'wang'`;
  const viewer: Viewer =
    known === undefined
      ? await addReviewer(database, 'wang', '王')
      : { userId: known.id, name: 'wang', displayName: '王', ...WHOLE_BUREAU };
  const leadId = await newLead();
  await decideLead(database, viewer, {
    ...{ leadId, seenVersion: 1 },
    decision: { action: 'dismiss', reason: 'NEG-03', note },
  });
  const [decision] = await database<{ id: number }[]>`
    select id from decisions where lead_id = ${leadId}`;
  return decision?.id ?? 0;
}

describe('the chain', () => {
  beforeAll(open);
  afterAll(close);

  it('is the same one for the database and for the program, whatever stands in the entries', async () => {
    await append(null, {});
    await append('', { a: 1.5e300, b: '师\u2028"\\', c: null, z: { y: [1, '-1:'] } });
    await recordAudit(database, {
      ...{ userId: null, actor: '名\0字 \ud800', action: 'login-refused', objectType: 'session' },
      ...{ objectId: '1:', detail: { address: '::1' } },
    });
    const check = await verifyAudit(database);
    expect(check).toMatchObject({ firstBreak: null, entries: 4 });
    expect(check.head).toEqual(await findAuditHead(database));
  });

  it('is one chain when eight write at once, and a rollback leaves no gap', async () => {
    const before = (await findAuditHead(database))?.seq ?? 0;
    const writer = async (name: number) => {
      for (let round = 0; round < 25; round += 1) await append(`${name}-${round}`);
    };
    const failing = async () => {
      for (let round = 0; round < 10; round += 1) {
        const failed = database.begin(async (transaction) => {
          await recordAudit(transaction, { ...ENTRY, objectId: 'never', detail: {} });
          throw new Error('as meant');
        });
        await expect(failed).rejects.toThrow('as meant');
      }
    };
    await Promise.all([...Array.from({ length: 8 }, (_, name) => writer(name)), failing()]);
    const check = await verifyAudit(database);
    expect(check).toMatchObject({ firstBreak: null, entries: before + 200 });
  });

  it('refuses to fork in a transaction that does not see the last entry', async () => {
    const forked = database.begin('isolation level repeatable read', async (transaction) => {
      await transaction`select count(*) from audit`;
      await append('meanwhile');
      await recordAudit(transaction, { ...ENTRY, objectId: 'fork', detail: {} });
    });
    await expect(forked).rejects.toThrow(/audit_by_seq/);
    expect((await verifyAudit(database)).firstBreak).toBeNull();
  });

  it('takes neither number, hash nor time from whoever appends', async () => {
    const [row] = await database<{ seq: number; hash: string; age: number }[]>`
      insert into audit (actor, action, object_type, happened_at, seq, prev_hash, row_hash)
      values ('x', 'login', 'session', '2001-01-01', 1, 'x', 'x')
      returning seq, row_hash as hash, extract(epoch from now() - happened_at)::float8 as age`;
    expect(Math.abs(row?.age ?? 9e9)).toBeLessThan(60);
    expect(await verifyAudit(database)).toMatchObject({
      ...{ firstBreak: null, entries: row?.seq, head: { seq: row?.seq, hash: row?.hash } },
    });
  });

  it('holds for several batches of entries', async () => {
    await database`
      insert into audit (actor, action, object_type)
      select 'many', 'login', 'session' from generate_series(1, 12000)`;
    const check = await verifyAudit(database);
    expect(check.firstBreak).toBeNull();
    expect(check.entries).toBeGreaterThan(12_000);
  });
});

describe('what an owner of the tables did is named:', () => {
  beforeEach(async () => {
    await open();
    for (let index = 2; index <= 6; index += 1) await append(String(index), { index });
    return close;
  });

  it.each([
    ['a word changed', `update audit set actor = 'li' where seq = 3`, 3, 'changed'],
    ['a time moved', `update audit set happened_at = happened_at - interval '1 day' where seq = 3`],
    [
      'a hash made to fit',
      `update audit set detail = '{}', row_hash = audit_hash(
       jsonb_populate_record(audit, '{"detail": {}}'), prev_hash, seq) where seq = 3`,
      4,
      'relinked',
    ],
    ['an entry removed', 'delete from audit where seq = 3', 3, 'missing'],
    ['the first ones removed', 'delete from audit where seq < 3', 1, 'missing'],
    ['one moved', 'update audit set seq = 100 where seq = 3', 3, 'missing'],
  ])('%s', async (_what, statement, seq = 3, kind = 'changed') => {
    expect((await verifyAudit(database)).firstBreak).toBeNull();
    await asOwner(statement);
    expect((await verifyAudit(database)).firstBreak).toMatchObject({ seq, kind });
  });

  it('a cut end, by a head that was noted', async () => {
    const head = await findAuditHead(database);
    if (head === null) throw new Error('there is no head');
    expect((await verifyAudit(database, [head])).firstBreak).toBeNull();
    await asOwner('delete from audit where seq >= 5');
    // Within the database nothing is left that could tell.
    expect((await verifyAudit(database)).firstBreak).toBeNull();
    expect((await verifyAudit(database, [head])).firstBreak).toMatchObject({
      ...{ seq: 5, kind: 'missing' },
    });
    // Nor when others were appended since.
    for (let index = 0; index < 5; index += 1) await append();
    expect((await verifyAudit(database, [head])).firstBreak).toMatchObject({
      ...{ seq: head.seq, kind: 'head' },
    });
  });

  it('a cut end, by the head that an export keeps', async () => {
    const record = { kind: 'leads', format: 'csv', fileName: 'a.csv', filter: {}, rowCount: 0 };
    const { id, auditHead } = await database.begin((transaction) =>
      recordExport(transaction, { ...record, sha256: 'a'.repeat(64), exportedBy: 'wang' }),
    );
    expect(await findAuditHead(database)).toEqual(auditHead);
    const [entry] = await database`
      select actor, action, object_id from audit where seq = ${auditHead.seq}`;
    expect(entry).toEqual({ actor: 'wang', action: 'export', objectId: String(id) });
    await asOwner(`delete from audit where seq = ${auditHead.seq}`);
    expect((await verifyAudit(database)).firstBreak).toMatchObject({
      ...{ seq: auditHead.seq, kind: 'missing' },
    });
  });

  it('a decision changed, removed, or put beside the log', async () => {
    const first = await decide('学校招聘');
    const second = await decide('');
    expect(await verifyAudit(database)).toMatchObject({ firstBreak: null, decisions: 2 });
    const told = async () => (await verifyAudit(database)).firstBreak;

    await asOwner(`update decisions set note = '学校招聘 ' where id = ${first}`);
    expect(await told()).toMatchObject({ kind: 'decision', seq: 7 });
    await asOwner(`update decisions set note = '学校招聘' where id = ${first}`);
    expect(await told()).toBeNull();

    await asOwner(`insert into decisions (lead_id, user_id, action, note, from_state, to_state)
      select lead_id, user_id, 'confirm', '', 'new', 'confirmed' from decisions where id = ${first}`);
    expect((await told())?.why).toContain('没有审计记录');
    await asOwner(`delete from decisions where id > ${second}`);
    await asOwner(`delete from decisions where id = ${second}`);
    expect((await told())?.why).toContain(`编号 ${second}）不见了`);
  });
});

describe('a database from before the chain', () => {
  it('has its entries chained in their order, and its decisions under the first new one', async () => {
    created = await createDatabase({ isMigrated: false });
    database = connect(created.url, 4);
    try {
      const all = readProjectFiles('db/migrations', '.sql');
      const before = all.filter(({ name }) => name < '0009');
      await applyMigrations(database, before);
      await database`insert into users (name, display_name, password_hash, role)
        values ('wang', '王', 'x', 'reviewer')`;
      const leadId = await newLead();
      await database`
        insert into audit (user_id, actor, action, object_type, object_id, detail, happened_at)
        select 1, 'wang', 'decide', 'lead', n::text, jsonb_build_object('n', n), now() - n * interval '1 day'
        from generate_series(1, 50) n`;
      await database`
        insert into decisions (lead_id, user_id, action, reason, note, from_state, to_state)
        select ${leadId}, 1, 'dismiss', 'NEG-03', 'alt ' || n, 'new', 'dismissed'
        from generate_series(1, 30) n`;
      await applyMigrations(database, all);
      await decide('neu');
      expect(await verifyAudit(database)).toMatchObject({
        ...{ entries: 52, decisions: 31, firstBreak: null },
      });
      const [oldest] = await database`select object_id from audit where seq = 1`;
      expect(oldest).toEqual({ objectId: '1' });
      await expect(database`update audit set actor = 'x'`).rejects.toThrow(/append-only/);
      await expect(
        database.begin(async (transaction) => {
          await transaction`set local session_replication_role = replica`;
          await transaction`delete from decisions`;
        }),
      ).rejects.toThrow(/append-only/);

      await asOwner(`delete from decisions where note = 'alt 7'`);
      expect((await verifyAudit(database)).firstBreak).toMatchObject({ kind: 'decision', seq: 51 });
    } finally {
      await close();
    }
  });
});

describe('mingcha audit', () => {
  beforeAll(open);
  afterAll(close);

  it('exports, verifies database and file, and names what does not hold', async () => {
    for (let index = 0; index < 4; index += 1) await append(String(index));
    const folder = temporaryFolder();
    const file = join(folder, 'audit.jsonl');
    const settings = { DATA_DIR: join(folder, 'data'), DATABASE_URL: created.url };
    const audit = (...args: string[]) => runCommand(['audit', ...args], settings);

    const exported = await audit('export', '--out', file, '--purpose', '年度检查', '--json');
    expect(exported).toMatchObject({ code: 0 });
    const told = JSON.parse(exported.stdout) as { head: string; sha256: string };
    const bytes = readFileSync(file);
    expect(told.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const head = await findAuditHead(database);
    expect(told.head).toBe(head === null ? '' : formatHead(head));
    expect(bytes.toString()).toContain('年度检查');

    const held = await audit('verify', '--head', told.head);
    expect(held).toMatchObject({ code: 0 });
    expect(held.stdout).toContain('审计链相符：共 6 条');
    expect(held.stdout).toContain('与给出的链头相符：第 6 条');
    expect(held.stderr).toContain('不是不可篡改');
    expect((await audit('verify', '--file', file, '--head', told.head)).code).toBe(0);

    writeFileSync(file, bytes.toString().replace('"actor":"wang"', '"actor":"li"'));
    const broken = await audit('verify', '--file', file, '--json');
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.stdout)).toMatchObject({ firstBreak: { seq: 2, kind: 'changed' } });
  }, 60_000);
});
