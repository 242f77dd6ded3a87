/** The server's questions about people and sessions, answered by PostgreSQL. */
import { withAudit } from '../db/audit/with-audit.js';
import type { Database } from '../db/connect.js';
import {
  countRecentLoginFailures,
  createSession,
  deleteSession,
  findSession,
  recordLogin,
} from '../db/people/sessions.js';
import { findUserByName } from '../db/people/accounts.js';
import type { SessionQueries } from './session-queries.js';

export function databaseSessions(database: Database): SessionQueries {
  return {
    findUserByName: (name) => findUserByName(database, name),
    createSession: (session, entry) =>
      withAudit(
        database,
        (transaction) => createSession(transaction, session),
        () => entry,
      ),
    findSession: (idHash) => findSession(database, idHash),
    deleteSession: (idHash, entry) =>
      withAudit(
        database,
        (transaction) => deleteSession(transaction, idHash),
        () => entry,
      ),
    countRecentLoginFailures: (of) => countRecentLoginFailures(database, of),
    recordLogin: (attempt, entry) =>
      withAudit(
        database,
        (transaction) => recordLogin(transaction, attempt),
        () => entry,
      ),
  };
}
