import type { Database, Transaction } from '../connect.js';
import type { Run } from '../../domain/run.js';
import { hostKey, urlKey } from '../../domain/url-key.js';
import type { Source } from '../../domain/source.js';
import { getRun } from './find-runs.js';

/** A running run whose crawler has not been heard of for so long is taken over. */
export const RUN_SILENCE_MS = 30_000;

export type StartedRun =
  | { readonly status: 'started' | 'resumed'; readonly run: Run }
  /** Somebody else is at it. */
  | { readonly status: 'busy'; readonly run: Run };

/**
 * Starts the one run that a source may have, or takes over one whose crawler died: its open URLs go
 * on where they stood. Start URLs become due, and so does whatever earlier runs left open.
 */
export async function startRun(
  database: Database,
  source: Source,
  trigger: Run['trigger'],
): Promise<StartedRun> {
  const { id, status } = await database.begin(async (transaction) => {
    const [created] = await transaction<{ id: number }[]>`
      insert into runs (source_id, state, trigger) values (${source.id}, 'running', ${trigger})
      on conflict (source_id) where state = 'running' do nothing
      returning id`;
    if (created !== undefined) {
      await seed(transaction, source, created.id);
      return { id: created.id, status: 'started' as const };
    }
    const [taken] = await transaction<{ id: number }[]>`
      update runs set heartbeat_at = now()
      where source_id = ${source.id} and state = 'running'
        and heartbeat_at < now() - ${RUN_SILENCE_MS} * interval '1 millisecond'
      returning id`;
    if (taken !== undefined) return { id: taken.id, status: 'resumed' as const };
    const [running] = await transaction<{ id: number }[]>`
      select id from runs where source_id = ${source.id} order by id desc limit 1`;
    return { id: running?.id ?? 0, status: 'busy' as const };
  });
  return { status, run: await getRun(database, id) };
}

async function seed(transaction: Transaction, source: Source, runId: number): Promise<void> {
  const starts = [...new Set(source.start)];
  await transaction`
    insert into hosts (host)
    select distinct unnest(${starts.map(hostKey).sort()}::text[]) on conflict do nothing`;
  await transaction`
    update frontier set run_id = ${runId}, attempts = 0
    where source_id = ${source.id} and state in ('due', 'leased')`;
  await transaction`
    insert into frontier as f (source_id, run_id, url, url_key, host, role, fetch_by, depth)
    select ${source.id}, ${runId}, s.url, decode(s.key, 'hex'), s.host, 'list',
      ${source.fetch === 'browser' ? 'browser' : 'http'}, 0
    from unnest(${starts}::text[], ${starts.map(urlKey)}::text[], ${starts.map(hostKey)}::text[])
      as s (url, key, host)
    on conflict (source_id, url_key) do update set
      run_id = ${runId}, state = 'due', due_at = now(), attempts = 0, depth = 0, role = 'list',
      dead_reason = null`;
}
