/** What jobs work with; made once per process by `openDeps` and handed in. */
import type { Classifier } from '../classifiers/compile-classifier.js';
import type { ImageReader } from '../crawlers/images/create-image-reader.js';
import type { Database } from '../db/connect.js';
import type { Queues } from './open-queues.js';
import type { BlobStore } from '../runtime/blobs/blob-store.js';
import type { Clock } from '../runtime/clock.js';
import type { Seal } from '../runtime/seal.js';
import type { Log } from '../runtime/log.js';

export interface CrawlSettings {
  readonly userAgent: string;
  /** Hosts on private addresses that may be crawled; `all` for every one. */
  readonly privateNetwork: 'off' | 'all' | readonly string[];
  /** Outgoing proxies by name, with their credentials; `default` for sources that name none. */
  readonly proxies: Readonly<Record<string, string>>;
  /** The browser's program; null when this process has none or shall not use it. */
  readonly chromiumPath: string | null;
  /** Of the sources' quiet hours. */
  readonly timeZone: string;
  /** URLs visited at the same time by this process over HTTP. */
  readonly concurrency: number;
}

export interface Deps {
  readonly database: Database;
  readonly queues: Queues;
  readonly blobs: BlobStore;
  readonly classifier: Classifier;
  /** Key of the contact hashes. */
  readonly contactSecret: string;
  readonly seal: Seal;
  readonly crawl: CrawlSettings;
  /** Made at the first call: most processes read no pictures. */
  readonly imageReader: () => ImageReader;
  /** Postings classified side by side by this process. */
  readonly classifyConcurrency: number;
  readonly clock: Clock;
  readonly log: Log;
}
