/** The server's questions, answered by PostgreSQL. */
import { recordAudit } from '../db/audit/record-audit.js';
import { ping, type Database } from '../db/connect.js';
import type { Clock } from '../runtime/clock.js';
import type { Seal } from '../runtime/seal.js';
import { databaseLeads } from './database-leads.js';
import { databasePatrols } from './database-patrols.js';
import { databaseSessions } from './database-sessions.js';
import type { ServerQueries } from './queries.js';

export interface Answering {
  readonly clock: Clock;
  readonly timeZone: string;
  /** Opens what contacts are sealed with, for those who may see one. */
  readonly seal: Seal;
  /** Keys the hashes by which contacts are matched. */
  readonly contactSecret: string;
}

export function databaseQueries(database: Database, { clock, timeZone }: Answering): ServerQueries {
  return {
    ...databaseLeads(database),
    ...databasePatrols(database, clock, timeZone),
    ...databaseSessions(database),
    ping: () => ping(database),
    recordAudit: async (entry) => {
      await recordAudit(database, entry);
    },
  };
}
