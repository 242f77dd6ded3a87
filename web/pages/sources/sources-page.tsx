/** The sources that are patrolled: when, with what result, what is wrong. Read only. */
import { Button, Empty, Popover, Skeleton, Table, Tag } from 'antd';
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
    <Table<SourceView>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={sources}
      columns={[
        {
          key: 'name',
          title: titles.name,
          render: (_, source) => (
            <>
              <strong>{source.name}</strong>{' '}
              {!source.enabled && <Tag className="tag">{texts.sources.disabled}</Tag>}
              <br />
              <span className="quiet address">{source.url}</span>
            </>
          ),
        },
        {
          key: 'kind',
          title: titles.kind,
          width: 100,
          render: (_, source) => texts.sources.kind[source.kind],
        },
        {
          key: 'state',
          title: titles.state,
          width: 250,
          render: (_, { lastRun }) =>
            lastRun === null ? (
              <span className="quiet">{texts.sources.never}</span>
            ) : (
              <>
                <Tag color={RUN_COLORS[lastRun.state]} className="tag">
                  {texts.sources.runState[lastRun.state]}
                </Tag>
                <Moment at={lastRun.endedAt ?? lastRun.startedAt} />
              </>
            ),
        },
        {
          key: 'result',
          title: titles.result,
          width: 140,
          render: (_, { lastRun }) =>
            lastRun !== null && texts.sources.result(lastRun.pageCount, lastRun.postingCount),
        },
        {
          key: 'next',
          title: titles.next,
          width: 220,
          render: (_, source) =>
            source.nextRunAt === null ? (
              <span className="quiet">{texts.sources.onDemand}</span>
            ) : (
              <>
                <Moment at={source.nextRunAt} />
                <br />
                <code className="quiet">{source.schedule}</code>
              </>
            ),
        },
        {
          key: 'issues',
          title: titles.issues,
          width: 90,
          render: (_, source) => <Issues issues={source.issues} />,
        },
      ]}
    />
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
