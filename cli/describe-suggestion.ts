/** What a suggested source would take, for a terminal. */
import type { Paging } from '../crawlers/suggest/judge-next-page.js';
import type { Suggestion } from '../crawlers/suggest/suggest-source.js';
import type { ExtractedPosting } from '../domain/posting.js';

const CONTROL = /[\p{Cc}\p{Cf}]/gu;
const SHOWN = 10;
const BODY_WIDTH = 60;

export function describeSuggestion({ sample, paging, warnings }: Suggestion): string {
  const count =
    sample.length > SHOWN ? `${sample.length} 条信息，前 ${SHOWN} 条是` : `${sample.length} 条信息`;
  const lines = [
    `从这一页会取到 ${count}：`,
    ...sample.slice(0, SHOWN).flatMap(describePosting),
    ...(paging === null ? [] : [describePaging(paging)]),
    ...warnings.map((warning) => `注意：${warning}`),
    '存成文件后用 mingcha sources check 检查，用 mingcha crawl 试跑。',
  ];
  return lines.map((line) => line.replace(CONTROL, ' ')).join('\n');
}

function describePaging({ next, found }: Paging): string {
  const seen = found === null ? '（没有看过）' : `（看过，有 ${found} 条新的）`;
  return `下一页：${next}${seen}`;
}

function describePosting(posting: ExtractedPosting, at: number): string[] {
  const facts = [
    posting.publisher,
    posting.publishedAt?.slice(0, 10),
    posting.price,
    posting.location,
    posting.images.length > 0 ? `${posting.images.length} 张图` : undefined,
  ].filter((fact) => fact !== null && fact !== undefined);
  const body = [...posting.body.replace(/\s+/g, ' ')];
  const shown = body.length > BODY_WIDTH ? `${body.slice(0, BODY_WIDTH).join('')}…` : body.join('');
  return [
    `${at + 1}. ${posting.title || '（没有标题）'}`,
    `   ${posting.url ?? '（没有自己的页面）'}`,
    ...(facts.length > 0 ? [`   ${facts.join(' · ')}`] : []),
    ...(shown === '' ? [] : [`   ${body.length} 字：${shown}`]),
  ];
}
