/** A lead: what a reviewer decides on. Pure state changes stand here, so that an illegal step is refused in one place. */
import { z } from 'zod';
import { Conflict, InvalidInput } from './errors.js';
import { findCode } from './taxonomy/taxonomy.js';

/** `requirements.md` §10.1 names these states; end states can be re-opened with a reason. */
export const LeadStateSchema = z.enum([
  'new',
  'pending',
  'in_review',
  'confirmed',
  'needs_info',
  'snoozed',
  'dismissed',
  'merged',
]);
export type LeadState = z.infer<typeof LeadStateSchema>;

/** One part of a lead's priority, with what it rests on, so that a reviewer can open it. */
export const PriorityPartSchema = z.strictObject({
  /** Stable name of the part, e.g. `code`, `score`, `reposts`. */
  part: z.string(),
  points: z.number(),
  /** Chinese, e.g. `主码 COV-03 众筹私教`. */
  reason: z.string(),
});
export const PrioritySchema = z.strictObject({
  /** 0 … 100, the sum of the parts, cut at the ends. */
  total: z.number().min(0).max(100),
  level: z.enum(['high', 'medium', 'low']),
  parts: z.array(PriorityPartSchema),
});
export type Priority = z.infer<typeof PrioritySchema>;

/** One element of the offence (requirements §2.10): shown, still to be judged by experts, or without evidence. */
export const OffenceElementSchema = z.strictObject({
  element: z.enum(['audience', 'subject', 'paid', 'form']),
  state: z.enum(['PRESENT', 'DOUBTFUL', 'MISSING']),
  /** What shows it, Chinese or as written; null when nothing does. */
  text: z.string().nullable(),
});
export type OffenceElement = z.infer<typeof OffenceElementSchema>;

export const ElementsSchema = z.strictObject({
  /** Empty for a lead that was last summed up before elements were told. */
  required: z.array(OffenceElementSchema),
  /** What weighs heavier. */
  aggravating: z.array(z.enum(['SERVING_TEACHER'])),
});
export type Elements = z.infer<typeof ElementsSchema>;

/** How many elements are shown, and which are not: 已具备 3/4，缺：有偿证据. */
export function sumElements({ required }: Elements): {
  readonly present: number;
  readonly all: number;
  readonly missing: readonly OffenceElement['element'][];
  readonly doubtful: readonly OffenceElement['element'][];
} {
  const inState = (state: OffenceElement['state']) =>
    required.filter((one) => one.state === state).map(({ element }) => element);
  return {
    present: inState('PRESENT').length,
    all: required.length,
    missing: inState('MISSING'),
    doubtful: inState('DOUBTFUL'),
  };
}

export interface Lead {
  readonly id: number;
  readonly state: LeadState;
  readonly primaryCode: string;
  readonly codes: readonly string[];
  readonly score: number;
  readonly priority: Priority;
  readonly elements: Elements;
  readonly title: string;
  readonly publisher: string | null;
  readonly location: string | null;
  readonly sourceIds: readonly string[];
  readonly postingCount: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** Counts up with every change; a writer names the version it saw. */
  readonly version: number;
}

/** What a reviewer may say of a lead. */
export const DecisionInputSchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('confirm'),
    /** A behaviour or risk code. */
    code: z.string().refine((code) => isConfirmable(code), 'no code that can be confirmed'),
    note: z.string().max(10_000).default(''),
  }),
  z.strictObject({
    action: z.literal('dismiss'),
    /** NEG-01 … NEG-10. */
    reason: z.string().regex(/^NEG-(0[1-9]|10)$/),
    note: z.string().max(10_000).default(''),
  }),
  z.strictObject({ action: z.literal('reopen'), note: z.string().min(1).max(10_000) }),
]);
export type DecisionInput = z.infer<typeof DecisionInputSchema>;

/** A decision as stored: appended, never changed. */
export interface Decision {
  readonly id: number;
  readonly leadId: number;
  readonly userId: number;
  readonly userName: string;
  readonly action: DecisionInput['action'];
  readonly code: string | null;
  readonly reason: string | null;
  readonly note: string;
  readonly fromState: LeadState;
  readonly toState: LeadState;
  readonly decidedAt: Date;
}

function isConfirmable(code: string): boolean {
  const kind = findCode(code)?.kind;
  return kind !== undefined && kind !== 'exclusion';
}

const OPEN: ReadonlySet<LeadState> = new Set([
  'new',
  'pending',
  'in_review',
  'needs_info',
  'snoozed',
]);

/**
 * The state a lead goes to by a decision.
 * @throws {Conflict} when the caller decided on an older version
 * @throws {InvalidInput} when the state does not allow the action
 */
export function decideLead(
  lead: Pick<Lead, 'id' | 'state' | 'version'>,
  decision: DecisionInput,
  seenVersion: number,
): LeadState {
  if (lead.version !== seenVersion) {
    throw new Conflict(`lead ${lead.id} is at version ${lead.version}, not ${seenVersion}`, {
      userMessage: '这条线索刚被别人处理过，请刷新后再判。',
    });
  }
  const isOpen = OPEN.has(lead.state);
  switch (decision.action) {
    case 'confirm':
      if (isOpen) return 'confirmed';
      break;
    case 'dismiss':
      if (isOpen) return 'dismissed';
      break;
    case 'reopen':
      if (!isOpen) return 'pending';
      break;
  }
  throw new InvalidInput(`lead ${lead.id} is ${lead.state}: cannot ${decision.action}`, [], {
    userMessage: isOpen ? '线索尚未办结，无需重新打开。' : '线索已办结，请先重新打开。',
  });
}
