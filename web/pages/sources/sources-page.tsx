/** The sources that are patrolled: when, with what result, what is wrong. */
import { Button, Popover, Skeleton, Tag } from 'antd';
import { useEffect } from 'react';
import type { SourcesAnswer, SourceView } from '../../api/shapes.js';
import { Moment } from '../../format/moment.js';
import { PlainText } from '../../format/plain-text.js';
import { useTexts } from '../../i18n/language.js';
import { EmptyState } from '../../layout/empty-state.js';
import { ProblemView } from '../../layout/problem-view.js';
import { useAsked } from '../../layout/use-asked.js';
import { Link } from '../../navigation/link.js';
import { navigate } from '../../navigation/location.js';
import { useLive } from '../../session/live.js';
import { useUser } from '../../session/session.js';
import { RunState } from '../runs/run-state.js';
import { SparkBars } from './spark-bars.js';
import { Verdict } from './verdict.js';

export function SourcesPage() {
  const texts = useTexts();
  const { live } = useLive();
  const mayChange = useUser().rights.includes('change-sources');
  // A run that starts or ends changes what stands here.
  const mark = `${live?.runs.map(({ runId }) => runId).join() ?? ''} ${live?.lastEnded?.runId ?? ''}`;
  const { answer, error, reload } = useAsked<SourcesAnswer>('/api/sources', mark);
  const sources = answer?.sources ?? null;
  useEffect(() => {
    document.title = `${texts.sources.title} · ${texts.appName}`;
  }, [texts]);
  const add = (
    <Button type="primary" onClick={() => navigate('/add-site')}>
      {texts.patrols.add.button}
    </Button>
  );

  return (
    <div className="page">
      <div className="section-head">
        <h1>
          {texts.sources.title}{' '}
          {sources !== null && <span className="quiet">{texts.sources.total(sources.length)}</span>}
        </h1>
        {mayChange && add}
      </div>
      {error !== null && <ProblemView error={error} onRetry={reload} />}
      {sources === null && error === null && <Skeleton active paragraph={{ rows: 8 }} />}
      {sources !== null && sources.length === 0 && (
        <EmptyState title={texts.sources.empty} hint={texts.sources.emptyHint}>
          {mayChange && add}
        </EmptyState>
      )}
      {sources !== null && sources.length > 0 && <SourceTable sources={sources} />}
    </div>
  );
}

function SourceTable({ sources }: { readonly sources: readonly SourceView[] }) {
  const texts = useTexts();
  const titles = texts.sources.columns;
  return (
    <table className="grid sources">
      <thead>
        <tr>
          <th scope="col">{titles.name}</th>
          <th scope="col" style={{ width: 84 }}>
            {titles.kind}
          </th>
          <th scope="col" style={{ width: 132 }}>
            {titles.recent}
          </th>
          <th scope="col" style={{ width: 236 }}>
            {titles.state}
          </th>
          <th scope="col" style={{ width: 124 }}>
            {titles.result}
          </th>
          <th scope="col" style={{ width: 222 }}>
            {titles.next}
          </th>
          <th scope="col" style={{ width: 84 }}>
            {titles.issues}
          </th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <SourceLine key={source.id} source={source} />
        ))}
      </tbody>
    </table>
  );
}

function SourceLine({ source }: { readonly source: SourceView }) {
  const texts = useTexts();
  const { lastRun } = source;
  return (
    <tr>
      <td>
        <Link to={`/sources/${source.id}`} className="lead-link">
          {source.name}
        </Link>{' '}
        <Verdict source={source} />{' '}
        {!source.enabled && <Tag className="tag">{texts.sources.disabled}</Tag>}
        <div className="quiet address">{source.url}</div>
      </td>
      <td>{texts.sources.kind[source.kind]}</td>
      <td>
        <SparkBars runs={source.recent} />
      </td>
      <td>
        {lastRun === null ? (
          <span className="quiet">{texts.sources.never}</span>
        ) : (
          <>
            <RunState state={lastRun.state} />{' '}
            <Link to={`/runs/${lastRun.id}`}>
              <Moment at={lastRun.endedAt ?? lastRun.startedAt} />
            </Link>
          </>
        )}
      </td>
      <td>{lastRun !== null && texts.sources.result(lastRun.pageCount, lastRun.postingCount)}</td>
      <td>
        {source.nextRunAt === null ? (
          <span className="quiet">{texts.sources.onDemand}</span>
        ) : (
          <>
            <Moment at={source.nextRunAt} />
            <div>
              <code className="quiet">{source.schedule}</code>
            </div>
          </>
        )}
      </td>
      <td>
        <Issues issues={source.issues} />
      </td>
    </tr>
  );
}

function Issues({ issues }: { readonly issues: SourceView['issues'] }) {
  const texts = useTexts();
  if (issues.length === 0) return <span className="quiet">{texts.sources.noIssues}</span>;
  return (
    <Popover
      trigger="click"
      placement="leftTop"
      title={texts.sources.columns.issues}
      content={
        <ul className="issues">
          {issues.map((issue) => (
            <li key={issue.id}>
              <b>{texts.sources.issue[issue.kind]}</b> <Moment at={issue.raisedAt} />
              <br />
              <PlainText text={issue.message} />
              {issue.url !== null && <div className="quiet address">{issue.url}</div>}
            </li>
          ))}
        </ul>
      }
    >
      <Button size="small" danger>
        {texts.sources.issueCount(issues.length)}
      </Button>
    </Popover>
  );
}
