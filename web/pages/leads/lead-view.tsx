/** One lead: what was published, beside why it was found. */
import { Alert, Button, Tooltip } from 'antd';
import { useState } from 'react';
import type { LeadDetail, PostingView } from '../../api/shapes.js';
import { Moment } from '../../format/moment.js';
import { PlainText } from '../../format/plain-text.js';
import { beijingTime } from '../../format/time.js';
import { useTexts } from '../../i18n/language.js';
import { CodeTag, hueOf, LevelTag, StateTag, useCodeName } from './lead-labels.js';
import { OriginalText } from './original-text.js';
import { Contacts, Facets, Findings, Panel, PriorityParts } from './posting-reasons.js';
import { ElementsPanel, SubjectTestPanel } from './subject-panels.js';

export function LeadView({
  lead,
  onClose,
}: {
  readonly lead: LeadDetail;
  readonly onClose: () => void;
}) {
  const texts = useTexts();
  const [chosen, setChosen] = useState(0);
  const posting = lead.postings[chosen] ?? lead.postings[0];
  return (
    <article className="lead" aria-label={texts.lead.region}>
      <header className="lead-head">
        <div className="lead-head-line">
          <LevelTag priority={lead.priority} />
          <StateTag state={lead.state} />
          <span className="quiet">{texts.lead.number(lead.id)}</span>
          <Button type="text" size="small" className="lead-close" onClick={onClose}>
            {texts.back}
          </Button>
        </div>
        <h1 id="lead-title" tabIndex={-1}>
          {posting !== undefined && posting.title !== '' ? (
            <OriginalText posting={posting} field="title" codes={lead.codes} />
          ) : (
            texts.leads.untitled
          )}
        </h1>
        <div className="code-tags" role="group" aria-label={texts.lead.codes}>
          {lead.codes.map((code) => (
            <CodeTag
              key={code}
              id={code}
              hue={hueOf(lead.codes, code)}
              isPrimary={code === lead.primaryCode}
            />
          ))}
        </div>
      </header>
      {posting !== undefined && (
        <div className="lead-columns">
          <div className="lead-text">
            {posting.exclusion !== null && (
              <Alert
                type="info"
                showIcon
                title={texts.lead.exclusion}
                description={
                  <ExclusionText code={posting.exclusion.code} reason={posting.exclusion.reason} />
                }
              />
            )}
            <PostingFacts posting={posting} />
            <Panel title={texts.lead.original} hint={texts.lead.originalHint}>
              <OriginalText posting={posting} field="text" codes={lead.codes} key={posting.id} />
            </Panel>
            {posting.imageText !== '' && (
              <Panel title={texts.lead.imageText} hint={texts.lead.imageTextHint}>
                <OriginalText posting={posting} field="image" codes={lead.codes} />
              </Panel>
            )}
            <Postings lead={lead} chosen={posting.id} onChoose={setChosen} />
            <History decisions={lead.decisions} />
          </div>
          <div className="lead-reasons">
            <Findings posting={posting} codes={lead.codes} />
            <SubjectTestPanel subject={posting.subject} />
            <ElementsPanel elements={lead.elements} />
            <PriorityParts priority={lead.priority} />
            <Facets facets={posting.facets} />
            <Contacts contacts={posting.contacts} />
          </div>
        </div>
      )}
    </article>
  );
}

function ExclusionText({ code, reason }: { readonly code: string; readonly reason: string }) {
  const nameOf = useCodeName();
  return (
    <>
      <b>{code}</b> {nameOf(code)} · <PlainText text={reason} />
    </>
  );
}

function PostingFacts({ posting }: { readonly posting: PostingView }) {
  const texts = useTexts();
  const said = (text: string | null) =>
    text === null ? <span className="quiet">{texts.lead.unknown}</span> : <PlainText text={text} />;
  return (
    <dl className="posting-facts">
      <Fact name={texts.lead.publisher}>{said(posting.publisher)}</Fact>
      <Fact name={texts.lead.source}>{posting.sourceName}</Fact>
      <Fact name={texts.lead.publishedAt}>
        {posting.publishedAt === null ? said(null) : <Moment at={posting.publishedAt} />}
      </Fact>
      <Fact name={texts.lead.firstSeen}>
        <Moment at={posting.firstSeenAt} />
      </Fact>
      <Fact name={texts.lead.price}>{said(posting.price)}</Fact>
      <Fact name={texts.lead.location}>{said(posting.location)}</Fact>
      <Fact name={texts.lead.link} isWide>
        <SourceLink url={posting.url} />
        {posting.goneAt !== null && (
          <span className="gone">{texts.lead.goneAt(beijingTime(posting.goneAt))}</span>
        )}
      </Fact>
    </dl>
  );
}

function Fact({
  name,
  isWide = false,
  children,
}: {
  readonly name: string;
  readonly isWide?: boolean;
  readonly children: React.ReactNode;
}) {
  return (
    <div className={isWide ? 'wide' : ''}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The address as text; a link only when it leads to the web. */
function SourceLink({ url }: { readonly url: string }) {
  const texts = useTexts();
  if (!/^https?:\/\//i.test(url)) {
    return (
      <Tooltip title={texts.lead.badLink}>
        <span className="address">
          <PlainText text={url} />
        </span>
      </Tooltip>
    );
  }
  return (
    <a className="address" href={url} target="_blank" rel="noopener noreferrer">
      <PlainText text={url} />
    </a>
  );
}

function Postings({
  lead,
  chosen,
  onChoose,
}: {
  readonly lead: LeadDetail;
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}) {
  const texts = useTexts();
  const hidden = lead.postingCount - lead.postings.length;
  return (
    <Panel title={texts.lead.postings(lead.postingCount)}>
      <ul className="postings">
        {lead.postings.map((posting, index) => (
          <li key={posting.id} className={posting.id === chosen ? 'chosen' : ''}>
            <button
              type="button"
              aria-pressed={posting.id === chosen}
              title={texts.lead.showPosting}
              onClick={() => onChoose(index)}
            >
              <span className="posting-title">
                {posting.title === '' ? texts.leads.untitled : <PlainText text={posting.title} />}
              </span>
              <span className="quiet">
                {posting.sourceName} · {posting.reason} · {beijingTime(posting.firstSeenAt)}
              </span>
            </button>
            <SourceLink url={posting.url} />
            {posting.goneAt !== null && <span className="gone">{texts.lead.gone}</span>}
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="quiet">{texts.lead.postingsHidden(hidden)}</p>}
    </Panel>
  );
}

function History({ decisions }: { readonly decisions: LeadDetail['decisions'] }) {
  const texts = useTexts();
  const nameOf = useCodeName();
  return (
    <Panel title={texts.lead.history}>
      {decisions.length === 0 && <p className="quiet">{texts.lead.noHistory}</p>}
      <ol className="history">
        {[...decisions].reverse().map((decision) => {
          const code = decision.code ?? decision.reason;
          return (
            <li key={decision.id}>
              <Moment at={decision.decidedAt} /> {decision.userName}{' '}
              {texts.lead.decided[decision.action]}
              {code !== null && ` · ${code} ${nameOf(code)}`}
              {decision.note !== '' && (
                <blockquote>
                  <PlainText text={decision.note} />
                </blockquote>
              )}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
