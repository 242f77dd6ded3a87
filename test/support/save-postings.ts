/** Postings in the database as a crawl saves them, without a site and a crawler. */
import { openFrontier } from '../../db/frontier/open-frontier.js';
import { startRun } from '../../db/runs/start-run.js';
import { endRun } from '../../db/runs/end-run.js';
import { saveSource } from '../../db/sources/save-source.js';
import type { FetchedPage } from '../../domain/page.js';
import type { ExtractedPosting } from '../../domain/posting.js';
import { SourceSchema, type Source, type SourceInput } from '../../domain/source.js';
import type { SavedPosting } from '../../db/postings/save-postings.js';
import { classifyPosting } from '../../workers/jobs/classify-posting.js';
import { groupPostingJob } from '../../workers/jobs/group-posting.js';
import type { Deps } from '../../workers/deps.js';

export const HOLDER = { me: 'test', isGone: () => false };

export function testSource(input: Partial<SourceInput> = {}): Source {
  return SourceSchema.parse({
    ...{ id: 'test', name: '测试来源', kind: 'tutoring', start: ['http://site.test/list'] },
    ...{ fetch: 'http', pace: { delayMs: 0 }, expects: { postings: 0 }, ...input },
  });
}

export function testPosting(input: Partial<ExtractedPosting> = {}): ExtractedPosting {
  return {
    ...{ title: '', url: null, body: '', publisher: null, publishedAt: null, price: null },
    ...{ location: null, images: [], kind: 'ad', ...input },
  };
}

export function testPage(url: string, text: string): FetchedPage {
  const bytes = Buffer.from(text);
  return {
    ...{ url, finalUrl: url, redirects: [], status: 200, headers: {}, bytes, text },
    ...{ charset: 'utf-8', contentType: 'text/html', fetchedBy: 'http' },
    ...{ fetchedAt: new Date(), tookMs: 1 },
  };
}

/** One run whose only page holds these postings. @returns the new versions */
export async function savePostingsOf(
  deps: Deps,
  source: Source,
  postings: readonly ExtractedPosting[],
): Promise<readonly SavedPosting[]> {
  await saveSource(deps.database, source);
  const { run } = await startRun(deps.database, source, 'command', HOLDER);
  const saved: SavedPosting[] = [];
  const frontier = openFrontier(
    deps.database,
    { source, runId: run.id },
    {
      keepBody: (bytes) => deps.blobs.put(bytes),
      onPostings: async (versions) => void saved.push(...versions),
    },
  );
  const answer = await frontier.claim('http');
  const claim = answer.status === 'claimed' ? answer.claims[0] : undefined;
  if (claim === undefined) throw new Error(`nothing to claim: ${answer.status}`);
  const page = testPage(claim.url, JSON.stringify(postings));
  await frontier.save(claim, {
    outcome: 'fetched',
    page,
    postings,
    newUrls: [],
    issues: [],
  });
  await endRun(deps.database, run.id, 'done');
  return saved;
}

/** What the workers do with new versions, one after the other. */
export async function classifyAndGroup(deps: Deps, saved: readonly SavedPosting[]): Promise<void> {
  const signal = new AbortController().signal;
  for (const version of saved) await classifyPosting.run(version, deps, signal);
  for (const version of saved) await groupPostingJob.run(version, deps, signal);
}
