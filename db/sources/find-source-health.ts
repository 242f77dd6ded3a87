import type { Database } from '../connect.js';
import { judgeSource, type SourceHealth } from '../../domain/health.js';
import { lastDueAt } from '../../domain/schedule.js';
import type { Source } from '../../domain/source.js';
import { findHealthOfSources, findRunHealth } from '../runs/run-health.js';

export interface HealthQuestion {
  readonly now: Date;
  /** IANA name, for the schedules. */
  readonly timeZone: string;
  /** How many ended runs of each source are looked at and returned. */
  readonly limit?: number;
}

/** One source's verdict with the reasons, and its last ended runs, newest first. */
export async function findSourceHealth(
  database: Database,
  source: Source,
  { now, timeZone, limit = 30 }: HealthQuestion,
): Promise<SourceHealth> {
  const runs = await findRunHealth(database, source.id, limit);
  return judgeSource(runs, { now, dueAt: lastDueAt(source, now, timeZone) });
}

/** The same for several sources in one query, by source id. */
export async function findSourcesHealth(
  database: Database,
  sources: readonly Source[],
  { now, timeZone, limit = 10 }: HealthQuestion,
): Promise<Map<string, SourceHealth>> {
  const runs = await findHealthOfSources(database, limit);
  return new Map(
    sources.map((source) => [
      source.id,
      judgeSource(runs.get(source.id) ?? [], { now, dueAt: lastDueAt(source, now, timeZone) }),
    ]),
  );
}
