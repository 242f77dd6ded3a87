/** How much of a browser crawl one host gets at a time: its connections, and how often it is asked. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface HostPaceLimits {
  readonly hostConnections: number;
  /** In a second, after a first burst of twice as many. */
  readonly hostRate: number;
  /** Longest wait for a turn. */
  readonly connectMs: number;
}

export interface HostPace {
  /** A connection: resolves with what ends it, or with undefined when none became free in time. */
  enter(host: string): Promise<(() => void) | undefined>;
  /** A request: resolves when its turn has come, at the latest after `connectMs`. */
  takeTurn(host: string): Promise<void>;
}

interface Host {
  open: number;
  /** When all turns taken so far will be over; in the past: the host is at rest. */
  busyUntil: number;
}

/** Hosts that are kept in mind; a page may name any number of them. */
const MAX_HOSTS = 10_000;
const POLL_MS = 20;

export function createHostPace({ hostConnections, hostRate, connectMs }: HostPaceLimits): HostPace {
  const hosts = new Map<string, Host>();
  const turnMs = 1_000 / hostRate;

  function hostOf(name: string): Host {
    let host = hosts.get(name);
    if (host === undefined) {
      if (hosts.size >= MAX_HOSTS) forgetIdle();
      hosts.set(name, (host = { open: 0, busyUntil: 0 }));
    }
    return host;
  }

  function forgetIdle(): void {
    for (const [name, { open, busyUntil }] of hosts) {
      if (open === 0 && busyUntil < performance.now()) hosts.delete(name);
    }
  }

  async function takeTurn(name: string): Promise<void> {
    const host = hostOf(name);
    const now = performance.now();
    host.busyUntil = Math.max(host.busyUntil, now) + turnMs;
    const waitMs = host.busyUntil - now - turnMs * 2 * hostRate;
    if (waitMs > 0) await sleep(Math.min(waitMs, connectMs));
  }

  return {
    takeTurn,
    async enter(name) {
      const host = hostOf(name);
      const end = performance.now() + connectMs;
      while (host.open >= hostConnections) {
        if (performance.now() >= end) return undefined;
        await sleep(POLL_MS);
      }
      host.open += 1;
      await takeTurn(name);
      let isOver = false;
      return () => {
        if (!isOver) host.open -= 1;
        isOver = true;
      };
    },
  };
}
