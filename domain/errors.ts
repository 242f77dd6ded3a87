/**
 * The errors of this project, each named after what follows from it. Anything else that is thrown
 * is a bug. `message` is for the log and the operator, `userMessage` (Chinese) for the screen.
 */

interface Details {
  readonly cause?: unknown;
  readonly userMessage?: string;
}

/** What all of them have in common. */
export abstract class MingchaError extends Error {
  readonly userMessage: string | undefined;

  constructor(message: string, details: Details = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.userMessage = details.userMessage;
  }
}

/** A page could not be fetched this time (network, 5xx, timeout): try again later. */
export class FetchFailed extends MingchaError {}

/** The host asks us to slow down (429, 503, Retry-After): later, and it costs no attempt. */
export class FetchThrottled extends MingchaError {
  /** How long the host asked us to wait, in milliseconds; undefined when it did not say. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, retryAfterMs: number | undefined, details: Details = {}) {
    super(message, details);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The page must not be fetched (robots.txt, 401/403, address not allowed): never retried. */
export class FetchForbidden extends MingchaError {
  readonly reason: 'robots' | 'refused' | 'address' | 'wall';

  constructor(
    message: string,
    reason: 'robots' | 'refused' | 'address' | 'wall',
    details: Details = {},
  ) {
    super(message, details);
    this.reason = reason;
  }
}

/** A page was fetched but is more than we take (bytes, redirects, depth): recorded, not retried. */
export class FetchTooLarge extends MingchaError {}

/** Something handed to us does not parse; `problems` names each place. */
export class InvalidInput extends MingchaError {
  readonly problems: readonly string[];

  constructor(message: string, problems: readonly string[] = [], details: Details = {}) {
    super([message, ...problems.map((problem) => `  ${problem}`)].join('\n'), details);
    this.problems = problems;
  }
}

/** The id is unknown, or the asker may not know that it exists. */
export class NotFound extends MingchaError {}

/** The asker may see the thing, but not do this with it. */
export class NotAllowed extends MingchaError {}

/** Somebody was faster: the version the caller worked on is not the current one. */
export class Conflict extends MingchaError {}

/** PostgreSQL, Redis, a browser or a folder is not there; the message says what to do. */
export class Unavailable extends MingchaError {}
