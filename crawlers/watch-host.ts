/** What a crawl notices of a host over several pages: walls in a row, and one page under many addresses. */
import { createHash } from 'node:crypto';
import type { Claim, Visit } from '../domain/frontier.js';
import { hostKey } from '../domain/url-key.js';

/** So many walls without a page between them, and the host is left alone for this run. */
export const WALLS_IN_ROW = 5;
/** The same bytes under more addresses than this are one page that answers to anything. */
const MOST_ADDRESSES = 10;
/** Bodies that are remembered: a trap repeats itself sooner than that, and memory stays bounded. */
const MOST_BODIES = 2_000;

export interface HostWatch {
  /** The visit as it shall be saved: a page seen too often leads nowhere and holds nothing. */
  see(claim: Claim, visit: Visit): Visit;
  /** The host that has to be left alone from now on because of this visit. */
  hostToClose(claim: Claim, visit: Visit): string | undefined;
}

export function createHostWatch(): HostWatch {
  const walls = new Map<string, number>();
  const bodies = new Map<string, number>();

  function addressesOf(host: string, bytes: Uint8Array): number {
    const key = `${host} ${createHash('sha256').update(bytes).digest('base64')}`;
    const addresses = (bodies.get(key) ?? 0) + 1;
    // Put at the end: the oldest one that was not seen again goes first.
    bodies.delete(key);
    bodies.set(key, addresses);
    if (bodies.size > MOST_BODIES) bodies.delete(bodies.keys().next().value ?? '');
    return addresses;
  }

  return {
    see(claim, visit) {
      if (visit.outcome !== 'fetched') return visit;
      // An empty list is the same under every address, and no trap.
      if (visit.postings.length + visit.newUrls.length === 0) return visit;
      if (addressesOf(hostKey(claim.url), visit.page.bytes) <= MOST_ADDRESSES) return visit;
      const message = `the same page stands under more than ${MOST_ADDRESSES} addresses: links from it are not followed`;
      return {
        ...visit,
        postings: [],
        newUrls: [],
        issues: [{ kind: 'trap', message, url: claim.url }],
      };
    },
    hostToClose(claim, visit) {
      const host = hostKey(claim.url);
      if (visit.outcome !== 'dropped' || visit.issue.kind !== 'wall') {
        if (visit.outcome === 'fetched' || visit.outcome === 'unchanged') walls.delete(host);
        return undefined;
      }
      const inRow = (walls.get(host) ?? 0) + 1;
      walls.set(host, inRow);
      return inRow >= WALLS_IN_ROW ? host : undefined;
    },
  };
}
