/** What jobs work with; made once per process by `openDeps` and handed in. */
import type { Classifier } from '../classifiers/compile-classifier.js';
import type { Database } from '../db/connect.js';
import type { CrawlProgress } from './run-source.js';
import type { Queues } from './open-queues.js';
import type { BlobStore } from '../runtime/blobs/blob-store.js';
import type { Log } from '../runtime/log.js';

export interface CrawlSettings {
  readonly userAgent: string;
  /** Hosts on private addresses that may be crawled; `all` for every one. */
  readonly privateNetwork: 'off' | 'all' | readonly string[];
  /** The browser's program; null when this process has none or shall not use it. */
  readonly chromiumPath: string | null;
  /** Whether this process takes HTTP work. */
  readonly http: boolean;
}

export interface Deps {
  readonly database: Database;
  readonly queues: Queues;
  readonly blobs: BlobStore;
  readonly classifier: Classifier;
  /** Key of the contact hashes. */
  readonly contactSecret: string;
  readonly crawl: CrawlSettings;
  readonly log: Log;
  /** Told how crawls of this process come along. */
  readonly onProgress: (progress: CrawlProgress) => void;
}
