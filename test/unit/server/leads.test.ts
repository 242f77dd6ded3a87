import { describe, expect, it } from 'vitest';
import type { LeadDetail, LeadRow } from '../../../server/contract/lead.js';
import { makeLead, sampleLeads } from './sample-leads.js';
import { COLLEAGUE, REVIEWER, testServer } from './test-server.js';

async function loggedIn(leads: readonly LeadDetail[] = sampleLeads()) {
  const server = await testServer({ leads });
  const cookie = await server.logIn();
  const get = (url: string) => server.ask({ url, headers: { cookie } });
  const decide = (id: number | string, payload: object) =>
    server.ask({ method: 'POST', url: `/api/leads/${id}/decisions`, headers: { cookie }, payload });
  return { ...server, get, decide };
}

interface Page {
  readonly leads: readonly { readonly id: number; readonly firstSeenAt: string }[];
  readonly nextCursor: string | null;
  readonly total: number;
}

describe('GET /api/leads', () => {
  it('answers the queue by priority, without the texts', async () => {
    const { get } = await loggedIn();
    const page = (await get('/api/leads?limit=3')).json<Page>();
    expect(page.leads.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(page.total).toBe(65);
    expect(page.leads[0]).not.toHaveProperty('postings');
    expect(page.leads[0]?.firstSeenAt).toBe('2026-11-20T23:10:00.000Z');
  });

  it('pages by cursor: every lead once', async () => {
    const { get } = await loggedIn();
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page = (await get(`/api/leads?limit=20${cursor && `&cursor=${cursor}`}`)).json();
      seen.push(...page.leads.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(65);
    expect(new Set(seen).size).toBe(65);
  });

  it.each([
    ['state=new,pending', 65],
    ['state=confirmed', 0],
    ['code=COV-03', 2],
    ['source=sample-platform', 1],
    [`q=${encodeURIComponent('物理')}`, 1],
    ['q=', 65],
    ['needsExpert=true', 1],
    ['needsExpert=true&source=sample-recruitment', 0],
    [`code=COV-03&q=${encodeURIComponent('通报')}`, 1],
  ])('narrows by %s', async (query, total) => {
    const { get } = await loggedIn();
    expect((await get(`/api/leads?${query}`)).json<Page>().total).toBe(total);
  });

  it.each(['newest', 'oldest'])('sorts by %s', async (sort) => {
    const { get } = await loggedIn();
    const times = (await get(`/api/leads?sort=${sort}`))
      .json<Page>()
      .leads.map((l) => l.firstSeenAt);
    const ascending = [...times].sort();
    expect(times).toEqual(sort === 'oldest' ? ascending : ascending.reverse());
  });

  it.each([
    'state=nonsense',
    'limit=0',
    'limit=201',
    'limit=x',
    'sort=danger',
    'cursor=forged',
    'unknown=1',
    'needsExpert=maybe',
    `q=${'x'.repeat(201)}`,
  ])('refuses %s', async (query) => {
    const { get } = await loggedIn();
    const answer = await get(`/api/leads?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.json<{ errors: string[] }>().errors).toHaveLength(1);
  });
});

describe('GET /api/leads/counts', () => {
  it('counts states over all leads, codes and sources within the states asked for', async () => {
    const { get, decide } = await loggedIn();
    await decide(1, { seenVersion: 1, decision: { action: 'dismiss', reason: 'NEG-01' } });
    const counts = (await get('/api/leads/counts?state=dismissed')).json<{
      states: Record<string, number>;
    }>();
    expect(counts).toMatchObject({
      codes: [
        { code: 'ADV-03', count: 1 },
        { code: 'COV-03' },
        { code: 'COV-04' },
        { code: 'TIM-01' },
      ],
      sources: [
        { id: 'sample-platform', name: '示例同城论坛', count: 1 },
        { id: 'sample-tutoring' },
      ],
    });
    expect(counts.states).toMatchObject({ new: 64, dismissed: 1, confirmed: 0 });
  });
});

describe('GET /api/leads/:id', () => {
  it('answers the postings with findings whose spans are exact', async () => {
    const { get } = await loggedIn();
    const lead = (await get('/api/leads/1')).json<LeadDetail>();
    const spans = lead.postings.flatMap((posting) =>
      posting.findings.flatMap(({ spans }) =>
        spans.map((span) => [
          (span.field === 'title' ? posting.title : posting.body).slice(span.start, span.end),
          span.text,
        ]),
      ),
    );
    expect(spans.length).toBeGreaterThan(5);
    for (const [shown, text] of spans) expect(shown).toBe(text);
  });

  it('drops what the contract does not name', async () => {
    const lead = { ...makeLead({ id: 9 }), secret: 'x' };
    const { get } = await loggedIn([lead]);
    expect((await get('/api/leads/9')).json()).not.toHaveProperty('secret');
  });

  it.each([
    ['999', 404],
    ['0', 400],
    ['abc', 400],
    ['1e999', 400],
  ])('id %s → %i', async (id, status) => {
    const { get } = await loggedIn();
    expect((await get(`/api/leads/${id}`)).statusCode).toBe(status);
  });
});

describe('POST /api/leads/:id/decisions', () => {
  it('confirms with a code, and keeps who and when', async () => {
    const { get, decide, memory } = await loggedIn();
    const decision = { action: 'confirm', code: 'COV-04', note: '地址明确' };
    const answer = await decide(1, { seenVersion: 1, decision });
    expect(answer.statusCode).toBe(200);
    const { lead } = answer.json<{ lead: LeadRow }>();
    expect(lead).toMatchObject({ id: 1, state: 'confirmed', primaryCode: 'COV-04', version: 2 });
    expect((await get('/api/leads/1')).json<LeadDetail>().decisions).toMatchObject([
      { userName: REVIEWER.displayName, action: 'confirm', note: '地址明确', toState: 'confirmed' },
    ]);
    expect(memory.audit.at(-1)).toMatchObject({ action: 'decide', objectId: '1' });
  });

  it('dismisses with a reason, and re-opens with another', async () => {
    const { decide } = await loggedIn();
    const dismissed = await decide(2, {
      seenVersion: 1,
      decision: { action: 'dismiss', reason: 'NEG-06' },
    });
    expect(dismissed.json()).toMatchObject({ lead: { state: 'dismissed', version: 2 } });
    const reopened = await decide(2, {
      seenVersion: 2,
      decision: { action: 'reopen', note: '误判' },
    });
    expect(reopened.json()).toMatchObject({ lead: { state: 'pending', version: 3 } });
  });

  it('refuses who decides on an old version, and changes nothing', async () => {
    const { decide, memory } = await loggedIn();
    memory.decideAs(COLLEAGUE, 1, { action: 'dismiss', reason: 'NEG-01', note: '' });
    const before = memory.leads.get(1);
    const answer = await decide(1, {
      seenVersion: 1,
      decision: { action: 'confirm', code: 'COV-03' },
    });
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ type: '/api/docs#problem-conflict', status: 409 });
    expect(memory.leads.get(1)).toBe(before);
  });

  it('lets one of two at once through', async () => {
    const { decide, memory } = await loggedIn();
    const both = await Promise.all([
      decide(1, { seenVersion: 1, decision: { action: 'confirm', code: 'COV-03' } }),
      decide(1, { seenVersion: 1, decision: { action: 'dismiss', reason: 'NEG-01' } }),
    ]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(memory.leads.get(1)?.decisions).toHaveLength(1);
  });

  it.each([
    ['no version', { decision: { action: 'reopen', note: 'x' } }],
    ['an unknown action', { seenVersion: 1, decision: { action: 'delete' } }],
    ['an unknown reason', { seenVersion: 1, decision: { action: 'dismiss', reason: 'NEG-11' } }],
    ['a dismissal without reason', { seenVersion: 1, decision: { action: 'dismiss' } }],
    ['a re-opening without reason', { seenVersion: 1, decision: { action: 'reopen', note: '' } }],
    [
      'an endless note',
      { seenVersion: 1, decision: { action: 'reopen', note: 'x'.repeat(10_001) } },
    ],
    ['another key', { seenVersion: 1, decision: { action: 'reopen', note: 'x' }, userId: 7 }],
    ['re-opening an open lead', { seenVersion: 1, decision: { action: 'reopen', note: 'x' } }],
  ])('refuses %s', async (_name, payload) => {
    const { decide, memory } = await loggedIn();
    const answer = await decide(1, payload);
    expect(answer.statusCode).toBe(400);
    expect(memory.leads.get(1)?.decisions).toEqual([]);
  });

  it('answers 404 for an unknown lead', async () => {
    const { decide } = await loggedIn();
    const answer = await decide(999, { seenVersion: 1, decision: { action: 'reopen', note: 'x' } });
    expect(answer.statusCode).toBe(404);
  });
});
