/** Leads as a table on a terminal. */
import type { ListedLead } from '../db/leads/find-leads.js';
import { findCode } from '../domain/taxonomy/taxonomy.js';
import { beijingTime } from './beijing-time.js';
import { newTable } from './new-table.js';

const LEVELS = { high: '高', medium: '中', low: '低' } as const;
const TITLE_WIDTH = 40;

export function leadTable(leads: readonly ListedLead[]): string {
  const table = newTable(['编号', '优先级', '疑似类型', '标题', '来源', '条数', '首次发现']);
  for (const lead of leads) {
    table.push([
      lead.id,
      `${LEVELS[lead.priority.level]} ${Math.round(lead.priority.total)}`,
      `${lead.primaryCode} ${findCode(lead.primaryCode)?.nameZh ?? ''}`,
      shorten(lead.title),
      lead.sources.map((source) => source.name).join('、'),
      lead.postingCount,
      beijingTime(lead.firstSeenAt),
    ]);
  }
  return table.toString();
}

/** Cut by code points, so that no surrogate pair is torn; control characters must not reach the terminal. */
function shorten(text: string): string {
  const points = [...text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')];
  return points.length <= TITLE_WIDTH
    ? points.join('')
    : `${points.slice(0, TITLE_WIDTH - 1).join('')}…`;
}
