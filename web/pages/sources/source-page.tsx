/** One source: how its runs went, what is wrong and what to do, its settings; administrators switch and run it. */
import { App as AntApp, Button, Skeleton, Tag } from 'antd';
import { lazy, Suspense, useEffect } from 'react';
import { request } from '../../api/request.js';
import type { HealthAnswer, SourceDetail } from '../../api/shapes.js';
import { Moment } from '../../format/moment.js';
import { PlainText } from '../../format/plain-text.js';
import { useTexts } from '../../i18n/language.js';
import { ProblemView, useProblemSentence } from '../../layout/problem-view.js';
import { useAsked } from '../../layout/use-asked.js';
import { WebAddress } from '../../layout/web-address.js';
import { Link } from '../../navigation/link.js';
import { navigate } from '../../navigation/location.js';
import { useLive } from '../../session/live.js';
import { useUser } from '../../session/session.js';
import { HealthTable } from './health-table.js';
import { SourceFacts } from './source-facts.js';
import { Verdict } from './verdict.js';

const HealthChart = lazy(() =>
  import('./health-chart.js').then((module) => ({ default: module.HealthChart })),
);
const SHOWN_RUNS = 40;

export function SourcePage({ sourceId }: { readonly sourceId: string }) {
  const texts = useTexts();
  const { live } = useLive();
  const path = `/api/sources/${encodeURIComponent(sourceId)}`;
  const running = live?.runs.find((run) => run.sourceId === sourceId);
  const mark = `${running?.runId ?? ''} ${live?.lastEnded?.runId ?? ''}`;
  const { answer: source, error, reload } = useAsked<SourceDetail>(path, mark);
  const health = useAsked<HealthAnswer>(`${path}/health?limit=${SHOWN_RUNS}`, mark);
  const name = source?.name ?? sourceId;
  useEffect(() => {
    document.title = `${name} · ${texts.appName}`;
  }, [texts, name]);

  return (
    <div className="page">
      <Button size="small" onClick={() => navigate('/sources')}>
        {texts.patrols.source.back}
      </Button>
      {error !== null && <ProblemView error={error} onRetry={reload} />}
      {source === null && error === null && <Skeleton active paragraph={{ rows: 8 }} />}
      {source !== null && (
        <>
          <div className="section-head">
            <h1 className="page-title">
              {source.name} <span className="quiet">{texts.sources.kind[source.kind]}</span>{' '}
              {!source.enabled && <Tag className="tag">{texts.sources.disabled}</Tag>}
            </h1>
            {running !== undefined && (
              <Link to={`/runs/${running.runId}`} className="watch">
                <span className="pulse" aria-hidden="true" /> {texts.sources.runState.running}{' '}
                {texts.patrols.visited(running.visited, running.visited + running.open)}
              </Link>
            )}
            <Switches source={source} path={path} onChanged={reload} />
          </div>
          <p className="verdict-line">
            <Verdict source={source} areReasonsShown />
          </p>
          <section aria-label={texts.patrols.source.chart} className="panel">
            <h3>
              {texts.patrols.source.chart}{' '}
              <span className="quiet">{texts.patrols.source.coverageHint}</span>
            </h3>
            {health.error !== null && <ProblemView error={health.error} onRetry={health.reload} />}
            {health.answer !== null && health.answer.runs.length === 0 && (
              <p className="quiet">{texts.patrols.source.noRuns}</p>
            )}
            {health.answer !== null && health.answer.runs.length > 0 && (
              <>
                <Suspense fallback={<div className="health-chart" />}>
                  <HealthChart source={source} runs={health.answer.runs} />
                </Suspense>
                <HealthTable runs={health.answer.runs} expects={source.expects} />
              </>
            )}
          </section>
          <OpenIssues issues={source.issues} />
          <SourceFacts source={source} />
        </>
      )}
    </div>
  );
}

function Switches({
  source,
  path,
  onChanged,
}: {
  readonly source: SourceDetail;
  readonly path: string;
  readonly onChanged: () => void;
}) {
  const { patrols } = useTexts();
  const { source: texts } = patrols;
  const { message } = AntApp.useApp();
  const sentence = useProblemSentence();
  if (!useUser().rights.includes('change-sources'))
    return <span className="quiet">{texts.notAllowed}</span>;
  const act = (work: Promise<string>) => {
    work.then(
      (done) => {
        void message.success(done);
        onChanged();
      },
      (error: unknown) => void message.error(sentence(error)),
    );
  };
  const run = async () => {
    const { status } = await request<{ status: string }>(`${path}/runs`, { method: 'POST' });
    return status === 'running' ? texts.alreadyRunning : texts.asked;
  };
  const turn = async (enabled: boolean) => {
    await request(path, { method: 'PATCH', body: { enabled } });
    return enabled ? texts.enabledNow : texts.disabledNow;
  };
  return (
    <span className="switches">
      <Button type="primary" disabled={!source.enabled} onClick={() => act(run())}>
        {texts.runNow}
      </Button>
      <Button onClick={() => act(turn(!source.enabled))}>
        {source.enabled ? texts.disable : texts.enable}
      </Button>
    </span>
  );
}

function OpenIssues({ issues }: { readonly issues: SourceDetail['issues'] }) {
  const texts = useTexts();
  return (
    <section className="panel" aria-label={texts.patrols.source.issues}>
      <h3>{texts.patrols.source.issues}</h3>
      {issues.length === 0 && <p className="quiet">{texts.patrols.source.noIssues}</p>}
      <ul className="issue-kinds">
        {issues.map((issue) => (
          <li key={issue.id}>
            <b>{texts.sources.issue[issue.kind]}</b> <Moment at={issue.raisedAt} />
            <div>{texts.patrols.advice[issue.kind]}</div>
            <div className="quiet">
              <PlainText text={issue.message} />{' '}
              {issue.url !== null && <WebAddress url={issue.url} />}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
