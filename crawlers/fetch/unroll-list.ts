/** A list that grows as one scrolls, or by a button, made to show more of itself, to a bound. */
import type { Page } from 'playwright';
import { answered } from './answered.js';
import type { PageTraffic } from './page-traffic.js';
import { settlePage } from './settle-page.js';

export interface UnrollOptions {
  /** A list that shows a window of itself grows only in its answers. */
  readonly traffic: Pick<PageTraffic, 'pending' | 'bytes' | 'answerCount'>;
  readonly rounds: number;
  /** Longest wait for one round, and for all of them. */
  readonly settleMs: number;
  readonly totalMs: number;
  readonly maxBytes: number;
}

/** Beyond it nothing more is asked for: the page is near the bounds at which it would be refused. */
const ENOUGH_ELEMENTS = 50_000;
const ENOUGH_TEXT = 2_000_000;
/** A clock or a counter changes a page by less. */
const LEAST_GROWTH = 20;

/** @returns how often the page was asked for more and gave it */
export async function unrollList(
  page: Page,
  { traffic, ...options }: UnrollOptions,
): Promise<number> {
  const end = performance.now() + options.totalMs;
  const look = async () => {
    const seen = await settlePage(page, () => traffic.pending(), options.settleMs);
    return { ...seen, answers: traffic.answerCount() };
  };
  let before = await look();
  let grown = 0;
  for (let round = 0; round < options.rounds; round += 1) {
    if (before.elements > ENOUGH_ELEMENTS || before.text > ENOUGH_TEXT) break;
    if (performance.now() >= end || traffic.bytes() > options.maxBytes) break;
    let after = before;
    let isNew = false;
    for (const ask of [scrollDown, pressMore]) {
      if (!(await answered(page.evaluate(ask)))) continue;
      after = await look();
      isNew = after.text - before.text >= LEAST_GROWTH || after.answers > before.answers;
      if (isNew) break;
    }
    if (!isNew) break;
    grown += 1;
    before = after;
  }
  return grown;
}

/** Runs in the page: scrolls the window and what scrolls within it; false when nothing can. */
function scrollDown(): boolean {
  let canScroll = false;
  const root = document.scrollingElement ?? document.documentElement;
  const candidates = [...document.querySelectorAll<HTMLElement>('div,ul,ol,main,section')];
  const boxes = candidates.slice(0, 5_000).filter((box) => {
    if (box.clientHeight < 150 || box.scrollHeight < box.clientHeight + 50) return false;
    return /auto|scroll/.test(getComputedStyle(box).overflowY);
  });
  for (const box of [root, ...boxes]) {
    if (box.scrollHeight <= box.clientHeight + 10) continue;
    canScroll = true;
    // Back a little first: at the end already, going there again would be no scrolling.
    box.scrollTop = Math.max(0, box.scrollHeight - box.clientHeight - 200);
    box.scrollTop = box.scrollHeight;
  }
  return canScroll;
}

/** Runs in the page: presses what says "more" and is no link to another page; false when there is nothing. */
function pressMore(): boolean {
  const says =
    /^(?:点击|点此|查看|加载|显示|展开|浏览|获取|看)*(?:更多|下一页|下页)(?:内容|信息|数据|职位|帖子|列表)*[\s>»›….↓▼]*$|^(?:load|show) more$/i;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let seen = 0; seen < 100_000; seen += 1) {
    const node = walker.nextNode();
    if (node === null) return false;
    const text = node.nodeValue ?? '';
    if (text.length > 40 || !says.test(text.trim())) continue;
    const element = node.parentElement;
    if (element === null || element.closest('form, script, style, [disabled]') !== null) continue;
    const href = element.closest('a')?.getAttribute('href') ?? '#';
    if (!/^(?:#|javascript:|$)/i.test(href)) continue;
    if (element.getClientRects().length === 0) continue;
    element.click();
    return true;
  }
  return false;
}
