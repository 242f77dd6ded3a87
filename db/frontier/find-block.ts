import type { Database } from '../connect.js';
import type { HostBlock } from '../../domain/frontier.js';
import { hostKey } from '../../domain/url-key.js';
import { FAILURES_TO_BLOCK } from './limits.js';

const KEEP_MS = 1_000;
const MAX_HOSTS = 10_000;

/** Asks whether a URL's host is blocked; what was asked within the last second is not asked again. */
export function createBlockFinder(
  database: Database,
  now: () => number,
): (url: string) => Promise<HostBlock | null> {
  const kept = new Map<
    string,
    { readonly at: number; readonly block: Promise<HostBlock | null> }
  >();
  return async (url) => {
    const host = hostKey(url);
    const known = kept.get(host);
    if (known !== undefined && now() - known.at < KEEP_MS) return known.block;
    const block = findBlock(database, host);
    if (kept.size >= MAX_HOSTS) kept.clear();
    kept.set(host, { at: now(), block });
    // A question that failed is asked anew.
    block.catch(() => kept.delete(host));
    return block;
  };
}

async function findBlock(database: Database, host: string): Promise<HostBlock | null> {
  const [block] = await database<{ failures: number; retryAfterMs: number }[]>`
    select failures, (extract(epoch from blocked_until - now()) * 1000)::float as retry_after_ms
    from hosts where host = ${host} and blocked_until > now()`;
  if (block === undefined) return null;
  const reason = block.failures >= FAILURES_TO_BLOCK ? 'down' : 'throttled';
  return { retryAfterMs: Math.ceil(block.retryAfterMs), reason };
}
