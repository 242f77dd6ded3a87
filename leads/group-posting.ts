/**
 * Which lead a posting belongs to: the one that has it already, or one with the same text, nearly the
 * same text, or the same contact point. It only ever adds a posting to one lead; two leads are never
 * merged here, and what a person kept apart stays apart.
 */
import { similarity, type TextFingerprint } from './text-fingerprint.js';

/** A lead that the posting may belong to, found by posting, band, hash or contact. Merged leads are given as the lead they went into. */
export interface GroupCandidate {
  readonly leadId: number;
  readonly postingIds: ReadonlySet<number>;
  readonly fingerprints: readonly TextFingerprint[];
  readonly contactKeys: ReadonlySet<string>;
}

/** In how many leads and under how many publishers a contact has been seen, this posting included. */
export interface ContactSpread {
  readonly leadCount: number;
  readonly publisherCount: number;
}

export interface GroupingLimits {
  /** A contact in more leads than this is a hotline and groups nothing. */
  readonly contactLeads: number;
  /** A contact under more publishers than this is a hotline and groups nothing. */
  readonly contactPublishers: number;
  /** Texts at least this similar (0 … 1) are the same ad. */
  readonly similarity: number;
  /** The same when both give contacts and none is common: templates are shared by strangers. */
  readonly similarityWhenContactsDiffer: number;
  /** Texts with fewer letters than this say too little to group by. */
  readonly textLength: number;
}

export const GROUPING_LIMITS: GroupingLimits = {
  contactLeads: 5,
  contactPublishers: 8,
  similarity: 0.5,
  similarityWhenContactsDiffer: 0.8,
  textLength: 20,
};

export interface GroupInput {
  readonly posting: {
    readonly id: number;
    readonly fingerprint: TextFingerprint;
    readonly contactKeys: ReadonlySet<string>;
  };
  readonly candidates: readonly GroupCandidate[];
  /** Leads that a person split this posting from. */
  readonly keptApart: ReadonlySet<number>;
  /** By contact key; a contact that is missing counts as seen nowhere else. */
  readonly contactSpread: ReadonlyMap<string, ContactSpread>;
  readonly limits: GroupingLimits;
}

export type GroupCause = 'posting' | 'identical' | 'contact' | 'similar';

/** `reason` is Chinese, for the reviewer. */
export type GroupDecision =
  | { readonly joinLeadId: number; readonly by: GroupCause; readonly reason: string }
  | { readonly newLead: true; readonly reason: string };

interface Match {
  readonly leadId: number;
  readonly by: GroupCause;
  readonly similarity: number;
}

const STRENGTH: Readonly<Record<GroupCause, number>> = {
  posting: 3,
  identical: 2,
  contact: 1,
  similar: 0,
};

/**
 * Decides where a posting goes. Of several leads the strongest cause wins (same posting, identical
 * text, same contact, similar text), then the greater similarity, then the older lead, so that
 * the order of the candidates does not matter.
 */
export function groupPosting(input: GroupInput): GroupDecision {
  const matches = input.candidates
    .filter(({ leadId }) => !input.keptApart.has(leadId))
    .flatMap((candidate) => matchCandidate(candidate, input))
    .sort(
      (one, other) =>
        STRENGTH[other.by] - STRENGTH[one.by] ||
        other.similarity - one.similarity ||
        one.leadId - other.leadId,
    );
  const best = matches[0];
  if (best === undefined) {
    const wasSplit = input.candidates.some(({ leadId }) => input.keptApart.has(leadId));
    return {
      newLead: true,
      reason: wasSplit ? '已人工拆分，不再自动并入原线索' : '没有同帖、同文或同联系方式的线索',
    };
  }
  return { joinLeadId: best.leadId, by: best.by, reason: reasonOf(best) };
}

function matchCandidate(candidate: GroupCandidate, input: GroupInput): readonly Match[] {
  const { posting, limits } = input;
  const { leadId } = candidate;
  if (candidate.postingIds.has(posting.id)) return [{ leadId, by: 'posting', similarity: 1 }];

  const isLongEnough = posting.fingerprint.length >= limits.textLength;
  const closest = isLongEnough
    ? Math.max(0, ...candidate.fingerprints.map((print) => similarity(posting.fingerprint, print)))
    : 0;
  const isIdentical =
    isLongEnough &&
    candidate.fingerprints.some(({ sha256 }) => sha256 === posting.fingerprint.sha256);
  if (isIdentical) return [{ leadId, by: 'identical', similarity: 1 }];

  const common = [...posting.contactKeys].filter((key) => candidate.contactKeys.has(key));
  if (common.some((key) => !isHotline(input.contactSpread.get(key), limits))) {
    return [{ leadId, by: 'contact', similarity: closest }];
  }

  const contactsDiffer =
    posting.contactKeys.size > 0 && candidate.contactKeys.size > 0 && common.length === 0;
  const threshold = contactsDiffer ? limits.similarityWhenContactsDiffer : limits.similarity;
  return closest >= threshold ? [{ leadId, by: 'similar', similarity: closest }] : [];
}

function isHotline(spread: ContactSpread | undefined, limits: GroupingLimits): boolean {
  if (spread === undefined) return false;
  return spread.leadCount > limits.contactLeads || spread.publisherCount > limits.contactPublishers;
}

function reasonOf({ leadId, by, similarity: share }: Match): string {
  switch (by) {
    case 'posting':
      return `线索 ${leadId} 已含同一帖子`;
    case 'identical':
      return `与线索 ${leadId} 的文字相同`;
    case 'contact':
      return `与线索 ${leadId} 的联系方式相同`;
    case 'similar':
      return `与线索 ${leadId} 的文字相近（相似度 ${share.toFixed(2)}）`;
  }
}
