import { useCallback, useEffect, useState } from 'react';
import { request } from '../../api/request.js';
import type { Suggestion } from '../../api/shapes.js';

const LOOK_EVERY_MS = 1_000;

export interface Looking {
  /** Null: nothing was asked for. */
  readonly suggestion: Suggestion | null;
  readonly error: unknown;
  readonly look: (url: string) => void;
  readonly cancel: () => void;
  /** Back to the beginning. */
  readonly forget: () => void;
}

/** A look at a site: asked for, watched until it is over, cancelled. */
export function useSuggestion(): Looking {
  const [suggestion, setSuggestion] = useState<Suggestion | null>(null);
  const [error, setError] = useState<unknown>(null);
  const id = suggestion?.id ?? null;
  const isOver =
    suggestion !== null && suggestion.state !== 'waiting' && suggestion.state !== 'running';

  useEffect(() => {
    if (id === null || isOver) return;
    const timer = setInterval(() => {
      request<Suggestion>(`/api/suggestions/${id}`).then(
        (answer) => {
          setSuggestion((before) => (before?.id === answer.id ? answer : before));
          setError(null);
        },
        (failure: unknown) => setError(failure),
      );
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [id, isOver]);

  return {
    suggestion,
    error,
    look: useCallback((url: string) => {
      setError(null);
      request<Suggestion>('/api/suggestions', { method: 'POST', body: { url } }).then(
        setSuggestion,
        (failure: unknown) => setError(failure),
      );
    }, []),
    cancel: () => {
      if (id === null) return;
      request(`/api/suggestions/${id}`, { method: 'DELETE' }).then(
        () => setSuggestion((before) => before && { ...before, state: 'cancelled' }),
        (failure: unknown) => setError(failure),
      );
    },
    forget: () => {
      setSuggestion(null);
      setError(null);
    },
  };
}
