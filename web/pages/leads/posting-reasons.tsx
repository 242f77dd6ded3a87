/** Beside the text: why it was found, what it says, how to reach the advertiser. */
import type { ReactNode } from 'react';
import { ACTOR_NAMES, PAID_NAMES } from '../../../domain/facet-names.js';
import type { LeadDetail, PostingView } from '../../api/shapes.js';
import { PlainText } from '../../format/plain-text.js';
import { useLanguage, useTexts } from '../../i18n/language.js';
import { hueOf, useCodeName } from './lead-labels.js';
import { scrollToSpan } from './original-text.js';

export function Findings({
  posting,
  codes,
}: {
  readonly posting: PostingView;
  readonly codes: readonly string[];
}) {
  const texts = useTexts();
  const nameOf = useCodeName();
  const { findings } = posting;
  return (
    <Panel title={texts.lead.findings}>
      {findings.length === 0 && <p className="quiet">{texts.lead.noFindings}</p>}
      <ul className="findings">
        {findings.map((finding, index) => (
          <li key={index} className={`finding hue-${hueOf(codes, finding.code)}`}>
            <div className="finding-head">
              <span className="swatch" aria-hidden="true" />
              <b>{finding.code}</b> {nameOf(finding.code)}
            </div>
            <div className="quiet finding-meta">
              {texts.lead.score(finding.score.toFixed(2))} · {texts.lead.rule(finding.rule)}
            </div>
            {finding.spans.map((span) => (
              <button
                key={`${span.field}${span.start}-${span.end}`}
                type="button"
                className="quote"
                title={texts.lead.toSpan}
                onClick={() => scrollToSpan(posting.id, span.field, span.start)}
              >
                {span.field !== 'text' && (
                  <span className="quiet">
                    {span.field === 'title' ? texts.lead.inTitle : texts.lead.inImage}:{' '}
                  </span>
                )}
                <bdi>
                  <PlainText text={span.text} />
                </bdi>
              </button>
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function PriorityParts({ priority }: { readonly priority: LeadDetail['priority'] }) {
  const texts = useTexts();
  return (
    <Panel title={texts.lead.priorityParts}>
      {priority.parts.length === 0 && <p className="quiet">{texts.lead.noParts}</p>}
      <table className="parts">
        <tbody>
          {priority.parts.map((part) => (
            <tr key={part.part}>
              <td>{part.reason}</td>
              <td className="points">{texts.lead.points(Math.round(part.points * 10) / 10)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

const FACETS = [
  'audience',
  'subjects',
  'mode',
  'classSize',
  'price',
  'venue',
  'times',
  'period',
  'actor',
  'paid',
] as const;

export function Facets({ facets }: { readonly facets: PostingView['facets'] }) {
  const { language, texts } = useLanguage();
  const { state, text } = facets.paid;
  const told: Readonly<Record<(typeof FACETS)[number], string | null | readonly string[]>> = {
    ...facets,
    actor: facets.actor.map((name) => ACTOR_NAMES[name][language]),
    paid: state === 'UNKNOWN' ? null : texts.lead.paid(PAID_NAMES[state][language], text),
  };
  const known = FACETS.map(
    (name) => [name, [told[name]].flat().filter((v) => v !== null)] as const,
  ).filter(([, values]) => values.length > 0);
  const labels: Readonly<Record<string, string>> = texts.facet;
  return (
    <Panel title={texts.lead.facets}>
      {known.length === 0 && <p className="quiet">{texts.lead.noFacets}</p>}
      <dl className="facts">
        {known.map(([name, values]) => (
          <div key={name}>
            <dt>{texts.lead.facet[name]}</dt>
            <dd>
              <PlainText
                text={values.map((value) => labels[value] ?? value).join(texts.listSeparator)}
              />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

export function Contacts({ contacts }: { readonly contacts: PostingView['contacts'] }) {
  const texts = useTexts();
  return (
    <Panel title={texts.lead.contacts} hint={texts.lead.contactsHint}>
      {contacts.length === 0 && <p className="quiet">{texts.lead.noContacts}</p>}
      <dl className="facts">
        {contacts.map((contact, index) => (
          <div key={index}>
            <dt>{texts.contact[contact.kind]}</dt>
            <dd>
              <bdi>
                <PlainText text={contact.masked} />
              </bdi>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

export function Panel({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="panel">
      <h3>
        {title} {hint !== undefined && <span className="quiet">{hint}</span>}
      </h3>
      {children}
    </section>
  );
}
