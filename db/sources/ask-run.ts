/** Runs that somebody wants now. The wish stands in the database until a run has started. */
import type { Database, Transaction } from '../connect.js';
import { SourceSchema, type Source } from '../../domain/source.js';

/** A wish that nobody could fulfil for so long is past. */
const WISH_HOURS = 12;

/**
 * Asks for a run of a source. Asking twice is asking once.
 * @returns `running` when one is under way, and nothing was asked
 */
export async function askRun(
  database: Database | Transaction,
  sourceId: string,
): Promise<'asked' | 'running'> {
  const asked = await database`
    update sources s set run_asked_at = now()
    where s.id = ${sourceId} and not exists (
      select 1 from runs r where r.source_id = s.id and r.state = 'running')
    returning id`;
  return asked.length > 0 ? 'asked' : 'running';
}

export interface AskedRun {
  readonly source: Source;
  readonly askedAt: Date;
}

/** Sources whose wish for a run is not fulfilled yet, the oldest wish first. */
export async function findAskedRuns(database: Database): Promise<AskedRun[]> {
  const rows = await database<{ definition: unknown; runAskedAt: Date }[]>`
    select s.definition, s.run_asked_at from sources s
    where s.run_asked_at > now() - ${WISH_HOURS} * interval '1 hour' and s.enabled
      and not exists (
        select 1 from runs r where r.source_id = s.id
          and (r.state = 'running' or r.started_at >= s.run_asked_at))
    order by s.run_asked_at`;
  return rows.map(({ definition, runAskedAt }) => ({
    source: SourceSchema.parse(definition),
    askedAt: runAskedAt,
  }));
}
