import type { Database } from '../connect.js';

/** A picture that this process is to fetch and read. */
export interface ClaimedImage {
  readonly id: number;
  readonly url: string;
  readonly sourceId: string;
  /** Of bytes that are kept and need not be fetched again; null when they have to be. */
  readonly keptSha256: string | null;
  /** This one included. */
  readonly attempts: number;
}

/** How long a reader may take, the queue before its engine included; then somebody else may try. */
const LEASE_MS = 300_000;
/** A picture that was tried so often is dead (it may be killing its readers). */
export const MAX_IMAGE_ATTEMPTS = 5;

/** The picture, taken for some minutes; undefined when it is not due or somebody else is at it. */
export async function claimImage(
  database: Database,
  imageId: number,
): Promise<ClaimedImage | undefined> {
  const [image] = await database<ClaimedImage[]>`
    update images set attempts = attempts + 1,
      lease_until = now() + ${LEASE_MS} * interval '1 millisecond'
    where id = ${imageId} and state = 'due' and due_at <= now()
      and (lease_until is null or lease_until < now())
    returning id, url, source_id, attempts,
      case when fetched_at is not null then sha256 end as kept_sha256`;
  return image;
}

/** The pictures that may be read now, the longest due first. */
export async function findDueImages(database: Database, limit: number): Promise<number[]> {
  const rows = await database<{ id: number }[]>`
    select id from images
    where state = 'due' and due_at <= now() and (lease_until is null or lease_until < now())
    order by due_at limit ${limit}`;
  return rows.map(({ id }) => id);
}

/**
 * Makes pictures due again that another engine could not read, or not wholly; what failed in another
 * engine, after a day at the earliest.
 */
export async function retryUnreadImages(database: Database, engine: string): Promise<void> {
  await database`
    update images set state = 'due', due_at = now(), attempts = 0
    where state = 'read' and sha256 in (
      select sha256 from image_texts
      where outcome <> 'read' and engine <> ${engine}
        and (outcome = 'codes-only' or read_at < now() - interval '1 day'))`;
}
