/** What the server asks of the database. `db/` implements it; tests hold it in memory. */
import type { DecisionInput, LeadState } from '../domain/lead.js';
import type { LeadCounts, LeadDetail, LeadPage, LeadRow, LeadSort } from './contract/lead.js';
import type { User } from './contract/session.js';
import type { PatrolQueries } from './patrol-queries.js';

/** A user with what checks the password (see `passwords.ts`). */
export interface Credentials {
  readonly user: User;
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

export interface LeadFilter {
  /** null: leads in any state. */
  readonly states: readonly LeadState[] | null;
  readonly code: string | null;
  readonly sourceId: string | null;
  /** Words in title, text or publisher; null or not empty. */
  readonly text: string | null;
  /** true: only leads in which an expert should look at a posting. */
  readonly needsExpert: boolean;
  readonly sort: LeadSort;
  /** The `nextCursor` of an earlier answer to the same filter and sort. */
  readonly cursor: string | null;
  readonly limit: number;
}

export interface AuditEntry {
  /** null when nobody is logged in. */
  readonly userId: number | null;
  /** The name as given, or as logged in. */
  readonly actor: string;
  readonly action:
    | 'login'
    | 'login-refused'
    | 'logout'
    | 'decide'
    | 'look-at-site'
    | 'add-source'
    | 'enable-source'
    | 'disable-source'
    | 'ask-run';
  readonly objectType: 'session' | 'lead' | 'source' | 'suggestion';
  readonly objectId: string | null;
  readonly detail: Readonly<Record<string, string | number>>;
}

export interface ServerQueries extends PatrolQueries {
  /** Resolves when the database answers. @throws {Unavailable} */
  ping(): Promise<void>;

  /** A user who may log in, by exact name; null when unknown or disabled. */
  findUserByName(name: string): Promise<Credentials | null>;
  createSession(session: NewSession): Promise<void>;
  /** null when the session is unknown or over, or its user disabled. */
  findSession(idHash: string): Promise<{ readonly user: User; readonly expiresAt: Date } | null>;
  /** Does nothing when there is none. */
  deleteSession(idHash: string): Promise<void>;
  /**
   * Failed log-ins since `since`: for the name since its last success (so a success clears them),
   * and from the address.
   */
  countRecentLoginFailures(of: {
    readonly userName: string;
    readonly address: string;
    readonly since: Date;
  }): Promise<{ readonly byUser: number; readonly byAddress: number }>;
  recordLogin(attempt: LoginAttempt): Promise<void>;

  /** @throws {InvalidInput} when the cursor is none of ours */
  findLeads(filter: LeadFilter): Promise<LeadPage>;
  /** null when unknown. */
  findLead(leadId: number): Promise<LeadDetail | null>;
  /** `states` narrows the counts by code and by source; null: leads in any state. */
  countLeads(states: readonly LeadState[] | null): Promise<LeadCounts>;
  /**
   * Applies `decideLead` of the domain and appends the decision, in one transaction.
   * @throws {NotFound} @throws {Conflict} @throws {InvalidInput}
   */
  decideLead(request: {
    readonly leadId: number;
    readonly userId: number;
    readonly seenVersion: number;
    readonly decision: DecisionInput;
  }): Promise<LeadRow>;

  recordAudit(entry: AuditEntry): Promise<void>;
}
