/** The server's questions, answered by PostgreSQL. */
import { ping, type Database } from '../db/connect.js';
import { countLeads } from '../db/leads/count-leads.js';
import { decideLead } from '../db/leads/decide-lead.js';
import { findLead } from '../db/leads/find-lead.js';
import { findLeads } from '../db/leads/find-leads.js';
import {
  countRecentLoginFailures,
  createSession,
  deleteSession,
  findSession,
  recordAudit,
  recordLogin,
} from '../db/people/sessions.js';
import { findUserByName } from '../db/people/users.js';
import type { Clock } from '../runtime/clock.js';
import { databasePatrols } from './database-patrols.js';
import type { ServerQueries } from './queries.js';

export function databaseQueries(database: Database, clock: Clock, timeZone: string): ServerQueries {
  return {
    ...databasePatrols(database, clock, timeZone),
    ping: () => ping(database),
    findUserByName: (name) => findUserByName(database, name),
    createSession: (session) => createSession(database, session),
    findSession: (idHash) => findSession(database, idHash),
    deleteSession: (idHash) => deleteSession(database, idHash),
    countRecentLoginFailures: (of) => countRecentLoginFailures(database, of),
    recordLogin: (attempt) => recordLogin(database, attempt),
    findLeads: (filter) => findLeads(database, filter),
    findLead: (leadId) => findLead(database, leadId),
    countLeads: (states) => countLeads(database, states),
    decideLead: (request) => decideLead(database, request),
    recordAudit: (entry) => recordAudit(database, entry),
  };
}
