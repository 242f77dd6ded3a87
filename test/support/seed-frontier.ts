/** A running run with URLs in its frontier, without a site: what tests of the frontier start from. */
import type { Database } from '../../db/connect.js';
import { openFrontier } from '../../db/frontier/open-frontier.js';
import { startRun } from '../../db/runs/start-run.js';
import { saveSource } from '../../db/sources/save-source.js';
import type { Claim, FetchBy, Frontier, Visit } from '../../domain/frontier.js';
import type { SourceInput } from '../../domain/source.js';
import { HOLDER, testSource } from './save-postings.js';

export interface SeededFrontier {
  readonly runId: number;
  readonly sourceId: string;
  /** The frontier as another process sees it. */
  open(database: Database): Frontier;
}

/** Starts a run of a source whose start URLs these are. */
export async function seedFrontier(
  database: Database,
  urls: readonly string[],
  input: Partial<SourceInput> = {},
): Promise<SeededFrontier> {
  const source = testSource({ ...input, start: [...urls] });
  await saveSource(database, source);
  const { run } = await startRun(database, source, 'command', HOLDER);
  return {
    runId: run.id,
    sourceId: source.id,
    open: (connection) =>
      openFrontier(
        connection,
        { source, runId: run.id },
        { keepBody: () => Promise.resolve('0'.repeat(64)), onPostings: async () => {} },
      ),
  };
}

/** The claims of an answer; none when it says wait or finished. */
export async function claimsOf(
  frontier: Frontier,
  most = 1,
  fetchBy: FetchBy = 'http',
): Promise<readonly Claim[]> {
  const answer = await frontier.claim(fetchBy, most);
  return answer.status === 'claimed' ? answer.claims : [];
}

/** The one claim that there must be now. */
export async function claimOne(frontier: Frontier, fetchBy: FetchBy = 'http'): Promise<Claim> {
  const answer = await frontier.claim(fetchBy);
  const [claim] = answer.status === 'claimed' ? answer.claims : [];
  if (claim === undefined) throw new Error(`nothing to claim: ${JSON.stringify(answer)}`);
  return claim;
}

export const UNCHANGED: Visit = { outcome: 'unchanged', newUrls: [] };

/** The visit of a URL whose host does not answer as it should. */
export function failedVisit(url: string, retryAfterMs = 0): Visit {
  const issue = { kind: 'fetch-failed', message: 'the host answers 500', url } as const;
  return { outcome: 'retry', retryAfterMs, hasHostFailed: true, issue };
}
