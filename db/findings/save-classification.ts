import { json, type Database } from '../connect.js';
import type { Posting } from '../../domain/posting.js';
import type { Classification, ContactKind } from '../../domain/finding.js';
import type { Seal } from '../../runtime/seal.js';

export interface StoredContact {
  readonly kind: ContactKind;
  /** Keyed hash of the normalised value. */
  readonly contactKey: string;
  readonly masked: string;
}

/**
 * Saves what a classifier said of one posting version, in place of what it said before.
 * @returns false when the posting has moved on to another version, or more of its pictures were read in
 *   the meantime; nothing is written then
 */
export async function saveClassification(
  database: Database,
  posting: Pick<Posting, 'id' | 'version' | 'imageText'>,
  classification: Classification,
  contacts: readonly StoredContact[],
  seal: Seal,
): Promise<boolean> {
  const { id: postingId, version, imageText } = posting;
  return database.begin(async (transaction) => {
    const [current] = await transaction`
      select 1 from postings where id = ${postingId} and version = ${version}
        and image_text = ${imageText} for update`;
    if (current === undefined) return false;
    await transaction`delete from findings where posting_id = ${postingId} and version = ${version}`;
    await transaction`delete from contacts where posting_id = ${postingId}`;
    await transaction`
      insert into classifications (posting_id, version, flag, score, primary_code, exclusion, facets,
        subject, sealed_contacts, rules_version, model_version)
      values (${postingId}, ${version}, ${classification.flag}, ${classification.score},
        ${classification.primary},
        ${classification.exclusion === null ? null : json(transaction, classification.exclusion)},
        ${json(transaction, classification.facets)}, ${json(transaction, classification.subject)},
        ${seal.seal(JSON.stringify(classification.contacts))}, ${classification.version.rules}, ${classification.version.model})
      on conflict (posting_id, version) do update set
        flag = excluded.flag, score = excluded.score, primary_code = excluded.primary_code,
        exclusion = excluded.exclusion, facets = excluded.facets,
        subject = excluded.subject, sealed_contacts = excluded.sealed_contacts,
        rules_version = excluded.rules_version, model_version = excluded.model_version,
        classified_at = now()`;
    await transaction`
      insert into findings (posting_id, version, code, score, rule, spans)
      select ${postingId}, ${version}, code, score, rule, spans
      from jsonb_to_recordset(${json(transaction, classification.findings)})
        as x (code text, score real, rule text, spans jsonb)`;
    await transaction`
      insert into contacts (posting_id, version, kind, contact_key, masked)
      select ${postingId}, ${version}, c.kind, c.key, c.masked
      from unnest(${contacts.map((c) => c.kind)}::text[], ${contacts.map((c) => c.contactKey)}::text[],
        ${contacts.map((c) => c.masked)}::text[]) as c (kind, key, masked)
      on conflict do nothing`;
    await transaction`
      update postings set state = 'classified', state_since = now()
      where id = ${postingId} and version = ${version}`;
    return true;
  });
}
