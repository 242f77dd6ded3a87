/** How well flagged postings were put together into leads, one lead an advertiser. */
import type { MatchedPosting } from './match-found.js';

export interface GroupingScore {
  /** Leads that hold at least one recognised posting. */
  readonly leads: number;
  /** Share of postings that belong to the advertiser most of their lead belongs to; 1: no lead mixes advertisers. */
  readonly purity: number | null;
  /** Share of postings of advertisers with several, that are in their advertiser's largest lead; 1: none is torn apart. */
  readonly completeness: number | null;
  /** Advertisers whose postings are in more than one lead. */
  readonly torn: readonly string[];
  /** Leads that hold more than one advertiser. */
  readonly mixed: readonly number[];
}

interface Placed {
  readonly id: string;
  readonly advertiser: string;
  readonly leadId: number;
}

/** Postings without an advertiser stand for themselves: two of them in one lead are a mix. */
export function scoreGrouping(matched: readonly MatchedPosting[]): GroupingScore {
  const placed = placedPostings(matched);
  const byLead = groupBy(placed, (each) => each.leadId);
  const byAdvertiser = groupBy(placed, (each) => each.advertiser);
  const several = [...byAdvertiser].filter(([, own]) => own.length > 1);
  const severalCount = several.reduce((sum, [, own]) => sum + own.length, 0);
  const pure = [...byLead.values()].reduce(
    (sum, own) => sum + largestShare(own, (each) => each.advertiser),
    0,
  );
  const complete = several.reduce(
    (sum, [, own]) => sum + largestShare(own, (each) => each.leadId),
    0,
  );
  return {
    leads: byLead.size,
    purity: placed.length === 0 ? null : pure / placed.length,
    completeness: severalCount === 0 ? null : complete / severalCount,
    torn: several
      .filter(([, own]) => new Set(own.map((each) => each.leadId)).size > 1)
      .map(([advertiser]) => advertiser),
    mixed: [...byLead]
      .filter(([, own]) => new Set(own.map((each) => each.advertiser)).size > 1)
      .map(([leadId]) => leadId),
  };
}

/** One place for each posting and lead, though the posting may have been found twice. */
function placedPostings(matched: readonly MatchedPosting[]): readonly Placed[] {
  const placed = new Map<string, Placed>();
  for (const { found, expected } of matched) {
    if (expected === null || found.leadId === null || !found.flagged) continue;
    const advertiser = expected.advertiser ?? expected.id;
    const key = `${expected.id} ${String(found.leadId)}`;
    placed.set(key, { id: expected.id, advertiser, leadId: found.leadId });
  }
  return [...placed.values()];
}

function groupBy<T, K>(list: readonly T[], keyOf: (each: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const each of list) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return groups;
}

function largestShare<T, K>(list: readonly T[], keyOf: (each: T) => K): number {
  return Math.max(0, ...[...groupBy(list, keyOf).values()].map((group) => group.length));
}
