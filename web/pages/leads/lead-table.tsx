/**
 * The queue at full width: one line a lead. A plain table: Ant Design's would be a quarter of the
 * whole download, and measures scroll bars by a style element that the security policy refuses.
 */
import type { ReactNode } from 'react';
import type { LeadRow, LeadSort } from '../../api/shapes.js';
import { Moment } from '../../format/moment.js';
import { PlainText } from '../../format/plain-text.js';
import { useTexts } from '../../i18n/language.js';
import { SortableHead, type Order } from '../../layout/sortable-head.js';
import { Link } from '../../navigation/link.js';
import { navigate } from '../../navigation/location.js';
import { LevelTag, StateTag, useCodeName } from './lead-labels.js';
import { addressOf, isOpen, type QueueFilter } from './queue-filter.js';

export function LeadTable({
  leads,
  filter,
  isLoading,
  onSort,
}: {
  readonly leads: readonly LeadRow[];
  readonly filter: QueueFilter;
  readonly isLoading: boolean;
  readonly onSort: (sort: LeadSort) => void;
}) {
  const texts = useTexts();
  const titles = texts.leads.columns;
  const { sort } = filter;
  return (
    <div className="lead-table" aria-busy={isLoading}>
      <table className="grid">
        <thead>
          <tr>
            <SortableHead
              width={88}
              order={sort === 'priority' ? 'descending' : 'none'}
              onSort={() => onSort('priority')}
            >
              {titles.priority}
            </SortableHead>
            <Head width="18%">{titles.code}</Head>
            <Head>{titles.title}</Head>
            <Head width="11%">{titles.source}</Head>
            <Head width={92}>{titles.state}</Head>
            <SortableHead
              width={226}
              order={TIME_ORDERS[sort]}
              onSort={() => onSort(sort === 'newest' ? 'oldest' : 'newest')}
            >
              {titles.firstSeen} <span className="quiet">{texts.time.zone}</span>
            </SortableHead>
            <SortableHead
              width={76}
              order={sort === 'postings' ? 'descending' : 'none'}
              onSort={() => onSort('postings')}
            >
              {titles.postings}
            </SortableHead>
          </tr>
        </thead>
        <tbody>
          {leads.map((lead) => (
            <LeadLine key={lead.id} lead={lead} filter={filter} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const TIME_ORDERS: Readonly<Record<LeadSort, Order>> = {
  newest: 'descending',
  oldest: 'ascending',
  priority: 'none',
  postings: 'none',
};
function Head({
  width,
  children,
}: {
  readonly width?: number | string;
  readonly children: ReactNode;
}) {
  return (
    <th scope="col" style={width === undefined ? {} : { width }}>
      {children}
    </th>
  );
}

function LeadLine({ lead, filter }: { readonly lead: LeadRow; readonly filter: QueueFilter }) {
  const texts = useTexts();
  const nameOf = useCodeName();
  const address = addressOf(filter, lead.id);
  const codeName = nameOf(lead.primaryCode);
  const sourceNames = lead.sources.map(({ name }) => name).join(texts.listSeparator);
  return (
    <tr
      className={isOpen(lead.state) ? 'lead-row' : 'lead-row closed'}
      onClick={(event) => {
        const isLink = event.target instanceof Element && event.target.closest('a') !== null;
        if (!isLink) navigate(address);
      }}
    >
      <td>
        <LevelTag priority={lead.priority} />
      </td>
      <td title={codeName}>
        <b>{lead.primaryCode}</b> {codeName}
      </td>
      <td>
        <Link to={address} className="lead-link">
          {lead.title === '' ? texts.leads.untitled : <PlainText text={lead.title} />}
        </Link>
        <span className="quiet lead-publisher">
          <PlainText text={lead.publisher ?? texts.leads.unknownPublisher} />
        </span>
      </td>
      <td title={sourceNames}>{sourceNames}</td>
      <td>
        <StateTag state={lead.state} />
      </td>
      <td>
        <Moment at={lead.firstSeenAt} />
      </td>
      <td className="number">{lead.postingCount}</td>
    </tr>
  );
}
