import { useCallback, useEffect, useState } from 'react';
import { request } from '../api/request.js';

export interface Asked<Answer> {
  /** Null until it is known; the old one stays while it is asked again. */
  readonly answer: Answer | null;
  readonly error: unknown;
  readonly reload: () => void;
}

/**
 * What the API answers at a path.
 * @param mark when it changes, the path is asked again
 */
export function useAsked<Answer>(path: string, mark: unknown = null): Asked<Answer> {
  const [asked, setAsked] = useState<{ path: string; answer: Answer | null; error: unknown }>({
    ...{ path, answer: null, error: null },
  });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    request<Answer>(path, { signal: controller.signal }).then(
      (answer) => setAsked({ path, answer, error: null }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setAsked((before) => ({
          ...{ path, error, answer: before.path === path ? before.answer : null },
        }));
      },
    );
    return () => controller.abort();
  }, [path, mark, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  // What another path answered says nothing about this one.
  const isOf = asked.path === path;
  return { answer: isOf ? asked.answer : null, error: isOf ? asked.error : null, reload };
}
