/** How fast a run goes and how long it will still take, from how far it was at two moments. Pure. */

export interface RunDistance {
  readonly runId: number;
  /** URLs visited. */
  readonly visited: number;
  /** URLs known that are still to be visited. */
  readonly open: number;
  /** Since the run started. */
  readonly seconds: number;
}

export interface RunPace {
  /** Null: too early to tell. */
  readonly pagesPerMinute: number | null;
  /** For the URLs known now; pages that are found later come on top. Null: cannot be told. */
  readonly secondsLeft: number | null;
}

/** The pace is that of the last minute or so: a run waits, and is throttled, in between. */
const WINDOW_S = 60;
const LEAST_S = 2;

/** Keeps what it was told of each run, to compare later figures with. */
export function createPaceKeeper(): {
  readonly paceOf: (now: RunDistance) => RunPace;
  /** Forgets all runs but these. */
  readonly keepOnly: (runIds: readonly number[]) => void;
} {
  const told = new Map<number, RunDistance[]>();
  return {
    paceOf(now) {
      const before = (told.get(now.runId) ?? []).filter(({ seconds }) => seconds < now.seconds);
      // The oldest one kept is the last that is a whole window ago.
      const first = before.findLastIndex(({ seconds }) => now.seconds - seconds >= WINDOW_S);
      const kept = before.slice(Math.max(0, first));
      told.set(now.runId, [...kept, now]);
      const start = { visited: 0, seconds: 0 };
      // A keeper that has just begun knows the whole run only.
      const since = kept[0] ?? start;
      return pace(now, now.seconds - since.seconds < LEAST_S ? start : since);
    },
    keepOnly(runIds) {
      for (const runId of told.keys()) if (!runIds.includes(runId)) told.delete(runId);
    },
  };
}

function pace(
  now: RunDistance,
  since: { readonly visited: number; readonly seconds: number },
): RunPace {
  const seconds = now.seconds - since.seconds;
  if (seconds < LEAST_S) return { pagesPerMinute: null, secondsLeft: null };
  const perSecond = (now.visited - since.visited) / seconds;
  return {
    pagesPerMinute: Math.round(perSecond * 600) / 10,
    secondsLeft: perSecond <= 0 ? null : Math.ceil(now.open / perSecond),
  };
}
