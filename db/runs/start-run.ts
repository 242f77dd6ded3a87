import type { Database, Transaction } from '../connect.js';
import type { Run } from '../../domain/run.js';
import { HEAD_START_MINUTES } from '../frontier/due-order.js';
import { hostKey, urlKey } from '../../domain/url-key.js';
import type { Source } from '../../domain/source.js';
import { getRun } from './find-runs.js';

/** A running run whose crawler has not been heard of for so long is taken over. */
export const RUN_SILENCE_MS = 30_000;

/** The process that asks, and what it knows of others. */
export interface RunHolder {
  readonly me: string;
  /** Whether a holder is known to be dead; when in doubt, no: then its silence tells. */
  readonly isGone: (heldBy: string) => boolean;
}

export type StartedRun =
  | { readonly status: 'started' | 'resumed'; readonly run: Run }
  /** Somebody else is at it. */
  | { readonly status: 'busy'; readonly run: Run };

/**
 * Starts the one run that a source may have, or takes over one whose crawler died: its open URLs go
 * on where they stood. Start URLs become due, and so does whatever earlier runs left open; a recheck
 * only visits the URLs whose postings were missed.
 */
export async function startRun(
  database: Database,
  source: Source,
  trigger: Run['trigger'],
  holder: RunHolder,
): Promise<StartedRun> {
  const { id, status } = await database.begin(async (transaction) => {
    const [created] = await transaction<{ id: number }[]>`
      insert into runs (source_id, state, trigger, held_by)
      values (${source.id}, 'running', ${trigger}, ${holder.me})
      on conflict (source_id) where state = 'running' do nothing
      returning id`;
    if (created !== undefined) {
      await seed(transaction, source, created.id, trigger);
      return { id: created.id, status: 'started' as const };
    }
    const [running] = await transaction<Running[]>`
      select id, held_by, trigger, heartbeat_at < now() - ${RUN_SILENCE_MS} * interval '1 millisecond' as is_silent
      from runs where source_id = ${source.id} and state = 'running' for update`;
    // It ended between the two questions: as good as busy, and the caller may ask again.
    if (running === undefined)
      return { id: await newestRun(transaction, source.id), status: 'busy' as const };
    // Whoever looks again at a few postings takes the whole patrol along.
    if (running.trigger === 'recheck' && trigger !== 'recheck') {
      await transaction`update runs set trigger = ${trigger} where id = ${running.id}`;
      await seed(transaction, source, running.id, trigger);
    }
    if (!running.isSilent && !holder.isGone(running.heldBy)) {
      return { id: running.id, status: 'busy' as const };
    }
    await takeOver(transaction, running.id, holder.me);
    return { id: running.id, status: 'resumed' as const };
  });
  return { status, run: await getRun(database, id) };
}

interface Running {
  readonly id: number;
  readonly heldBy: string;
  readonly trigger: Run['trigger'];
  readonly isSilent: boolean;
}

async function newestRun(transaction: Transaction, sourceId: string): Promise<number> {
  const [run] = await transaction<{ id: number }[]>`
    select id from runs where source_id = ${sourceId} order by id desc limit 1`;
  return run?.id ?? 0;
}

/** The URLs that the dead holder had leased are free at once: one process holds all leases of a run. */
async function takeOver(transaction: Transaction, runId: number, me: string): Promise<void> {
  await transaction`update runs set heartbeat_at = now(), held_by = ${me} where id = ${runId}`;
  await transaction`
    update frontier set lease_until = now() where run_id = ${runId} and state = 'leased'`;
}

async function seed(
  transaction: Transaction,
  source: Source,
  runId: number,
  trigger: Run['trigger'],
): Promise<void> {
  await transaction`
    update frontier set run_id = ${runId}, state = 'due', due_at = now(), attempts = 0,
      dead_reason = null, dead_message = null, crashes = 0, recheck_at = null
    where source_id = ${source.id} and recheck_at <= now() and state in ('done', 'dead')`;
  if (trigger === 'recheck') return;
  const starts = [...new Set(source.start)];
  await transaction`
    insert into hosts (host)
    select distinct unnest(${starts.map(hostKey).sort()}::text[]) on conflict do nothing`;
  await transaction`
    update frontier set run_id = ${runId}, attempts = 0
    where source_id = ${source.id} and state in ('due', 'leased')`;
  await transaction`
    insert into frontier as f (source_id, run_id, url, url_key, host, role, fetch_by, depth, due_at)
    select ${source.id}, ${runId}, s.url, decode(s.key, 'hex'), s.host, 'list',
      ${source.fetch === 'browser' ? 'browser' : 'http'}, 0,
      now() - ${HEAD_START_MINUTES.list} * interval '1 minute'
    from unnest(${starts}::text[], ${starts.map(urlKey)}::text[], ${starts.map(hostKey)}::text[])
      as s (url, key, host)
    on conflict (source_id, url_key) do update set
      run_id = ${runId}, state = 'due', due_at = excluded.due_at, attempts = 0, depth = 0, role = 'list',
      dead_reason = null, dead_message = null, crashes = 0, host = excluded.host`;
}
