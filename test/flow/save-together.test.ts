/** Pages that are saved in one transaction: the postings of all in one statement, each told of its own. */
import { expect, it, onTestFinished } from 'vitest';
import { saveVisits } from '../../db/frontier/save-visits.js';
import { saveSource } from '../../db/sources/save-source.js';
import { startRun } from '../../db/runs/start-run.js';
import { openFrontier } from '../../db/frontier/open-frontier.js';
import { openTestDeps } from '../support/open-test-deps.js';
import { HOLDER, testPage, testPosting, testSource } from '../support/save-postings.js';
import { claimsOf } from '../support/seed-frontier.js';

const PAGES = ['one', 'two', 'three'].map((name) => `http://site.test/${name}`);

it('saves a posting that stands on several pages once for each, in their order', async () => {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const { database } = opened.deps;
  const source = testSource({ start: PAGES });
  await saveSource(database, source);
  const { run } = await startRun(database, source, 'command', HOLDER);
  const frontier = openFrontier(
    database,
    { source, runId: run.id },
    { keepBody: () => Promise.resolve(''), onPostings: () => Promise.resolve() },
  );
  const claims = await claimsOf(frontier, 3);
  const bodies = new Map([
    [PAGES[0], 'first \0 and half a pair \ud800'],
    [PAGES[1], 'second'],
    [PAGES[2], 'second'],
  ]);
  const shared = (url: string) =>
    testPosting({ url: 'http://site.test/ad/shared', title: '家教', body: bodies.get(url) ?? '' });
  const visits = claims.map((claim) => ({
    claim,
    visit: {
      ...{ outcome: 'fetched' as const, page: testPage(claim.url, 'x') },
      ...{ newUrls: [], issues: [] },
      postings: [shared(claim.url), testPosting({ url: `${claim.url}/own`, title: '班' })],
    },
    bodyHash: '0'.repeat(64),
  }));
  const saved = await saveVisits(database, { source, runId: run.id }, visits);

  const versions = await database<{ version: number; body: string; url: string }[]>`
    select v.version, v.body, g.url from posting_versions v join postings p on p.id = v.posting_id
    join pages g on g.id = v.page_id
    where p.url = 'http://site.test/ad/shared' order by v.version`;
  // The third page says what the second one said.
  expect([...versions]).toEqual([
    { version: 1, body: 'first  and half a pair \ufffd', url: claims[0]?.url },
    { version: 2, body: 'second', url: claims[1]?.url },
  ]);
  const [posting] = await database<{ version: number; url: string }[]>`
    select p.version, g.url from postings p join pages g on g.id = p.page_id
    where p.url = 'http://site.test/ad/shared'`;
  expect(posting).toEqual({ version: 2, url: claims[2]?.url });
  expect(saved.map((one) => (one.status === 'saved' ? one.postings.length : one.status))).toEqual([
    2, 2, 1,
  ]);
});
