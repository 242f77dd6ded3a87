import type { Database } from '../connect.js';
import { HEAD_START_MINUTES } from './due-order.js';

/** A URL that was given up: the reason is the kind of the issue that was raised for it. */
export interface DeadUrl {
  readonly id: number;
  readonly sourceId: string;
  readonly url: string;
  readonly role: 'list' | 'detail';
  readonly reason: string;
  readonly message: string | null;
  readonly attempts: number;
  /** How many crawlers took it and never came back. */
  readonly crashes: number;
  readonly diedAt: Date;
}

export interface DeadFilter {
  readonly sourceId?: string | null;
  /** Only URLs that died of this. */
  readonly reason?: string | null;
  readonly ids?: readonly number[] | null;
}

/** The newest first. */
export async function findDeadUrls(
  database: Database,
  { limit, ...filter }: DeadFilter & { readonly limit: number },
): Promise<{ readonly urls: readonly DeadUrl[]; readonly total: number }> {
  const urls = await database<DeadUrl[]>`
    select id, source_id, url, role, dead_reason as reason, dead_message as message, attempts,
      crashes, visited_at as died_at
    from frontier where ${isDead(database, filter)}
    order by visited_at desc, id desc limit ${limit}`;
  const [row] = await database<{ total: number }[]>`
    select count(*)::int as total from frontier where ${isDead(database, filter)}`;
  return { urls, total: row?.total ?? 0 };
}

/**
 * Makes dead URLs due again with all their attempts: in the run that is under way, or in the next one.
 * @returns how many
 */
export async function retryDeadUrls(database: Database, filter: DeadFilter): Promise<number> {
  const again = await database`
    update frontier f set state = 'due', attempts = 0, crashes = 0, dead_reason = null,
      dead_message = null,
      due_at = now() - case f.role when 'list'
        then ${HEAD_START_MINUTES.list}::int else ${HEAD_START_MINUTES.unseen} end * interval '1 minute',
      run_id = coalesce(
        (select r.id from runs r where r.source_id = f.source_id and r.state = 'running'), f.run_id)
    where ${isDead(database, filter)}`;
  return again.count;
}

function isDead(database: Database, { sourceId = null, reason = null, ids = null }: DeadFilter) {
  return database`
    state = 'dead' and (${sourceId}::text is null or source_id = ${sourceId})
    and (${reason}::text is null or dead_reason = ${reason})
    and (${ids === null} or id = any(${[...(ids ?? [])]}::bigint[]))`;
}
