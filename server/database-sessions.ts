/** The server's questions about people and sessions, answered by PostgreSQL. */
import type { Database } from '../db/connect.js';
import {
  countRecentLoginFailures,
  createSession,
  deleteSession,
  findSession,
  recordLogin,
} from '../db/people/sessions.js';
import { findUserByName } from '../db/people/users.js';
import type { SessionQueries } from './session-queries.js';

export function databaseSessions(database: Database): SessionQueries {
  return {
    findUserByName: (name) => findUserByName(database, name),
    createSession: (session) => createSession(database, session),
    findSession: (idHash) => findSession(database, idHash),
    deleteSession: (idHash) => deleteSession(database, idHash),
    countRecentLoginFailures: (of) => countRecentLoginFailures(database, of),
    recordLogin: (attempt) => recordLogin(database, attempt),
  };
}
