/** The sources that are patrolled: when, with what result, what is wrong. Read only. */
import { Button, Empty, Popover, Skeleton, Tag } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { request } from '../../api/request.js';
import type { SourcesAnswer, SourceView } from '../../api/shapes.js';
import { Moment } from '../../format/moment.js';
import { PlainText } from '../../format/plain-text.js';
import { useTexts } from '../../i18n/language.js';
import { ProblemView } from '../../layout/problem-view.js';

const EVERY_MS = 10_000;
const RUN_COLORS = {
  running: 'processing',
  done: 'success',
  failed: 'error',
  abandoned: 'warning',
} as const;

export function SourcesPage() {
  const texts = useTexts();
  const [sources, setSources] = useState<readonly SourceView[] | null>(null);
  const [error, setError] = useState<unknown>(null);

  const load = useCallback(() => {
    request<SourcesAnswer>('/api/sources').then(
      (answer) => {
        setSources(answer.sources);
        setError(null);
      },
      (failure: unknown) => setError(failure),
    );
  }, []);
  useEffect(() => {
    load();
    const timer = setInterval(() => {
      if (!document.hidden) load();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [load]);
  useEffect(() => {
    document.title = `${texts.sources.title} · ${texts.appName}`;
  }, [texts]);

  return (
    <div className="page">
      <h1>
        {texts.sources.title}{' '}
        {sources !== null && <span className="quiet">{texts.sources.total(sources.length)}</span>}
      </h1>
      {error !== null && <ProblemView error={error} onRetry={load} />}
      {sources === null && error === null && <Skeleton active paragraph={{ rows: 8 }} />}
      {sources !== null && sources.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={
            <>
              <strong>{texts.sources.empty}</strong>
              <br />
              <span className="quiet">{texts.sources.emptyHint}</span>
            </>
          }
        />
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
          <th scope="col" style={{ width: 96 }}>
            {titles.kind}
          </th>
          <th scope="col" style={{ width: 290 }}>
            {titles.state}
          </th>
          <th scope="col" style={{ width: 150 }}>
            {titles.result}
          </th>
          <th scope="col" style={{ width: 230 }}>
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
        <strong>{source.name}</strong>{' '}
        {!source.enabled && <Tag className="tag">{texts.sources.disabled}</Tag>}
        <div className="quiet address">{source.url}</div>
      </td>
      <td>{texts.sources.kind[source.kind]}</td>
      <td>
        {lastRun === null ? (
          <span className="quiet">{texts.sources.never}</span>
        ) : (
          <>
            <Tag color={RUN_COLORS[lastRun.state]} className="tag">
              {texts.sources.runState[lastRun.state]}
            </Tag>{' '}
            <Moment at={lastRun.endedAt ?? lastRun.startedAt} />
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
