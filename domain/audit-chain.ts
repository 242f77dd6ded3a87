/**
 * The audit log as a chain: each entry holds the hash of the one before it. Here the hashes are computed
 * again from what stands in the entries, for the database and for an exported file alike.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { InvalidInput } from './errors.js';

const HASH = /^[0-9a-f]{64}$/;
/** What the first entry has in place of an earlier one's hash. */
export const FIRST_PREV_HASH = '0'.repeat(64);

/** An entry as it is hashed; also a line of an exported file. */
export const AuditRowSchema = z.strictObject({
  /** 1, 2, 3 … without a gap. */
  seq: z.int().positive(),
  /** UTC with microseconds, e.g. `2026-03-01T08:30:00.123456Z`. */
  at: z.string(),
  userId: z.int().nullable(),
  actor: z.string(),
  action: z.string(),
  objectType: z.string(),
  objectId: z.string().nullable(),
  /** The JSON text exactly as it was hashed. */
  detail: z.string(),
  prevHash: z.string(),
  rowHash: z.string(),
});
export type AuditRow = z.infer<typeof AuditRowSchema>;

/** The last entry at some time: who keeps it elsewhere can tell later that nothing before it is gone. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

/** Where a chain does not hold. */
export interface AuditBreak {
  /** The first entry that is not as it was written; of a missing one, its number. */
  readonly seq: number;
  readonly kind: 'changed' | 'missing' | 'order' | 'relinked' | 'head' | 'decision';
  /** Chinese, for whoever looks after the system. */
  readonly why: string;
}

/** @returns SHA-256 (hex) of the entry together with the hash that it holds of the one before */
export function hashAuditRow(row: Omit<AuditRow, 'rowHash'>): string {
  return hashFields([
    row.prevHash,
    String(row.seq),
    row.at,
    row.userId === null ? null : String(row.userId),
    row.actor,
    row.action,
    row.objectType,
    row.objectId,
    row.detail,
  ]);
}

/** A decision as it was kept; `at` as in `AuditRow`. */
export interface HashedDecision {
  readonly id: number;
  readonly leadId: number;
  readonly userId: number;
  readonly action: string;
  readonly code: string | null;
  readonly reason: string | null;
  readonly note: string;
  readonly fromState: string;
  readonly toState: string;
  readonly at: string;
}

/** @returns SHA-256 (hex), which the audit entry of the decision holds */
export function hashDecision(decision: HashedDecision): string {
  return hashFields([
    String(decision.id),
    String(decision.leadId),
    String(decision.userId),
    decision.action,
    decision.code,
    decision.reason,
    decision.note,
    decision.fromState,
    decision.toState,
    decision.at,
  ]);
}

/** Each field with its length in bytes, null as -1: no two lists of fields give the same bytes. */
function hashFields(fields: readonly (string | null)[]): string {
  const hash = createHash('sha256');
  for (const field of fields) {
    hash.update(field === null ? '-1:' : `${Buffer.byteLength(field)}:${field}`);
  }
  return hash.digest('hex');
}

/** Goes along a chain, from its first entry on. */
export interface ChainWalk {
  /** The last entry that held; null before the first. */
  readonly head: AuditHead | null;
  /** @returns what is wrong with this entry or before it; do not go on then */
  step(row: AuditRow): AuditBreak | null;
  /** To be called behind the last entry. @returns a head that the chain should have reached, and has not */
  end(): AuditBreak | null;
}

/** @param knownHeads heads noted earlier, which must stand in the chain */
export function walkChain(knownHeads: readonly AuditHead[] = []): ChainWalk {
  const expected = new Map<number, string[]>();
  for (const { seq, hash } of knownHeads) {
    expected.set(seq, [...(expected.get(seq) ?? []), hash]);
  }
  const last = { seq: 0, hash: FIRST_PREV_HASH };
  return {
    get head() {
      return last.seq === 0 ? null : { ...last };
    },
    step(row) {
      const next = last.seq + 1;
      const found = breakAt(row, last) ?? refuteHead(row, expected.get(row.seq));
      if (found !== null) return found;
      expected.delete(row.seq);
      last.seq = next;
      last.hash = row.rowHash;
      return null;
    },
    end() {
      const beyond = Math.max(0, ...expected.keys());
      if (beyond <= last.seq) return null;
      return {
        seq: last.seq + 1,
        kind: 'missing',
        why: `记下的链头是第 ${beyond} 条，现在只到第 ${last.seq} 条：末尾的记录被删除`,
      };
    },
  };
}

function breakAt(row: AuditRow, last: AuditHead): AuditBreak | null {
  const next = last.seq + 1;
  if (row.seq > next) {
    const upTo = row.seq - 1 === next ? '' : ` 至第 ${row.seq - 1} 条`;
    return { seq: next, kind: 'missing', why: `第 ${next} 条${upTo}不见了` };
  }
  if (row.seq < next) {
    return {
      seq: row.seq,
      kind: 'order',
      why: `第 ${row.seq} 条排在第 ${last.seq} 条之后：次序不对`,
    };
  }
  if (hashAuditRow(row) !== row.rowHash) {
    return { seq: row.seq, kind: 'changed', why: `第 ${row.seq} 条的内容与其哈希不符：被改动过` };
  }
  if (row.prevHash !== last.hash) {
    return {
      seq: row.seq,
      kind: 'relinked',
      why: `第 ${row.seq} 条接不上前一条：前面的记录被替换或重算过`,
    };
  }
  return null;
}

function refuteHead(row: AuditRow, expected: readonly string[] = []): AuditBreak | null {
  if (expected.every((hash) => hash === row.rowHash)) return null;
  return {
    seq: row.seq,
    kind: 'head',
    why: `第 ${row.seq} 条与记下的链头不符：这一条或它之前的记录被改动后重算过`,
  };
}

/** `SEQ:HASH`, as it is printed and noted. */
export function formatHead({ seq, hash }: AuditHead): string {
  return `${seq}:${hash}`;
}

/** @throws {InvalidInput} when it is not `SEQ:HASH` */
export function parseHead(text: string): AuditHead {
  const [, seq = '', hash = ''] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  if (!HASH.test(hash) || Number(seq) < 1) {
    throw new InvalidInput('a head is SEQ:HASH, e.g. 128:9f86d0…, as `audit head` prints it');
  }
  return { seq: Number(seq), hash };
}
