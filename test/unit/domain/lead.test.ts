import { describe, expect, it } from 'vitest';
import { Conflict, InvalidInput } from '../../../domain/errors.js';
import {
  decideLead,
  DecisionInputSchema,
  LeadStateSchema,
  type DecisionInput,
} from '../../../domain/lead.js';

const CONFIRM: DecisionInput = { action: 'confirm', code: 'COV-01', note: '' };
const DISMISS: DecisionInput = { action: 'dismiss', reason: 'NEG-03', note: '' };
const REOPEN: DecisionInput = { action: 'reopen', note: '又发了' };
const ENDED = new Set(['confirmed', 'dismissed', 'merged']);

describe('a decision on a lead', () => {
  const cases = LeadStateSchema.options.flatMap((state) =>
    [CONFIRM, DISMISS, REOPEN].map((decision) => [state, decision.action, decision] as const),
  );

  it.each(cases)('in state %s: %s', (state, action, decision) => {
    const decide = () => decideLead({ id: 1, state, version: 3 }, decision, 3);
    const isAllowed = ENDED.has(state) === (action === 'reopen');
    if (!isAllowed) {
      expect(decide).toThrow(InvalidInput);
      return;
    }
    const goesTo = { confirm: 'confirmed', dismiss: 'dismissed', reopen: 'pending' } as const;
    expect(decide()).toBe(goesTo[action]);
  });

  it.each([2, 4])('on version %i of a lead that is at 3 is a conflict', (seen) => {
    const lead = { id: 1, state: 'new', version: 3 } as const;
    expect(() => decideLead(lead, CONFIRM, seen)).toThrow(Conflict);
  });

  it.each([
    { action: 'confirm', code: '' },
    { action: 'confirm' },
    { action: 'dismiss', reason: 'NEG-11' },
    { action: 'dismiss', reason: 'NEG-00' },
    { action: 'dismiss', reason: 'COV-01' },
    { action: 'reopen', note: '' },
    { action: 'reopen' },
    { action: 'delete' },
    { action: 'confirm', code: 'COV-01', extra: 1 },
    { action: 'confirm', code: 'COV-01', note: 'x'.repeat(10_001) },
  ])('that says too little, too much or nonsense does not parse: %j', (input) => {
    expect(DecisionInputSchema.safeParse(input).success).toBe(false);
  });
});
