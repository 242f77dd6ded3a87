import { DEFAULT_CRAWL_LIMITS } from '../crawlers/crawl-source.js';
import { chooseProxy } from '../crawlers/egress/choose-proxy.js';
import { createPoliteFetcher, type PoliteFetcher } from '../crawlers/fetch/fetch-politely.js';
import { userAgent } from '../crawlers/politeness/user-agent.js';
import type { Config } from '../runtime/config.js';
import { projectVersion } from '../runtime/project-version.js';

/** Between two pages of a site that somebody only looks at. */
const DELAY_MS = 2_000;

/** For the commands that look at single pages without a database; the caller closes it. */
export function openPoliteFetcher(config: Config): PoliteFetcher {
  return createPoliteFetcher({
    ...DEFAULT_CRAWL_LIMITS,
    userAgent: userAgent(projectVersion(), config.contact),
    privateNetwork: config.privateNetwork,
    upstream: chooseProxy(undefined, config.egressProxies),
    delayMs: DELAY_MS,
  });
}
