import { findRechecks } from '../../db/frontier/find-rechecks.js';
import { reapLeases } from '../../db/frontier/reap-leases.js';
import { findSilentRuns } from '../../db/runs/find-silent-runs.js';
import { ensurePartitions } from '../../db/ensure-partitions.js';
import { findAskedRuns } from '../../db/sources/ask-run.js';
import { findLostSuggestions } from '../../db/suggestions/find-suggestion.js';
import { findDueImages, retryUnreadImages } from '../../db/images/claim-image.js';
import { findUnfinishedPostings } from '../../db/postings/unfinished-postings.js';
import type { Deps } from '../deps.js';
import { crawlQueue } from '../queues.js';
import { defineJob } from './define-job.js';

/** A posting that stands half-way for so long has lost its job. */
const LATE_MS = 30_000;
const BATCH = 5_000;

/** Puts back on the queues what PostgreSQL says is due: an emptied Redis loses nothing. */
export const sweepUnfinished = defineJob({
  queue: 'sweep',
  concurrency: 1,
  async run(_payload, deps) {
    await ensurePartitions(deps.database);
    await reapLeases(deps.database);
    await sweepPostings(deps, LATE_MS);
    const reader = deps.imageReader();
    if (reader.readsText) await retryUnreadImages(deps.database, reader.engine);
    await sweepImages(deps);
    for (const { source, trigger } of await findSilentRuns(deps.database)) {
      await deps.queues.add(crawlQueue(source), [{ sourceId: source.id, trigger }]);
    }
    for (const { source } of await findAskedRuns(deps.database)) {
      await deps.queues.add(crawlQueue(source), [{ sourceId: source.id, trigger: 'command' }]);
    }
    const suggestions = await findLostSuggestions(deps.database);
    await deps.queues.add(
      'suggest',
      suggestions.map((suggestionId) => ({ suggestionId })),
    );
    for (const source of await findRechecks(deps.database)) {
      await deps.queues.add(crawlQueue(source), [{ sourceId: source.id, trigger: 'recheck' }]);
    }
  },
});

/** Re-enqueues the pictures that may be read now. */
export async function sweepImages({
  database,
  queues,
}: Pick<Deps, 'database' | 'queues'>): Promise<void> {
  const imageIds = await findDueImages(database, BATCH);
  await queues.add(
    'read-image',
    imageIds.map((imageId) => ({ imageId })),
  );
}

/** Re-enqueues postings that have stood half-way for longer than `olderThanMs`. */
export async function sweepPostings(
  { database, queues }: Pick<Deps, 'database' | 'queues'>,
  olderThanMs: number,
): Promise<void> {
  const unfinished = await findUnfinishedPostings(database, { olderThanMs, limit: BATCH });
  const payloads = (state: 'extracted' | 'classified') =>
    unfinished
      .filter((posting) => posting.state === state)
      .map(({ postingId, version }) => ({ postingId, version }));
  await queues.add('classify', payloads('extracted'));
  await queues.add('group', payloads('classified'));
}
