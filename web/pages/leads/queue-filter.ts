/** What the queue shows, as it stands in the address bar and as the API is asked for it. */
import type { LeadSort, LeadState } from '../../api/shapes.js';

export type LeadView = 'open' | 'confirmed' | 'dismissed' | 'all';

export interface QueueFilter {
  readonly view: LeadView;
  readonly code: string | null;
  readonly source: string | null;
  readonly text: string;
  /** Only leads in which an expert should look at a posting. */
  readonly needsExpert: boolean;
  readonly sort: LeadSort;
}

export const LEAD_VIEWS: readonly LeadView[] = ['open', 'confirmed', 'dismissed', 'all'];
export const LEAD_SORTS: readonly LeadSort[] = ['priority', 'newest', 'oldest', 'postings'];

/** What waits for a reviewer comes first; what is closed is out of the way. */
export const STATES_OF: Readonly<Record<LeadView, readonly LeadState[] | null>> = {
  open: ['new', 'pending', 'in_review', 'needs_info', 'snoozed'],
  confirmed: ['confirmed'],
  dismissed: ['dismissed', 'merged'],
  all: null,
};

export function isOpen(state: LeadState): boolean {
  return STATES_OF.open?.includes(state) ?? false;
}

/** Anything unknown in the address counts as not said. */
export function readFilter(query: URLSearchParams): QueueFilter {
  return {
    view: LEAD_VIEWS.find((view) => view === query.get('view')) ?? 'open',
    code: query.get('code'),
    source: query.get('source'),
    text: query.get('q') ?? '',
    needsExpert: query.get('needsExpert') === 'true',
    sort: LEAD_SORTS.find((sort) => sort === query.get('sort')) ?? 'priority',
  };
}

/** The address of the queue, or of one lead in it; what is as usual is left out. */
export function addressOf(filter: QueueFilter, leadId: number | null): string {
  const query = new URLSearchParams();
  if (filter.view !== 'open') query.set('view', filter.view);
  if (filter.code !== null) query.set('code', filter.code);
  if (filter.source !== null) query.set('source', filter.source);
  if (filter.text !== '') query.set('q', filter.text);
  if (filter.needsExpert) query.set('needsExpert', 'true');
  if (filter.sort !== 'priority') query.set('sort', filter.sort);
  const path = leadId === null ? '/leads' : `/leads/${leadId}`;
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The question to `/api/leads`. */
export function apiQuery(filter: QueueFilter, cursor: string | null, limit: number): string {
  const states = STATES_OF[filter.view];
  const query = new URLSearchParams({ sort: filter.sort, limit: String(limit) });
  if (states !== null) query.set('state', states.join(','));
  if (filter.code !== null) query.set('code', filter.code);
  if (filter.source !== null) query.set('source', filter.source);
  if (filter.text.trim() !== '') query.set('q', filter.text.trim().slice(0, 200));
  if (filter.needsExpert) query.set('needsExpert', 'true');
  if (cursor !== null) query.set('cursor', cursor);
  return query.toString();
}

/** `/leads/17` → 17; null for the queue itself. */
export function leadIdOf(path: string): number | null {
  const [, id] = /^\/leads\/(\d{1,15})$/.exec(path) ?? [];
  return id === undefined ? null : Number(id);
}
