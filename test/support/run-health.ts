/** The health of a run as a usual day leaves it; a test changes what it is about. */
import type { RunHealth } from '../../domain/health.js';

let lastId = 0;

export function runHealth(changes: Partial<RunHealth> = {}): RunHealth {
  lastId += 1;
  const startedAt = new Date('2026-05-10T00:00:00Z');
  return {
    ...{ runId: lastId, sourceId: 'test', state: 'done', trigger: 'schedule', startedAt },
    ...{ endedAt: new Date('2026-05-10T00:10:00Z'), definitionHash: 'same', isComplete: true },
    ...{ seconds: 600, bytes: 1_000_000, pages: 24, unchanged: 2 },
    ...{ lists: 4, listsReadAsList: 4, listsFailed: 0, feeds: 0, foundPerList: 20 },
    ...{ postingsSeen: 80, postingsNew: 20, postingsChanged: 0, postingsGone: 0, postingsRead: 20 },
    medianLength: 200,
    filled: { title: 20, body: 20, publisher: 18, publishedAt: 19, price: 12, location: 2 },
    selectors: {},
    issues: {},
    ...{ urlsDue: 26, urlsFetched: 24, urlsMissing: 2, urlsBlocked: 0, urlsFailed: 0, urlsOpen: 0 },
    ...changes,
  };
}
