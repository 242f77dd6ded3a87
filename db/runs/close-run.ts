import type { Database, Transaction } from '../connect.js';
import { definitionHash, findDrift } from '../../domain/drift.js';
import { checkExpects } from '../../domain/expects.js';
import { believesPages, isCompleteRun, type RunMeasures } from '../../domain/health.js';
import type { NewIssue, Run } from '../../domain/run.js';
import type { Source } from '../../domain/source.js';
import { raiseIssues } from '../issues/issues.js';
import { markGone, scheduleRechecks } from '../postings/mark-gone.js';
import { measureHealth } from './measure-health.js';
import { measureRun } from './measure-run.js';
import { findRunHealth, saveRunHealth } from './run-health.js';

/** Runs before this one that are looked at for what is usual. */
const EARLIER_RUNS = 30;

export interface ClosedRun {
  readonly state: 'done' | 'failed';
  readonly measures: RunMeasures;
}

/**
 * Ends a run whose frontier is finished: compares it with what the source expects and with its
 * earlier runs, raises the issues that follow, and keeps its health. All in one transaction: a
 * crawler that dies in here leaves the run open, and whoever takes it over does all of it.
 * @param runIssues found by the crawl and carried by no visit
 * @returns undefined when `me` does not hold the run any more: nothing was written
 */
export async function closeRun(
  database: Database,
  {
    source,
    runId,
    me,
    runIssues,
  }: {
    readonly source: Source;
    readonly runId: number;
    readonly me: string;
    readonly runIssues: readonly NewIssue[];
  },
): Promise<ClosedRun | undefined> {
  return database.begin(async (transaction) => {
    const [run] = await transaction<{ trigger: Run['trigger'] }[]>`
      select trigger from runs
      where id = ${runId} and state = 'running' and held_by = ${me} for update`;
    if (run === undefined) return undefined;
    await raiseIssues(transaction, source.id, runId, runIssues);
    if (run.trigger !== 'recheck') await raiseFindings(transaction, source, runId);
    const measures = await measureHealth(transaction, runId);
    const isComplete = isCompleteRun(measures);
    const scope = { source, runId, isComplete, believesPages: believesPages(measures) };
    const postingsGone = await markGone(transaction, scope);
    await scheduleRechecks(transaction, scope);
    await saveRunHealth(transaction, {
      ...{ runId, sourceId: source.id, definitionHash: definitionHash(source) },
      ...{ isComplete, measures: { ...measures, postingsGone } },
    });
    // A recheck that finds nothing has done its work.
    const state = measures.pages === 0 && run.trigger !== 'recheck' ? 'failed' : 'done';
    await transaction`update runs set state = ${state}, ended_at = now() where id = ${runId}`;
    return { state, measures };
  });
}

async function raiseFindings(
  transaction: Transaction,
  source: Source,
  runId: number,
): Promise<void> {
  const expected = checkExpects(source, await measureRun(transaction, runId));
  const [measures, earlier] = [
    await measureHealth(transaction, runId),
    await findRunHealth(transaction, source.id, EARLIER_RUNS),
  ];
  const drift = findDrift(source, measures, earlier);
  await raiseIssues(transaction, source.id, runId, [...expected, ...drift]);
}
