/**
 * The queues: names and payloads, and nothing heavy, so that the server can enqueue without loading
 * a browser. Jobs carry ids, never bodies. PostgreSQL is the truth; every queue may be emptied.
 */
import { z } from 'zod';
import { RunTriggerSchema } from '../domain/run.js';
import type { Source } from '../domain/source.js';

const CrawlPayloadSchema = z.strictObject({
  sourceId: z.string(),
  trigger: RunTriggerSchema,
});

export const QUEUES = {
  /** source → page → posting: one run of one source that needs no browser. */
  crawl: CrawlPayloadSchema,
  /** The same for a source that does or may: only processes with a Chromium take these. */
  browse: CrawlPayloadSchema,
  /** A look at a site that somebody wants to add: only processes with a Chromium take these. */
  suggest: z.strictObject({ suggestionId: z.int() }),
  /** posting → finding. */
  classify: z.strictObject({ postingId: z.int(), version: z.int() }),
  /** finding → lead. */
  group: z.strictObject({ postingId: z.int(), version: z.int() }),
  /** picture → text, of postings that say little in words. */
  'read-image': z.strictObject({ imageId: z.int() }),
  /** Puts back on the queues what PostgreSQL says is due. */
  sweep: z.strictObject({}),
} as const;

export type QueueName = keyof typeof QUEUES;
export type Payload<Q extends QueueName> = z.infer<(typeof QUEUES)[Q]>;

/** Which queue the runs of a source stand on. */
export function crawlQueue({ fetch }: Pick<Source, 'fetch'>): 'crawl' | 'browse' {
  return fetch === 'auto' || fetch === 'browser' ? 'browse' : 'crawl';
}

/** The deterministic job id: BullMQ refuses `:` and bare integers. The same work has the same id. */
export function jobId<Q extends QueueName>(queue: Q, payload: Payload<Q>): string {
  if ('postingId' in payload) return `${queue}-${payload.postingId}-v${payload.version}`;
  if ('suggestionId' in payload) return `${queue}-${payload.suggestionId}`;
  if ('imageId' in payload) return `${queue}-${payload.imageId}`;
  if ('sourceId' in payload) return `${queue}-${payload.sourceId}`;
  return queue;
}
