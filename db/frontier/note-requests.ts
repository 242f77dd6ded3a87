import type { Database } from '../connect.js';
import type { SentRequest } from '../../domain/frontier.js';
import type { Source } from '../../domain/source.js';
import { hostKey } from '../../domain/url-key.js';
import { retryDeadlock } from '../retry-deadlock.js';
import { addressDelayMs, PAUSE_MARGIN } from './limits.js';

/** Moves the clocks of hosts and addresses on that were sent something now, and learns their addresses. */
export async function noteRequests(
  database: Database,
  { pace }: Pick<Source, 'pace'>,
  requests: readonly SentRequest[],
): Promise<void> {
  const addresses = new Map<string, string | null>();
  for (const { url, address } of requests) {
    if (!URL.canParse(url)) continue;
    const host = hostKey(url);
    addresses.set(host, address ?? addresses.get(host) ?? null);
  }
  // Sorted, so that two processes with the same hosts lock them in the same order.
  const hosts = [...addresses.keys()].sort();
  if (hosts.length === 0) return;
  const learned = hosts.map((host) => addresses.get(host) ?? null);
  const known = [...new Set(learned.filter((address) => address !== null))].sort();
  const pauseMs = pace.delayMs;
  const margin = database`${PAUSE_MARGIN}::float8 * interval '1 millisecond'`;
  await retryDeadlock(() =>
    database.begin(async (transaction) => {
      // Host before address, as everywhere; but an address must stand before a host names it.
      await transaction`
        insert into addresses (address)
        select address from unnest(${known}::text[]) as address order by 1
        on conflict do nothing`;
      const touched = await transaction<{ address: string | null }[]>`
        insert into hosts as h (host, address, next_at)
        select host, address, clock_timestamp() + ${pauseMs} * ${margin}
        from unnest(${hosts}::text[], ${learned}::text[]) as n (host, address)
        on conflict (host) do update set
          address = coalesce(excluded.address, h.address),
          next_at = greatest(h.next_at,
            clock_timestamp() + greatest(${pauseMs}, h.crawl_delay_ms) * ${margin})
        returning h.address`;
      const moved = [...new Set(touched.flatMap(({ address }) => address ?? []))].sort();
      await transaction`
        update addresses set next_at = greatest(next_at,
          clock_timestamp() + ${addressDelayMs(pace)} * ${margin})
        where address in (
          select address from addresses where address = any(${moved}::text[])
          order by address for no key update)`;
    }),
  );
}
