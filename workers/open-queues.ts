/** The queues' writing end. Redis is only a timetable: what is lost here, the sweep puts back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, type ConnectionOptions } from 'bullmq';
import { jobId, QUEUES, type Payload, type QueueName } from './queues.js';
import type { Log } from '../runtime/log.js';

export interface QueueConnection {
  /** ioredis options (`{ path }` or `{ url }`). */
  readonly redis: ConnectionOptions;
  /** Key prefix, so that several instances may share one Redis. */
  readonly prefix: string;
}

export interface Queues {
  /** Adds jobs; one that is waiting already is not added again. */
  add<Q extends QueueName>(queue: Q, payloads: readonly Payload<Q>[]): Promise<void>;
  /**
   * The same for work that PostgreSQL knows is due and that must not stand still while Redis is away:
   * never fails, and waits a second at most, once. The sweep puts back what did not arrive.
   */
  offer<Q extends QueueName>(queue: Q, payloads: readonly Payload<Q>[]): Promise<void>;
  /** The BullMQ queue itself, for schedules and boards. */
  get(queue: QueueName): Queue;
  close(): Promise<void>;
}

const OFFER_MS = 1_000;

export function openQueues(connection: QueueConnection, log: Log): Queues {
  const names = Object.keys(QUEUES) as QueueName[];
  const queues = new Map(
    names.map((name) => [
      name,
      new Queue(name, {
        connection: connection.redis,
        prefix: connection.prefix,
        // Done and failed jobs leave at once: a kept one would block its id, and the truth about
        // failures (issues, counters) stands in PostgreSQL.
        defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
      }),
    ]),
  );
  for (const queue of queues.values()) {
    queue.on('error', (error) =>
      log.warn({ queue: queue.name, err: error.message }, 'queue error'),
    );
  }
  const get = (name: QueueName): Queue => {
    const queue = queues.get(name);
    if (queue === undefined) throw new Error(`no queue ${name}`);
    return queue;
  };
  /** An offer that Redis has not answered yet: while there is one, none is made. */
  let unanswered: Promise<void> | undefined;
  const queuesOpen: Queues = {
    get,
    async add(name, payloads) {
      if (payloads.length === 0) return;
      await get(name).addBulk(
        payloads.map((data) => ({
          name,
          data,
          opts: {
            jobId: jobId(name, data),
            attempts: 3,
            backoff: { type: 'exponential', delay: 500 },
          },
        })),
      );
    },
    async offer(name, payloads) {
      if (payloads.length === 0 || unanswered !== undefined) return;
      const answered = queuesOpen.add(name, payloads).catch((error: unknown) => {
        log.warn({ queue: name, err: error }, 'jobs were not added; the sweep will');
      });
      const isInTime = await Promise.race([
        answered.then(() => true),
        sleep(OFFER_MS, false, { ref: false }),
      ]);
      if (isInTime || unanswered !== undefined) return;
      log.warn({ queue: name }, 'Redis does not answer; the sweep will add the jobs');
      unanswered = answered.finally(() => (unanswered = undefined));
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
  return queuesOpen;
}
