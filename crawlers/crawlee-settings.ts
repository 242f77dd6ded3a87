/** Crawlee with everything off that is ours: queue, storage, retries, delays, sessions, log. */
import { Configuration, log, LogLevel, type RequestProvider } from '@crawlee/cheerio';
import type { FrontierRequests } from './frontier-requests.js';

/** One configuration per crawler: crawlers that share one take each other's requests. */
export function createCrawleeConfiguration(): Configuration {
  return new Configuration({ persistStorage: false, purgeOnStart: false });
}

/**
 * Options that every crawler here has in common.
 * @param concurrency pages at once; host pace is the frontier's business
 */
export function crawleeSettings(requests: FrontierRequests, concurrency: number) {
  const quiet = log.child({ prefix: 'crawl' });
  quiet.setLevel(LogLevel.OFF);
  return {
    // Crawlee 3.18.1 declares `requestManager` and then refuses it as unknown; `requestQueue` takes
    // any object with the methods of a request manager and uses no others.
    requestQueue: requests as unknown as RequestProvider,
    minConcurrency: concurrency,
    maxConcurrency: concurrency,
    maxRequestRetries: 0,
    // A tunnel that the proxy refuses counts for Crawlee as a bad session, to be tried ten times more.
    maxSessionRotations: 0,
    useSessionPool: false,
    log: quiet,
    statisticsOptions: { persistenceOptions: { enable: false }, logIntervalSecs: 86_400 },
    autoscaledPoolOptions: { maybeRunIntervalSecs: 0.1, loggingIntervalSecs: null },
  };
}
