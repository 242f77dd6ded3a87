import type { Database, Transaction } from '../connect.js';
import { recordAudit, type StoredAuditEntry } from './record-audit.js';

/**
 * Changes something and appends the entry that tells of it: both or neither.
 * @param entryOf null: there is nothing to tell
 */
export async function withAudit<Changed>(
  database: Database,
  change: (transaction: Transaction) => Promise<Changed>,
  entryOf: (changed: Changed) => StoredAuditEntry | null,
): Promise<Changed> {
  const done = await database.begin(async (transaction) => {
    const changed = await change(transaction);
    const entry = entryOf(changed);
    if (entry !== null) await recordAudit(transaction, entry);
    return { changed };
  });
  return done.changed;
}
