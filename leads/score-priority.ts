/**
 * How urgent a lead is, and why: whole points that add up exactly, each with a Chinese reason. More
 * evidence never lowers it. A lead that came back after it was closed stands above all others.
 */
import { findCode } from '../domain/taxonomy/taxonomy.js';
import type { Classification } from '../domain/finding.js';
import { VENUE_NAMES } from '../domain/facet-names.js';
import type { Priority } from '../domain/lead.js';
import { severityOf } from './severity.js';
import { weighCodes } from './weigh-codes.js';

type PriorityPart = Priority['parts'][number];

export interface PriorityInput {
  /** Of the lead's postings, at least one. */
  readonly classifications: readonly Classification[];
  /** How often the ad was posted, 1 or more. */
  readonly postingCount: number;
  /** On how many sources, 1 or more. */
  readonly sourceCount: number;
  readonly firstSeenAt: Date;
  readonly now: Date;
  /** How often the lead came back after it was closed. */
  readonly recurrenceCount: number;
  readonly complaintCount: number;
}

/** The most that each part may give; together 100. */
export const PRIORITY_MAXIMA = {
  code: 25,
  score: 18,
  reposts: 6,
  sources: 5,
  paid: 6,
  contact: 4,
  teacher: 5,
  venue: 4,
  freshness: 4,
  complaints: 8,
  recurrence: 15,
} as const;

/** All parts but the recurrence together: what a lead can reach that never came back. */
const MAX_WITHOUT_RECURRENCE = 100 - PRIORITY_MAXIMA.recurrence;
const LEVEL_HIGH = 50;
const LEVEL_MEDIUM = 30;
const DAY_MS = 86_400_000;

const HIDDEN_VENUES = new Set([
  'RESIDENTIAL',
  'HOTEL',
  'RENTED_ROOM',
  'STUDENT_HOME',
  'TEACHER_HOME',
] as const);

/** The priority of a lead; `parts` holds only what gave points and adds up to `total`. */
export function scorePriority(input: PriorityInput): Priority {
  const parts = [
    codePart(input),
    scorePart(input),
    repostsPart(input),
    sourcesPart(input),
    paidPart(input),
    contactPart(input),
    teacherPart(input),
    venuePart(input),
    freshnessPart(input),
    complaintsPart(input),
  ].filter(({ points }) => points > 0);
  const subtotal = sumPoints(parts);
  if (input.recurrenceCount > 0) {
    parts.push({
      part: 'recurrence',
      points: Math.max(PRIORITY_MAXIMA.recurrence, MAX_WITHOUT_RECURRENCE + 1 - subtotal),
      reason: `办结后再现 ${input.recurrenceCount} 次，置于队首`,
    });
  }
  const total = sumPoints(parts);
  return { total, level: levelOf(total), parts };
}

function sumPoints(parts: readonly PriorityPart[]): number {
  return parts.reduce((sum, { points }) => sum + points, 0);
}

function levelOf(total: number): Priority['level'] {
  if (total >= LEVEL_HIGH) return 'high';
  return total >= LEVEL_MEDIUM ? 'medium' : 'low';
}

function codePart({ classifications }: PriorityInput): PriorityPart {
  // The gravest code decides, not the surest: a further finding may then never lower the points.
  const gravest = weighCodes(classifications).reduce<string | null>(
    (best, { code }) =>
      best === null || severityOf(code).weight > severityOf(best).weight ? code : best,
    null,
  );
  if (gravest === null) return { part: 'code', points: 0, reason: '' };
  const { weight, reason } = severityOf(gravest);
  const name = findCode(gravest)?.nameZh ?? '';
  return {
    part: 'code',
    points: (weight * PRIORITY_MAXIMA.code) / 5,
    reason: `涉嫌 ${gravest} ${name}：${reason}`,
  };
}

function scorePart({ classifications }: PriorityInput): PriorityPart {
  const score = Math.max(0, ...classifications.map((classification) => classification.score));
  return {
    part: 'score',
    points: Math.round(score * PRIORITY_MAXIMA.score),
    reason: `机器置信度 ${score.toFixed(2)}`,
  };
}

function repostsPart({ postingCount }: PriorityInput): PriorityPart {
  const points = Math.round(2 * Math.log2(Math.max(1, postingCount)));
  return {
    part: 'reposts',
    points: Math.min(PRIORITY_MAXIMA.reposts, points),
    reason: `同一内容或联系方式共发布 ${postingCount} 次`,
  };
}

function sourcesPart({ sourceCount }: PriorityInput): PriorityPart {
  return {
    part: 'sources',
    points: Math.min(PRIORITY_MAXIMA.sources, Math.max(0, sourceCount - 1) * 2),
    reason: `出现在 ${sourceCount} 个来源`,
  };
}

function paidPart({ classifications }: PriorityInput): PriorityPart {
  const price = classifications.map(({ facets }) => facets.price).find((text) => text !== null);
  return {
    part: 'paid',
    points: price === undefined ? 0 : PRIORITY_MAXIMA.paid,
    reason: `有标价原文：${price ?? ''}`,
  };
}

function contactPart({ classifications }: PriorityInput): PriorityPart {
  const hasContact = classifications.some(({ contacts }) => contacts.length > 0);
  return {
    part: 'contact',
    points: hasContact ? PRIORITY_MAXIMA.contact : 0,
    reason: '留有联系方式，便于核查',
  };
}

function teacherPart({ classifications }: PriorityInput): PriorityPart {
  const hasTeacher = weighCodes(classifications).some(({ code }) => code === 'TCH-01');
  return {
    part: 'teacher',
    points: hasTeacher ? PRIORITY_MAXIMA.teacher : 0,
    reason: '疑似在职教师参与',
  };
}

function venuePart({ classifications }: PriorityInput): PriorityPart {
  const venue = classifications
    .filter(({ facets }) => !isForAdultsOnly(facets.audience))
    .flatMap(({ facets }) => facets.venue)
    .find((name) => (HIDDEN_VENUES as ReadonlySet<string>).has(name));
  return {
    part: 'venue',
    points: venue === undefined ? 0 : PRIORITY_MAXIMA.venue,
    reason: `未成年人在隐匿场所受训：${venue === undefined ? '' : VENUE_NAMES[venue].zh}`,
  };
}

function isForAdultsOnly(audience: Classification['facets']['audience']): boolean {
  return audience.length > 0 && audience.every((name) => name === 'ADULT_HE');
}

function freshnessPart({ firstSeenAt, now }: PriorityInput): PriorityPart {
  const days = (now.getTime() - firstSeenAt.getTime()) / DAY_MS;
  const [, points] = FRESHNESS.find(([limit]) => days <= limit) ?? [0, 0];
  return { part: 'freshness', points, reason: `首次发现距今 ${Math.max(0, Math.floor(days))} 天` };
}

/** Days since the first sight, and the points up to that age. */
const FRESHNESS: readonly (readonly [number, number])[] = [
  [1, PRIORITY_MAXIMA.freshness],
  [3, 3],
  [7, 2],
  [30, 1],
];

function complaintsPart({ complaintCount }: PriorityInput): PriorityPart {
  return {
    part: 'complaints',
    points: Math.min(PRIORITY_MAXIMA.complaints, complaintCount * 3),
    reason: `投诉举报 ${complaintCount} 件`,
  };
}
