import { describe, expect, it } from 'vitest';
import { DAY_KINDS } from '../../../domain/calendar/classify-day.js';
import { DAY_KIND_NAMES } from '../../../domain/calendar/day-names.js';
import * as facetNames from '../../../domain/facet-names.js';
import {
  AudienceSchema,
  ClassSizeSchema,
  ContactKindSchema,
  ModeSchema,
  PeriodSchema,
  VenueSchema,
} from '../../../domain/finding.js';
import { LeadStateSchema, PrioritySchema } from '../../../domain/lead.js';
import { LEAD_STATE_NAMES, PRIORITY_LEVEL_NAMES } from '../../../domain/state-names.js';

describe.each([
  ['audience', AudienceSchema.options, facetNames.AUDIENCE_NAMES],
  ['mode', ModeSchema.options, facetNames.MODE_NAMES],
  ['class size', ClassSizeSchema.options, facetNames.CLASS_SIZE_NAMES],
  ['venue', VenueSchema.options, facetNames.VENUE_NAMES],
  ['period', PeriodSchema.options, facetNames.PERIOD_NAMES],
  ['kind of day', DAY_KINDS, DAY_KIND_NAMES],
  ['contact kind', ContactKindSchema.options, facetNames.CONTACT_KIND_NAMES],
  ['lead state', LeadStateSchema.options, LEAD_STATE_NAMES],
  ['priority level', PrioritySchema.shape.level.options, PRIORITY_LEVEL_NAMES],
] as const)('%s', (_what, values, names) => {
  it('has one name in each language for each value', () => {
    expect(Object.keys(names).sort()).toEqual([...values].sort());
    for (const language of ['zh', 'en'] as const) {
      const words = Object.values(names).map((name) => name[language]);
      expect(new Set(words).size).toBe(values.length);
      expect(words.every((word) => word.length > 0)).toBe(true);
    }
  });
});
