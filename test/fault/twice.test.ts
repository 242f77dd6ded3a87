/** Every job may be delivered twice, also at once, and out of order: the second time changes nothing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { classifyPosting } from '../../workers/jobs/classify-posting.js';
import { groupPostingJob } from '../../workers/jobs/group-posting.js';
import { sweepUnfinished } from '../../workers/jobs/sweep-unfinished.js';
import type { SavedPosting } from '../../db/postings/save-postings.js';
import { openTestDeps, type TestDeps } from '../support/open-test-deps.js';
import { savePostingsOf, testSource } from '../support/save-postings.js';
import { sampleAds } from '../support/sample-ads.js';

const SIGNAL = new AbortController().signal;

let opened: TestDeps;
let saved: readonly SavedPosting[];

beforeEach(async () => {
  opened = await openTestDeps();
  saved = await savePostingsOf(opened.deps, testSource(), sampleAds(6));
});
afterEach(() => opened.close());

/** What jobs write, without moments, ids that only count, and sealed bytes, which differ each time. */
async function written() {
  const { database } = opened.deps;
  return Promise.all([
    database`select id, version, state, failures from postings order by id`,
    database`select posting_id, version, flag, score, primary_code, exclusion, facets, subject, rules_version
      from classifications order by 1, 2`,
    database`select posting_id, version, code, score, rule, spans from findings order by 1, 2, 3, 5, 6`,
    database`select * from contacts order by posting_id, kind, contact_key`,
    database`select * from fingerprints order by posting_id`,
    database`select id, state, codes, score, title, posting_count, version from leads order by id`,
    database`select posting_id, lead_id, reason from lead_postings order by 1`,
  ]);
}

async function classifyAll(): Promise<void> {
  await Promise.all(saved.map((version) => classifyPosting.run(version, opened.deps, SIGNAL)));
}

async function groupAll(): Promise<void> {
  await Promise.all(saved.map((version) => groupPostingJob.run(version, opened.deps, SIGNAL)));
}

describe('a job that runs twice', () => {
  it('changes nothing: classify', async () => {
    await classifyAll();
    const before = await written();
    expect(before[2].length).toBeGreaterThan(0);
    await classifyAll();
    expect(await written()).toEqual(before);
  });

  it('changes nothing: group', async () => {
    await classifyAll();
    await groupAll();
    const before = await written();
    expect(before[5].length).toBeGreaterThan(0);
    await groupAll();
    expect(await written()).toEqual(before);
  });

  it('changes nothing when both deliveries run at once', async () => {
    await Promise.all([classifyAll(), classifyAll()]);
    await Promise.all([groupAll(), groupAll(), groupAll()]);
    const [postings, classifications, , , , leads, members] = await written();
    expect(postings.every(({ state }) => state === 'grouped')).toBe(true);
    expect(classifications).toHaveLength(6);
    expect(members).toHaveLength(new Set(members.map(({ postingId }) => postingId as number)).size);
    const counts = leads.reduce((sum, { postingCount }) => sum + Number(postingCount), 0);
    expect(counts).toBe(members.length);
    const once = await written();
    await Promise.all([classifyAll(), classifyAll()]);
    await groupAll();
    expect(await written()).toEqual(once);
  });

  it('ends in the same state when classify comes again after group', async () => {
    await classifyAll();
    await groupAll();
    const before = await written();
    await classifyAll();
    await groupAll();
    expect(await written()).toEqual(before);
  });

  it('does nothing for a version that is no longer the current one, or a posting that is not there', async () => {
    await classifyAll();
    await groupAll();
    const before = await written();
    for (const payload of [
      { postingId: saved[0]?.postingId ?? 0, version: 99 },
      { postingId: 999_999, version: 1 },
    ]) {
      await classifyPosting.run(payload, opened.deps, SIGNAL);
      await groupPostingJob.run(payload, opened.deps, SIGNAL);
    }
    expect(await written()).toEqual(before);
  });

  it('enqueues the same work once: sweep', async () => {
    const { deps } = opened;
    await deps.database`update postings set state_since = now() - interval '1 hour'`;
    await sweepUnfinished.run({}, deps, SIGNAL);
    await sweepUnfinished.run({}, deps, SIGNAL);
    const jobs = await deps.queues.get('classify').getJobs(['waiting', 'prioritized', 'delayed']);
    expect(jobs.map(({ id }) => id).sort()).toEqual(
      saved.map(({ postingId }) => `classify-${postingId}-v1`).sort(),
    );
  });
});
