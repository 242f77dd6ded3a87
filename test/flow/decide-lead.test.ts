/** The queue of leads and the decisions on them, as several reviewers use them at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../db/connect.js';
import { decideLead } from '../../db/leads/decide-lead.js';
import { findLead } from '../../db/leads/find-lead.js';
import { findLeads, type LeadFilter, type LeadSort } from '../../db/leads/find-leads.js';
import { countLeads } from '../../db/leads/count-leads.js';
import { recordAudit } from '../../db/audit/record-audit.js';
import { Conflict, InvalidInput, NotFound } from '../../domain/errors.js';
import type { DecisionInput } from '../../domain/lead.js';
import { openTestDeps, type TestDeps } from '../support/open-test-deps.js';
import {
  classifyAndGroup,
  savePostingsOf,
  testPosting,
  testSource,
} from '../support/save-postings.js';
import type { ExtractedPosting } from '../../domain/posting.js';
import { sampleAds } from '../support/sample-ads.js';
import { WHOLE_BUREAU, type Viewer } from '../../domain/rights.js';
import { addReviewer } from '../support/add-reviewer.js';

const ALL: LeadFilter = { states: null, code: null, sourceId: null, text: null };
const CONFIRM: DecisionInput = { action: 'confirm', code: 'COV-01', note: '' };
const DISMISS: DecisionInput = { action: 'dismiss', reason: 'NEG-03', note: '学校招聘' };

let opened: TestDeps;
let database: Database;
let wang: Viewer;
let li: Viewer;

/** A new database with a lead of each ad, and two reviewers. */
async function openWith(ads: readonly ExtractedPosting[]): Promise<void> {
  opened = await openTestDeps();
  const { deps } = opened;
  database = deps.database;
  await classifyAndGroup(deps, await savePostingsOf(deps, testSource(), ads));
  wang = await addReviewer(database, 'wang', '王研判');
  li = await addReviewer(database, 'li', '李研判');
}

async function list(
  filter: Partial<LeadFilter> = {},
  page: { sort?: LeadSort; cursor?: string | null; limit?: number } = {},
) {
  const { sort = 'priority', cursor = null, limit = 100 } = page;
  return findLeads(database, WHOLE_BUREAU, { ...ALL, ...filter, sort, cursor, limit });
}

/** A lead that nobody has decided on. */
async function newLead() {
  const [lead] = (await list({ states: ['new'] }, { limit: 1 })).leads;
  if (lead === undefined) throw new Error('there is no lead');
  return lead;
}

