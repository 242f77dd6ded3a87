import { createHash } from 'node:crypto';
import type { Fragment } from 'postgres';
import { z } from 'zod';
import {
  hashDecision,
  walkChain,
  type AuditBreak,
  type AuditHead,
  type AuditRow,
  type HashedDecision,
} from '../../domain/audit-chain.js';
import type { Database } from '../connect.js';
import { hashedTime } from './hashed-time.js';
import { readAudit } from './read-audit.js';

/** What a walk along the whole chain has shown. */
export interface AuditCheck {
  /** How many entries hold, from the first one on. */
  readonly entries: number;
  /** When the first and the last of these were written; null when there is none. */
  readonly from: string | null;
  readonly to: string | null;
  readonly head: AuditHead | null;
  /** How many decisions were compared with their entries. */
  readonly decisions: number;
  /** null: the chain holds. */
  readonly firstBreak: AuditBreak | null;
}

const DecidedSchema = z.object({ decisionId: z.int(), decisionHash: z.string() });
const BegunSchema = z.object({ lastDecision: z.int(), decisionsHash: z.string() });

/**
 * Goes along the whole chain, compares the decisions with their entries, and the chain with the heads
 * that are known: `noted` elsewhere, and those kept with the exports here.
 */
export async function verifyAudit(
  database: Database,
  noted: readonly AuditHead[] = [],
): Promise<AuditCheck> {
  const kept = await database<AuditHead[]>`
    select audit_seq as seq, audit_hash as hash from exports
    where audit_seq is not null and audit_hash is not null order by id`;
  const walk = walkChain([...noted, ...kept]);
  const range: { from: string | null; to: string | null } = { from: null, to: null };
  let decisions = 0;
  let begun: AuditRow | undefined;
  const told = (firstBreak: AuditBreak | null): AuditCheck => ({
    ...{ entries: walk.head?.seq ?? 0, head: walk.head, ...range, decisions, firstBreak },
  });

  for await (const rows of readAudit(database)) {
    for (const row of rows) {
      const found = walk.step(row);
      if (found !== null) return told(found);
      range.from ??= row.at;
      range.to = row.at;
    }
    const looks = [compareDecisions(database, rows)];
    if (begun === undefined) {
      begun = rows.find(({ action }) => action === 'begin-chain');
      if (begun !== undefined) looks.unshift(compareEarlier(database, begun));
    }
    for (const compared of await Promise.all(looks)) {
      decisions += compared.count;
      if (compared.firstBreak !== null) return told(compared.firstBreak);
    }
  }
  return told(walk.end() ?? (await findUnaudited(database, walk.head)));
}

interface Compared {
  readonly count: number;
  readonly firstBreak: AuditBreak | null;
}

/** The decisions that these entries tell of, as they stand now. */
async function compareDecisions(database: Database, rows: readonly AuditRow[]): Promise<Compared> {
  const told = rows.flatMap((row) => {
    if (row.action !== 'decide') return [];
    const detail = DecidedSchema.safeParse(JSON.parse(row.detail));
    return detail.success ? [{ row, ...detail.data }] : [];
  });
  const count = told.length;
  if (count === 0) return { count, firstBreak: null };
  const ids = told.map(({ decisionId }) => decisionId);
  const found = await readDecisions(database, database`id = any(${ids}::bigint[])`);
  const hashes = new Map(found.map((decision) => [decision.id, hashDecision(decision)]));
  for (const { row, decisionId, decisionHash } of told) {
    const hash = hashes.get(decisionId);
    if (hash === decisionHash) continue;
    const what = hash === undefined ? '不见了' : '与记录不符：被改动过';
    return {
      count,
      firstBreak: {
        ...{ seq: row.seq, kind: 'decision' },
        why: `第 ${row.seq} 条所记的研判结论（编号 ${decisionId}）${what}`,
      },
    };
  }
  return { count, firstBreak: null };
}

/** Those that are older than the chain: one hash stands for all of them. */
async function compareEarlier(database: Database, row: AuditRow): Promise<Compared> {
  const { lastDecision, decisionsHash } = BegunSchema.parse(JSON.parse(row.detail));
  const hash = createHash('sha256');
  let count = 0;
  for (let after = 0; ;) {
    const found = await readDecisions(database, database`id > ${after} and id <= ${lastDecision}`);
    for (const decision of found) hash.update(hashDecision(decision));
    count += found.length;
    const last = found.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  if (hash.digest('hex') === decisionsHash) return { count, firstBreak: null };
  return {
    count,
    firstBreak: {
      ...{ seq: row.seq, kind: 'decision' },
      why: `第 ${row.seq} 条记有建链以前的研判结论（编号至 ${lastDecision}），现在的与之不符：被改动或删除过`,
    },
  };
}

function readDecisions(database: Database, which: Fragment): Promise<HashedDecision[]> {
  return database<HashedDecision[]>`
    select id, lead_id, user_id, action, code, reason, note, from_state, to_state,
      ${hashedTime(database, 'decided_at')} as at
    from decisions where ${which} order by id limit 5000`;
}

/** A decision of which no entry tells did not come from this program. */
async function findUnaudited(
  database: Database,
  head: AuditHead | null,
): Promise<AuditBreak | null> {
  const [row] = await database<{ id: number }[]>`
    select d.id from decisions d
    where d.id > coalesce((
        select (detail ->> 'lastDecision')::bigint from audit
        where action = 'begin-chain' order by seq limit 1), 0)
      and not exists (
        select 1 from audit a
        where a.action = 'decide' and a.detail ->> 'decisionId' = d.id::text)
    order by d.id limit 1`;
  if (row === undefined) return null;
  return {
    seq: (head?.seq ?? 0) + 1,
    kind: 'decision',
    why: `研判结论（编号 ${row.id}）没有审计记录：不是由本程序写入的`,
  };
}
