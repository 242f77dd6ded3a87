import type { Deps } from '../deps.js';
import type { Payload, QueueName } from '../queues.js';

/** A job: the one reader of one queue. It loads, calls one stage, saves, and enqueues what is next. */
export interface JobDefinition<Q extends QueueName> {
  readonly queue: Q;
  /** How many run side by side in one process. */
  readonly concurrency: number | ((deps: Deps) => number);
  /** May run twice for one payload: every write is an upsert or guarded by a version. */
  readonly run: (payload: Payload<Q>, deps: Deps, signal: AbortSignal) => Promise<void>;
}

export function defineJob<Q extends QueueName>(job: JobDefinition<Q>): JobDefinition<Q> {
  return job;
}
