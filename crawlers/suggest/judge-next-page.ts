/** Whether the next page of a list is known, and holds what the first one does not. */
import type { Extraction, ExtractedPosting } from '../../domain/posting.js';
import { extractPage } from '../extract/extract-page.js';
import { parsePageTree } from '../extract/page-tree.js';
import { renderText } from '../extract/render-text.js';

/** The list's second page as it came. */
export interface NextPage {
  readonly url: string;
  readonly html: string;
}

export interface Paging {
  /** Absolute. */
  readonly next: string;
  /** Postings of the next page that the first one does not have; null when it was not looked at. */
  readonly found: number | null;
}

interface Question {
  readonly html: string;
  readonly url: string;
  readonly now: Date;
  readonly nextPage?: NextPage;
  readonly fetchedBy?: 'http' | 'browser';
}

/** What a pager says whose address only a script knows. */
const SCRIPTED_NEXT = /^(?:下一?页|下页|后页|next)\s*[>›»]*$/i;
const MORE = /^(?:点击|加载|查看|显示|展开)*更多(?:信息|内容|职位|数据)?[.…]*$|^load more$/i;

/** @param warnings gets what is wrong with the paging, in Chinese */
export function judgeNextPage(
  question: Question,
  list: Extraction,
  warnings: string[],
): Paging | null {
  const next = list.links.find(({ role }) => role === 'next')?.url;
  if (next === undefined) {
    warnings.push(withoutNext(question));
    return null;
  }
  const { nextPage, now } = question;
  if (nextPage?.url !== next) return { next, found: null };
  const second = extractPage({ html: nextPage.html, url: next, now, role: 'list' });
  const known = new Set(list.postings.map(keyOf));
  const found = second.postings.filter((posting) => !known.has(keyOf(posting))).length;
  if (second.kind !== 'list' || second.postings.length === 0)
    warnings.push(`下一页 ${next} 上没有找到列表，请核对`);
  else if (found === 0) warnings.push(`下一页 ${next} 上没有新的信息，可能并不是下一页`);
  return { next, found };
}

function withoutNext({ html, url, fetchedBy }: Question): string {
  const tree = parsePageTree(html, url);
  const says = (words: RegExp) =>
    tree.elements.some(
      (element) =>
        (tree.textLength.get(element) ?? 0) <= 12 &&
        (words.test(renderText([element])) ||
          (element.name === 'input' && words.test(element.attribs['value'] ?? '')) ||
          (element.name === 'button' && words.test(tree.$(element).text().trim()))),
    );
  if (says(SCRIPTED_NEXT)) return '“下一页”要靠脚本翻，地址看不出来：只会看这一页';
  if (fetchedBy === 'browser') return '没有找到“下一页”：只看这一页和向下滚动时出来的信息';
  if (says(MORE)) return '“加载更多”要靠脚本：改用 fetch: browser 才看得到其余信息';
  return '没有找到“下一页”：只会看这一页';
}

function keyOf({ url, title, body }: ExtractedPosting): string {
  return url ?? `${title}\n${body}`;
}
