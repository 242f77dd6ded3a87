/** What an error of ours means to the queue, and what a failed job leaves behind. */
import { UnrecoverableError, type Job } from 'bullmq';
import { countPostingFailure } from '../db/postings/unfinished-postings.js';
import { loadPosting } from '../db/postings/load-posting.js';
import { raiseIssues } from '../db/issues/issues.js';
import { InvalidInput, NotFound } from '../domain/errors.js';
import type { Deps } from './deps.js';
import { QUEUES, type QueueName } from './queues.js';

/** Errors that no repetition will mend are not tried again. */
export function toBullError(error: unknown): unknown {
  if (error instanceof InvalidInput || error instanceof NotFound) {
    return new UnrecoverableError(error.message);
  }
  return error;
}

/**
 * Logs a failed attempt; the last one of a posting's job is counted, and when a posting has failed
 * too often, it becomes an issue of its source: the sweep leaves it alone until somebody looked.
 */
export async function noteFailure(
  { database, log }: Deps,
  queue: QueueName,
  job: Job<unknown> | undefined,
  error: Error,
): Promise<void> {
  log.error({ queue, jobId: job?.id, err: error }, 'job failed');
  const isLast =
    error instanceof UnrecoverableError || (job?.attemptsMade ?? 0) >= (job?.opts.attempts ?? 1);
  if (job === undefined || !isLast) return;
  const payload = QUEUES[queue].safeParse(job.data);
  if (!payload.success || !('postingId' in payload.data)) return;
  const { postingId, version } = payload.data;
  try {
    if (!(await countPostingFailure(database, postingId, version))) return;
    const posting = await loadPosting(database, postingId);
    if (posting === undefined) return;
    await raiseIssues(database, posting.sourceId, null, [
      {
        kind: 'classify-failed',
        message: `posting ${postingId} failed in ${queue}: ${error.name}`,
        url: posting.url,
      },
    ]);
  } catch (cause) {
    // The database is away too; the posting stays unfinished, so the sweep comes back to it.
    log.error({ queue, postingId, err: cause }, 'failure not noted');
  }
}
