/** What the server asks of the database about people and their sessions. */
import type { Viewer } from '../domain/rights.js';
import type { AuditEntry } from './queries.js';

/** Somebody who may log in. */
export interface Account extends Viewer {
  /** The password was made by somebody else. */
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
}

/** An account with what checks the password (see `passwords.ts`). */
export interface Credentials {
  readonly account: Account;
  readonly passwordHash: string;
}

export interface NewSession {
  /** SHA-256 (hex) of the random id in the cookie; the id itself never reaches the database. */
  readonly idHash: string;
  readonly userId: number;
  readonly expiresAt: Date;
}

export interface LoginAttempt {
  readonly userName: string;
  readonly address: string;
  readonly succeeded: boolean;
}

/** An `entry` is appended to the audit log in the same transaction. */
export interface SessionQueries {
  /** A user who may log in, by exact name; null when unknown or disabled. */
  findUserByName(name: string): Promise<Credentials | null>;
  createSession(session: NewSession, entry: AuditEntry): Promise<void>;
  /** With the grants as they are now; null when the session is unknown or over, or its user disabled. */
  findSession(
    idHash: string,
  ): Promise<{ readonly account: Account; readonly expiresAt: Date } | null>;
  /** Does nothing when there is none. */
  deleteSession(idHash: string, entry: AuditEntry | null): Promise<void>;
  /**
   * Failed log-ins since `since`: for the name since its last success (so a success clears them),
   * and from the address.
   */
  countRecentLoginFailures(of: {
    readonly userName: string;
    readonly address: string;
    readonly since: Date;
  }): Promise<{ readonly byUser: number; readonly byAddress: number }>;
  recordLogin(attempt: LoginAttempt, entry: AuditEntry | null): Promise<void>;
}
