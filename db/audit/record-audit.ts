import { json, storable, type Database, type Transaction } from '../connect.js';
import type { AuditHead } from '../../domain/audit-chain.js';

export interface StoredAuditEntry {
  /** null when nobody is logged in. */
  readonly userId: number | null;
  readonly actor: string;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Appends to the audit log; the table chains the entry, and refuses every other change. In the
 * transaction of what it tells of, and last: until that ends, every other entry waits.
 * @returns the entry's place in the chain
 */
export async function recordAudit(
  database: Database | Transaction,
  entry: StoredAuditEntry,
): Promise<AuditHead> {
  const objectId = entry.objectId === null ? null : storable(entry.objectId);
  const [head] = await database<AuditHead[]>`
    insert into audit (user_id, actor, action, object_type, object_id, detail)
    values (${entry.userId}, ${storable(entry.actor)}, ${entry.action}, ${entry.objectType},
      ${objectId}, ${json(database, entry.detail)})
    returning seq, row_hash as hash`;
  if (head === undefined) throw new Error('an insert without a row');
  return head;
}
