/** Crawlee with everything off that is ours: queue, storage, retries, delays, sessions, log. */
import { totalmem } from 'node:os';
import { Configuration, log, LogLevel, type RequestProvider } from '@crawlee/cheerio';
import type { FrontierRequests } from './frontier-requests.js';

/** One configuration per crawler: crawlers that share one take each other's requests. */
export function createCrawleeConfiguration(): Configuration {
  return new Configuration({
    persistStorage: false,
    purgeOnStart: false,
    // Concurrency is fixed here, so nobody reads the load; measuring it forks `ps` every second.
    systemInfoIntervalMillis: 24 * 60 * 60 * 1000,
    memoryMbytes: Math.floor(totalmem() / 1024 / 1024),
  });
}

/**
 * Crawlee's pool of tasks.
 * @param concurrency pages at once; host pace is the frontier's business
 */
export function poolSettings(concurrency: number) {
  return {
    minConcurrency: concurrency,
    maxConcurrency: concurrency,
    maybeRunIntervalSecs: 0.1,
    loggingIntervalSecs: null,
    log: quietLog(),
  };
}

/** Options that every crawler of requests has in common. */
export function crawleeSettings(requests: FrontierRequests, concurrency: number) {
  const { minConcurrency, maxConcurrency, log: quiet, ...pool } = poolSettings(concurrency);
  return {
    // Crawlee 3.18.1 declares `requestManager` and then refuses it as unknown; `requestQueue` takes
    // any object with the methods of a request manager and uses no others.
    requestQueue: requests as unknown as RequestProvider,
    minConcurrency,
    maxConcurrency,
    maxRequestRetries: 0,
    // A tunnel that the proxy refuses counts for Crawlee as a bad session, to be tried ten times more.
    maxSessionRotations: 0,
    useSessionPool: false,
    log: quiet,
    statisticsOptions: { persistenceOptions: { enable: false }, logIntervalSecs: 86_400 },
    autoscaledPoolOptions: pool,
  };
}

function quietLog() {
  const quiet = log.child({ prefix: 'crawl' });
  quiet.setLevel(LogLevel.OFF);
  return quiet;
}
