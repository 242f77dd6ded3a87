/** A list page that nobody has described → the definition of its source, with the postings it would take. Pure. */
import { FetchForbidden, InvalidInput } from '../../domain/errors.js';
import type { Extraction, ExtractedPosting } from '../../domain/posting.js';
import {
  PostingFieldSchema,
  SourceSchema,
  type Source,
  type SourceInput,
  type SourceKind,
} from '../../domain/source.js';
import { extractPage } from '../extract/extract-page.js';
import { readPageSigns } from '../extract/page-signs.js';
import { saysEmptyList } from '../extract/says-empty-list.js';
import { parsePageTree } from '../extract/page-tree.js';
import { feedFormat } from '../extract/read-feed.js';
import { recogniseWall } from '../recognise-wall.js';
import { readWallSigns } from '../wall-signs.js';
import { guessKind } from './guess-kind.js';
import { cleanTitle, shortName, sourceId } from './name-source.js';
import { judgeNextPage, type NextPage, type Paging } from './judge-next-page.js';
import { findSteadiness } from './steady-selector.js';

export interface SeenPage {
  readonly url: string;
  readonly html: string;
}

export interface SuggestQuestion {
  /** The list page (or feed, or sitemap) as decoded. */
  readonly html: string;
  /** Where it came from, absolute. */
  readonly url: string;
  readonly now: Date;
  /** Pages of some of its postings, under the addresses the list gives them. */
  readonly detailHtml?: readonly SeenPage[];
  /** Every posting's own page that was asked for was refused (robots.txt, 403). */
  readonly areDetailsRefused?: boolean;
  /** What the pages were fetched by; `http` when left out. */
  readonly fetchedBy?: 'http' | 'browser';
  /** The list's next page, when it was looked at. */
  readonly nextPage?: NextPage;
  /** The pause that robots.txt asks for, in milliseconds. */
  readonly crawlDelayMs?: number | undefined;
}

export interface Suggestion {
  readonly source: SourceInput;
  /** Every posting of the page as it would be taken; those whose own page was seen, from there. */
  readonly sample: readonly ExtractedPosting[];
  /** Where the list goes on; null where no next page is known. */
  readonly paging: Paging | null;
  /** What a person should look at before trusting the definition, in Chinese. */
  readonly warnings: readonly string[];
}

/** A definition asks for a little less than was seen. */
const EXPECTED_SHARE = 0.8;
const EXPECTED_LENGTH_SHARE = 0.5;
/** A field that this share of the postings has is expected of them. */
const USUAL_SHARE = 0.8;
const FEW_POSTINGS = 5;
/** A page of its own is worth its visit when it says so much more than the list. */
const LONGER = 1.3;
const LONGER_BY = 20;
/** A line that the list has cut short. */
const CUT = /(?:…|\.{3})\s*$/m;
/** Unseen pages are taken to say more than a list with less text than this in its items. */
const WHOLE_TEXT = 200;
const DELAY_MS = 2_000;
const MAX_DELAY_MS = 600_000;
const MAX_DETAILS = 5;

/** Where the postings of a page live, a few of them from top to bottom: what to fetch for `detailHtml`. */
export function detailsToSee({ html, url, now }: SuggestQuestion): readonly string[] {
  const links = extractList({ html, url, now }).links.filter(({ role }) => role === 'detail');
  const step = Math.max(1, Math.floor(links.length / MAX_DETAILS));
  return links
    .filter((_, at) => at % step === 0)
    .slice(0, MAX_DETAILS)
    .map((link) => link.url);
}

/** Where the list goes on; undefined when the page does not say. */
export function nextToSee({ html, url, now }: SuggestQuestion): string | undefined {
  return extractList({ html, url, now }).links.find(({ role }) => role === 'next')?.url;
}

/** Whether a page is empty without script: it has to be looked at in a browser. */
export function isScriptShell({ html, url, now }: SuggestQuestion): boolean {
  if (feedFormat(html) !== undefined) return false;
  const { isScriptShell: isShell } = readPageSigns(parsePageTree(html, url));
  if (!isShell) return false;
  const { kind, postings } = extractList({ html, url, now });
  return kind === 'detail' || postings.length === 0;
}

