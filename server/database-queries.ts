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
import { findRuns } from '../db/runs/find-runs.js';
import { findSources } from '../db/sources/find-sources.js';
import { findLastRuns, findOpenIssues } from '../db/sources/source-health.js';
import { nextRunAt } from '../domain/schedule.js';
import type { Clock } from '../runtime/clock.js';
import type { SourceRow } from './contract.js';
import type { ServerQueries } from './queries.js';

export function databaseQueries(database: Database, clock: Clock, timeZone: string): ServerQueries {
  return {
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
    findRuns: (filter) => findRuns(database, filter),
    findSources: () => listSources(database, clock.now(), timeZone),
    recordAudit: (entry) => recordAudit(database, entry),
  };
}

async function listSources(database: Database, now: Date, timeZone: string): Promise<SourceRow[]> {
  const [sources, lastRuns] = await Promise.all([findSources(database), findLastRuns(database)]);
  const rows = sources.map(async (source): Promise<SourceRow> => {
    const lastRun = lastRuns.get(source.id) ?? null;
    const { id, name, kind, enabled } = source;
    return {
      id,
      name,
      kind,
      enabled,
      url: source.start[0] ?? '',
      schedule: source.schedule ?? null,
      nextRunAt: nextRunAt(source, now, timeZone),
      lastRun,
      issues: await findOpenIssues(database, id, lastRun),
    };
  });
  return (await Promise.all(rows)).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}
