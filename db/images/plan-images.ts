import type { Transaction } from '../connect.js';
import { urlKey } from '../../domain/url-key.js';
import { refreshImageTexts } from './refresh-image-texts.js';

/** A posting as it was just saved, with the addresses of its pictures that are worth reading. */
export interface PicturedPosting {
  readonly postingId: number;
  /** A new posting, or a new version of one. */
  readonly isChanged: boolean;
  readonly pictures: readonly string[];
}

/**
 * Notes which pictures of these postings are to be read, and gives the postings what is known of them
 * already. A known version whose pictures have new addresses is looked at again after a day at the
 * earliest: some sites give the same picture another address each time.
 * @returns the ids of pictures that are due
 */
export async function planImages(
  transaction: Transaction,
  sourceId: string,
  postings: readonly PicturedPosting[],
): Promise<number[]> {
  const planned = await findPlanned(transaction, postings);
  const wanted = postings.filter((posting) => needsPlan(posting, planned.get(posting.postingId)));
  if (wanted.length === 0) return [];
  const rows = wanted.flatMap(({ postingId, pictures }) =>
    pictures.map((url, position) => ({ postingId, position, url, key: urlKey(url) })),
  );
  // Sorted, so that two pages with the same pictures lock them in the same order.
  const byKey = [...new Map(rows.map((row) => [row.key, row.url]))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const keys = byKey.map(([key]) => key);
  await transaction`
    insert into images as i (url, url_key, source_id)
    select n.url, decode(n.key, 'hex'), ${sourceId}
    from unnest(${byKey.map(([, url]) => url)}::text[], ${keys}::text[]) as n (url, key)
    on conflict (url_key) do update set
      state = 'due', due_at = now(), attempts = 0, fetched_at = null, lease_until = null
    where i.state <> 'due' and i.settled_at < now() - interval '1 day'`;
  const postingIds = wanted.map(({ postingId }) => postingId);
  await transaction`delete from posting_images where posting_id = any(${postingIds}::bigint[])`;
  await transaction`
    insert into posting_images (posting_id, image_id, position)
    select n.posting_id, i.id, n.position
    from unnest(${rows.map((row) => row.postingId)}::bigint[], ${rows.map((row) => row.position)}::int[],
      ${rows.map((row) => row.key)}::text[]) as n (posting_id, position, key)
    join images i on i.url_key = decode(n.key, 'hex')
    on conflict do nothing`;
  await refreshImageTexts(transaction, postingIds);
  const due = await transaction<{ id: number }[]>`
    select id from images where state = 'due' and due_at <= now()
      and url_key in (select decode(k, 'hex') from unnest(${keys}::text[]) as k)`;
  return due.map(({ id }) => id);
}

interface Planned {
  readonly keys: readonly string[];
  readonly isFresh: boolean;
}

async function findPlanned(
  transaction: Transaction,
  postings: readonly PicturedPosting[],
): Promise<ReadonlyMap<number, Planned>> {
  const rows = await transaction<(Planned & { postingId: number })[]>`
    select pi.posting_id, array_agg(encode(i.url_key, 'hex') order by pi.position) as keys,
      max(pi.planned_at) > now() - interval '1 day' as is_fresh
    from posting_images pi join images i on i.id = pi.image_id
    where pi.posting_id = any(${postings.map(({ postingId }) => postingId)}::bigint[])
    group by pi.posting_id`;
  return new Map(rows.map((row) => [row.postingId, row]));
}

function needsPlan(
  { isChanged, pictures }: PicturedPosting,
  planned: Planned | undefined,
): boolean {
  if (planned === undefined) return pictures.length > 0;
  if (isChanged) return true;
  return !planned.isFresh && planned.keys.join() !== pictures.map(urlKey).join();
}
