/** Names of kinds of days in both languages. A missing one does not compile. */
import type { Name } from '../facet-names.js';
import type { DayKind } from './classify-day.js';
import type { BreakSeason } from './school-break.js';

export const DAY_KIND_NAMES: Readonly<Record<DayKind, Name>> = {
  STATUTORY: { zh: '法定节假日', en: 'Public holiday' },
  ADJ_OFF: { zh: '调休放假', en: 'Day off by arrangement' },
  WEEKEND: { zh: '双休日', en: 'Weekend' },
  ADJ_WORK: { zh: '调休上班', en: 'Moved working day' },
  WORKDAY: { zh: '工作日', en: 'Working day' },
};

export const BREAK_NAMES: Readonly<Record<BreakSeason, Name>> = {
  WINTER: { zh: '寒假', en: 'Winter break' },
  SUMMER: { zh: '暑假', en: 'Summer break' },
};
