import { useCallback, useEffect, useRef, useState } from 'react';
import { request } from '../api/request.js';

export interface Leaves<Row> {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

interface Loaded<Row> {
  readonly rows: readonly Row[];
  readonly cursor: string | null;
}

/**
 * A list of the API, page by page.
 * @param path with a query or without; must change when what is asked changes
 * @param pick the rows of an answer
 * @param mark when it changes, the list is asked from its start
 */
export function useLeaves<Answer extends { readonly nextCursor: string | null }, Row>(
  path: string,
  pick: (answer: Answer) => readonly Row[],
  mark: unknown = null,
): Leaves<Row> {
  const [loaded, setLoaded] = useState<Loaded<Row>>({ rows: [], cursor: null });
  const [isLoading, setIsLoading] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController | null>(null);
  const picked = useRef(pick);

  const load = useCallback(
    (cursor: string | null) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setIsLoading(true);
      setError(null);
      const joint = path.includes('?') ? '&' : '?';
      const more = cursor === null ? '' : `${joint}cursor=${encodeURIComponent(cursor)}`;
      request<Answer>(`${path}${more}`, { signal: controller.signal }).then(
        (answer) => {
          setLoaded((before) => ({
            rows:
              cursor === null
                ? picked.current(answer)
                : [...before.rows, ...picked.current(answer)],
            cursor: answer.nextCursor,
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
    [path],
  );
  useEffect(() => {
    load(null);
    return () => running.current?.abort();
  }, [load, mark]);

  return {
    rows: loaded.rows,
    hasMore: loaded.cursor !== null,
    isLoading,
    error,
    loadMore: () => {
      if (!isLoading && loaded.cursor !== null) load(loaded.cursor);
    },
    reload: () => load(null),
  };
}