/** How many postings the page shows as a list. */
export function countPostings({ html, url, now }: SuggestQuestion): number {
  const { kind, postings } = extractList({ html, url, now });
  return kind === 'list' ? postings.length : 0;
}

const GROWS =
  /(?:加载|查看|显示|点击)更多|正在加载|上拉加载|下拉加载|load-?more|infinite-?scroll|scroll-?load/i;
const FEW_GROWING = 200;

/**
 * Whether scripts would show postings that the page as it came does not: there are scripts, and no
 * list, or a list that says it has more but not where.
 * @param count of postings on the page as it came
 */
export function growsByScript(question: SuggestQuestion, count: number): boolean {
  const { html, url } = question;
  if (!/<script/i.test(html)) return false;
  if (count === 0) {
    const tree = parsePageTree(html, url);
    const isWall = recogniseWall(readWallSigns(tree, url, html)) !== undefined;
    return !isWall && !saysEmptyList(tree);
  }
  return count < FEW_GROWING && GROWS.test(html) && nextToSee(question) === undefined;
}

/** @throws {FetchForbidden} when the page is a wall @throws {InvalidInput} when it is no list */
export function suggestSource(question: SuggestQuestion): Suggestion {
  const { html, url } = question;
  const warnings: string[] = [];
  refuseWall(question);
  const isShell = question.fetchedBy !== 'browser' && isScriptShell(question);
  const list = extractList(question);
  const isFeed = feedFormat(html) !== undefined;
  const leads = list.links.filter(({ role }) => role !== 'other');
  if (!isShell && list.postings.length === 0 && !(isFeed && leads.length > 0))
    throw noList(question);
  if (!isShell && list.kind !== 'list') throw noList(question);
  const title = cleanTitle(list.title);
  const { kind, isSure } = guessKind(title, url, list.postings);
  if (!isSure) warnings.push(`类型“${kind}”没有把握，请核对 kind`);
  // Without the source's kind no reply is told from an ad.
  const postings = extractList(question, sourceOf(url, kind)).postings;
  const details = readDetails(question, kind, warnings);
  const follow = chooseFollow(postings, details, warnings);
  const sample = sampleOf(postings, follow, details.seen);
  const item = isShell || isFeed ? undefined : steadySelector(question, list.postings, warnings);
  const hosts = follow === 'detail' ? otherHosts(url, list, warnings) : [];
  warnAbout(postings, { isShell, isFeed }, warnings, question);
  const source: SourceInput = {
    id: sourceId(url),
    name: shortName(title) || new URL(url).hostname,
    kind,
    start: [url],
    ...(hosts.length > 0 ? { hosts } : {}),
    fetch: chooseFetch(question, isShell, follow === 'detail' && details.areUnseen && !isFeed),
    follow,
    pace: { delayMs: Math.min(MAX_DELAY_MS, Math.max(DELAY_MS, question.crawlDelayMs ?? 0)) },
    ...(item === undefined ? {} : { list: item }),
    expects: expectsOf(sample, list, follow, details.seen),
  };
  const paging = isShell || isFeed ? null : judgeNextPage(question, list, warnings);
  return { source, sample, paging, warnings };
}

function extractList(
  { html, url, now }: Pick<SuggestQuestion, 'html' | 'url' | 'now'>,
  source: Source | null = null,
): Extraction {
  return extractPage({ html, url, now, source, role: 'list' });
}

function sourceOf(url: string, kind: SourceKind): Source {
  return SourceSchema.parse({ id: 'x', name: 'x', kind, start: [url] });
}

function refuseWall({ html, url }: SuggestQuestion): void {
  if (feedFormat(html) !== undefined) return;
  const wall = recogniseWall(readWallSigns(parsePageTree(html, url), url, html));
  if (wall === undefined) return;
  throw new FetchForbidden(`the site shows a wall (${wall}) instead of the page`, 'wall', {
    userMessage: `网站给出的不是列表，而是拦截页（${wall}）；这样的页面只记录，不绕过`,
  });
}

