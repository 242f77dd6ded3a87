/** Who sees and decides which leads: two counties with streets, departments, and leads that nobody has yet. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../db/connect.js';
import { findUserByName } from '../../db/people/accounts.js';
import type { NewGrant } from '../../db/people/grants.js';
import { NotAllowed, NotFound } from '../../domain/errors.js';
import type { Role } from '../../domain/rights.js';
import { databaseQueries } from '../../server/database-queries.js';
import type { LeadFilter } from '../../server/lead-queries.js';
import type { ServerQueries } from '../../server/queries.js';
import { openTestDeps, type TestDeps } from '../support/open-test-deps.js';
import { openTestWeb, type TestWeb } from '../support/open-test-web.js';
import { sampleAds } from '../support/sample-ads.js';
import { classifyAndGroup, savePostingsOf, testSource } from '../support/save-postings.js';

/** Stands in every posting of the other county. */
const OTHERS = '西县的发布者';
const ALL: LeadFilter = {
  ...{ states: null, code: null, sourceId: null, text: null, needsExpert: false },
  ...{ sort: 'priority', cursor: null, limit: 100 },
};

const grant = (role: Role, unitId: string | null, department: NewGrant['department'] = null) => ({
  ...{ role, unitId, department },
});
const PEOPLE = {
  east: [grant('reviewer', 'east')],
  street: [grant('reviewer', 'east-street')],
  west: [grant('reviewer', 'west')],
  city: [grant('reviewer', 'city')],
  market: [grant('reviewer', null, 'market')],
  'market-east': [grant('reviewer', 'east', 'market')],
  mixed: [grant('reviewer', 'east'), grant('inspector', 'west')],
  root: [grant('admin', null)],
  operator: [grant('operator', null)],
  nobody: [],
} satisfies Record<string, readonly NewGrant[]>;
type Person = keyof typeof PEOPLE;

let opened: TestDeps;
let database: Database;
let queries: ServerQueries;
let web: TestWeb;
/** The lead of each unit; `pool`: of none. */
let leads: Record<'street' | 'west' | 'pool', number>;

beforeAll(async () => {
  opened = await openTestDeps();
  const { deps } = opened;
  database = deps.database;
  queries = databaseQueries(database, { ...deps, timeZone: 'Asia/Shanghai' });
  await database`
    insert into units (id, name, parent_id, kind) values
      ('city', '示例市', null, 'city'), ('east', '东县', 'city', 'county'),
      ('east-street', '东县一街道', 'east', 'street'), ('west', '西县', 'city', 'county')`;
  const ads = sampleAds(3);
  const places = [
    ['street', 'east-street', '东县的发布者'],
    ['west', 'west', OTHERS],
    ['pool', undefined, '没有属地的发布者'],
  ] as const;
  for (const [index, [id, unit, publisher]] of places.entries()) {
    const ad = ads[index];
    if (ad === undefined) throw new Error('there are three ads');
    const source = testSource({
      ...{ id, start: [`http://${id}.test/list`] },
      ...(unit === undefined ? {} : { unit }),
    });
    await classifyAndGroup(
      deps,
      await savePostingsOf(deps, source, [{ ...ad, publisher, title: `${ad.title} ${publisher}` }]),
    );
  }
  const rows = await database<{ id: number; source: 'street' | 'west' | 'pool' }[]>`
    select id, source_ids[1] as source from leads`;
  leads = Object.fromEntries(rows.map((row) => [row.source, row.id])) as typeof leads;
  web = await openTestWeb(deps, { users: PEOPLE });
});
afterAll(async () => {
  await web.close();
  await opened.close();
});

async function viewer(name: Person) {
  const found = await findUserByName(database, name);
  if (found === null) throw new Error(`no user ${name}`);
  return found.account;
}

async function seen(name: Person): Promise<string[]> {
  const { leads: listed, total } = await queries.findLeads(await viewer(name), ALL);
  expect(total).toBe(listed.length);
  return listed.map(({ sources }) => sources[0]?.id ?? '').sort();
}

