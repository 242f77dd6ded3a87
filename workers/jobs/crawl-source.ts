import { getSource } from '../../db/sources/find-sources.js';
import type { Deps } from '../deps.js';
import type { Payload } from '../queues.js';
import { runSource } from '../run-source.js';
import { defineJob } from './define-job.js';

/** source → page → posting, over HTTP */
export const crawlSourceJob = defineJob({ queue: 'crawl', concurrency: 4, run });

/** source → page → posting, with a browser: each takes a few hundred MB */
export const browseSourceJob = defineJob({ queue: 'browse', concurrency: 2, run });

async function run(
  { sourceId, trigger }: Payload<'crawl' | 'browse'>,
  deps: Deps,
  signal: AbortSignal,
): Promise<void> {
  await runSource(deps, await getSource(deps.database, sourceId), trigger, signal);
}
