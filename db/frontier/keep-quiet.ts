import type { Database } from '../connect.js';
import type { ClaimAnswer } from '../../domain/frontier.js';
import { quietUntil } from '../../domain/quiet-hours.js';
import type { Source } from '../../domain/source.js';

/** The hours are looked at no more often than this. */
const LOOK_MS = 1_000;
/** Nobody is told to sleep for longer: a source may be changed, a process stopped. */
const LONGEST_WAIT_MS = 30_000;
/** A wait that is shorter is not worth telling. */
const TELL_MS = 10_000;

export interface PauseOptions {
  readonly source: Source;
  readonly runId: number;
  readonly timeZone: string;
  readonly now: () => Date;
  /** Told when a pause begins (until when, as far as is known) and when it is over (null). */
  readonly onPause: (until: Date | null) => void;
}

export interface QuietKeeper {
  /** What a claim is answered within the source's quiet hours; undefined outside of them. */
  answer(): ClaimAnswer | undefined;
  /** Writes down that the run pauses, or goes on, when that has changed. */
  note(answer: ClaimAnswer): Promise<void>;
}

/** Nothing is claimed within the quiet hours, and long pauses stand in the run, where people see them. */
export function createQuietKeeper(database: Database, options: PauseOptions): QuietKeeper {
  const { source, runId, timeZone, now, onPause } = options;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let until: Date | null = null;
  let told: number | null = null;

  async function tell(end: Date | null): Promise<void> {
    // Ends that keep moving by a moment are the same pause.
    const minute = end === null ? null : Math.round(end.getTime() / 60_000);
    if (minute === told) return;
    told = minute;
    await database`update runs set paused_until = ${end} where id = ${runId}`;
    onPause(end);
  }

  return {
    answer() {
      if (source.quiet.length === 0) return undefined;
      const at = now();
      if (at.getTime() - lookedAt >= LOOK_MS) {
        lookedAt = at.getTime();
        until = quietUntil(source.quiet, at, timeZone);
      }
      if (until === null) return undefined;
      const waitMs = Math.min(Math.max(until.getTime() - at.getTime(), 1), LONGEST_WAIT_MS);
      return { status: 'wait', waitMs, reason: 'quiet', until, browserWork: false };
    },
    async note(answer) {
      if (answer.status !== 'wait') return tell(null);
      if (answer.reason === 'pace' || answer.until === null) return;
      const isLong = answer.until.getTime() - now().getTime() >= TELL_MS;
      if (answer.reason === 'quiet' || isLong) await tell(answer.until);
    },
  };
}