describe('a lead', () => {
  it('gets the unit of its source and the departments of its codes', async () => {
    const rows = await database`
      select unit_id, unit_by, unit_reason, departments[1] as leading from leads order by id`;
    expect(rows).toMatchObject([
      { unitId: 'east-street', unitBy: 'source', unitReason: '来源：测试来源' },
      { unitId: 'west', unitBy: 'source' },
      { unitId: null, unitBy: 'none' },
    ]);
    for (const { leading } of rows) expect(leading).toBe('education');
  });

  it.each([
    ['east', ['street']],
    ['street', ['street']],
    ['west', ['west']],
    // What has no unit waits for the whole bureau, not for the city's unit.
    ['city', ['street', 'west']],
    ['mixed', ['street', 'west']],
    ['root', []],
    ['operator', []],
    ['nobody', []],
  ] as const)('is seen by %s within the units granted and below: %j', async (name, expected) => {
    expect(await seen(name)).toEqual([...expected]);
  });

  it('is seen by a department that it goes to, within the units granted', async () => {
    const routed = async (departments: readonly string[]) => {
      await database`update leads set departments = ${[...departments]}`;
      return { market: await seen('market'), east: await seen('market-east') };
    };
    expect(await routed(['education'])).toEqual({ market: [], east: [] });
    expect(await routed(['education', 'market'])).toEqual({
      ...{ market: ['pool', 'street', 'west'], east: ['street'] },
    });
  });

  it('goes along when a unit is put below another one, with the next question', async () => {
    await database`update units set parent_id = 'west' where id = 'east-street'`;
    expect(await seen('east')).toEqual([]);
    expect(await seen('west')).toEqual(['street', 'west']);
    await database`update units set parent_id = 'east' where id = 'east-street'`;
    expect(await seen('east')).toEqual(['street']);
  });
});

describe('units', () => {
  it('cannot stand below themselves', async () => {
    const cycle = database`update units set parent_id = 'east-street' where id = 'city'`;
    await expect(cycle).rejects.toThrow(/below itself/);
  });
});

describe('a decision', () => {
  const decision = { action: 'dismiss', reason: 'NEG-03', note: '' } as const;

  it('takes the right there, not only somewhere', async () => {
    const mixed = await viewer('mixed');
    const decide = (leadId: number) =>
      queries.decideLead(mixed, { leadId, seenVersion: 1, decision });
    await expect(decide(leads.west)).rejects.toBeInstanceOf(NotAllowed);
    await expect(decide(leads.pool)).rejects.toBeInstanceOf(NotFound);
    expect(await database`select * from decisions`).toHaveLength(0);
    expect((await decide(leads.street)).state).toBe('dismissed');
  });
});

