/** How long a crawler may hold a URL; its fetch and its saving must be done by then. */
export const LEASE_MS = 120_000;
/** A URL that was claimed so often without a result is dead. */
export const MAX_ATTEMPTS = 5;
/**
 * Added to every pause: what lies between a claim and its request is not the same each time, and the
 * gap that a host sees must not be the shorter for it.
 */
export const PAUSE_MARGIN = 1.05;
/** Without a setting an address is asked no more often than this, over all hosts. */
const ADDRESS_DELAY_MS = 250;

/** The least pause between two requests to one address. */
export function addressDelayMs(pace: {
  readonly delayMs: number;
  readonly addressDelayMs?: number | undefined;
}): number {
  return pace.addressDelayMs ?? Math.min(ADDRESS_DELAY_MS, pace.delayMs);
}

/** So many failures of a host in a row, and it is left alone for a while. */
export const FAILURES_TO_BLOCK = 5;
/** The first pause of a host that is down; each probe that fails doubles it, up to the longest. */
export const FIRST_BLOCK_MS = 60_000;
export const LONGEST_BLOCK_MS = 60 * 60_000;
/** After so many probes without an answer a run gives up the URLs of the host. */
export const PROBES_TO_GIVE_UP = 3;
