/** The address bar is the state: where one is and what one filters, so that it can be shared and gone back to. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** Goes to an address of ours; `replace` leaves no step to go back to. */
export function navigate(to: string, { replace = false } = {}): void {
  if (to === currentAddress()) return;
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  for (const listener of listeners) listener();
}

/** Path and query as they stand in the address bar; the component renders again when they change. */
export function useAddress(): { readonly path: string; readonly query: URLSearchParams } {
  const address = useSyncExternalStore(subscribe, currentAddress);
  const url = new URL(address, 'http://localhost');
  return { path: url.pathname, query: url.searchParams };
}

export function currentAddress(): string {
  return `${location.pathname}${location.search}`;
}

/** An address of our own pages, or the queue: what stands in `?from=` may be written by anybody. */
export function safeAddress(address: string | null): string {
  if (address === null || !/^\/(?![/\\])/.test(address)) return '/leads';
  const url = new URL(address, 'http://localhost');
  return url.origin === 'http://localhost' ? `${url.pathname}${url.search}` : '/leads';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}