function noList({ html, url }: SuggestQuestion): InvalidInput {
  if (feedFormat(html) === undefined && saysEmptyList(parsePageTree(html, url))) {
    return new InvalidInput('the list on the page is empty', [], {
      userMessage:
        '这个列表现在是空的，看不出信息是什么样子：请等有信息时再试，或换一个有信息的列表页',
    });
  }
  return new InvalidInput('no list of postings was found on the page', [], {
    userMessage:
      '这个网页上没有找到信息列表：请给出列表页（一页上有几条同样形式的信息）、RSS、Atom 或 sitemap 的网址',
  });
}

interface SeenDetails {
  readonly seen: ReadonlyMap<string, readonly ExtractedPosting[]>;
  /** At least one page of a posting needs a browser, or none could be looked at. */
  readonly areUnseen: boolean;
  /** All that were asked for are closed to us. */
  readonly areClosed: boolean;
}

function readDetails(question: SuggestQuestion, kind: SourceKind, warnings: string[]): SeenDetails {
  const { now, detailHtml = [] } = question;
  const seen = new Map<string, readonly ExtractedPosting[]>();
  let empty = 0;
  let walled = 0;
  for (const { url, html } of detailHtml) {
    const tree = parsePageTree(html, url);
    const signs = readPageSigns(tree);
    const wall = recogniseWall(readWallSigns(tree, url, html));
    if (wall !== undefined) {
      walled += 1;
      warnings.push(`信息自己的页面被拦截（${wall}）：${url}`);
      continue;
    }
    const source = sourceOf(question.url, kind);
    const { postings } = extractPage({ html, url, now, source, role: 'detail' });
    if (postings.length > 0) seen.set(url, postings);
    else if (signs.isScriptShell) empty += 1;
  }
  if (empty > 0) warnings.push(`${empty} 个信息页没有脚本就是空的，需要浏览器`);
  const isNoneOpen = seen.size === 0 && empty === 0;
  return {
    seen,
    areUnseen: empty > 0 || seen.size === 0,
    areClosed: isNoneOpen && (walled > 0 || question.areDetailsRefused === true),
  };
}

function chooseFollow(
  postings: readonly ExtractedPosting[],
  { seen, areClosed }: SeenDetails,
  warnings: string[],
): 'detail' | 'none' {
  const linked = postings.filter((posting) => posting.url !== null);
  // A sitemap names addresses only.
  if (postings.length === 0) return 'detail';
  if (linked.length === 0) return 'none';
  const byUrl = new Map(linked.map((posting) => [posting.url, posting]));
  const compared = [...seen].flatMap(([url, own]) => {
    const inList = byUrl.get(url);
    return inList === undefined ? [] : [saysMore(own, inList)];
  });
  if (compared.length > 0) {
    return compared.filter(Boolean).length * 2 >= compared.length ? 'detail' : 'none';
  }
  if (areClosed) {
    warnings.push('信息自己的页面都不让看，所以 follow 写 none，只取列表上的文字');
    return 'none';
  }
  warnings.push('没有看到任何一条信息自己的页面，follow 是按列表上文字的长短猜的');
  return median(linked.map(({ body }) => body.length)) < WHOLE_TEXT ? 'detail' : 'none';
}

function saysMore(own: readonly ExtractedPosting[], inList: ExtractedPosting): boolean {
  const length = own.reduce((total, { body }) => total + body.length, 0);
  if (CUT.test(inList.body) && !own.some(({ body }) => CUT.test(body))) return true;
  return length > inList.body.length * LONGER + LONGER_BY;
}

function sampleOf(
  postings: readonly ExtractedPosting[],
  follow: 'detail' | 'none',
  seen: SeenDetails['seen'],
): readonly ExtractedPosting[] {
  if (follow === 'none') return postings;
  if (postings.length === 0) return [...seen.values()].flat();
  return postings.flatMap((posting) => seen.get(posting.url ?? '') ?? [posting]);
}

