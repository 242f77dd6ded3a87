import { getSource } from '../../db/sources/find-sources.js';
import { runSource } from '../run-source.js';
import { defineJob } from './define-job.js';

/** source → page → posting */
export const crawlSourceJob = defineJob({
  queue: 'crawl',
  concurrency: 4,
  async run({ sourceId, trigger }, deps, signal) {
    await runSource(deps, await getSource(deps.database, sourceId), trigger, signal);
  },
});
