/** Why the proxy did not bring a page's request to its host. */
import { FetchFailed, FetchForbidden, FetchTooLarge } from '../../domain/errors.js';

/** `malformed`: no request that a proxy is sent. `unreachable`: allowed, and the host did not answer. */
export type EgressReason =
  'malformed' | 'address' | 'port' | 'connections' | 'bytes' | 'unreachable';

export interface EgressRefusal {
  readonly reason: EgressReason;
  /** What follows for a page that needed this request. */
  readonly error: FetchForbidden | FetchTooLarge | FetchFailed;
}

/** The refusal for a reason; `message` is for the log and the operator. */
export function refuse(reason: EgressReason, message: string): EgressRefusal {
  switch (reason) {
    case 'address':
    case 'port':
    case 'malformed':
      return { reason, error: new FetchForbidden(message, 'address') };
    case 'bytes':
      return { reason, error: new FetchTooLarge(message) };
    case 'connections':
    case 'unreachable':
      return { reason, error: new FetchFailed(message) };
  }
}

/** The HTTP status that tells a browser. */
export function statusOf({ reason }: EgressRefusal): 400 | 403 | 502 {
  if (reason === 'malformed') return 400;
  return reason === 'unreachable' ? 502 : 403;
}
