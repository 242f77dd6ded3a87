/** A frontier in memory with the rules of the real one: one URL at a time and host, leases by fence. */
import type { Claim, Frontier, Visit } from '../../../domain/frontier.js';
import type { Source } from '../../../domain/source.js';
import { hostKey, urlKey } from '../../../domain/url-key.js';

type State = 'due' | 'leased' | 'done' | 'dead';

interface Row {
  claim: Claim;
  state: State;
  dueAt: number;
  attempts: number;
}

export interface MemoryFrontier extends Frontier {
  /** Every visit that was saved, in order. */
  readonly visits: readonly { readonly url: string; readonly visit: Visit; readonly at: number }[];
  readonly delays: ReadonlyMap<string, number>;
  /** URLs by state. */
  count(state: State): number;
}

const MAX_ATTEMPTS = 3;
const RECHECK_MS = 20;

/** @param onSave told of each saved visit */
export function createMemoryFrontier(
  source: Source,
  onSave: (visit: Visit) => void = () => {},
): MemoryFrontier {
  const rows = new Map<string, Row>();
  const visits: { url: string; visit: Visit; at: number }[] = [];
  const nextAt = new Map<string, number>();
  const delays = new Map<string, number>();

  function add(url: string, role: Claim['role'], depth: number): void {
    const key = urlKey(url);
    if (rows.has(key)) return;
    const fetchBy = source.fetch === 'browser' ? 'browser' : 'http';
    const known = { etag: null, lastModified: null, bodyHash: null };
    const claim: Claim = { urlId: rows.size + 1, url, role, fetchBy, depth, fence: 0, ...known };
    rows.set(key, { claim, state: 'due', dueAt: 0, attempts: 0 });
  }
  for (const start of source.start) add(start, 'list', 0);

  const open = () =>
    [...rows.values()].filter(({ state }) => state === 'due' || state === 'leased');

  return {
    visits,
    delays,
    count: (state) => [...rows.values()].filter((row) => row.state === state).length,
    async claim(fetchBy, most = 1) {
      const now = Date.now();
      const ready = open().filter(
        ({ claim, state, dueAt }) =>
          state === 'due' &&
          claim.fetchBy === fetchBy &&
          dueAt <= now &&
          (nextAt.get(hostKey(claim.url)) ?? 0) <= now,
      );
      const isPaced = source.pace.delayMs > 0 || delays.size > 0;
      const chosen = ready.slice(0, isPaced ? 1 : most);
      if (chosen.length === 0) {
        const left = open();
        if (left.length === 0) return { status: 'finished' };
        const browserWork = left.some(({ claim }) => claim.fetchBy === 'browser');
        return { status: 'wait', waitMs: RECHECK_MS, reason: 'pace', until: null, browserWork };
      }
      for (const row of chosen) {
        const host = hostKey(row.claim.url);
        nextAt.set(host, now + Math.max(source.pace.delayMs, delays.get(host) ?? 0));
        row.claim = { ...row.claim, fence: row.claim.fence + 1 };
        row.state = 'leased';
        row.attempts += 1;
      }
      return { status: 'claimed', claims: chosen.map(({ claim }) => claim) };
    },
    async save(claim, visit) {
      const row = [...rows.values()].find((candidate) => candidate.claim.urlId === claim.urlId);
      if (row === undefined || row.claim.fence !== claim.fence || row.state !== 'leased')
        return 'stale';
      visits.push({ url: claim.url, visit, at: Date.now() });
      onSave(visit);
      switch (visit.outcome) {
        case 'fetched':
        case 'unchanged':
          row.state = 'done';
          for (const { url, role } of visit.newUrls) add(url, role, claim.depth + 1);
          break;
        case 'needs-browser':
          row.state = 'due';
          row.claim = { ...row.claim, fetchBy: 'browser' };
          break;
        case 'retry':
          row.state = row.attempts >= MAX_ATTEMPTS ? 'dead' : 'due';
          row.dueAt = Date.now() + visit.retryAfterMs;
          break;
        case 'throttled':
          row.state = 'due';
          row.attempts -= 1;
          nextAt.set(hostKey(claim.url), Date.now() + visit.retryAfterMs);
          break;
        case 'dropped':
          row.state = 'dead';
          break;
      }
      return 'saved';
    },
    async closeHost(host) {
      const left = [...rows.values()].filter(
        ({ claim, state }) => state === 'due' && hostKey(claim.url) === host,
      );
      for (const row of left) row.state = 'dead';
      return left.length;
    },
    async slowDown(host, delayMs) {
      delays.set(host, delayMs);
    },
    async giveBack(claims) {
      for (const row of rows.values()) {
        if (claims.some(({ urlId }) => urlId === row.claim.urlId)) row.state = 'due';
      }
    },
    async noteRequests(requests) {
      for (const { url } of requests) {
        const pauseMs = Math.max(source.pace.delayMs, delays.get(hostKey(url)) ?? 0);
        nextAt.set(hostKey(url), Date.now() + pauseMs);
      }
    },
    findBlock: () => Promise.resolve(null),
  };
}
