/** One page in the browser, as a crawl opens it: the same guard, limits and walls. */
import { FetchFailed } from '../../domain/errors.js';
import type { Claim, Frontier, Visit } from '../../domain/frontier.js';
import type { FetchedPage } from '../../domain/page.js';
import { SourceSchema } from '../../domain/source.js';
import { crawlSource } from '../crawl-source.js';
import type { Proxies } from '../egress/choose-proxy.js';
import type { PrivateNetwork } from '../fetch/address-guard.js';

export interface BrowserOptions {
  readonly executablePath: string;
  readonly userAgent: string;
  readonly privateNetwork: PrivateNetwork;
  readonly proxies?: Proxies;
  /** Ends the browser; the page is then not taken. */
  readonly signal?: AbortSignal;
}

/** @throws FetchFailed saying why the page was not taken: robots.txt, a wall, a refused address, no answer */
export async function fetchInBrowser(
  url: string,
  role: Claim['role'],
  { executablePath, userAgent, privateNetwork, proxies, signal }: BrowserOptions,
): Promise<FetchedPage> {
  const visits: Visit[] = [];
  const source = SourceSchema.parse({
    ...{ id: 'one-page', name: url, kind: 'tutoring', start: [url], fetch: 'browser' },
    ...{ follow: 'none', pace: { delayMs: 0 }, limits: { depth: 0 } },
  });
  await crawlSource({
    source,
    frontier: frontierOfOne(url, role, (visit) => visits.push(visit)),
    fetchers: { http: false, browser: { executablePath } },
    userAgent,
    privateNetwork,
    proxies,
    ...(signal === undefined ? {} : { signal }),
  });
  const [visit] = visits;
  if (visit?.outcome === 'fetched') return visit.page;
  const reason = visit !== undefined && 'issue' in visit ? visit.issue.message : 'no answer';
  throw new FetchFailed(`${url} in the browser: ${reason}`);
}

/** A single URL, visited once: what fails is not tried again. */
function frontierOfOne(
  url: string,
  role: Claim['role'],
  onVisit: (visit: Visit) => void,
): Frontier {
  let state: 'due' | 'leased' | 'done' = 'due';
  return {
    async claim() {
      if (state === 'done') return { status: 'finished' };
      if (state === 'leased') {
        return { status: 'wait', waitMs: 100, reason: 'pace', until: null, browserWork: true };
      }
      state = 'leased';
      const known = { etag: null, lastModified: null, bodyHash: null };
      const claim: Claim = {
        ...{ urlId: 1, url, role, fetchBy: 'browser', depth: 0, fence: 1 },
        ...known,
      };
      return { status: 'claimed', claims: [claim] };
    },
    async save(_claim, visit) {
      state = 'done';
      onVisit(visit);
      return 'saved';
    },
    giveBack: () => Promise.resolve(),
    closeHost: () => Promise.resolve(0),
    slowDown: () => Promise.resolve(),
    noteRequests: () => Promise.resolve(),
    findBlock: () => Promise.resolve(null),
  };
}
