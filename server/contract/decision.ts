/** What a reviewer says of a lead. */
import { z } from 'zod';
import { DecisionInputSchema, LeadStateSchema } from '../../domain/lead.js';
import { IdSchema, InstantSchema } from './fields.js';

export const DecisionSchema = z.object({
  id: IdSchema,
  leadId: IdSchema,
  userId: IdSchema,
  userName: z.string(),
  action: z.enum(['confirm', 'dismiss', 'reopen']),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  note: z.string(),
  fromState: LeadStateSchema,
  toState: LeadStateSchema,
  decidedAt: InstantSchema,
});

export const DecisionRequestSchema = z.strictObject({
  /** The version of the lead that the reviewer saw. */
  seenVersion: IdSchema,
  decision: DecisionInputSchema,
});
