import { useCallback, useEffect, useRef, useState } from 'react';
import { request } from '../../api/request.js';
import type { LeadPage, LeadRow } from '../../api/shapes.js';
import { apiQuery, type QueueFilter } from './queue-filter.js';

const PAGE = 50;

export interface Queue {
  readonly leads: readonly LeadRow[];
  readonly total: number;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly loadMore: () => void;
  readonly reload: () => void;
  /** Shows a lead as it is now, at the place where it stands. */
  readonly replace: (lead: LeadRow) => void;
}

interface Loaded {
  readonly leads: readonly LeadRow[];
  readonly total: number;
  readonly cursor: string | null;
}

/**
 * The leads of a filter, page by page. The old ones stay on the screen while others are loaded, and
 * a decided lead stays at its place until the next reload, so that nothing jumps under the cursor.
 */
export function useQueue(filter: QueueFilter): Queue {
  const [loaded, setLoaded] = useState<Loaded>({ leads: [], total: 0, cursor: null });
  const [isLoading, setIsLoading] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController | null>(null);
  const question = apiQuery(filter, null, PAGE);

  const load = useCallback(
    (cursor: string | null) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setIsLoading(true);
      setError(null);
      const more = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      request<LeadPage>(`/api/leads?${question}${more}`, { signal: controller.signal }).then(
        (page) => {
          setLoaded((before) => ({
            leads: cursor === null ? page.leads : joined(before.leads, page.leads),
            total: page.total,
            cursor: page.nextCursor,
          }));
          setIsLoading(false);
        },
        (failure: unknown) => {
          if (controller.signal.aborted) return;
          setError(failure);
          setIsLoading(false);
        },
      );
    },
    [question],
  );

  useEffect(() => {
    load(null);
    return () => running.current?.abort();
  }, [load]);

  return {
    leads: loaded.leads,
    total: loaded.total,
    hasMore: loaded.cursor !== null,
    isLoading,
    error,
    loadMore: () => {
      if (!isLoading && loaded.cursor !== null) load(loaded.cursor);
    },
    reload: () => load(null),
    replace: (lead) =>
      setLoaded((before) => ({
        ...before,
        leads: before.leads.map((known) => (known.id === lead.id ? lead : known)),
      })),
  };
}

/** A lead that moved to a later page meanwhile must not appear twice. */
function joined(before: readonly LeadRow[], more: readonly LeadRow[]): LeadRow[] {
  const known = new Set(before.map(({ id }) => id));
  return [...before, ...more.filter(({ id }) => !known.has(id))];
}
