/** The queue at full width: one line a lead. */
import { Table, type TableProps } from 'antd';
import type { LeadRow, LeadSort } from '../../api/shapes.js';
import { Moment } from '../../format/moment.js';
import { PlainText } from '../../format/plain-text.js';
import { useTexts } from '../../i18n/language.js';
import type { Texts } from '../../i18n/zh.js';
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
  const nameOf = useCodeName();
  return (
    <div className="lead-table">
      <Table<LeadRow>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={leads}
        loading={isLoading && leads.length > 0}
        columns={columnsOf(texts, nameOf, filter)}
        rowClassName={({ state }) => (isOpen(state) ? 'lead-row' : 'lead-row closed')}
        onRow={(lead) => ({
          onClick: (event) => {
            const isLink = event.target instanceof Element && event.target.closest('a') !== null;
            if (!isLink) navigate(addressOf(filter, lead.id));
          },
        })}
        onChange={(_pages, _filters, sorter) => onSort(sortOf(sorter))}
        locale={{ emptyText: ' ' }}
      />
    </div>
  );
}

const TIME_ORDERS = {
  newest: 'descend',
  oldest: 'ascend',
  priority: null,
  postings: null,
} as const;

type Sorter = Parameters<NonNullable<TableProps<LeadRow>['onChange']>>[2];

function sortOf(sorter: Sorter): LeadSort {
  const [first] = Array.isArray(sorter) ? sorter : [sorter];
  if (first?.columnKey === 'firstSeen' && first.order !== undefined && first.order !== null) {
    return first.order === 'ascend' ? 'oldest' : 'newest';
  }
  return first?.columnKey === 'postings' && first.order === 'descend' ? 'postings' : 'priority';
}

function columnsOf(
  texts: Texts,
  nameOf: (code: string) => string,
  filter: QueueFilter,
): NonNullable<TableProps<LeadRow>['columns']> {
  const titles = texts.leads.columns;
  const { sort } = filter;
  return [
    {
      key: 'priority',
      title: titles.priority,
      width: 92,
      sorter: true,
      sortDirections: ['descend', 'descend'],
      sortOrder: sort === 'priority' ? 'descend' : null,
      render: (_, lead) => <LevelTag priority={lead.priority} />,
    },
    {
      key: 'code',
      title: titles.code,
      width: 226,
      ellipsis: true,
      render: (_, lead) => (
        <span title={nameOf(lead.primaryCode)}>
          <b>{lead.primaryCode}</b> {nameOf(lead.primaryCode)}
        </span>
      ),
    },
    {
      key: 'title',
      title: titles.title,
      ellipsis: true,
      render: (_, lead) => (
        <>
          <Link to={addressOf(filter, lead.id)} className="lead-link">
            {lead.title === '' ? texts.leads.untitled : <PlainText text={lead.title} />}
          </Link>
          <span className="quiet">
            {' '}
            <PlainText text={lead.publisher ?? texts.leads.unknownPublisher} />
          </span>
        </>
      ),
    },
    {
      key: 'source',
      title: titles.source,
      width: 150,
      ellipsis: true,
      render: (_, lead) => lead.sources.map(({ name }) => name).join(texts.listSeparator),
    },
    {
      key: 'state',
      title: titles.state,
      width: 100,
      render: (_, lead) => <StateTag state={lead.state} />,
    },
    {
      key: 'firstSeen',
      title: `${titles.firstSeen}（${texts.time.zone}）`,
      width: 216,
      sorter: true,
      sortDirections: ['descend', 'ascend', 'descend'],
      sortOrder: TIME_ORDERS[sort],
      render: (_, lead) => <Moment at={lead.firstSeenAt} />,
    },
    {
      key: 'postings',
      title: titles.postings,
      width: 84,
      align: 'end',
      sorter: true,
      sortDirections: ['descend', 'descend'],
      sortOrder: sort === 'postings' ? 'descend' : null,
      render: (_, lead) => lead.postingCount,
    },
  ];
}
