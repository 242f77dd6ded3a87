/** Names of kinds of days in both languages; days off are called as in the facets. A missing one does not compile. */
import { PERIOD_NAMES, type Name } from '../facet-names.js';
import type { DayKind } from './classify-day.js';
import type { BreakSeason } from './school-break.js';

const { STATUTORY, ADJ_OFF, WEEKEND, WINTER, SUMMER } = PERIOD_NAMES;

export const DAY_KIND_NAMES: Readonly<Record<DayKind, Name>> = {
  STATUTORY,
  ADJ_OFF,
  WEEKEND,
  ADJ_WORK: { zh: '调休上班', en: 'Moved working day' },
  WORKDAY: { zh: '工作日', en: 'Working day' },
};

export const BREAK_NAMES: Readonly<Record<BreakSeason, Name>> = { WINTER, SUMMER };