describe('every question of the server', () => {
  const leaf = { afterId: null, limit: 100 };

  it('asked by a reviewer of one county, says nothing of the other one’s leads', async () => {
    const east = await viewer('east');
    const [run] = await database<{ id: number }[]>`select id from runs where source_id = 'west'`;
    const runId = run?.id ?? 0;
    /** What each answers; null: it is told apart below, or writes and answers nothing of leads. */
    const answers: Record<keyof ServerQueries, (() => Promise<unknown>) | null> = {
      findLeads: () => queries.findLeads(east, { ...ALL, text: OTHERS }),
      findLead: () => queries.findLead(east, leads.west),
      countLeads: () => queries.countLeads(east, null),
      decideLead: () =>
        queries
          .decideLead(east, {
            ...{ leadId: leads.west, seenVersion: 1 },
            decision: { action: 'confirm', code: 'COV-01', note: '' },
          })
          .catch((error: unknown) => {
            expect(error).toBeInstanceOf(NotFound);
            return String(error);
          }),
      isLeadKnown: null,
      findRuns: () => queries.findRuns({ sourceId: null, state: null, beforeId: null, limit: 100 }),
      findRun: () => queries.findRun(runId),
      findRunPages: () => queries.findRunPages({ runId, ...leaf }),
      // Postings stand on public pages, and whoever looks after sources sees them; their leads are none of his.
      findRunPostings: null,
      findRunIssues: () => queries.findRunIssues({ runId, ...leaf }),
      findDeadUrls: () => queries.findDeadUrls({ runId, ...leaf }),
      findLive: () => queries.findLive(),
      findSources: () => queries.findSources(),
      findSource: () => queries.findSource('west'),
      findHealth: () => queries.findHealth('west', 10),
      isSourceKnown: () => queries.isSourceKnown('west'),
      addSource: null,
      enableSource: null,
      askRun: null,
      askSuggestion: null,
      findSuggestion: () => queries.findSuggestion(1),
      cancelSuggestion: null,
      findUserByName: () => queries.findUserByName('west'),
      createSession: null,
      findSession: () => queries.findSession('x'),
      deleteSession: null,
      countRecentLoginFailures: () =>
        queries.countRecentLoginFailures({ userName: 'west', address: '', since: new Date(0) }),
      recordLogin: null,
      recordAudit: null,
      ping: () => queries.ping(),
    };
    expect(Object.keys(answers).sort()).toEqual(Object.keys(queries).sort());
    for (const [name, ask] of Object.entries(answers)) {
      if (ask !== null) expect(JSON.stringify((await ask()) ?? null), name).not.toContain(OTHERS);
    }
    expect(await queries.findLead(east, leads.west)).toBeNull();
    expect((await queries.countLeads(east, null)).sources).toMatchObject([{ id: 'street' }]);
    const leadOf = async (name: Person) =>
      (await queries.findRunPostings(await viewer(name), { runId, ...leaf }))[0]?.leadId;
    expect(await leadOf('east')).toBeNull();
    expect(await leadOf('operator')).toBeNull();
    expect(await leadOf('west')).toBe(leads.west);
  });
});

describe('over HTTP', () => {
  it('another county’s lead is as good as none, but it is written down who asked for it', async () => {
    const { ask } = await web.as('east');
    const decision = { action: 'confirm', code: 'COV-01', note: '' };
    const asked = async (id: number) => [
      await ask('GET', `/api/leads/${id}`),
      await ask('POST', `/api/leads/${id}/decisions`, { seenVersion: 1, decision }),
    ];
    const strip = ({ status, body }: Awaited<ReturnType<typeof ask>>) => ({
      ...{ status, body: { ...(body as object), requestId: '' } },
    });
    const others = (await asked(leads.west)).map(strip);
    expect(others.map(({ status }) => status)).toEqual([404, 404]);
    expect((await asked(999_999)).map(strip)).toEqual(others);
    const refused = await database`
      select actor, object_type, object_id from audit where action = 'refused-lead'`;
    const entry = { actor: 'east', objectType: 'lead', objectId: String(leads.west) };
    expect([...refused]).toEqual([entry, entry]);
  });

  it('an administrator without another role reads no lead, no posting and no run', async () => {
    const { ask } = await web.as('root');
    const paths = [
      ...['/api/leads', '/api/leads/counts', `/api/leads/${leads.west}`],
      ...['/api/sources', '/api/runs', '/api/runs/1/postings', '/api/events'],
    ];
    for (const path of paths) expect((await ask('GET', path)).status, path).toBe(403);
    expect((await ask('GET', '/api/session')).body).toMatchObject({
      user: { roles: ['admin'], rights: ['manage-people'] },
    });
  });

  it('what is revoked is gone with the next request of the same session', async () => {
    const { ask } = await web.as('city');
    expect((await ask('GET', '/api/leads')).body).toMatchObject({ total: 2 });
    await database`
      update grants set revoked_at = now()
      where user_id = (select id from users where name = 'city')`;
    expect((await ask('GET', '/api/leads')).status).toBe(403);
  });
});
