/** The queues' reading end: one BullMQ worker per job, its errors translated, and a clean end. */
import { Worker, type Job } from 'bullmq';
import { jobs } from './jobs/index.js';
import type { Deps } from './deps.js';
import type { JobDefinition } from './jobs/define-job.js';
import type { QueueConnection } from './open-queues.js';
import { QUEUES, type QueueName } from './queues.js';
import { toBullError, noteFailure } from './outcome.js';

export interface RunningWorkers {
  /** Takes no more jobs, tells the running ones to stop, and waits for them. */
  stop(): Promise<void>;
}

/**
 * Starts the workers of these queues in this process.
 * @param queueNames which work this process takes
 */
export function startWorkers(
  deps: Deps,
  connection: QueueConnection,
  queueNames: readonly QueueName[],
): RunningWorkers {
  const abort = new AbortController();
  const workers = jobs
    .filter((job) => queueNames.includes(job.queue))
    .map((job) => startWorker(job as JobDefinition<QueueName>, deps, connection, abort.signal));
  return {
    async stop() {
      abort.abort();
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

function startWorker(
  job: JobDefinition<QueueName>,
  deps: Deps,
  connection: QueueConnection,
  signal: AbortSignal,
): Worker {
  const worker = new Worker(
    job.queue,
    async (bullJob: Job<unknown>) => {
      const startedAt = performance.now();
      const payload = QUEUES[job.queue].parse(bullJob.data);
      try {
        await job.run(payload, deps, signal);
        deps.log.info(
          { queue: job.queue, jobId: bullJob.id, ms: Math.round(performance.now() - startedAt) },
          'job done',
        );
      } catch (error) {
        throw toBullError(error);
      }
    },
    {
      connection: connection.redis,
      prefix: connection.prefix,
      concurrency: typeof job.concurrency === 'number' ? job.concurrency : job.concurrency(deps),
      // A killed process's jobs come back within seconds, and two kills do not fail a job for good.
      lockDuration: 15_000,
      stalledInterval: 5_000,
      maxStalledCount: 20,
    },
  );
  worker.on('error', (error) =>
    deps.log.warn({ queue: job.queue, err: error.message }, 'worker error'),
  );
  worker.on('failed', (bullJob, error) => {
    void noteFailure(deps, job.queue, bullJob, error);
  });
  return worker;
}