function steadySelector(
  { html, url, now }: SuggestQuestion,
  postings: readonly ExtractedPosting[],
  warnings: string[],
): SourceInput['list'] {
  const found = findSteadiness({ html, url, now, postings });
  if (found.status === 'steadied') {
    warnings.push('列表短的时候自动识别会认错，所以写了选择器 list.item；网站改版后要重看');
    const { item, until } = found;
    return { item, ...(until && { until }) };
  }
  if (found.status === 'unsteady') {
    warnings.push('列表短的时候自动识别可能认错，又没有找到合适的选择器：请自己写 list.item');
  }
  return undefined;
}

/** Hosts on which many of the postings have their pages. */
function otherHosts(url: string, list: Extraction, warnings: string[]): string[] {
  const own = new URL(url).hostname.replace(/^www\./, '');
  const counts = new Map<string, number>();
  const details = list.links.filter(({ role }) => role === 'detail');
  for (const link of details) {
    const { hostname } = new URL(link.url);
    if (hostname === own || hostname.endsWith(`.${own}`)) continue;
    counts.set(hostname, (counts.get(hostname) ?? 0) + 1);
  }
  const hosts = [...counts]
    .filter(([, count]) => count >= Math.max(2, details.length * 0.3))
    .map(([host]) => host);
  if (hosts.length > 0) {
    warnings.push(`不少信息的页面在别的网站上：${hosts.join('、')}，已写进 hosts，请核对`);
  }
  return hosts;
}

function chooseFetch(
  { fetchedBy }: SuggestQuestion,
  isShell: boolean,
  areDetailsUnseen: boolean,
): 'auto' | 'http' | 'browser' {
  if (isShell || fetchedBy === 'browser') return 'browser';
  return areDetailsUnseen ? 'auto' : 'http';
}

function warnAbout(
  postings: readonly ExtractedPosting[],
  { isShell, isFeed }: { readonly isShell: boolean; readonly isFeed: boolean },
  warnings: string[],
  { html, url, now }: SuggestQuestion,
): void {
  if (isShell) {
    warnings.push('网页没有脚本就是空的，这里又没有浏览器可用：没有样例，其余都是默认值');
    return;
  }
  if (isFeed && postings.length === 0) {
    warnings.push('sitemap 里只有网址：巡查会进入其中每一页，请用 limits 限住，或改用列表页');
    return;
  }
  const count = postings.length;
  if (count < FEW_POSTINGS) warnings.push(`只找到 ${count} 条信息，可能没有认出整个列表`);
  const untitled = postings.filter(({ title }) => title === '').length;
  if (untitled > count * (1 - USUAL_SHARE)) warnings.push(`${count} 条里有 ${untitled} 条没有标题`);
  if (isFeed) return;
  // Linked as a start page it is taken as a list; on its own it would not be.
  if (extractPage({ html, url, now }).kind === 'detail') {
    warnings.push('这个网页也可能是一篇正文，请看样例是不是想要的列表');
  }
}

function expectsOf(
  sample: readonly ExtractedPosting[],
  list: Extraction,
  follow: 'detail' | 'none',
  seen: SeenDetails['seen'],
): NonNullable<SourceInput['expects']> {
  const linked = list.links.filter(({ role }) => role === 'detail').length;
  const count = Math.max(sample.length > linked ? sample.length : linked, list.postings.length);
  const postings = Math.max(1, Math.floor(count * EXPECTED_SHARE));
  const pages = [...seen.values()].flat();
  // What a visit of the postings' own pages yields is known of those that were seen only.
  const known =
    follow === 'detail' ? [...pages, ...list.postings.filter(({ url }) => url === null)] : sample;
  if (known.length === 0 || (follow === 'detail' && pages.length === 0)) return { postings };
  const fields = PostingFieldSchema.options.filter((field) => {
    const filled = known.filter((posting) => (posting[field] ?? '') !== '').length;
    return filled >= known.length * USUAL_SHARE;
  });
  const length = Math.floor(median(known.map(({ body }) => body.length)) * EXPECTED_LENGTH_SHARE);
  return { postings, ...(fields.length > 0 ? { fields } : {}), ...(length > 0 ? { length } : {}) };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}
