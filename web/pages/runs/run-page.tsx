/** One run: how far it has come or what came of it, and everything it brought. */
import { Button, Segmented, Skeleton } from 'antd';
import { useEffect } from 'react';
import type { RunDetail } from '../../api/shapes.js';
import { durationText } from '../../format/duration.js';
import { Moment } from '../../format/moment.js';
import { useTexts } from '../../i18n/language.js';
import { ProblemView } from '../../layout/problem-view.js';
import { useAsked } from '../../layout/use-asked.js';
import { Link } from '../../navigation/link.js';
import { navigate, useAddress } from '../../navigation/location.js';
import { useLive } from '../../session/live.js';
import { IssueKinds } from './issue-kinds.js';
import { RunBar } from './live-runs.js';
import { DeadUrlList, RunIssueList, RunPageList, RunPostingList } from './run-lists.js';
import { RunState } from './run-state.js';

const TABS = ['pages', 'postings', 'issues', 'dead'] as const;

export function RunPage({ runId }: { readonly runId: number }) {
  const texts = useTexts();
  const { query } = useAddress();
  const { live } = useLive();
  const moving = live?.runs.find((run) => run.runId === runId);
  // Asked again when it starts and when it ends; in between the live feed knows better.
  const asked = useAsked<RunDetail>(`/api/runs/${runId}`, moving === undefined);
  const run = asked.answer === null ? null : { ...asked.answer, ...moving };
  const tab = TABS.find((known) => known === query.get('tab')) ?? 'pages';
  const name = run?.sourceName ?? '';
  useEffect(() => {
    document.title = `${texts.patrols.open(runId)} ${name} · ${texts.appName}`;
  }, [texts, runId, name]);

  return (
    <div className="page">
      <Button size="small" onClick={() => navigate('/runs')}>
        {texts.patrols.run.back}
      </Button>
      {asked.error !== null && <ProblemView error={asked.error} onRetry={asked.reload} />}
      {run === null && asked.error === null && <Skeleton active paragraph={{ rows: 8 }} />}
      {run !== null && (
        <>
          <h1 className="page-title">
            <Link to={`/sources/${run.sourceId}`}>{run.sourceName}</Link>{' '}
            <span className="quiet">{texts.patrols.open(runId)}</span>{' '}
            <RunState state={run.state} />
          </h1>
          {run.state === 'running' && <RunBar run={run} />}
          <RunFacts run={run} pagesPerMinute={moving?.pagesPerMinute ?? null} />
          {run.issueKinds.length > 0 && (
            <section className="panel" aria-label={texts.patrols.run.issueKinds}>
              <h3>{texts.patrols.run.issueKinds}</h3>
              <IssueKinds kinds={run.issueKinds} />
            </section>
          )}
          <Segmented
            className="tabs"
            aria-label={texts.patrols.run.tabsLabel}
            value={tab}
            onChange={(value) => navigate(`/runs/${runId}?tab=${value}`, { replace: true })}
            options={TABS.map((value) => ({ value, label: texts.patrols.run.tabs[value] }))}
          />
          <RunList tab={tab} runId={runId} mark={moving === undefined} />
        </>
      )}
    </div>
  );
}

function RunList({
  tab,
  ...list
}: {
  readonly tab: (typeof TABS)[number];
  readonly runId: number;
  readonly mark: boolean;
}) {
  switch (tab) {
    case 'pages':
      return <RunPageList {...list} />;
    case 'postings':
      return <RunPostingList {...list} />;
    case 'issues':
      return <RunIssueList {...list} />;
    case 'dead':
      return <DeadUrlList {...list} />;
  }
}

function RunFacts({
  run,
  pagesPerMinute,
}: {
  readonly run: RunDetail;
  readonly pagesPerMinute: number | null;
}) {
  const { patrols: texts } = useTexts();
  const { columns } = texts;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [columns.started, <Moment key="at" at={run.startedAt} />],
    [columns.duration, durationText(run.seconds, texts)],
    [columns.trigger, texts.trigger[run.trigger]],
    [texts.run.visited, texts.visited(run.visited, run.visited + run.open)],
    [texts.run.pages, run.pages],
    [texts.run.postings, run.postings],
    [texts.run.unfinished, run.unfinished],
    [texts.run.leads, run.leads],
    [columns.issues, run.issues],
    [texts.run.holder, run.heldBy],
    ...(pagesPerMinute === null ? [] : [[columns.pace, texts.perMinute(pagesPerMinute)] as const]),
  ];
  return (
    <dl className="fact-grid" aria-label={texts.run.facts}>
      {facts.map(([title, fact]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}
