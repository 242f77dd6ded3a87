import type { Database } from '../connect.js';
import type { Source } from '../../domain/source.js';
import { addressDelayMs, PAUSE_MARGIN } from './limits.js';

export type Turn =
  /** The host may be asked after so long; its clock has moved on, whether it is asked or not. */
  | { readonly status: 'taken'; readonly waitMs: number }
  /** The host's next turn is too far off. Nothing was taken. */
  | { readonly status: 'later'; readonly waitMs: number };

/**
 * Takes the next turn of a host for a request that is no claim of the frontier. The clocks of host and
 * address are those of `claimUrls`, so the pace holds over both, over all processes and restarts.
 * @param crawlDelayMs what robots.txt asks for
 * @param withinMs a turn that comes later than this is left to others
 */
export async function takeTurn(
  database: Database,
  {
    host,
    pace,
    crawlDelayMs,
    withinMs,
  }: {
    readonly host: string;
    readonly pace: Source['pace'];
    readonly crawlDelayMs: number;
    readonly withinMs: number;
  },
): Promise<Turn> {
  await database`insert into hosts (host) values (${host}) on conflict do nothing`;
  const next = database`greatest(h.next_at, h.blocked_until, coalesce(
    (select a.next_at from addresses a where a.address = h.address), '-infinity'))`;
  const ms = database`interval '1 millisecond'`;
  const pauseMs = Math.max(pace.delayMs, crawlDelayMs);
  const [taken] = await database<{ waitMs: number }[]>`
    with turn as (
      select h.host, h.address, greatest(${next}, clock_timestamp()) as at from hosts h
      where h.host = ${host} and ${next} <= clock_timestamp() + ${withinMs}::float8 * ${ms}
      for no key update of h
    ), address_clock as (
      update addresses a set next_at = greatest(a.next_at,
        turn.at + ${addressDelayMs(pace) * PAUSE_MARGIN}::float8 * ${ms})
      from turn where a.address = turn.address
    )
    update hosts h set next_at = turn.at
      + greatest(${pauseMs}, h.crawl_delay_ms) * ${PAUSE_MARGIN}::float8 * ${ms}
    from turn where h.host = turn.host
    returning (extract(epoch from turn.at - clock_timestamp()) * 1000)::float as wait_ms`;
  if (taken !== undefined) return { status: 'taken', waitMs: Math.max(0, taken.waitMs) };
  const [later] = await database<{ waitMs: number }[]>`
    select (extract(epoch from ${next} - clock_timestamp()) * 1000)::float as wait_ms
    from hosts h where h.host = ${host}`;
  return { status: 'later', waitMs: Math.max(0, later?.waitMs ?? 0) };
}
