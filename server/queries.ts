/** What the server asks of the database. `db/` implements it; tests hold it in memory. */
import type { LeadQueries } from './lead-queries.js';
import type { PatrolQueries } from './patrol-queries.js';
import type { SessionQueries } from './session-queries.js';

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
    | 'refused-lead'
    | 'look-at-site'
    | 'add-source'
    | 'enable-source'
    | 'disable-source'
    | 'ask-run';
  readonly objectType: 'session' | 'lead' | 'source' | 'suggestion';
  readonly objectId: string | null;
  readonly detail: Readonly<Record<string, string | number>>;
}

export interface ServerQueries extends LeadQueries, PatrolQueries, SessionQueries {
  /** Resolves when the database answers. @throws {Unavailable} */
  ping(): Promise<void>;
  recordAudit(entry: AuditEntry): Promise<void>;
}
