/** Looks at a list page and a few of its postings, politely, and suggests a source for it. */
import { FetchForbidden, InvalidInput, MingchaError } from '../../domain/errors.js';
import type { FetchedPage } from '../../domain/page.js';
import { feedFormat } from '../extract/read-feed.js';
import type { PoliteFetcher } from '../fetch/fetch-politely.js';
import { findFrame } from './find-frame.js';
import type { NextPage } from './judge-next-page.js';
import {
  countPostings,
  detailsToSee,
  growsByScript,
  isScriptShell,
  nextToSee,
  suggestSource,
  type SeenPage,
  type Suggestion,
  type SuggestQuestion,
} from './suggest-source.js';

export interface SiteLook {
  readonly fetcher: PoliteFetcher;
  /** Null: there is no browser, and pages that are empty without script stay unseen. */
  readonly fetchInBrowser: ((url: string, role: 'list' | 'detail') => Promise<FetchedPage>) | null;
  /** Told before each page is fetched; what it throws ends the look. */
  readonly onFetch: (url: string) => void;
}

/** Pages of postings that are looked at. */
const MAX_SEEN = 3;
/** A host that asks for longer pauses than this is asked for its list only. */
const LONGEST_PAUSE_MS = 20_000;

/**
 * @throws {InvalidInput} when the page is no list, {FetchForbidden} when it is a wall; otherwise what
 *   `PoliteFetcher.fetch` throws for it.
 *   A posting's page that cannot be had is a warning.
 */
export async function suggestFromSite(url: string, look: SiteLook): Promise<Suggestion> {
  const { fetcher } = look;
  look.onFetch(url);
  const first = await fetcher.fetch(url);
  if (feedFormat(first.text) === undefined && !/^\s*</.test(first.text)) {
    throw new InvalidInput(
      `no page, feed or sitemap: ${first.contentType || 'no content type'}`,
      [],
      {
        userMessage: `这个网址给出的不是网页，也不是 RSS、Atom 或 sitemap（${first.contentType || '没有说明类型'}）；JSON 接口请照 docs/adding-a-source.md 手写 fetch: json`,
      },
    );
  }
  const { page, notes } = await openList(first, look);
  const list = questionOf(page);
  const crawlDelayMs = await fetcher.crawlDelayMs(page.finalUrl);
  const isSlow = (crawlDelayMs ?? 0) > LONGEST_PAUSE_MS;
  const { seen, problems, areRefused } = isSlow
    ? slowSite(crawlDelayMs ?? 0)
    : await seeDetails(list, look);
  const nextPage = isSlow ? undefined : await seeNext(list, look, problems);
  const suggestion = suggestSource({
    ...list,
    ...(nextPage && { nextPage }),
    ...{ detailHtml: seen, areDetailsRefused: areRefused, crawlDelayMs },
  });
  const hosts = [url, page.finalUrl].map((address) => new URL(address).hostname);
  const moved =
    hosts[0] === hosts[1] ? [] : [`网址转到了另一个网站 ${hosts[1] ?? ''}，start 写的是转到的网址`];
  return { ...suggestion, warnings: [...moved, ...notes, ...problems, ...suggestion.warnings] };
}

interface OpenedList {
  readonly page: FetchedPage;
  /** In Chinese. */
  readonly notes: readonly string[];
}

/** The page on which the list stands: the one asked for, what it frames, or what its scripts make of it. */
async function openList(first: FetchedPage, look: SiteLook): Promise<OpenedList> {
  const question = questionOf(first);
  if (feedFormat(first.text) !== undefined) return { page: first, notes: [] };
  const count = countPostings(question);
  if (count === 0) {
    const frame = findFrame(first.text, first.finalUrl);
    if (frame !== undefined) {
      look.onFetch(frame);
      const page = await look.fetcher.fetch(frame);
      const note = `列表在网页里嵌的另一页上，start 写的是那一页：${page.finalUrl}`;
      if (countPostings(questionOf(page)) > 0) return { page, notes: [note] };
    }
  }
  const isWanted = isScriptShell(question) || growsByScript(question, count);
  const drawn = isWanted ? await openInBrowser(first.finalUrl, 'list', look) : undefined;
  if (drawn === undefined) return { page: first, notes: [] };
  const isMore = countPostings(questionOf(drawn)) > count;
  return { page: count === 0 || isMore ? drawn : first, notes: [] };
}

function questionOf(page: FetchedPage): SuggestQuestion {
  return {
    ...{ html: page.text, url: page.finalUrl, now: page.fetchedAt },
    fetchedBy: page.fetchedBy === 'browser' ? 'browser' : 'http',
  };
}

async function openInBrowser(
  url: string,
  role: 'list' | 'detail',
  { fetcher, fetchInBrowser, onFetch }: SiteLook,
): Promise<FetchedPage | undefined> {
  if (fetchInBrowser === null) return undefined;
  onFetch(url);
  await fetcher.takeTurn(url);
  return fetchInBrowser(url, role);
}

interface SeenPages {
  readonly seen: readonly SeenPage[];
  /** In Chinese. */
  readonly problems: string[];
  /** Some were refused, and none was seen. */
  readonly areRefused: boolean;
}

function slowSite(crawlDelayMs: number): SeenPages {
  const problem = `robots.txt 要求间隔 ${crawlDelayMs / 1000} 秒，没有进入信息页`;
  return { seen: [], problems: [problem], areRefused: false };
}

async function seeDetails(list: SuggestQuestion, look: SiteLook): Promise<SeenPages> {
  const seen: SeenPage[] = [];
  let refused = 0;
  const problems: string[] = [];
  for (const url of detailsToSee(list)) {
    if (seen.length >= MAX_SEEN) break;
    try {
      const page = await fetchLike(list, url, 'detail', look);
      if (page !== undefined) seen.push({ url, html: page.text });
    } catch (error) {
      if (!(error instanceof MingchaError)) throw error;
      if (error instanceof FetchForbidden) refused += 1;
      problems.push(`信息页 ${url} 取不到：${error.message}`);
    }
  }
  return { seen, problems, areRefused: refused > 0 && seen.length === 0 };
}

/** @param problems gets why the next page cannot be had, in Chinese */
async function seeNext(
  list: SuggestQuestion,
  look: SiteLook,
  problems: string[],
): Promise<NextPage | undefined> {
  const url = nextToSee(list);
  if (url === undefined) return undefined;
  try {
    const page = await fetchLike(list, url, 'list', look);
    return page === undefined ? undefined : { url, html: page.text };
  } catch (error) {
    if (!(error instanceof MingchaError)) throw error;
    problems.push(`下一页 ${url} 取不到：${error.message}`);
    return undefined;
  }
}

/** By what the list was fetched by. */
async function fetchLike(
  list: SuggestQuestion,
  url: string,
  role: 'list' | 'detail',
  look: SiteLook,
): Promise<FetchedPage | undefined> {
  if (list.fetchedBy === 'browser') return openInBrowser(url, role, look);
  look.onFetch(url);
  return look.fetcher.fetch(url);
}
