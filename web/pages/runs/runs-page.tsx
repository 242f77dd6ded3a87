/** The runs: what is under way, and what has been. */
import { Button, Select, Skeleton } from 'antd';
import { useEffect } from 'react';
import type { RunsAnswer, SourcesAnswer } from '../../api/shapes.js';
import { useTexts } from '../../i18n/language.js';
import { EmptyState } from '../../layout/empty-state.js';
import { ProblemView } from '../../layout/problem-view.js';
import { useAsked } from '../../layout/use-asked.js';
import { useLeaves } from '../../layout/use-leaves.js';
import { navigate, useAddress } from '../../navigation/location.js';
import { useLive } from '../../session/live.js';
import { LiveRuns } from './live-runs.js';
import { RunTable } from './run-table.js';

const PAGE = 50;
const STATES = ['running', 'done', 'failed', 'abandoned'] as const;

export function RunsPage() {
  const texts = useTexts();
  const { query } = useAddress();
  const { live } = useLive();
  const source = query.get('source');
  const state = STATES.find((known) => known === query.get('state')) ?? null;
  const sources = useAsked<SourcesAnswer>('/api/sources').answer?.sources ?? [];
  const filter = new URLSearchParams({
    limit: String(PAGE),
    ...(source === null ? {} : { source }),
    ...(state === null ? {} : { state }),
  });
  // A run that starts or ends changes the list.
  const mark = `${live?.runs.map(({ runId }) => runId).join() ?? ''} ${live?.lastEnded?.runId ?? ''}`;
  const runs = useLeaves(`/api/runs?${filter}`, (answer: RunsAnswer) => answer.runs, mark);
  useEffect(() => {
    document.title = `${texts.patrols.title} · ${texts.appName}`;
  }, [texts]);

  const narrow = (change: Readonly<Record<string, string | null>>) => {
    const next = new URLSearchParams(query);
    for (const [key, value] of Object.entries(change)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    navigate(next.size === 0 ? '/runs' : `/runs?${next}`, { replace: true });
  };
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  // A run that is under way has moved on since the list was asked for.
  const moving = new Map(live?.runs.map((run) => [run.runId, run]));
  const rows = runs.rows.map((run) => {
    const now = moving.get(run.id);
    return now === undefined
      ? run
      : { ...run, pageCount: now.pages, postingCount: now.postings, issueCount: now.issues };
  });
  const isNarrowed = source !== null || state !== null;

  return (
    <div className="page">
      <h1>{texts.patrols.title}</h1>
      <LiveRuns />
      <section aria-label={texts.patrols.recent}>
        <div className="section-head">
          <h2>{texts.patrols.recent}</h2>
          <Select
            className="queue-select"
            aria-label={texts.patrols.columns.source}
            value={source ?? ''}
            onChange={(value) => narrow({ source: value === '' ? null : value })}
            options={[
              { value: '', label: texts.patrols.anySource },
              ...sources.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <Select
            className="queue-select"
            aria-label={texts.patrols.columns.state}
            value={state ?? ''}
            onChange={(value) => narrow({ state: value === '' ? null : value })}
            options={[
              { value: '', label: texts.patrols.anyState },
              ...STATES.map((value) => ({ value, label: texts.sources.runState[value] })),
            ]}
          />
        </div>
        {runs.error !== null && <ProblemView error={runs.error} onRetry={runs.reload} />}
        {runs.rows.length > 0 && <RunTable runs={rows} names={names} />}
        {runs.rows.length === 0 && runs.isLoading && <Skeleton active paragraph={{ rows: 6 }} />}
        {runs.rows.length === 0 && !runs.isLoading && runs.error === null && (
          <EmptyState
            title={isNarrowed ? texts.patrols.recentNoMatch : texts.patrols.recentNone}
            hint={isNarrowed ? texts.patrols.recentNoMatchHint : texts.patrols.recentNoneHint}
          >
            <Button onClick={() => (isNarrowed ? navigate('/runs') : navigate('/sources'))}>
              {isNarrowed ? texts.leads.clearFilters : texts.leads.toSources}
            </Button>
          </EmptyState>
        )}
        {runs.hasMore && (
          <Button className="more" loading={runs.isLoading} onClick={runs.loadMore}>
            {texts.patrols.more}
          </Button>
        )}
      </section>
    </div>
  );
}
