/** Opens what a command works with, and closes it again whatever happens. */
import { join } from 'node:path';
import type { Database } from '../db/connect.js';
import { openDatabase } from '../db/open-database.js';
import type { Config } from '../runtime/config.js';
import { readConfig } from '../runtime/config.js';
import { systemClock } from '../runtime/clock.js';
import { findChromium } from '../runtime/find-chromium.js';
import { createLog } from '../runtime/log.js';
import { folderBlobStore } from '../runtime/blobs/folder-blob-store.js';
import { createSeal } from '../runtime/seal.js';
import { secretKey } from '../runtime/secret-key.js';
import { startServices, type Services } from '../runtime/start-services.js';
import type { Deps } from '../workers/deps.js';
import { createLiveClassifier } from '../workers/live-classifier.js';
import { openQueues, type QueueConnection } from '../workers/open-queues.js';
import { openImageReader } from './open-image-reader.js';
import { userAgent } from '../crawlers/politeness/user-agent.js';
import { projectVersion } from '../runtime/project-version.js';

export interface Instance {
  readonly config: Config;
  readonly deps: Deps;
  readonly connection: QueueConnection;
  /** Rejects when an embedded service is gone: nothing can go on then. */
  readonly lost: Promise<never>;
}

const CONNECTIONS = 20;

/** Runs a command's work on the instance of the data folder (or of the settings), joined or started. */
export async function withInstance<T>(work: (instance: Instance) => Promise<T> | T): Promise<T> {
  const config = readConfig();
  // The terminal belongs to the command; what happened is read in the file.
  const log = createLog({
    level: config.logLevel,
    destination: join(config.dataDir, 'log', 'mingcha.jsonl'),
  });
  const services = await startServices(config, log);
  try {
    const database = await openDatabase(services.databaseUrl, CONNECTIONS);
    try {
      const connection: QueueConnection = {
        redis: queueOptions(services.redis),
        prefix: 'mingcha',
      };
      const queues = openQueues(connection, log);
      const images = openImageReader(config);
      try {
        const secret = secretKey(config);
        const clock = systemClock();
        const deps: Deps = {
          database,
          queues,
          blobs: folderBlobStore(join(config.dataDir, 'blobs')),
          classifier: createLiveClassifier({ dataDir: config.dataDir, clock, log }),
          contactSecret: secret,
          seal: createSeal(secret),
          crawl: {
            userAgent: userAgent(projectVersion(), config.contact),
            privateNetwork: config.privateNetwork,
            proxies: config.egressProxies,
            chromiumPath: findChromium({
              configured: config.chromiumPath,
              path: config.searchPath,
            }),
            timeZone: config.timeZone,
            concurrency: config.crawlConcurrency,
          },
          imageReader: images.get,
          classifyConcurrency: config.workerConcurrency,
          clock,
          log,
        };
        const lost = services.lost.then((error): never => {
          throw error;
        });
        // Raced below; a service that stops after the work was done is no error.
        lost.catch(() => undefined);
        return await Promise.race([work({ config, deps, connection, lost }), lost]);
      } finally {
        await images.close();
        await queues.close();
      }
    } finally {
      await closeDatabase(database);
    }
  } finally {
    await services.stop();
  }
}

/** BullMQ waits on its connections for as long as it takes. */
function queueOptions(redis: Services['redis']): QueueConnection['redis'] {
  // The same options; BullMQ types them through its own copy of ioredis.
  return { ...redis, maxRetriesPerRequest: null } as QueueConnection['redis'];
}

async function closeDatabase(database: Database): Promise<void> {
  await database.end({ timeout: 5 });
}
