import type { Database } from '../connect.js';

/** Something that happened to a posting on its site. */
export interface PostingEvent {
  /** `missed`: not there once; `gone`: confirmed; `back`: seen again. */
  readonly kind: 'missed' | 'gone' | 'back';
  /** `not-found` (404, 410), `removed` (the page says so), `not-on-list`; null for `back`. */
  readonly reason: string | null;
  readonly runId: number;
  /** When the site was asked. */
  readonly happenedAt: Date;
  /** When the posting had last been seen by then: it went between the two. */
  readonly lastSeenAt: Date;
}

/** When a posting was there, and when it was not: what a take-down can be dated by. */
export interface PostingTimeline {
  readonly postingId: number;
  readonly url: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** Texts that it has had. */
  readonly version: number;
  /** Missed once and not confirmed yet, or gone: when it was first not there. */
  readonly missedAt: Date | null;
  readonly goneAt: Date | null;
  readonly goneConfirmedAt: Date | null;
  readonly goneReason: string | null;
  /** Oldest first. */
  readonly events: readonly PostingEvent[];
}

/** Of the given postings, by id; unknown ids are left out. */
export async function findTimelines(
  database: Database,
  postingIds: readonly number[],
): Promise<PostingTimeline[]> {
  const ids = [...postingIds];
  const [postings, events] = await Promise.all([
    database<Omit<PostingTimeline, 'events'>[]>`
      select id as posting_id, url, first_seen_at, last_seen_at, version, missed_at, gone_at,
        gone_confirmed_at, gone_reason
      from postings where id = any(${ids}::bigint[]) order by id`,
    database<(PostingEvent & { readonly postingId: number })[]>`
      select posting_id, kind, reason, run_id, happened_at, last_seen_at
      from posting_events where posting_id = any(${ids}::bigint[]) order by id`,
  ]);
  return postings.map((posting) => ({
    ...posting,
    events: events.flatMap(({ postingId, ...event }) =>
      postingId === posting.postingId ? [event] : [],
    ),
  }));
}

/** Of a lead's postings. */
export async function findLeadTimelines(
  database: Database,
  leadId: number,
): Promise<PostingTimeline[]> {
  const rows = await database<{ postingId: number }[]>`
    select posting_id from lead_postings where lead_id = ${leadId}`;
  return findTimelines(
    database,
    rows.map(({ postingId }) => postingId),
  );
}
