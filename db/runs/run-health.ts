import postgres from 'postgres';
import { json, type Database, type Transaction } from '../connect.js';
import type { RunHealth, RunMeasures } from '../../domain/health.js';

/** Keeps the measures of a run that ends now; kept once, they never change. */
export async function saveRunHealth(
  transaction: Transaction,
  {
    runId,
    sourceId,
    definitionHash,
    isComplete,
    measures,
  }: {
    readonly runId: number;
    readonly sourceId: string;
    readonly definitionHash: string;
    readonly isComplete: boolean;
    readonly measures: RunMeasures;
  },
): Promise<void> {
  const { filled, selectors, issues, ...numbers } = measures;
  const row = {
    ...numbers,
    runId,
    sourceId,
    definitionHash,
    isComplete,
    filled: json(transaction, filled),
    selectors: json(transaction, selectors),
    issues: json(transaction, issues),
  };
  const columns = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [postgres.fromCamel(name), value]),
  );
  await transaction`insert into run_health ${transaction(columns)} on conflict (run_id) do nothing`;
}

/** The health of a source's ended runs, newest first. Runs from before health was kept are left out. */
export async function findRunHealth(
  database: Database | Transaction,
  sourceId: string,
  limit = 30,
): Promise<RunHealth[]> {
  return database<RunHealth[]>`
    select h.*, r.state, r.trigger, r.started_at, r.ended_at
    from run_health h join runs r on r.id = h.run_id
    where h.source_id = ${sourceId} and r.ended_at is not null
    order by h.run_id desc limit ${limit}`;
}

/** The same for all sources at once: the last `perSource` ended runs of each, by source id. */
export async function findHealthOfSources(
  database: Database,
  perSource: number,
): Promise<Map<string, RunHealth[]>> {
  const rows = await database<RunHealth[]>`
    select h.*, r.state, r.trigger, r.started_at, r.ended_at
    from sources s
    cross join lateral (
      select * from run_health where source_id = s.id order by run_id desc limit ${perSource}) h
    join runs r on r.id = h.run_id and r.ended_at is not null
    order by h.source_id, h.run_id desc`;
  const bySource = new Map<string, RunHealth[]>();
  for (const row of rows) bySource.set(row.sourceId, [...(bySource.get(row.sourceId) ?? []), row]);
  return bySource;
}
