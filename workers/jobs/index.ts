/** Every job, listed by hand: exactly one for each queue of `queues.ts` (kept by a test). */
import { classifyPosting } from './classify-posting.js';
import { browseSourceJob, crawlSourceJob } from './crawl-source.js';
import { groupPostingJob } from './group-posting.js';
import { suggestSourceJob } from './suggest-source.js';
import { readImage } from './read-image.js';
import { sweepUnfinished } from './sweep-unfinished.js';

export const jobs = [
  crawlSourceJob,
  browseSourceJob,
  suggestSourceJob,
  readImage,
  classifyPosting,
  groupPostingJob,
  sweepUnfinished,
] as const;
