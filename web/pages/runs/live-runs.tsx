/** What is under way right now: a line for each run and for each that is waited for. */
import { Alert, Skeleton, Tag } from 'antd';
import type { Live, LiveRun } from '../../api/shapes.js';
import { durationText } from '../../format/duration.js';
import { Moment } from '../../format/moment.js';
import { useTexts } from '../../i18n/language.js';
import { Link } from '../../navigation/link.js';
import { useLive } from '../../session/live.js';

export function LiveRuns() {
  const { patrols: texts } = useTexts();
  const { live, isStale } = useLive();
  return (
    <section aria-label={texts.live} className="live">
      <h2>
        {texts.live} {live !== null && <span className="quiet">{live.runs.length}</span>}
      </h2>
      {isStale && <Alert type="warning" showIcon title={texts.stale} className="live-stale" />}
      {live === null && !isStale && <Skeleton active paragraph={{ rows: 2 }} title={false} />}
      {live !== null && live.runs.length + live.asked.length === 0 && (
        <p className="panel quiet">{texts.liveNone}</p>
      )}
      {live !== null && live.runs.length + live.asked.length > 0 && <LiveTable live={live} />}
      {live !== null && <Queues queues={live.queues} />}
    </section>
  );
}

function LiveTable({ live }: { readonly live: Live }) {
  const { patrols: texts } = useTexts();
  const { columns } = texts;
  return (
    <div className="grid-box">
      <table className="grid live-table">
        <thead>
          <tr>
            <th scope="col">{columns.source}</th>
            <th scope="col" style={{ width: '26%' }}>
              {columns.progress}
            </th>
            <Count title={columns.pages} width={76} />
            <Count title={columns.postings} width={76} />
            <Count title={columns.issues} width={76} />
            <th scope="col" style={{ width: 110 }}>
              {columns.pace}
            </th>
            <th scope="col" style={{ width: 130 }} title={texts.leftHint}>
              {columns.left}
            </th>
            <th scope="col" style={{ width: 150 }}>
              {columns.holder}
            </th>
          </tr>
        </thead>
        <tbody>
          {live.runs.map((run) => (
            <LiveLine key={run.runId} run={run} />
          ))}
          {live.asked.map((asked) => (
            <tr key={asked.sourceId}>
              <td>
                <Link to={`/sources/${asked.sourceId}`} className="lead-link">
                  {asked.sourceName}
                </Link>{' '}
                <Tag className="tag">{texts.asked}</Tag>
              </td>
              <td colSpan={7} className="quiet">
                {texts.askedAt} <Moment at={asked.askedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Count({ title, width }: { readonly title: string; readonly width: number }) {
  return (
    <th scope="col" className="figure" style={{ width }}>
      {title}
    </th>
  );
}

function LiveLine({ run }: { readonly run: LiveRun }) {
  const { patrols: texts } = useTexts();
  return (
    <tr>
      <td>
        <Link to={`/runs/${run.runId}`} className="lead-link">
          {run.sourceName}
        </Link>
        {run.isSilent && <div className="bad">{texts.silent}</div>}
        {run.pausedUntil !== null && (
          <div className="quiet">
            {texts.paused} <Moment at={run.pausedUntil} />
          </div>
        )}
      </td>
      <td>
        <RunBar run={run} />
      </td>
      <td className="figure">{run.pages}</td>
      <td className="figure">{run.postings}</td>
      <td className="figure">{run.issues > 0 ? <b className="bad">{run.issues}</b> : 0}</td>
      <td>{run.pagesPerMinute === null ? '—' : texts.perMinute(run.pagesPerMinute)}</td>
      <td>{leftText(run, texts)}</td>
      <td className="cut" title={run.heldBy}>
        {run.heldBy}
      </td>
    </tr>
  );
}

/** How far a run has come: of the URLs known so far. */
export function RunBar({
  run,
}: {
  readonly run: Pick<LiveRun, 'visited' | 'open' | 'sourceName'>;
}) {
  const { patrols: texts } = useTexts();
  const known = run.visited + run.open;
  return (
    <div className="run-bar">
      <progress
        max={Math.max(known, 1)}
        value={run.visited}
        aria-label={texts.progressOf(run.sourceName)}
      />
      <span className="quiet">{texts.visited(run.visited, known)}</span>
    </div>
  );
}

function leftText(run: LiveRun, texts: ReturnType<typeof useTexts>['patrols']): string {
  if (run.secondsLeft === null) return texts.leftUnknown;
  return texts.left(durationText(run.secondsLeft, texts));
}

function Queues({ queues }: { readonly queues: Live['queues'] }) {
  const { patrols: texts } = useTexts();
  const busy = queues.filter(
    ({ name, waiting, active }) => name !== 'sweep' && waiting + active > 0,
  );
  if (busy.length === 0) return null;
  return (
    <p className="quiet queues">
      {texts.queues}
      {': '}
      {busy
        .map(({ name, waiting, active }) =>
          texts.queue(texts.queueNames[name] ?? name, waiting, active),
        )
        .join(' · ')}
    </p>
  );
}
