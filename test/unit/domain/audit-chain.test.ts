import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  FIRST_PREV_HASH,
  formatHead,
  hashAuditRow,
  parseHead,
  walkChain,
  type AuditHead,
  type AuditRow,
} from '../../../domain/audit-chain.js';
import { InvalidInput } from '../../../domain/errors.js';

/** A whole chain of so many entries. */
function chainOf(length: number): AuditRow[] {
  const rows: AuditRow[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    rows.push(
      link(
        {
          ...{ seq, at: '2026-03-01T00:00:00.000001Z', userId: null, actor: '王' },
          ...{ action: 'login', objectType: 'session', objectId: null, detail: '{}' },
        },
        rows.at(-1)?.rowHash,
      ),
    );
  }
  return rows;
}

function link(
  row: Omit<AuditRow, 'prevHash' | 'rowHash'>,
  prevHash: string = FIRST_PREV_HASH,
): AuditRow {
  return { ...row, prevHash, rowHash: hashAuditRow({ ...row, prevHash }) };
}

function walk(rows: readonly AuditRow[], heads: readonly AuditHead[] = []) {
  const walked = walkChain(heads);
  for (const row of rows) {
    const found = walked.step(row);
    if (found !== null) return found;
  }
  return walked.end();
}

const FIRST = {
  ...{ seq: 1, at: '', userId: null, actor: '', action: '', objectType: '', objectId: null },
  ...{ detail: '', prevHash: '' },
};

const headOf = (row: AuditRow | undefined): AuditHead => ({
  seq: row?.seq ?? 0,
  hash: row?.rowHash ?? '',
});

describe('a chain', () => {
  it('that is whole holds, with every head of it', () => {
    const rows = chainOf(5);
    expect(walk(rows, rows.map(headOf))).toBeNull();
    expect(walk([])).toBeNull();
  });

  it('names any single field that was changed', () => {
    const CHANGES: readonly Partial<AuditRow>[] = [
      { at: '2026-03-01T00:00:00.000002Z' },
      { userId: 1 },
      { actor: '' },
      { action: 'logout' },
      { objectType: 'lead' },
      { objectId: '' },
      { detail: '{ }' },
      { prevHash: 'f'.repeat(64) },
      { rowHash: 'f'.repeat(64) },
    ];
    for (const change of CHANGES) {
      const rows = chainOf(5).map((row) => (row.seq === 3 ? { ...row, ...change } : row));
      expect(walk(rows)).toMatchObject({ seq: 3, kind: 'changed' });
    }
  });

  it('names what was removed, put twice, or put elsewhere', () => {
    const rows = chainOf(6);
    const without = (...seqs: number[]) => rows.filter(({ seq }) => !seqs.includes(seq));
    expect(walk(without(1))).toMatchObject({ seq: 1, kind: 'missing' });
    expect(walk(without(3, 4))).toMatchObject({ seq: 3, kind: 'missing' });
    expect(walk(without(3, 4))?.why).toContain('第 3 条 至第 4 条');
    expect(walk(rows.flatMap((row) => (row.seq === 2 ? [row, row] : [row])))).toMatchObject({
      ...{ seq: 2, kind: 'order' },
    });
  });

  it('shows a cut end, and a whole chain written anew, only by a head noted elsewhere', () => {
    const rows = chainOf(6);
    const noted = [headOf(rows[5])];
    const cut = rows.slice(0, 4);
    expect(walk(cut)).toBeNull();
    expect(walk(cut, noted)).toMatchObject({ seq: 5, kind: 'missing' });
    expect(walk([], noted)).toMatchObject({ seq: 1, kind: 'missing' });

    const anew: AuditRow[] = [];
    for (const row of rows) {
      anew.push(link({ ...row, actor: '李' }, anew.at(-1)?.rowHash));
    }
    expect(walk(anew)).toBeNull();
    expect(walk(anew, noted)).toMatchObject({ seq: 6, kind: 'head' });
  });

  it('shows an entry that was written anew by itself in the one behind it', () => {
    const rows = chainOf(4);
    const [first] = rows;
    rows[1] = link({ ...(rows[1] as AuditRow), actor: '李' }, first?.rowHash);
    expect(walk(rows)).toMatchObject({ seq: 3, kind: 'relinked' });
  });

  it('never takes one list of fields for another', () => {
    const text = fc.string({ unit: fc.constantFrom('1', ':', '-', 'a', '师') });
    const fields = fc.record({
      ...{ actor: text, action: text, objectType: text, detail: text },
      objectId: fc.option(text),
      userId: fc.option(fc.nat(20)),
    });
    const hashOf = (of: object) => hashAuditRow({ ...FIRST, ...of });
    fc.assert(
      fc.property(fields, fields, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        return (hashOf(one) === hashOf(other)) === isSame;
      }),
    );
    expect(hashOf({ actor: 'a', objectId: null })).not.toBe(hashOf({ actor: 'a', objectId: '' }));
  });
});

describe('a head', () => {
  it('is read as it is written', () => {
    const head = headOf(chainOf(1)[0]);
    expect(parseHead(` ${formatHead(head)}\n`)).toEqual(head);
  });

  it.each(['', '7', `0:${'a'.repeat(64)}`, `7:${'a'.repeat(63)}`, `x:${'a'.repeat(64)}`])(
    'is not %j',
    (text) => {
      expect(() => parseHead(text)).toThrow(InvalidInput);
    },
  );
});
