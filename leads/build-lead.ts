/** What a lead shows of its postings: postings and their classifications in, the lead's summary out. */
import { InvalidInput } from '../domain/errors.js';
import type { DepartmentId } from '../domain/departments.js';
import type { Classification } from '../domain/finding.js';
import type { Lead } from '../domain/lead.js';
import type { Posting } from '../domain/posting.js';
import { routeDepartments } from './route-departments.js';
import { listElements } from './list-elements.js';
import { scorePriority } from './score-priority.js';
import { weighCodes } from './weigh-codes.js';

/** One posting of the lead with what the classifier says of its current version. */
export interface LeadMember {
  readonly posting: Posting;
  readonly classification: Classification;
}

export interface LeadInput {
  readonly members: readonly LeadMember[];
  readonly now: Date;
  /** How often the lead came back after it was closed. */
  readonly recurrenceCount: number;
  readonly complaintCount: number;
}

/** A lead without what the database keeps: id, state and version. */
export interface LeadSummary extends Omit<Lead, 'id' | 'state' | 'version'> {
  /** Those it goes to by its codes; the first one leads. */
  readonly departments: readonly DepartmentId[];
}

const TITLE_LENGTH = 60;

/**
 * The summary of a lead. Title: of the posting with the best score, else the start of its text.
 * Primary code: that of the same posting. Publisher and place: the most frequent. The order of the members does not matter.
 * @throws {InvalidInput} when there is no posting, or no finding in any of them
 */
export function buildLead({
  members,
  now,
  recurrenceCount,
  complaintCount,
}: LeadInput): LeadSummary {
  const ordered = [...members].sort(
    (one, other) =>
      Number(other.classification.flag) - Number(one.classification.flag) ||
      other.classification.score - one.classification.score ||
      one.posting.firstSeenAt.getTime() - other.posting.firstSeenAt.getTime() ||
      one.posting.id - other.posting.id,
  );
  const best = ordered[0];
  const classifications = ordered.map(({ classification }) => classification);
  const codes = weighCodes(classifications).map(({ code }) => code);
  const gravest = codes[0];
  if (best === undefined || gravest === undefined) {
    throw new InvalidInput('a lead needs at least one posting with a finding');
  }

  const postings = ordered.map(({ posting }) => posting);
  const sourceIds = [...new Set(postings.map(({ sourceId }) => sourceId))].sort();
  const firstSeenAt = earliest(postings.map((posting) => posting.firstSeenAt));
  // What the classifier says of the best posting; weighing decides where it named none.
  const primaryCode = best.classification.primary ?? gravest;
  return {
    primaryCode,
    codes,
    departments: routeDepartments(primaryCode, codes),
    score: best.classification.score,
    priority: scorePriority({
      classifications,
      postingCount: postings.length,
      sourceCount: sourceIds.length,
      firstSeenAt,
      now,
      recurrenceCount,
      complaintCount,
    }),
    elements: listElements(
      ordered.map(({ classification, posting: { price } }) => ({ classification, price })),
    ),
    title: titleOf(best),
    publisher: mostFrequent(postings.map(({ publisher }) => publisher)),
    location: mostFrequent(postings.map(({ location }) => location)),
    sourceIds,
    postingCount: postings.length,
    firstSeenAt,
    lastSeenAt: latest(postings.map((posting) => posting.lastSeenAt)),
  };
}

/** Never ends inside a contact: half a number would slip through every mask. */
function titleOf({ posting: { title, body }, classification: { contacts } }: LeadMember): string {
  const text = title.trim() === '' ? (body.trim().split('\n', 1)[0] ?? '') : title.trim();
  const characters = [...text];
  if (characters.length <= TITLE_LENGTH) return text;
  let end = characters.slice(0, TITLE_LENGTH - 1).join('').length;
  for (const { span } of contacts) {
    const start = text.lastIndexOf(span.text, end - 1);
    if (start !== -1 && end < start + span.text.length) end = start;
  }
  return `${text.slice(0, end)}…`;
}

/** Ties go to the value that comes first, which is that of the better posting. */
function mostFrequent(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) {
    const text = value?.trim() ?? '';
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  let best: string | null = null;
  for (const [value, count] of counts) {
    if (best === null || count > (counts.get(best) ?? 0)) best = value;
  }
  return best;
}

function earliest(dates: readonly Date[]): Date {
  return new Date(Math.min(...dates.map((date) => date.getTime())));
}

function latest(dates: readonly Date[]): Date {
  return new Date(Math.max(...dates.map((date) => date.getTime())));
}
