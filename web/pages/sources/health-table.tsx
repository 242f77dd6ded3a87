/** The runs of a source one by one, the newest first: the figures of the chart, and what was wrong. */
import type { RunHealth, SourceDetail } from '../../api/shapes.js';
import { durationText } from '../../format/duration.js';
import { Moment } from '../../format/moment.js';
import { useTexts } from '../../i18n/language.js';
import { Link } from '../../navigation/link.js';
import { RunState } from '../runs/run-state.js';
import { shareSeen } from './share-seen.js';

export function HealthTable({
  runs,
  expects,
}: {
  readonly runs: readonly RunHealth[];
  readonly expects: SourceDetail['expects'];
}) {
  const { patrols: texts } = useTexts();
  const { columns } = texts;
  return (
    <div className="grid-box">
      <table className="grid health-table">
        <thead>
          <tr>
            <th scope="col" style={{ width: 148 }}>
              {columns.started}
            </th>
            <th scope="col" style={{ width: 78 }}>
              {columns.state}
            </th>
            <th scope="col" className="figure" style={{ width: 64 }}>
              {columns.pages}
            </th>
            <th scope="col" style={{ width: 168 }}>
              {columns.postings}
            </th>
            <th scope="col" style={{ width: 178 }} title={texts.source.coverageHint}>
              {texts.source.coverage}
            </th>
            <th scope="col" style={{ width: 96 }}>
              {columns.duration}
            </th>
            <th scope="col">{columns.issues}</th>
          </tr>
        </thead>
        <tbody>
          {[...runs].reverse().map((run) => (
            <HealthLine key={run.runId} run={run} least={expects.postings} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HealthLine({ run, least }: { readonly run: RunHealth; readonly least: number }) {
  const texts = useTexts();
  const { patrols } = texts;
  return (
    <tr>
      <td>
        <Link to={`/runs/${run.runId}`}>
          <Moment at={run.startedAt} relative={false} />
        </Link>
      </td>
      <td>
        <RunState state={run.state} />
      </td>
      <td className="figure">{run.pages}</td>
      <td>
        {run.postings} <span className="quiet">{patrols.source.newOnes(run.newPostings)}</span>
        {run.postings < least && <div className="bad">{patrols.source.tooFew}</div>}
      </td>
      <td>
        <Coverage run={run} />
      </td>
      <td>{durationText(run.seconds, patrols)}</td>
      <td>
        {run.issueKinds.map(({ kind, count }) => (
          <div key={kind} title={patrols.advice[kind]}>
            {texts.sources.issue[kind]} <span className="quiet">{patrols.run.times(count)}</span>
          </div>
        ))}
      </td>
    </tr>
  );
}

function Coverage({ run }: { readonly run: RunHealth }) {
  const { source: texts } = useTexts().patrols;
  const share = shareSeen(run);
  if (share === null) return <span className="quiet">—</span>;
  const lost = (['blocked', 'failed', 'open'] as const)
    .filter((kind) => run[kind] > 0)
    .map((kind) => texts.lost[kind](run[kind]));
  return (
    <>
      {Math.floor(share * 100)}%{' '}
      <span className="quiet">{texts.coverageOf(run.fetched + run.missing, run.due)}</span>
      {lost.length > 0 && <div className="quiet">{lost.join(' · ')}</div>}
    </>
  );
}
