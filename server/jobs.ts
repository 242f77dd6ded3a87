/** What the server puts on the queues. Redis is only a timetable: what is lost here, the sweep puts back. */
import type { Source } from '../domain/source.js';
import { crawlQueue, QUEUES, type Payload, type QueueName } from '../workers/queues.js';

export interface QueueCount {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
}

export interface ServerJobs {
  /** Settles when the job stands on the queue; one that waits already is not added again. */
  runSource(source: Pick<Source, 'id' | 'fetch'>): Promise<void>;
  suggest(suggestionId: number): Promise<void>;
  /** Empty when the queues do not answer. */
  countJobs(): Promise<readonly QueueCount[]>;
}

/** The queues as the server needs them (`openQueues` of the workers has more). */
interface WritableQueues {
  add<Q extends QueueName>(queue: Q, payloads: readonly Payload<Q>[]): Promise<void>;
  get(queue: QueueName): {
    getJobCounts(...states: ('waiting' | 'active')[]): Promise<Record<string, number>>;
  };
}

const ANSWER_MS = 1_000;

export function queueJobs(queues: WritableQueues): ServerJobs {
  const count = async (name: QueueName): Promise<QueueCount> => {
    const { waiting = 0, active = 0 } = await queues.get(name).getJobCounts('waiting', 'active');
    return { name, waiting, active };
  };
  return {
    runSource: (source) =>
      queues.add(crawlQueue(source), [{ sourceId: source.id, trigger: 'command' }]),
    suggest: (suggestionId) => queues.add('suggest', [{ suggestionId }]),
    countJobs() {
      const names = Object.keys(QUEUES) as QueueName[];
      // Without Redis a question waits for it to come back.
      const patience = new Promise<readonly QueueCount[]>((resolve) => {
        setTimeout(() => resolve([]), ANSWER_MS).unref();
      });
      return Promise.race([Promise.all(names.map(count)).catch(() => []), patience]);
    },
  };
}
