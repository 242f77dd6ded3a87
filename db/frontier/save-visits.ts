import { storable, type Database, type Transaction } from '../connect.js';
import type { Claim, Visit } from '../../domain/frontier.js';
import type { NewIssue } from '../../domain/run.js';
import type { Source } from '../../domain/source.js';
import { raiseIssues } from '../issues/issues.js';
import type { SavedPostings } from '../postings/save-postings.js';
import { retryDeadlock } from '../retry-deadlock.js';
import { noteAnswer, noteFailure, noteThrottle } from './host-state.js';
import { MAX_ATTEMPTS } from './limits.js';
import { savePages, type Settled } from './save-pages.js';

export interface VisitScope {
  readonly source: Source;
  readonly runId: number;
}

export interface FinishedVisit {
  readonly claim: Claim;
  readonly visit: Visit;
  /** Of the page's bytes, which the blob store holds already (fetched visits only). */
  readonly bodyHash: string | null;
}

export type SavedVisit =
  | ({ readonly status: 'saved' } & SavedPostings)
  /** The lease had gone to somebody else; nothing was written. */
  | { readonly status: 'stale' };

const STALE: SavedVisit = { status: 'stale' };
const NOTHING: SavedPostings = { postings: [], imageIds: [] };

/**
 * Saves what became of claimed URLs: each one's page, postings, new URLs, issues and mark in the
 * frontier, all of them in one transaction; of a visit whose fence is not the current one nothing.
 * @returns in the order of the visits
 */
export async function saveVisits(
  database: Database,
  scope: VisitScope,
  visits: readonly FinishedVisit[],
): Promise<readonly SavedVisit[]> {
  return retryDeadlock(() =>
    database.begin((transaction) => writeVisits({ ...scope, transaction }, visits)),
  );
}

interface Scope extends VisitScope {
  readonly transaction: Transaction;
}

interface Held {
  readonly id: number;
  readonly attempts: number;
  readonly host: string;
  readonly leaseUntil: Date;
  /** The host, since it last answered as it should. */
  readonly hasFailed: boolean;
  readonly address: string | null;
}

interface HeldVisit extends FinishedVisit {
  readonly held: Held;
}

async function writeVisits(
  scope: Scope,
  visits: readonly FinishedVisit[],
): Promise<readonly SavedVisit[]> {
  const { transaction, source, runId } = scope;
  const leases = await holdLeases(transaction, visits);
  // The same claim twice in one batch: the first one ends its lease.
  const heldVisits = new Map<FinishedVisit, HeldVisit>();
  for (const visit of visits) {
    const held = leases.get(visit.claim.urlId);
    if (held !== undefined && leases.delete(visit.claim.urlId)) {
      heldVisits.set(visit, { ...visit, held });
    }
  }
  const all = [...heldVisits.values()];
  const answered = all.filter(({ visit, held }) => held.hasFailed && isAnswer(visit));
  for (const host of new Set(answered.map(({ held }) => held.host))) {
    await noteAnswer({ transaction, sourceId: source.id, runId, host });
  }
  const settled = all.flatMap(({ claim, visit, bodyHash, held: { address } }): Settled[] =>
    visit.outcome === 'fetched' || visit.outcome === 'unchanged'
      ? [{ claim, visit, bodyHash, address }]
      : [],
  );
  const saved = settled.length > 0 ? await savePages(scope, settled) : undefined;
  for (const one of all) await putOff(scope, one);
  return visits.map((visit) =>
    heldVisits.has(visit)
      ? { status: 'saved', ...(saved?.get(visit.claim.urlId) ?? NOTHING) }
      : STALE,
  );
}

/** Locks the URLs whose leases are still those of the claims, sorted. */
async function holdLeases(
  transaction: Transaction,
  visits: readonly FinishedVisit[],
): Promise<Map<number, Held>> {
  const held = await transaction<Held[]>`
    select f.id, f.attempts, f.host, f.lease_until, h.failures + h.throttles > 0 as has_failed,
      h.address
    from unnest(${visits.map(({ claim }) => claim.urlId)}::bigint[],
      ${visits.map(({ claim }) => claim.fence)}::int[]) as c (id, fence)
    join frontier f on f.id = c.id and f.fence = c.fence and f.state = 'leased'
    join hosts h on h.host = f.host
    order by f.id for no key update of f`;
  return new Map(held.map((lease) => [lease.id, lease]));
}

/** Whether the host did its part, whatever it said. */
function isAnswer(visit: Visit): boolean {
  switch (visit.outcome) {
    case 'fetched':
    case 'unchanged':
    case 'needs-browser':
      return true;
    case 'dropped':
      return !['address-refused', 'browser-missing'].includes(visit.issue.kind);
    case 'retry':
    case 'throttled':
      return false;
  }
}

/** What becomes of a URL whose page was not had this time. */
async function putOff(scope: Scope, { claim, visit, held }: HeldVisit): Promise<void> {
  const { transaction, source, runId } = scope;
  const hostScope = { transaction, sourceId: source.id, runId, host: held.host };
  switch (visit.outcome) {
    case 'fetched':
    case 'unchanged':
      return;
    case 'needs-browser':
      await transaction`
        update frontier set state = 'due', lease_until = null, fetch_by = 'browser', attempts = 0
        where id = ${claim.urlId}`;
      return;
    case 'retry':
      if (held.attempts >= MAX_ATTEMPTS) await bury(scope, claim, visit.issue);
      else {
        await transaction`
          update frontier set state = 'due', lease_until = null,
            due_at = now() + ${visit.retryAfterMs} * interval '1 millisecond'
          where id = ${claim.urlId}`;
      }
      if (visit.hasHostFailed) await noteFailure(hostScope, held.leaseUntil, visit.issue.message);
      return;
    case 'throttled':
      await noteThrottle(hostScope, visit);
      await transaction`
        update frontier set state = 'due', lease_until = null, attempts = attempts - 1
        where id = ${claim.urlId}`;
      return;
    case 'dropped':
      await bury(scope, claim, visit.issue);
  }
}

async function bury(
  { transaction, source, runId }: Scope,
  claim: Claim,
  issue: NewIssue,
): Promise<void> {
  await transaction`
    update frontier set state = 'dead', lease_until = null, visited_at = now(),
      dead_reason = ${issue.kind}, dead_message = ${storable(issue.message)}
    where id = ${claim.urlId}`;
  await raiseIssues(transaction, source.id, runId, [issue]);
}
