/** Who is logged in. When the API says nobody is, the log-in page comes, and brings back to where one was. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { ApiError, onLoggedOut, request } from '../api/request.js';
import type { Session } from '../api/shapes.js';
import { currentAddress, navigate } from '../navigation/location.js';
import { dropDrafts } from './draft.js';

type User = Session['user'];

interface SessionState {
  /** undefined: not known yet; null: nobody. */
  readonly user: User | null | undefined;
  /** Why the first question failed, when it did for another reason than being logged out. */
  readonly error: ApiError | null;
  readonly logIn: (name: string, password: string) => Promise<void>;
  readonly logOut: () => Promise<void>;
}

const SessionContext = createContext<SessionState | null>(null);

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [user, setUser] = useState<User | null | undefined>(undefined);
  const [error, setError] = useState<ApiError | null>(null);

  useEffect(() => {
    let wasLoggedIn = false;
    onLoggedOut(() => {
      setUser(null);
      toLogin(wasLoggedIn);
    });
    request<Session>('/api/session').then(
      (session) => {
        wasLoggedIn = true;
        setUser(session.user);
      },
      (failure: unknown) => {
        if (failure instanceof ApiError && failure.status !== 401) setError(failure);
      },
    );
  }, []);

  const state = useMemo(
    () => ({
      user,
      error,
      logIn: async (name: string, password: string) => {
        const session = await request<Session>('/api/session', {
          method: 'POST',
          body: { name, password },
        });
        onLoggedOut(() => {
          setUser(null);
          toLogin(true);
        });
        setUser(session.user);
      },
      logOut: async () => {
        await request('/api/session', { method: 'DELETE' });
        // Leaving on purpose: the next person at this computer finds nothing.
        dropDrafts();
        setUser(null);
        navigate('/login');
      },
    }),
    [user, error],
  );
  return <SessionContext value={state}>{children}</SessionContext>;
}

export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (state === null) throw new Error('useSession needs SessionProvider around it');
  return state;
}

/** The user, on pages that only a logged-in user sees. */
export function useUser(): User {
  const { user } = useSession();
  if (user === null || user === undefined) throw new Error('this page needs a user');
  return user;
}

function toLogin(isExpired: boolean): void {
  const address = currentAddress();
  if (address.startsWith('/login')) return;
  const query = new URLSearchParams({ from: address, ...(isExpired ? { expired: '1' } : {}) });
  navigate(`/login?${query}`, { replace: true });
}
