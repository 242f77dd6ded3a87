/** What is written down happened, and what happened is written down: one transaction for both. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../db/audit/verify-audit.js';
import { connect, type Database } from '../../db/connect.js';
import type { Viewer } from '../../domain/rights.js';
import { systemClock } from '../../runtime/clock.js';
import { createSeal } from '../../runtime/seal.js';
import { databaseQueries } from '../../server/database-queries.js';
import type { ServerQueries } from '../../server/queries.js';
import { addReviewer } from '../support/add-reviewer.js';
import { createDatabase, type TestDatabase } from '../support/create-database.js';
import { testSource } from '../support/save-postings.js';

const SECRET = 'a secret of the tests, long enough for every use';

let created: TestDatabase;
let database: Database;
let queries: ServerQueries;
let wang: Viewer;

beforeAll(async () => {
  created = await createDatabase();
  database = connect(created.url, 4);
  const answering = { clock: systemClock(), timeZone: 'Asia/Shanghai', contactSecret: SECRET };
  queries = databaseQueries(database, { ...answering, seal: createSeal(SECRET) });
  wang = await addReviewer(database, 'wang', '王');
});
afterAll(async () => {
  await database.end({ timeout: 5 });
  await created.drop();
});

interface Change {
  readonly what: string;
  readonly make: (viewer: Viewer) => Promise<unknown>;
  /** A table and what it holds of the change. */
  readonly rows: () => Promise<readonly unknown[]>;
  readonly action: string;
}

const session = (viewer: Viewer) =>
  ({ userId: viewer.userId, actor: viewer.name, objectType: 'session', objectId: null }) as const;

const CHANGES: readonly Change[] = [
  {
    what: 'a source added',
    make: (viewer) => queries.addSource(viewer, testSource({ id: 'added' })),
    rows: () => database`select name from sources where id = 'added'`,
    action: 'add-source',
  },
  {
    what: 'a source switched off',
    make: (viewer) => queries.enableSource(viewer, 'added', false),
    rows: () => database`select 1 from sources where id = 'added' and not enabled`,
    action: 'disable-source',
  },
  {
    what: 'a run asked for',
    make: (viewer) => queries.askRun(viewer, 'added'),
    rows: () => database`select 1 from sources where run_asked_at is not null`,
    action: 'ask-run',
  },
  {
    what: 'a log-in refused',
    make: (viewer) =>
      queries.recordLogin(
        { userName: viewer.name, address: '::1', succeeded: false },
        { ...session(viewer), action: 'login-refused', detail: {} },
      ),
    rows: () => database`select 1 from login_attempts`,
    action: 'login-refused',
  },
  {
    what: 'a session begun',
    make: (viewer) =>
      queries.createSession(
        { idHash: 'h', userId: wang.userId, expiresAt: new Date(Date.now() + 60_000) },
        { ...session(viewer), action: 'login', detail: {} },
      ),
    rows: () => database`select 1 from sessions`,
    action: 'login',
  },
  {
    what: 'a look at a site',
    make: (viewer) => queries.askSuggestion(viewer, 'https://a.example/'),
    rows: () => database`select 1 from suggestions`,
    action: 'look-at-site',
  },
];

describe('with its audit entry, or not at all, comes', () => {
  it.each(CHANGES)('$what', async ({ make, rows, action }) => {
    const entries = () => database`select actor from audit where action = ${action}`;
    // The log refuses an entry by somebody who is not there.
    await expect(make({ ...wang, userId: 1_000_000 })).rejects.toThrow(/foreign key/);
    expect([await rows(), await entries()]).toEqual([[], []]);

    await make(wang);
    expect(await rows()).toHaveLength(1);
    expect(await entries()).toEqual([{ actor: 'wang' }]);
    expect((await verifyAudit(database)).firstBreak).toBeNull();
  });

  it('nothing when nothing was changed', async () => {
    const before = await verifyAudit(database);
    expect(await queries.enableSource(wang, 'added', false)).toBe(false);
    await expect(queries.addSource(wang, testSource({ id: 'added' }))).rejects.toThrow(/already/);
    expect((await verifyAudit(database)).entries).toBe(before.entries);
  });
});
