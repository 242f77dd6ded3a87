import { storable, type Database } from '../connect.js';
import type { ImageText } from '../../domain/image-text.js';
import type { SavedPosting } from '../postings/save-postings.js';
import { refreshImageTexts } from './refresh-image-texts.js';

/** What is known of these bytes, whichever address they came from; undefined when nothing is. */
export async function findImageText(
  database: Database,
  sha256: string,
): Promise<ImageText | undefined> {
  const [known] = await database<ImageText[]>`
    select outcome, text, qr_codes, reason, engine, took_ms from image_texts
    where sha256 = ${sha256}`;
  return known;
}

/**
 * Saves what was read of a picture and gives it to the postings that show it.
 * @returns the postings that have to be classified again
 */
export async function settleImage(
  database: Database,
  imageId: number,
  { sha256, reading }: { readonly sha256: string; readonly reading: ImageText },
): Promise<SavedPosting[]> {
  return database.begin(async (transaction) => {
    // In the order in which pages lock them (`savePostings`).
    const shown = await transaction<{ id: number }[]>`
      select p.id from posting_images pi join postings p on p.id = pi.posting_id
      where pi.image_id = ${imageId} order by p.source_id, p.key for no key update of p`;
    await transaction`
      insert into image_texts (sha256, engine, outcome, text, qr_codes, reason, took_ms)
      values (${sha256}, ${reading.engine}, ${reading.outcome}, ${storable(reading.text)},
        ${reading.qrCodes.map(storable)}, ${reading.reason}, ${reading.tookMs})
      on conflict (sha256) do update set
        engine = excluded.engine, outcome = excluded.outcome, text = excluded.text,
        qr_codes = excluded.qr_codes, reason = excluded.reason, took_ms = excluded.took_ms,
        read_at = now()
      where image_texts.engine <> excluded.engine`;
    await transaction`
      update images set state = 'read', lease_until = null, sha256 = ${sha256}, settled_at = now(), reason = null,
        fetched_at = coalesce(fetched_at, now())
      where id = ${imageId}`;
    return refreshImageTexts(
      transaction,
      shown.map(({ id }) => id),
    );
  });
}

/** Gives a picture up until another posting shows it. */
export async function buryImage(
  database: Database,
  imageId: number,
  reason: string,
): Promise<void> {
  await database`
    update images set state = 'dead', lease_until = null, reason = ${reason}, settled_at = now() where id = ${imageId}`;
}

/** Lets a picture wait. @param costsAttempt false when its host only asked for patience */
export async function postponeImage(
  database: Database,
  imageId: number,
  {
    waitMs,
    reason,
    costsAttempt,
  }: { readonly waitMs: number; readonly reason: string | null; readonly costsAttempt: boolean },
): Promise<void> {
  await database`
    update images set lease_until = null, due_at = now() + ${Math.round(waitMs)} * interval '1 millisecond', reason = ${reason},
      attempts = attempts - ${costsAttempt ? 0 : 1}
    where id = ${imageId} and state = 'due'`;
}
