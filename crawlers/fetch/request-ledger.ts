/** Requests that a browser crawl sent without a claim of their own, handed on every now and then. */
import type { SentRequest } from '../../domain/frontier.js';
import { hostKey } from '../../domain/url-key.js';

export interface RequestLedger {
  note(request: SentRequest): void;
  /** Hands on what is left; nothing is noted afterwards. */
  close(): Promise<void>;
}

const FLUSH_MS = 500;

/** @param handOn takes one request of each host; when it fails, `onError` is told and they are lost */
export function keepRequestLedger(
  handOn: (requests: readonly SentRequest[]) => Promise<void>,
  onError: (error: unknown) => void,
): RequestLedger {
  const byHost = new Map<string, SentRequest>();
  let last: Promise<void> = Promise.resolve();

  function flush(): void {
    const requests = [...byHost.values()];
    byHost.clear();
    if (requests.length > 0) last = last.then(() => handOn(requests)).catch(onError);
  }
  const timer = setInterval(flush, FLUSH_MS);

  return {
    note(request) {
      const host = hostKey(request.url);
      byHost.set(host, { ...byHost.get(host), ...request });
    },
    async close() {
      clearInterval(timer);
      flush();
      await last;
    },
  };
}
