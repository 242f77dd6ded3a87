/**
 * What a host's answers do to it. Too many failures in a row and it is left alone (open); after the
 * pause one claim is a probe (half-open, see `claimUrls`); an answer closes it again. It stands in
 * the host's row, so it holds over processes and restarts.
 */
import { storable, type Transaction } from '../connect.js';
import type { Visit } from '../../domain/frontier.js';
import { raiseIssues } from '../issues/issues.js';
import {
  FAILURES_TO_BLOCK,
  FIRST_BLOCK_MS,
  LEASE_MS,
  LONGEST_BLOCK_MS,
  PROBES_TO_GIVE_UP,
} from './limits.js';

export interface HostScope {
  readonly transaction: Transaction;
  readonly sourceId: string;
  readonly runId: number;
  readonly host: string;
}

/** It answered: what was counted is forgotten. An answer that was asked for before a block does not lift it. */
export async function noteAnswer({ transaction, host }: HostScope): Promise<void> {
  await transaction`
    update hosts set failures = 0,
      throttles = case when blocked_until <= now() then 0 else throttles end,
      blocked_until = case when failures >= ${FAILURES_TO_BLOCK} then '-infinity' else blocked_until end
    where host = ${host} and (failures > 0 or throttles > 0)`;
}

/** 429 and 503. A burst of them counts once: all but the first were asked before the block. */
export async function noteThrottle(
  { transaction, host }: HostScope,
  { retryAfterMs, isAsked }: Extract<Visit, { readonly outcome: 'throttled' }>,
): Promise<void> {
  // What the host asks for is never cut short; our own pauses are spread a little to both sides.
  const pauseMs = isAsked
    ? transaction`${retryAfterMs}::float8 * (1 + random() * 0.1)`
    : transaction`least(${retryAfterMs}::float8 * 2 ^ least(throttles, 20), ${LONGEST_BLOCK_MS})
        * (0.9 + random() * 0.2)`;
  await transaction`
    update hosts set
      throttles = throttles + (blocked_until <= now())::int,
      blocked_until = case when blocked_until > now() and not ${isAsked} then blocked_until
        else greatest(blocked_until, now() + ${pauseMs} * interval '1 millisecond') end
    where host = ${host}`;
}

/**
 * It failed. The first time that this closes the host, and never again until it has answered, the
 * source has an issue; after a few probes the run gives up what it still wants from there.
 * @param leaseUntil of the claim that failed
 */
export async function noteFailure(
  scope: HostScope,
  leaseUntil: Date,
  reason: string,
): Promise<void> {
  const { transaction, host } = scope;
  const isDown = transaction`failures + 1 >= ${FAILURES_TO_BLOCK}`;
  const pauseMs = transaction`
    least(${FIRST_BLOCK_MS}::float8 * 2 ^ least(failures + 1 - ${FAILURES_TO_BLOCK}, 20), ${LONGEST_BLOCK_MS})
      * (0.9 + random() * 0.2)`;
  // Of those that were under way when the host was closed none counts: they say the same thing.
  const [counted] = await transaction<{ failures: number }[]>`
    update hosts set
      failures = failures + 1,
      failed_at = case when ${isDown} then clock_timestamp() else failed_at end,
      blocked_until = case when ${isDown}
        then now() + ${pauseMs} * interval '1 millisecond' else blocked_until end
    where host = ${host} and (failures < ${FAILURES_TO_BLOCK}
      or ${leaseUntil}::timestamptz - ${LEASE_MS} * interval '1 millisecond' > failed_at)
    returning failures`;
  if (counted === undefined || counted.failures < FAILURES_TO_BLOCK) return;
  const hasGivenUp = counted.failures >= FAILURES_TO_BLOCK + PROBES_TO_GIVE_UP;
  const left = hasGivenUp ? await giveUp(scope, reason) : await countDue(scope);
  if (left > 0) await raiseOnce(scope, left, reason);
}

async function countDue({ transaction, sourceId, host }: HostScope): Promise<number> {
  const [row] = await transaction<{ count: number }[]>`
    select count(*)::int as count from (
      select from frontier
      where source_id = ${sourceId} and host = ${host} and state = 'due' limit 1000) as due`;
  return row?.count ?? 0;
}

async function giveUp({ transaction, sourceId, host }: HostScope, reason: string): Promise<number> {
  const dead = await transaction`
    update frontier set state = 'dead', dead_reason = 'host-down', dead_message = ${storable(reason)},
      visited_at = now()
    where source_id = ${sourceId} and host = ${host} and state = 'due'`;
  return dead.count;
}

/** Once a run, for the host and not for each of its URLs. */
async function raiseOnce(
  { transaction, sourceId, runId, host }: HostScope,
  left: number,
  reason: string,
): Promise<void> {
  const [raised] = await transaction`
    select from issues where run_id = ${runId} and kind = 'host-down' and message like ${`${host} %`}`;
  if (raised !== undefined) return;
  const waiting = left >= 1000 ? 'a thousand URLs or more' : `${left} URLs`;
  const message = `${host} has failed ${FAILURES_TO_BLOCK} times in a row or more and is left alone for a while; ${waiting} wait for it: ${reason}`;
  await raiseIssues(transaction, sourceId, runId, [{ kind: 'host-down', message, url: null }]);
}
