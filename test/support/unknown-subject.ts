/** The subject test of a text that says nothing. */
import type { SubjectTest } from '../../domain/finding.js';

const silent = { score: 0, spans: [] };

export const UNKNOWN_SUBJECT: SubjectTest = {
  class: 'UNKNOWN',
  purpose: silent,
  content: silent,
  method: silent,
  assessment: silent,
  against: [],
  needsExpert: false,
  doubts: [],
};
