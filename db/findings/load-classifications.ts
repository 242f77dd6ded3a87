import { z } from 'zod';
import type { Database, Transaction } from '../connect.js';
import {
  ContactSchema,
  type Classification,
  type Exclusion,
  type Facets,
  type Finding,
  type SubjectTest,
} from '../../domain/finding.js';
import type { Seal } from '../../runtime/seal.js';

const NO_PERIOD: Pick<Facets, 'period'> = { period: [] };
const ContactsSchema = z.array(ContactSchema);

interface Row {
  readonly postingId: number;
  readonly flag: boolean;
  readonly score: number;
  readonly primaryCode: string | null;
  readonly exclusion: Exclusion | null;
  readonly facets: Facets;
  readonly subject: SubjectTest;
  readonly rulesVersion: string;
  readonly modelVersion: string | null;
  readonly sealedContacts: Uint8Array;
  readonly findings: readonly Finding[];
}

/**
 * What was last said of each posting, by posting id; a version that was just seen may not be
 * classified yet, and what was said before stands until then.
 */
export async function loadClassifications(
  database: Database | Transaction,
  postingIds: readonly number[],
  seal: Seal,
): Promise<Map<number, Classification>> {
  const rows = await database<Row[]>`
    select distinct on (c.posting_id) c.*,
      (select coalesce(json_agg(json_build_object(
          'code', f.code, 'score', f.score, 'rule', f.rule, 'spans', f.spans)
          order by f.score desc, f.id), '[]')
        from findings f where f.posting_id = c.posting_id and f.version = c.version) as findings
    from classifications c
    where c.posting_id = any(${[...postingIds]}::bigint[])
    order by c.posting_id, c.version desc`;
  return new Map(rows.map((row) => [row.postingId, toClassification(row, seal)]));
}

function toClassification(row: Row, seal: Seal): Classification {
  return {
    id: String(row.postingId),
    flag: row.flag,
    score: row.score,
    primary: row.primaryCode,
    findings: [...row.findings],
    exclusion: row.exclusion,
    // What was classified before this facet was known has none.
    facets: { ...NO_PERIOD, ...row.facets },
    subject: row.subject,
    contacts: ContactsSchema.parse(JSON.parse(seal.open(row.sealedContacts))),
    version: { rules: row.rulesVersion, model: row.modelVersion },
  };
}
