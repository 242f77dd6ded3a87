import type { Database } from '../connect.js';
import { hashedTime } from './hashed-time.js';
import type { AuditHead, AuditRow } from '../../domain/audit-chain.js';

const BATCH = 5_000;

/**
 * The entries in their order, in batches: any number of them in bounded memory. Asked for without the
 * functions of our own in the database, which whoever changes entries could change with them.
 */
export async function* readAudit(database: Database): AsyncGenerator<AuditRow[]> {
  for (let afterSeq = 0; ;) {
    const rows = await database<AuditRow[]>`
      select seq, ${hashedTime(database, 'happened_at')} as at, user_id, actor, action, object_type, object_id,
        detail::text as detail, prev_hash, row_hash
      from audit where seq > ${afterSeq} order by seq limit ${BATCH}`;
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    afterSeq = last.seq;
  }
}

/** The last entry; null when there is none yet. */
export async function findAuditHead(database: Database): Promise<AuditHead | null> {
  const [head] = await database<AuditHead[]>`
    select seq, row_hash as hash from audit order by seq desc limit 1`;
  return head ?? null;
}
