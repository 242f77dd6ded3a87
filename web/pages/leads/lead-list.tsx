/** The queue beside an open lead: three short lines each. */
import { useEffect, useRef } from 'react';
import type { LeadRow } from '../../api/shapes.js';
import { PlainText } from '../../format/plain-text.js';
import { relativeTime } from '../../format/time.js';
import { useTexts } from '../../i18n/language.js';
import { Link } from '../../navigation/link.js';
import { LevelTag, StateTag, useCodeName } from './lead-labels.js';
import { addressOf, isOpen, type QueueFilter } from './queue-filter.js';

export function LeadList({
  leads,
  openId,
  filter,
}: {
  readonly leads: readonly LeadRow[];
  readonly openId: number;
  readonly filter: QueueFilter;
}) {
  const texts = useTexts();
  const nameOf = useCodeName();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest' });
  }, [openId, leads]);

  return (
    <ul className="lead-list" ref={list} aria-label={texts.leads.queue}>
      {leads.map((lead) => (
        <li key={lead.id} className={isOpen(lead.state) ? '' : 'closed'}>
          <Link to={addressOf(filter, lead.id)} current={lead.id === openId} className="lead-card">
            <span className="lead-card-title">
              <LevelTag priority={lead.priority} />
              {lead.title === '' ? texts.leads.untitled : <PlainText text={lead.title} />}
            </span>
            <span className="lead-card-code">
              <b>{lead.primaryCode}</b> {nameOf(lead.primaryCode)}
            </span>
            <span className="lead-card-foot quiet">
              <span className="lead-card-source">
                {lead.sources.map(({ name }) => name).join(texts.listSeparator)}
                {lead.postingCount > 1 && ` · ${texts.leads.postingCount(lead.postingCount)}`}
              </span>
              {lead.state === 'new' ? null : <StateTag state={lead.state} />}
              <span>{relativeTime(lead.firstSeenAt, Date.now(), texts.time)}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
