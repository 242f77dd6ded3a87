/** What each host's robots.txt says, fetched once and kept for at most a day. */
import { FetchForbidden, FetchTooLarge } from '../../domain/errors.js';
import type { FetchedPage } from '../../domain/page.js';
import { crawlDelay, isAllowed, parseRobots, type Robots } from './robots.js';

export type RobotsAnswer =
  | { readonly status: 'allowed'; readonly crawlDelayMs: number | undefined }
  | { readonly status: 'disallowed' }
  /** The file could not be had (5xx, network): nothing may be fetched from the host for now. */
  | {
      readonly status: 'unreachable';
      readonly retryAfterMs: number;
      /** What the host answered, or why it did not. */
      readonly reason: string;
      /** The host could not be talked to at all. */
      readonly isDown: boolean;
    };

export interface RobotsCache {
  /** @throws FetchForbidden when the host's address is refused */
  check(url: string): Promise<RobotsAnswer>;
}

export interface RobotsCacheOptions {
  /** Fetches a robots.txt, cut at 500 KiB; throws as an HTTP fetcher does. */
  readonly fetch: (url: string) => Promise<FetchedPage>;
  /**
   * Told of each file that came, before its rules are used. What it throws is no fault of the host:
   * `check` throws it, and the next one asks again.
   */
  readonly onFetched?: (page: FetchedPage) => Promise<void>;
  /** The product token of the user agent, e.g. `mingcha`. */
  readonly product: string;
  readonly now: () => number;
  /** Before a host is asked again that answered with an error. */
  readonly retryMs: number;
  /** Before a host is asked again that did not answer. */
  readonly downRetryMs: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_HOSTS = 10_000;
/** A host that asks for more than this is visited at this pace. */
const MAX_CRAWL_DELAY_SECONDS = 300;
const ALLOW_ALL: Robots = { groups: [] };

interface Unreachable {
  readonly reason: string;
  readonly isDown: boolean;
}

interface Entry {
  readonly robots: Promise<Robots | Unreachable>;
  expiresAt: number;
}

export function createRobotsCache(options: RobotsCacheOptions): RobotsCache {
  const entries = new Map<string, Entry>();

  function entryFor(origin: string): Entry {
    const known = entries.get(origin);
    if (known !== undefined && known.expiresAt > options.now()) return known;
    const oldest = entries.keys().next();
    if (entries.size >= MAX_HOSTS && oldest.done !== true) entries.delete(oldest.value);
    const robots = fetchRobots(`${origin}/robots.txt`, options);
    const entry: Entry = { robots, expiresAt: options.now() + DAY_MS };
    entries.set(origin, entry);
    robots.then(
      (found) => {
        if ('groups' in found) return;
        const pauseMs = found.isDown ? options.downRetryMs : options.retryMs;
        entry.expiresAt = options.now() + pauseMs;
      },
      () => entries.delete(origin),
    );
    return entry;
  }

  return {
    async check(url) {
      const { origin, pathname, search } = new URL(url);
      const entry = entryFor(origin);
      const robots = await entry.robots;
      if (!('groups' in robots)) {
        const retryAfterMs = Math.max(1, entry.expiresAt - options.now());
        return { status: 'unreachable', retryAfterMs, ...robots };
      }
      if (!isAllowed(robots, options.product, pathname + search)) return { status: 'disallowed' };
      const seconds = crawlDelay(robots, options.product);
      const crawlDelayMs =
        seconds === undefined ? undefined : Math.min(seconds, MAX_CRAWL_DELAY_SECONDS) * 1000;
      return { status: 'allowed', crawlDelayMs };
    },
  };
}

/** RFC 9309 §2.3.1: 4xx = no rules, 5xx and network = full disallow for now. */
async function fetchRobots(
  url: string,
  { fetch, onFetched }: RobotsCacheOptions,
): Promise<Robots | Unreachable> {
  let page: FetchedPage;
  try {
    page = await fetch(url);
  } catch (error) {
    if (error instanceof FetchForbidden) throw error;
    if (error instanceof FetchTooLarge) return ALLOW_ALL;
    return { reason: error instanceof Error ? error.message : String(error), isDown: true };
  }
  await onFetched?.(page);
  if (page.status === 429 || page.status >= 500) {
    return { reason: `it answered ${page.status}`, isDown: false };
  }
  if (page.status < 200 || page.status >= 300) return ALLOW_ALL;
  // Sites that answer every address with their home page have no rules either.
  return /^\s*<(?:!doctype|html)/i.test(page.text) ? ALLOW_ALL : parseRobots(page.text);
}
