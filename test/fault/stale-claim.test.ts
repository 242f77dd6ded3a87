/** A crawler that comes back too late: its lease has gone to another one, so nothing of it is written. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFrontier } from '../../db/frontier/open-frontier.js';
import { startRun } from '../../db/runs/start-run.js';
import { saveSource } from '../../db/sources/save-source.js';
import type { Claim, Frontier, Visit } from '../../domain/frontier.js';
import { openTestDeps, type TestDeps } from '../support/open-test-deps.js';
import { HOLDER, testPage, testPosting, testSource } from '../support/save-postings.js';

const URL = 'http://site.test/list';
const issue = { kind: 'fetch-failed', message: 'x', url: URL } as const;
const VISITS: readonly Visit[] = [
  {
    ...{ outcome: 'fetched', page: testPage(URL, 'late'), issues: [issue] },
    postings: [testPosting({ url: 'http://site.test/ad/1', title: '家教', body: '一对一' })],
    newUrls: [{ url: 'http://site.test/ad/1', role: 'detail' }],
  },
  { outcome: 'unchanged', newUrls: [{ url: 'http://site.test/ad/1', role: 'detail' }] },
  { outcome: 'needs-browser' },
  { outcome: 'retry', retryAfterMs: 1_000, hasHostFailed: true, issue },
  { outcome: 'throttled', retryAfterMs: 60_000, isAsked: true, issue },
  { outcome: 'dropped', issue },
];

let opened: TestDeps;
let frontier: Frontier;

beforeEach(async () => {
  opened = await openTestDeps();
  const { deps } = opened;
  const source = testSource();
  await saveSource(deps.database, source);
  const { run } = await startRun(deps.database, source, 'command', HOLDER);
  const doors = {
    keepBody: (bytes: Uint8Array) => deps.blobs.put(bytes),
    onPostings: async () => {},
  };
  frontier = openFrontier(deps.database, { source, runId: run.id }, doors);
});
afterEach(() => opened.close());

async function claim(): Promise<Claim> {
  const answer = await frontier.claim('http');
  const [claimed] = answer.status === 'claimed' ? answer.claims : [];
  if (claimed === undefined) throw new Error(answer.status);
  return claimed;
}

/** Everything that a visit can write. */
async function written() {
  const { database } = opened.deps;
  return Promise.all([
    database`select * from pages`,
    database`select * from postings`,
    database`select * from frontier order by id`,
    database`select * from issues`,
    database`select * from hosts order by host`,
  ]);
}

async function endLeases(): Promise<void> {
  await opened.deps.database`update frontier set lease_until = now() - interval '1 second'`;
}

describe('a result whose lease was lost', () => {
  it.each(VISITS.map((visit) => [visit.outcome, visit] as const))(
    'is refused when another crawler has the URL (%s)',
    async (_, visit) => {
      const late = await claim();
      await endLeases();
      const current = await claim();
      expect(current).toMatchObject({ urlId: late.urlId, fence: late.fence + 1 });

      const before = await written();
      expect(await frontier.save(late, visit)).toBe('stale');
      expect(await written()).toEqual(before);
      expect(await frontier.save(current, visit)).toBe('saved');
    },
  );

  it.each(VISITS.map((visit) => [visit.outcome, visit] as const))(
    'is refused when another crawler has saved the URL already (%s)',
    async (_, visit) => {
      const late = await claim();
      await endLeases();
      const current = await claim();
      await frontier.save(current, { outcome: 'dropped', issue });
      const before = await written();
      expect(await frontier.save(late, visit)).toBe('stale');
      expect(await written()).toEqual(before);
    },
  );

  it('is taken when it comes late but nobody else has asked for the URL', async () => {
    const late = await claim();
    await endLeases();
    expect(await frontier.save(late, VISITS[0] as Visit)).toBe('saved');
  });

  it('is taken only once when it is saved twice at once', async () => {
    const current = await claim();
    const visit = VISITS[0] as Visit;
    const answers = await Promise.all([
      frontier.save(current, visit),
      frontier.save(current, visit),
    ]);
    expect(answers.sort()).toEqual(['saved', 'stale']);
    expect((await written())[0]).toHaveLength(1);
  });
});

describe('a URL that kills its crawlers', () => {
  it('is given up after five of them, with an issue, and the run can end', async () => {
    for (let crawler = 1; crawler <= 5; crawler += 1) {
      expect((await claim()).fence).toBe(crawler);
      await endLeases();
    }
    expect(await frontier.claim('http')).toEqual({ status: 'finished' });
    const issues = await opened.deps.database`select kind, url from issues`;
    expect([...issues]).toEqual([{ kind: 'fetch-failed', url: URL }]);
  });
});
