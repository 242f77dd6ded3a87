import type { Database } from '../connect.js';
import type { NewIssue } from '../../domain/run.js';
import { raiseIssues } from '../issues/issues.js';
import { MAX_ATTEMPTS } from './limits.js';

interface Reaped {
  readonly url: string;
  readonly sourceId: string;
  readonly runId: number;
  readonly state: 'due' | 'dead';
}

/**
 * Returns the URLs of crawlers that never came back: due again, or dead after the last attempt, with
 * an issue. Called by the sweep for all sources, and by a claim that finds nothing else to do.
 * @returns how many leases had ended
 */
export async function reapLeases(
  database: Database,
  sourceId: string | null = null,
): Promise<number> {
  const ended = database`
    state = 'leased' and lease_until < now()
    and ${sourceId === null ? database`true` : database`source_id = ${sourceId}`}`;
  // Most of the time there is none, and a question takes no lock.
  const [found] = await database<{ found: boolean }[]>`
    select exists (select from frontier where ${ended}) as found`;
  if (found?.found !== true) return 0;
  return database.begin(async (transaction) => {
    const message = `given up: ${MAX_ATTEMPTS} crawlers took this page and none came back`;
    const isLast = transaction`attempts >= ${MAX_ATTEMPTS}`;
    const reaped = await transaction<Reaped[]>`
      update frontier set
        crashes = crashes + 1, lease_until = null,
        state = case when ${isLast} then 'dead' else 'due' end,
        visited_at = case when ${isLast} then now() else visited_at end,
        dead_reason = case when ${isLast} then 'fetch-failed' end,
        dead_message = case when ${isLast} then ${message} end
      where id in (
        select id from frontier where ${ended} order by id limit 1000 for no key update skip locked)
      returning url, source_id, run_id, state`;
    for (const { url, sourceId: source, runId, state } of reaped) {
      const issue: NewIssue = { kind: 'fetch-failed', message, url };
      if (state === 'dead') await raiseIssues(transaction, source, runId, [issue]);
    }
    return reaped.length;
  });
}
