/**
 * The pace of hosts at the moment of sending. The frontier moves a host's clock when a URL is claimed;
 * what lies between claim and request (a slow robots.txt that many wait for, a busy process) would
 * otherwise let several go out together.
 */
import { setTimeout as sleep } from 'node:timers/promises';

export interface SendPace {
  /**
   * Waits for the host's next turn and takes it.
   * @param leastMs that lies between two requests of the host
   * @param mostMs a turn that is further off is not waited for
   * @returns how long it was waited for, in milliseconds; undefined when it was not taken
   */
  takeTurn(host: string, leastMs: number, mostMs: number): Promise<number | undefined>;
  /** A request goes out now without a turn of its own (a redirect). */
  note(host: string): void;
}

/** Added to every pause, for what lies between sending and arriving is not the same each time. */
const MARGIN = 1.05;
/** Hosts that are kept in mind. */
const MAX_HOSTS = 10_000;

interface Host {
  sentAt: number;
  /** Those that wait, one after the other. */
  waiting: number;
  last: Promise<void>;
}

export function createSendPace(now: () => number = () => performance.now()): SendPace {
  const hosts = new Map<string, Host>();

  function hostOf(name: string): Host {
    const known = hosts.get(name);
    if (known !== undefined) return known;
    if (hosts.size >= MAX_HOSTS) {
      for (const [idle, { waiting }] of hosts) if (waiting === 0) hosts.delete(idle);
    }
    const host: Host = { sentAt: -Infinity, waiting: 0, last: Promise.resolve() };
    hosts.set(name, host);
    return host;
  }

  return {
    async takeTurn(name, leastMs, mostMs) {
      if (leastMs <= 0) return 0;
      const pauseMs = leastMs * MARGIN;
      const host = hostOf(name);
      const askedAt = now();
      const restMs = Math.max(0, host.sentAt + pauseMs - askedAt);
      if (restMs + host.waiting * pauseMs > mostMs) return undefined;
      host.waiting += 1;
      // Each waits from when the one before it really went: timers may come late, all at once.
      const turn = host.last.then(async () => {
        for (let left = 1; left > 0;) {
          left = host.sentAt + pauseMs - now();
          if (left > 0) await sleep(left);
        }
        host.sentAt = now();
        host.waiting -= 1;
      });
      host.last = turn;
      await turn;
      return now() - askedAt;
    },
    note(name) {
      hostOf(name).sentAt = now();
    },
  };
}
