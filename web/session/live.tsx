/**
 * What is under way, as the server tells it: one stream for the whole page, none while nobody looks
 * (a browser has only six connections to a host, over all its windows).
 */
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { request } from '../api/request.js';
import type { Live } from '../api/shapes.js';

interface LiveState {
  /** Null before the first event. */
  readonly live: Live | null;
  /** The connection is broken, or the server cannot look: `live` is how things stood before. */
  readonly isStale: boolean;
}

const LiveContext = createContext<LiveState>({ live: null, isStale: false });
/** After a refusal, which the browser itself does not try again. */
const AGAIN_MS = 10_000;

export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<LiveState>({ live: null, isStale: false });
  useEffect(() => {
    let stream: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const close = () => {
      clearTimeout(timer);
      stream?.close();
      stream = null;
    };
    const open = () => {
      close();
      if (document.hidden) return;
      const mine = new EventSource('/api/events');
      stream = mine;
      mine.addEventListener('live', (event: MessageEvent<string>) =>
        setState({ live: JSON.parse(event.data) as Live, isStale: false }),
      );
      const stale = () => setState(({ live }) => ({ live, isStale: true }));
      mine.addEventListener('unavailable', stale);
      mine.addEventListener('error', () => {
        stale();
        if (mine.readyState !== EventSource.CLOSED) return;
        // Refused: perhaps nobody is logged in any more, which this question finds out.
        request('/api/session').catch(() => undefined);
        timer = setTimeout(open, AGAIN_MS);
      });
    };
    open();
    document.addEventListener('visibilitychange', open);
    return () => {
      document.removeEventListener('visibilitychange', open);
      close();
    };
  }, []);
  return <LiveContext value={state}>{children}</LiveContext>;
}

export function useLive(): LiveState {
  return useContext(LiveContext);
}
