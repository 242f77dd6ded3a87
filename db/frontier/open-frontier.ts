import type { Database } from '../connect.js';
import { Unavailable } from '../../domain/errors.js';
import type { Claim, ClaimAnswer, FetchBy, Frontier, Visit } from '../../domain/frontier.js';
import type { Source } from '../../domain/source.js';
import type { SavedPosting } from '../postings/save-postings.js';
import { batchCalls } from './batch-calls.js';
import { closeHost } from './close-host.js';
import { claimUrls } from './claim-urls.js';
import { createBlockFinder } from './find-block.js';
import { createQuietKeeper } from './keep-quiet.js';
import { noteRequests } from './note-requests.js';
import { saveVisits, type FinishedVisit } from './save-visits.js';

export interface FrontierDoors {
  /** Keeps the bytes of a fetched page and returns their SHA-256 (hex). */
  readonly keepBody: (bytes: Uint8Array) => Promise<string>;
  /** Told of each new posting version after it was committed. */
  readonly onPostings: (postings: readonly SavedPosting[], visit: Visit) => Promise<void>;
  /** Of the quiet hours; Asia/Shanghai unless said. */
  readonly timeZone?: string;
  /** For the quiet hours only: leases and pace go by the database's clock. */
  readonly now?: () => Date;
  /** Told when the run pauses for long, and until when, and when it goes on (null). */
  readonly onPause?: (until: Date | null) => void;
  /** Told of pictures that have to be read, after they were committed; left out: the sweep finds them. */
  readonly onImages?: (imageIds: readonly number[]) => Promise<void>;
}

/** Batches stay small: a long transaction keeps others waiting. */
const MOST_TOGETHER = 32;
/** Others that asked at the same moment got what there was. */
const NOT_ENOUGH: ClaimAnswer = {
  ...{ status: 'wait', waitMs: 5, reason: 'pace', until: null, browserWork: false },
};

/** The frontier of one run on PostgreSQL, as crawlers see it. */
export function openFrontier(
  database: Database,
  scope: { readonly source: Source; readonly runId: number },
  doors: FrontierDoors,
): Frontier {
  const { keepBody, onPostings, onImages } = doors;
  const quiet = createQuietKeeper(database, {
    ...scope,
    timeZone: doors.timeZone ?? 'Asia/Shanghai',
    now: doors.now ?? (() => new Date()),
    onPause: doors.onPause ?? (() => {}),
  });
  const claimers = {
    http: createClaimer(database, { ...scope, fetchBy: 'http' }),
    browser: createClaimer(database, { ...scope, fetchBy: 'browser' }),
  };
  const saveOne = batchCalls(
    (visits: readonly FinishedVisit[]) => saveVisits(database, scope, visits),
    MOST_TOGETHER,
  );
  return {
    async claim(fetchBy, most = 1) {
      const answer = quiet.answer() ?? (await claimers[fetchBy](most));
      await quiet.note(answer);
      return answer;
    },
    giveBack: (claims) => giveBack(database, claims),
    async save(claim, visit) {
      // The body first: a blob that no row names is harmless, a row without its blob is not.
      const bodyHash = visit.outcome === 'fetched' ? await keepBody(visit.page.bytes) : null;
      const saved = await saveOne({ claim, visit, bodyHash }).catch(throwUnavailable);
      if (saved.status === 'saved') {
        await onPostings(saved.postings, visit);
        if (saved.imageIds.length > 0) await onImages?.(saved.imageIds);
      }
      return saved.status;
    },
    closeHost: (host, message) => closeHost(database, scope, host, message),
    async slowDown(host, delayMs) {
      await database`
        insert into hosts (host, crawl_delay_ms) values (${host}, ${delayMs})
        on conflict (host) do update set crawl_delay_ms = excluded.crawl_delay_ms`;
    },
    noteRequests: (requests) => noteRequests(database, scope.source, requests),
    findBlock: createBlockFinder(database, () => performance.now()),
  };
}

/** Claims that are asked for at the same moment are one statement, handed out to those that asked. */
function createClaimer(
  database: Database,
  scope: { readonly source: Source; readonly runId: number; readonly fetchBy: FetchBy },
): (most: number) => Promise<ClaimAnswer> {
  return batchCalls(async (asked: readonly number[]) => {
    const answer = await claimUrls(
      database,
      scope,
      asked.reduce((sum, most) => sum + most, 0),
    );
    if (answer.status !== 'claimed') return asked.map(() => answer);
    const left = [...answer.claims];
    return asked.map((most): ClaimAnswer => {
      const claims = left.splice(0, most);
      return claims.length > 0 ? { status: 'claimed', claims } : NOT_ENOUGH;
    });
  }, MOST_TOGETHER);
}

/** Out of space or memory, or an error of its disk: no page can help that. */
const LOST = /^(?:53|58)/;

function throwUnavailable(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!LOST.test(code) || !(error instanceof Error)) throw error;
  const message = `PostgreSQL cannot keep pages: ${error.message}; check its disk and its log`;
  throw new Unavailable(message, { cause: error });
}

async function giveBack(database: Database, claims: readonly Claim[]): Promise<void> {
  await database`
    update frontier f set state = 'due', lease_until = null, attempts = f.attempts - 1
    from unnest(${claims.map(({ urlId }) => urlId)}::bigint[],
      ${claims.map(({ fence }) => fence)}::int[]) as c (id, fence)
    where f.id = c.id and f.fence = c.fence and f.state = 'leased'`;
}
