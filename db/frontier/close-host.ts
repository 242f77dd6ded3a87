import type { Database } from '../connect.js';
import { raiseIssues } from '../issues/issues.js';
import type { VisitScope } from './save-visits.js';

/**
 * Leaves what is due of a host out of this run, with one issue that says how much; the next run asks
 * again. Nothing is raised when nothing was due.
 * @param message what happened; the number of URLs left out is added
 */
export async function closeHost(
  database: Database,
  { source, runId }: VisitScope,
  host: string,
  message: string,
): Promise<number> {
  return database.begin(async (transaction) => {
    const left = await transaction<{ url: string }[]>`
      update frontier set state = 'dead', dead_reason = 'host-blocked', dead_message = ${message}
      where source_id = ${source.id} and run_id = ${runId} and host = ${host} and state = 'due'
      returning url`;
    const [known] = await transaction`
      select 1 from issues where run_id = ${runId} and kind = 'host-blocked' and url = ${host} limit 1`;
    if (known === undefined) {
      const text = `${message}: ${left.length} URLs were left out of this run; open the site in a browser, and give it a longer pace.delayMs`;
      await raiseIssues(transaction, source.id, runId, [
        { kind: 'host-blocked', message: text, url: host },
      ]);
    }
    return left.length;
  });
}
