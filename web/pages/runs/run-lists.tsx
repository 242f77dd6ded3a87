/** What a run brought, as lists that are loaded page by page. */
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { DeadUrls, RunIssues, RunPages, RunPostings } from '../../api/shapes.js';
import { Moment } from '../../format/moment.js';
import { PlainText } from '../../format/plain-text.js';
import { useTexts } from '../../i18n/language.js';
import { ProblemView } from '../../layout/problem-view.js';
import { useLeaves, type Leaves } from '../../layout/use-leaves.js';
import { WebAddress } from '../../layout/web-address.js';
import { Link } from '../../navigation/link.js';

const PAGE = 100;

interface ListOf {
  readonly runId: number;
  /** When it changes, the list is asked again. */
  readonly mark: unknown;
}

export function RunPageList({ runId, mark }: ListOf) {
  const { run: texts } = useTexts().patrols;
  const list = useLeaves(pathOf(runId, 'pages'), (answer: RunPages) => answer.pages, mark);
  const heads = [
    [texts.page.url, undefined],
    [texts.page.status, 64],
    [texts.page.size, 92],
    [texts.page.by, 84],
    [texts.page.charset, 96],
    [texts.page.took, 84],
    [texts.issue.at, 150],
  ] as const;
  return (
    <LeafTable list={list} heads={heads} empty={texts.empty.pages}>
      {list.rows.map((page) => (
        <tr key={page.id}>
          <td className="cut">
            <WebAddress url={page.url} className="address-line" />
            {page.finalUrl !== page.url && (
              <div className="quiet cut">
                {texts.redirected} <WebAddress url={page.finalUrl} className="address-line" />
              </div>
            )}
          </td>
          <td>{page.status}</td>
          <td>{sizeText(page.bodyBytes)}</td>
          <td>{page.fetchedBy}</td>
          <td>{page.charset}</td>
          <td>{page.tookMs} ms</td>
          <td>
            <Moment at={page.fetchedAt} relative={false} />
          </td>
        </tr>
      ))}
    </LeafTable>
  );
}

export function RunPostingList({ runId, mark }: ListOf) {
  const { run: texts } = useTexts().patrols;
  const pick = (answer: RunPostings) => answer.postings;
  const list = useLeaves(pathOf(runId, 'postings'), pick, mark);
  const heads = [
    [texts.posting.title, undefined],
    [texts.page.url, '30%'],
    [texts.posting.published, 150],
    [texts.posting.lead, 110],
  ] as const;
  return (
    <LeafTable list={list} heads={heads} empty={texts.empty.postings}>
      {list.rows.map((posting) => (
        <tr key={posting.id}>
          <td>
            <details>
              <summary>
                {posting.title === '' ? texts.untitled : <PlainText text={posting.title} />}{' '}
                <span className="quiet">{texts.characters(posting.textLength)}</span>
              </summary>
              <p className="original">
                <PlainText text={posting.text} />
                {posting.textLength > posting.text.length && '……'}
              </p>
            </details>
          </td>
          <td className="cut">
            <WebAddress url={posting.url} className="address-line" />
          </td>
          <td>
            {posting.publishedAt !== null && <Moment at={posting.publishedAt} relative={false} />}
          </td>
          <td>
            {posting.leadId !== null && (
              <Link to={`/leads/${posting.leadId}`}>{texts.lead(posting.leadId)}</Link>
            )}
            {posting.leadId === null && (
              <span className="quiet">{posting.isJudged ? texts.noLead : texts.notJudged}</span>
            )}
          </td>
        </tr>
      ))}
    </LeafTable>
  );
}

export function RunIssueList({ runId, mark }: ListOf) {
  const texts = useTexts();
  const { run } = texts.patrols;
  const list = useLeaves(pathOf(runId, 'issues'), (answer: RunIssues) => answer.issues, mark);
  const heads = [
    [run.issue.kind, 190],
    [run.issue.url, '34%'],
    [run.issue.message, undefined],
    [run.issue.at, 150],
  ] as const;
  return (
    <LeafTable list={list} heads={heads} empty={run.empty.issues}>
      {list.rows.map((issue) => (
        <tr key={issue.id}>
          <td title={texts.patrols.advice[issue.kind]}>{texts.sources.issue[issue.kind]}</td>
          <td className="cut">
            {issue.url !== null && <WebAddress url={issue.url} className="address-line" />}
          </td>
          <td>
            <PlainText text={issue.message} />
          </td>
          <td>
            <Moment at={issue.raisedAt} relative={false} />
          </td>
        </tr>
      ))}
    </LeafTable>
  );
}

export function DeadUrlList({ runId, mark }: ListOf) {
  const texts = useTexts();
  const { run } = texts.patrols;
  const list = useLeaves(pathOf(runId, 'dead-urls'), (answer: DeadUrls) => answer.urls, mark);
  const names: Readonly<Record<string, string>> = texts.sources.issue;
  const heads = [
    [run.page.url, undefined],
    [run.dead.reason, 230],
    [run.dead.role, 90],
    [run.dead.attempts, 70],
    [run.dead.at, 150],
  ] as const;
  return (
    <LeafTable list={list} heads={heads} empty={run.empty.dead}>
      {list.rows.map((url) => (
        <tr key={url.id}>
          <td className="cut">
            <WebAddress url={url.url} className="address-line" />
          </td>
          <td>{url.reason !== null && (names[url.reason] ?? url.reason)}</td>
          <td>{run.role[url.role]}</td>
          <td>{url.attempts}</td>
          <td>{url.visitedAt !== null && <Moment at={url.visitedAt} relative={false} />}</td>
        </tr>
      ))}
    </LeafTable>
  );
}

function LeafTable<Row>({
  list,
  heads,
  empty,
  children,
}: {
  readonly list: Leaves<Row>;
  readonly heads: readonly (readonly [string, number | string | undefined])[];
  readonly empty: string;
  readonly children: ReactNode;
}) {
  const { patrols: texts } = useTexts();
  if (list.rows.length === 0) {
    if (list.error !== null) return <ProblemView error={list.error} onRetry={list.reload} />;
    if (list.isLoading) return <Skeleton active paragraph={{ rows: 5 }} />;
    return <p className="panel quiet">{empty}</p>;
  }
  return (
    <>
      <div className="grid-box">
        <table className="grid">
          <thead>
            <tr>
              {heads.map(([title, width]) => (
                <th key={title} scope="col" style={width === undefined ? {} : { width }}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
      {list.error !== null && <ProblemView error={list.error} onRetry={list.loadMore} />}
      {list.hasMore && (
        <Button className="more" loading={list.isLoading} onClick={list.loadMore}>
          {texts.more}
        </Button>
      )}
    </>
  );
}

function pathOf(runId: number, part: string): string {
  return `/api/runs/${runId}/${part}?limit=${PAGE}`;
}

function sizeText(bytes: number): string {
  return bytes < 1_048_576
    ? `${Math.ceil(bytes / 1024)} KB`
    : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
