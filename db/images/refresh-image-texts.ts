import type { Transaction } from '../connect.js';
import { composeImageText, type ImageText } from '../../domain/image-text.js';
import type { SavedPosting } from '../postings/save-postings.js';

/**
 * Gives postings the text of their pictures, as far as they were read. The version stays; where the
 * text is another one now, the version has to be classified again.
 * @returns the postings whose text changed
 */
export async function refreshImageTexts(
  transaction: Transaction,
  postingIds: readonly number[],
): Promise<SavedPosting[]> {
  const rows = await transaction<
    { id: number; imageText: string; readings: Pick<ImageText, 'text' | 'qrCodes'>[] }[]
  >`
    select p.id, p.image_text, coalesce(json_agg(
        json_build_object('text', t.text, 'qrCodes', t.qr_codes) order by pi.position)
        filter (where t.sha256 is not null), '[]') as readings
    from postings p
    left join posting_images pi on pi.posting_id = p.id
    left join images i on i.id = pi.image_id
    left join image_texts t on t.sha256 = i.sha256
    where p.id = any(${[...postingIds]}::bigint[])
    group by p.id`;
  const changed = rows
    .map(({ id, imageText, readings }) => ({ id, imageText, text: composeImageText(readings) }))
    .filter(({ imageText, text }) => imageText !== text);
  if (changed.length === 0) return [];
  return transaction<SavedPosting[]>`
    update postings p set image_text = n.text, state = 'extracted', state_since = now(), failures = 0
    from unnest(${changed.map(({ id }) => id)}::bigint[], ${changed.map(({ text }) => text)}::text[])
      as n (id, text)
    where p.id = n.id
    returning p.id as posting_id, p.version`;
}
