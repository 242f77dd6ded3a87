import postgres from 'postgres';
import { z } from 'zod';
import { storable, type Database } from '../connect.js';
import { InvalidInput } from '../../domain/errors.js';
import type { Lead, LeadState } from '../../domain/lead.js';
import type { Viewer } from '../../domain/rights.js';
import { visibleTo } from './visible-to.js';

/** A lead as a list shows it: its sources with their names. */
export interface ListedLead extends Omit<Lead, 'sourceIds' | 'elements'> {
  readonly sources: readonly { readonly id: string; readonly name: string }[];
}

export interface LeadFilter {
  /** null: leads in any state. */
  readonly states: readonly LeadState[] | null;
  /** A code that the lead carries. */
  readonly code: string | null;
  readonly sourceId: string | null;
  /** Found in title, publisher or any posting's text. */
  readonly text: string | null;
  /** true: only leads in which an expert should look at a posting, as it was last judged. */
  readonly needsExpert?: boolean;
}

export type LeadSort = 'priority' | 'newest' | 'oldest' | 'postings';

/** What each order sorts by; the id makes it total, so that paging never skips or repeats. */
const ORDERS = {
  priority: { column: 'priority_total', direction: 'desc' },
  newest: { column: 'first_seen_at', direction: 'desc' },
  oldest: { column: 'first_seen_at', direction: 'asc' },
  postings: { column: 'posting_count', direction: 'desc' },
} as const;

/**
 * One page of the leads that the viewer may see.
 * @param cursor the `nextCursor` of an earlier answer to the same filter and order
 * @throws {InvalidInput} when the cursor is none of ours
 */
export async function findLeads(
  database: Database,
  viewer: Pick<Viewer, 'grants'>,
  {
    sort,
    cursor,
    limit,
    ...filter
  }: LeadFilter & {
    readonly sort: LeadSort;
    readonly cursor: string | null;
    readonly limit: number;
  },
): Promise<{
  readonly leads: readonly ListedLead[];
  readonly nextCursor: string | null;
  readonly total: number;
}> {
  const { column, direction } = ORDERS[sort];
  const order = database(`l.${column}`);
  const asc = direction === 'asc';
  const after = cursor === null ? null : readCursor(cursor, sort);
  // By way of text: as a timestamp the library would cut the value to milliseconds.
  const seek =
    after === null
      ? database``
      : database`and (${order}::text::${database.unsafe(typeOf(column))}, l.id)
          ${asc ? database`>` : database`<`} (${after.value}::text::${database.unsafe(typeOf(column))}, ${after.id})`;
  const rows = await database<(ListedLead & { cursorValue: string })[]>`
    select ${listedColumns(database)}, ${order}::text as cursor_value
    from leads l where ${matches(database, viewer, filter)} ${seek}
    order by ${order} ${asc ? database`asc` : database`desc`}, l.id ${asc ? database`asc` : database`desc`}
    limit ${limit + 1}`.catch((cause: unknown) => {
    throw after !== null && isDataException(cause) ? strangeCursor(cause) : cause;
  });
  const [counted] = await database<{ total: number }[]>`
    select count(*)::int as total from leads l where ${matches(database, viewer, filter)}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    leads: page.map(({ cursorValue: _cursorValue, ...lead }) => lead),
    nextCursor:
      rows.length > limit && last !== undefined
        ? writeCursor(sort, last.cursorValue, last.id)
        : null,
    total: counted?.total ?? 0,
  };
}

/** The columns of a listed lead, from `leads l`. */
export function listedColumns(database: Database): postgres.Fragment {
  return database`
    l.id, l.state, l.primary_code, l.codes, l.score, l.priority, l.title, l.publisher, l.location,
    l.posting_count, l.first_seen_at, l.last_seen_at, l.version,
    (select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name) order by s.id), '[]')
      from sources s where s.id = any(l.source_ids)) as sources`;
}

/** The condition on `leads l` that a filter stands for, within what the viewer may see. */
export function matches(
  database: Database,
  viewer: Pick<Viewer, 'grants'>,
  filter: LeadFilter,
): postgres.Fragment {
  const like =
    filter.text === null ? null : `%${storable(filter.text).replace(/[\\%_]/g, '\\$&')}%`;
  return database`${visibleTo(database, viewer)}
    and (${filter.states === null} or l.state = any(${[...(filter.states ?? [])]}::text[]))
    and (${filter.code}::text is null or l.codes @> array[${filter.code}]::text[])
    and (${filter.sourceId}::text is null or ${filter.sourceId} = any(l.source_ids))
    and (${like}::text is null or l.title ilike ${like} or l.publisher ilike ${like} or exists (
      select 1 from lead_postings lp join postings p on p.id = lp.posting_id
      where lp.lead_id = l.id and (p.title ilike ${like} or p.body ilike ${like})))
    ${filter.needsExpert === true ? needsExpert(database) : database``}`;
}

function needsExpert(database: Database): postgres.Fragment {
  return database`and exists (
    select 1 from lead_postings lp join classifications c on c.posting_id = lp.posting_id
    where lp.lead_id = l.id and c.subject @> '{"needsExpert": true}' and not exists (
      select 1 from classifications later
      where later.posting_id = c.posting_id and later.version > c.version))`;
}

function typeOf(column: (typeof ORDERS)[LeadSort]['column']): string {
  switch (column) {
    case 'priority_total':
      return 'real';
    case 'first_seen_at':
      return 'timestamptz';
    case 'posting_count':
      return 'integer';
  }
}

/** The order it belongs to, and the last row's value and id. */
const CursorSchema = z.tuple([z.string(), z.string(), z.int()]);

function writeCursor(sort: LeadSort, value: string, id: number): string {
  const cursor: z.infer<typeof CursorSchema> = [sort, value, id];
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(
  cursor: string,
  asked: LeadSort,
): { readonly value: string; readonly id: number } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (cause) {
    throw strangeCursor(cause);
  }
  const checked = CursorSchema.safeParse(parsed);
  if (!checked.success || checked.data[0] !== asked) throw strangeCursor(checked.error);
  const [, value, id] = checked.data;
  return { value, id };
}

/** PostgreSQL's class 22: a value that its column's type cannot hold. */
function isDataException(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code.startsWith('22');
}

function strangeCursor(cause: unknown): InvalidInput {
  return new InvalidInput('the cursor is none of ours', [], {
    cause,
    userMessage: '翻页位置已失效，请从第一页重新打开。',
  });
}