describe('a decision', () => {
  beforeAll(() => openWith(sampleAds(12)));
  afterAll(() => opened.close());

  it('of two reviewers at once is made once; the other one is told', async () => {
    const lead = await newLead();
    const decide = (viewer: Viewer, decision: DecisionInput) =>
      decideLead(database, viewer, { leadId: lead.id, seenVersion: lead.version, decision });
    const outcomes = await Promise.allSettled([decide(wang, CONFIRM), decide(li, DISMISS)]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toBeInstanceOf(Conflict);
    expect((await findLead(database, WHOLE_BUREAU, lead.id))?.decisions).toHaveLength(1);
  });

  it('says who decided what, from which state to which, and is kept when it is undone', async () => {
    const lead = await newLead();
    const first = { leadId: lead.id, seenVersion: lead.version, decision: DISMISS };
    const dismissed = await decideLead(database, wang, first);
    expect(dismissed).toMatchObject({ state: 'dismissed', version: lead.version + 1 });
    const reopened = await decideLead(database, li, {
      ...{ leadId: lead.id, seenVersion: dismissed.version },
      decision: { action: 'reopen', note: '又发了一次' },
    });
    expect(reopened.state).toBe('pending');
    expect((await findLead(database, WHOLE_BUREAU, lead.id))?.decisions).toMatchObject([
      { userName: '王研判', action: 'dismiss', reason: 'NEG-03', code: null, note: '学校招聘' },
      { userName: '李研判', action: 'reopen', fromState: 'dismissed', toState: 'pending' },
    ]);
  });

  it('that the state does not allow writes nothing', async () => {
    const lead = await newLead();
    const refused = decideLead(database, wang, {
      ...{ leadId: lead.id, seenVersion: lead.version },
      decision: { action: 'reopen', note: 'x' },
    });
    await expect(refused).rejects.toBeInstanceOf(InvalidInput);
    expect(await findLead(database, WHOLE_BUREAU, lead.id)).toMatchObject({
      version: lead.version,
      decisions: [],
    });
  });

  it('on a lead that is not there is refused', async () => {
    const refused = decideLead(database, wang, {
      ...{ leadId: 999_999, seenVersion: 1 },
      decision: CONFIRM,
    });
    await expect(refused).rejects.toBeInstanceOf(NotFound);
  });

  it('takes any note that can be typed or pasted', async () => {
    const lead = await newLead();
    const note = `a'b"c\\d%_\0 \ud800 ${'长'.repeat(9_000)}`;
    const decision = { action: 'confirm', code: 'COV-01', note } as const;
    await decideLead(database, wang, {
      ...{ leadId: lead.id, seenVersion: lead.version },
      decision,
    });
    const [kept] = (await findLead(database, WHOLE_BUREAU, lead.id))?.decisions ?? [];
    expect(kept?.note).toBe(note.replace('\0', '').toWellFormed());
  });

  it('does not overwrite what the machine said', async () => {
    const lead = await newLead();
    const before = await findLead(database, WHOLE_BUREAU, lead.id);
    await decideLead(database, wang, {
      ...{ leadId: lead.id, seenVersion: lead.version },
      decision: { action: 'confirm', code: 'TCH-01', note: '' },
    });
    const after = await findLead(database, WHOLE_BUREAU, lead.id);
    expect(after).toMatchObject({ primaryCode: before?.primaryCode, codes: before?.codes });
    expect(after?.postings).toEqual(before?.postings);
  });
});

describe('decisions and the audit log', () => {
  beforeAll(() => openWith(sampleAds(12)));
  afterAll(() => opened.close());

  it.each(['decisions', 'audit'])(
    'of table %s cannot be changed, deleted or emptied',
    async (table) => {
      const lead = await newLead();
      await decideLead(database, wang, {
        ...{ leadId: lead.id, seenVersion: lead.version },
        decision: CONFIRM,
      });
      const entry = { actor: 'wang', action: 'login', objectType: 'session', objectId: null };
      await recordAudit(database, { ...entry, userId: wang.userId, detail: {} });
      const before = await database`select * from ${database(table)}`;
      expect(before.length).toBeGreaterThan(0);

      // The role of the program has no right to, and the owner is refused by the triggers.
      const owner = connect(opened.databaseUrl, 1);
      for (const [asked, refusal] of [
        [database, /permission denied/],
        [owner, /append-only/],
      ] as const) {
        const changes = [
          asked`update ${asked(table)} set action = 'x'`,
          asked`delete from ${asked(table)}`,
          asked`truncate ${asked(table)}`,
          asked`truncate ${asked(table)} cascade`,
          asked`truncate users cascade`,
        ];
        for (const change of changes) await expect(change).rejects.toThrow(refusal);
      }
      await owner.end({ timeout: 5 });
      expect(await database`select * from ${database(table)}`).toEqual(before);
    },
  );
});

describe('the list of leads', () => {
  beforeAll(() => openWith(sampleAds(12)));
  afterAll(() => opened.close());

  const SORTS: readonly LeadSort[] = ['priority', 'newest', 'oldest', 'postings'];

  it.each(SORTS)('paged in the order %s shows every lead once, ties included', async (sort) => {
    const whole = (await list({}, { sort })).leads.map(({ id }) => id);
    expect(whole).toHaveLength(12);
    for (const limit of [1, 5, 6, 12]) {
      const seen: number[] = [];
      for (let cursor: string | null = null; ;) {
        const page = await list({}, { sort, cursor, limit });
        expect(page.total).toBe(12);
        seen.push(...page.leads.map(({ id }) => id));
        cursor = page.nextCursor;
        if (cursor === null) break;
      }
      expect(seen).toEqual(whole);
    }
  });

  const asCursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each([
    ['no cursor at all', 'x'],
    ['an empty one', ''],
    ['JSON that is none', asCursor({ a: 1 })],
    ['a value that is no number', asCursor(['priority', 'x', 1])],
    ['an id beyond all numbers', asCursor(['priority', '1', 2 ** 80])],
    ['a date that is none', asCursor(['newest', '2026-99-99 00:00:00+00', 1])],
    ['SQL', asCursor(['priority', "1'; drop table leads; --", 1])],
    ['an id that is no number', asCursor(['priority', '1', '1'])],
    ['a number that no column holds', asCursor(['priority', '1e400', 1])],
  ])('refuses %s', async (_, cursor) => {
    for (const sort of SORTS) {
      await expect(list({}, { sort, cursor })).rejects.toBeInstanceOf(InvalidInput);
    }
  });

  it('refuses the cursor of another order', async () => {
    const { nextCursor } = await list({}, { sort: 'priority', limit: 2 });
    for (const sort of ['newest', 'postings'] as const) {
      await expect(list({}, { sort, cursor: nextCursor })).rejects.toBeInstanceOf(InvalidInput);
    }
  });

  it('is narrowed by state, code, source and text, and counts what it shows', async () => {
    const lead = await newLead();
    await decideLead(database, wang, {
      ...{ leadId: lead.id, seenVersion: lead.version },
      decision: CONFIRM,
    });
    expect((await list({ states: ['confirmed'] })).leads.map(({ id }) => id)).toEqual([lead.id]);
    expect((await list({ states: [] })).total).toBe(0);
    expect((await list({ states: ['new', 'confirmed'] })).total).toBe(12);
    const ofCode = await list({ code: lead.primaryCode });
    expect(ofCode.leads.length).toBeGreaterThan(0);
    expect(ofCode.leads.every(({ codes }) => codes.includes(lead.primaryCode))).toBe(true);
    expect((await list({ code: 'NO-99' })).total).toBe(0);
    expect((await list({ sourceId: 'test' })).total).toBe(12);
    expect((await list({ sourceId: 'tes' })).total).toBe(0);
    expect((await list({ text: '发布者7' })).total).toBe(1);
    expect((await list({ text: '电话13800001003' })).total).toBe(1);

    const counts = await countLeads(database, WHOLE_BUREAU, null);
    expect(counts.states).toMatchObject({ new: 11, confirmed: 1, dismissed: 0 });
    expect(counts.sources).toEqual([{ id: 'test', name: '测试来源', count: 12 }]);
    const confirmed = await countLeads(database, WHOLE_BUREAU, ['confirmed']);
    expect(confirmed.codes.map(({ code }) => code).sort()).toEqual([...lead.codes].sort());
  });

  it('lists first what names the lead, then what names the posting, then by score', async () => {
    const { id, primaryCode } = await newLead();
    const codesOf = async () => {
      const [posting] = (await findLead(database, WHOLE_BUREAU, id))?.postings ?? [];
      return posting?.findings.map(({ code }) => code);
    };
    const [first] = await database<{ postingId: number; version: number }[]>`
      select posting_id, version from lead_postings join classifications using (posting_id)
      where lead_id = ${id} order by posting_id limit 1`;
    if (first === undefined) throw new Error('there is no posting');
    const { postingId, version } = first;
    await database`delete from findings where posting_id = ${postingId}`;
    for (const [code, score] of [
      [primaryCode, 0.2],
      ['ADV-09', 0.8],
      ['PRC-01', 0.3],
      ['ADV-03', 0.9],
    ] as const) {
      await database`insert into findings (posting_id, version, code, score, rule, spans)
        values (${postingId}, ${version}, ${code}, ${score}, 'test', '[]')`;
    }
    expect(await codesOf()).toEqual([primaryCode, 'ADV-03', 'ADV-09', 'PRC-01']);
    await database`update leads set primary_code = 'PRC-01' where id = ${id}`;
    expect(await codesOf()).toEqual(['PRC-01', primaryCode, 'ADV-03', 'ADV-09']);
    // Nothing bears the code that a reviewer chose.
    await database`update leads set primary_code = 'LIC-01' where id = ${id}`;
    expect(await codesOf()).toEqual([primaryCode, 'ADV-03', 'ADV-09', 'PRC-01']);
    await database`update leads set primary_code = ${primaryCode} where id = ${id}`;
  });

  it('is narrowed to what an expert should look at, as it was last judged', async () => {
    const judge = (postingId: number, version: number, needsExpert: boolean) => database`
      insert into classifications (posting_id, version, flag, score, primary_code, exclusion, facets, subject,
        sealed_contacts, rules_version, model_version)
      select posting_id, ${version}, flag, score, primary_code, exclusion, facets,
        subject || jsonb_build_object('needsExpert', ${needsExpert}::boolean), sealed_contacts, rules_version, model_version
      from classifications where posting_id = ${postingId} order by version limit 1
      on conflict (posting_id, version) do update set subject = excluded.subject`;
    await database`update classifications set subject = subject || '{"needsExpert": false}'`;
    const postings = await database<{ leadId: number; postingId: number }[]>`
      select lead_id, posting_id from lead_postings order by posting_id limit 3`;
    const [now, before, since] = postings;
    if (now === undefined || before === undefined || since === undefined)
      throw new Error('too few');
    await judge(now.postingId, 1, true);
    await judge(before.postingId, 1, true);
    await judge(before.postingId, 2, false);
    await judge(since.postingId, 2, true);

    const narrowed = await list({ needsExpert: true });
    const expected = [now.leadId, since.leadId].sort((a, b) => a - b);
    expect(narrowed.leads.map(({ id }) => id).sort((a, b) => a - b)).toEqual(expected);
    expect(narrowed.total).toBe(2);
    for (const { id } of (await list()).leads) {
      const { postings = [] } = (await findLead(database, WHOLE_BUREAU, id)) ?? {};
      expect(postings.some(({ subject }) => subject.needsExpert)).toBe(expected.includes(id));
    }
    const { nextCursor } = await list({ needsExpert: true }, { limit: 1 });
    expect(
      (await list({ needsExpert: true }, { limit: 1, cursor: nextCursor })).leads,
    ).toHaveLength(1);
    expect((await list({ needsExpert: true, text: 'NO' })).total).toBe(0);
    expect((await list({ needsExpert: false })).total).toBe(12);
  });

  it('paged while leads are decided neither skips nor repeats one', async () => {
    const open = { states: ['new', 'pending'] as const };
    const seen: number[] = [];
    for (let cursor: string | null = null; ;) {
      const page = await list({ ...open }, { cursor, limit: 5 });
      for (const { id, version } of page.leads) {
        seen.push(id);
        await decideLead(database, wang, {
          leadId: id,
          seenVersion: version,
          decision: CONFIRM,
        });
      }
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
    expect(seen).toHaveLength(new Set(seen).size);
    expect((await list({ ...open })).total).toBe(0);
  });
});

describe('a search', () => {
  beforeAll(() => {
    const [ad, ...plain] = sampleAds(3);
    const body = `${ad?.body ?? ''} 提分100%_保证，it's a\\b "引号" ＡＢＣ`;
    return openWith([testPosting({ ...ad, body }), ...plain]);
  });
  afterAll(() => opened.close());

  it('takes a very long text', async () => {
    expect((await list({ text: '长'.repeat(50_000) })).total).toBe(0);
  });

  it.each([
    ['%', 1],
    ['100%_', 1],
    ['100%x', 0],
    ['_', 1],
    ['\\', 1],
    ['a\\b', 1],
    ['\\\\', 0],
    ["it's", 1],
    ["'; drop table leads; --", 0],
    ['"引号"', 1],
    ['\0', 3],
    ['一对一\0', 3],
    ['\ud83d', 0],
    ['💰', 0],
    ['', 3],
  ])('for %j takes it as it is written', async (text, expected) => {
    expect((await list({ text })).total).toBe(expected);
  });
});
