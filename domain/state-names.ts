/** Chinese and English names of a lead's states and levels, for screens and exports. */
import type { Name } from './facet-names.js';
import type { LeadState, Priority } from './lead.js';

export const LEAD_STATE_NAMES: Readonly<Record<LeadState, Name>> = {
  new: { zh: '新采集', en: 'New' },
  pending: { zh: '待研判', en: 'Pending' },
  in_review: { zh: '研判中', en: 'In review' },
  confirmed: { zh: '疑似成立', en: 'Confirmed as suspected' },
  needs_info: { zh: '待补证', en: 'Needs evidence' },
  snoozed: { zh: '暂缓', en: 'Snoozed' },
  dismissed: { zh: '排除', en: 'Dismissed' },
  merged: { zh: '并入', en: 'Merged' },
};

export const PRIORITY_LEVEL_NAMES: Readonly<Record<Priority['level'], Name>> = {
  high: { zh: '高', en: 'High' },
  medium: { zh: '中', en: 'Medium' },
  low: { zh: '低', en: 'Low' },
};
