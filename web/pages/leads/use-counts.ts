import { useCallback, useEffect, useState } from 'react';
import { request } from '../../api/request.js';
import type { LeadCounts } from '../../api/shapes.js';
import { STATES_OF, type LeadView } from './queue-filter.js';

/** Patrols bring new leads while one looks: asked again so often, in milliseconds. */
const EVERY_MS = 20_000;

/** How many leads there are; null until known, or when it cannot be known. */
export function useCounts(view: LeadView): {
  readonly counts: LeadCounts | null;
  readonly reload: () => void;
} {
  const [counts, setCounts] = useState<LeadCounts | null>(null);
  const reload = useCallback(() => {
    const states = STATES_OF[view];
    const query = states === null ? '' : `?state=${states.join(',')}`;
    // The list says what is wrong; counts only decorate it.
    request<LeadCounts>(`/api/leads/counts${query}`).then(setCounts, () => undefined);
  }, [view]);
  useEffect(() => {
    reload();
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return { counts, reload };
}

/** Whether leads came in since the queue was loaded; `seen` says that it is loaded now. */
export function useNews(counts: LeadCounts | null): {
  readonly hasNews: boolean;
  readonly seen: () => void;
} {
  const all = countOf(counts, 'all');
  const [known, setKnown] = useState<number | null>(null);
  if (known === null && all !== null) setKnown(all);
  return {
    hasNews: known !== null && all !== null && all > known,
    seen: () => setKnown(all),
  };
}

/** Of a view. */
export function countOf(counts: LeadCounts | null, view: LeadView): number | null {
  if (counts === null) return null;
  const states = STATES_OF[view];
  return Object.entries(counts.states)
    .filter(([state]) => states === null || states.some((wanted) => wanted === state))
    .reduce((sum, [, count]) => sum + count, 0);
}
