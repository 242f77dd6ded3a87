/** A fetched page → the visit that the frontier saves: its postings and where to go next. */
import { createHash } from 'node:crypto';
import { FetchFailed } from '../domain/errors.js';
import type { FetchedPage, PageReading } from '../domain/page.js';
import type { Extraction, ExtractedPosting } from '../domain/posting.js';
import type { IssueKind, NewIssue } from '../domain/run.js';
import type { Source } from '../domain/source.js';
import { extractJson, parseJson } from './extract/extract-json.js';
import { extractTree } from './extract/extract-page.js';
import { parsePageTree } from './extract/page-tree.js';
import { readPageSigns } from './extract/page-signs.js';
import { extractFeed, feedFormat } from './extract/read-feed.js';
import type { Claim, NewUrl, Visit } from '../domain/frontier.js';
import { checkAnswer } from './fetch/check-answer.js';
import { judgeError, type RetryPauses } from './judge-error.js';
import { recogniseJsonWall } from './recognise-json-wall.js';
import { recogniseWall, type Wall } from './recognise-wall.js';
import { tryPaths, trySelectors } from './try-selectors.js';
import { trapOf } from './url-traps.js';
import { isHostOfSource } from './source-hosts.js';
import { readWallSigns } from './wall-signs.js';

/** Beyond this share of undecodable characters a page's text is not worth classifying unseen. */
const BAD_CHARSET_SHARE = 0.02;
/** Heritrix follows 6,000 links of a page at most, Nutch 100. */
const MAX_FOLLOWED = 5_000;
/** A detail page with less text than this is taken, but said to be thin. */
const EMPTY_TEXT_LENGTH = 10;
/** A start page that is no list is taken as a posting when it says at least this much. */
const LONE_PAGE_LENGTH = 80;

export interface Judge {
  readonly source: Source;
  readonly limits: RetryPauses;
  /** False: pages that are empty without script cannot be had. */
  readonly hasBrowser: boolean;
}

/** Never throws: a page that breaks extraction is dropped with its issue, and the crawl goes on. */
export function judgePage(page: FetchedPage, claim: Claim, judge: Judge): Visit {
  try {
    checkAnswer(page, page.fetchedAt);
    if (page.status === 304 && !isConditional(claim)) {
      throw new FetchFailed('the host answers 304 to a question without a condition');
    }
  } catch (error) {
    return judgeRefusal(page, claim) ?? judgeError(error, claim, judge.limits);
  }
  try {
    return judgeContent(page, claim, judge);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { outcome: 'dropped', issue: { kind: 'extract-failed', message, url: claim.url } };
  }
}

/** Whether the page was only asked for if it has changed: of lists never, for they have to lead on. */
function isConditional({ role, etag, lastModified }: Claim): boolean {
  return role === 'detail' && (etag ?? lastModified) !== null;
}

/** A status other than 2xx may be a wall's: "404" from one says nothing about the page. */
function judgeRefusal(page: FetchedPage, claim: Claim): Visit | undefined {
  // These are told by their status alone what to do, which is more than a wall's text says.
  if ([408, 425, 429].includes(page.status) || !isMarkup(page)) {
    const wall = page.status === 429 ? undefined : jsonWallOf(page);
    return wall === undefined || PASSING_WALLS.has(wall) ? undefined : wallVisit(wall, claim);
  }
  const tree = parsePageTree(page.text, page.finalUrl);
  const wall = recogniseWall(readWallSigns(tree, page.finalUrl, page.text));
  return wall === undefined || PASSING_WALLS.has(wall) ? undefined : wallVisit(wall, claim);
}

/** What a bad status says better by itself: tried again, or not there. */
const PASSING_WALLS: ReadonlySet<Wall> = new Set(['not-found', 'maintenance', 'parked']);

function wallVisit(wall: Wall, { url }: Claim): Visit {
  const issue: NewIssue =
    wall === 'not-found'
      ? { kind: 'removed', message: 'the page says that what it held is gone', url }
      : { kind: 'wall', message: `the site shows a wall (${wall}) instead of the page`, url };
  return { outcome: 'dropped', issue };
}

function jsonWallOf(page: FetchedPage): Wall | undefined {
  if (!/json/i.test(page.contentType) && !/^\s*[{[]/.test(page.text)) return undefined;
  try {
    return recogniseJsonWall(parseJson(page.text));
  } catch {
    return undefined;
  }
}

function judgeContent(page: FetchedPage, claim: Claim, { source, hasBrowser }: Judge): Visit {
  const drop = (kind: IssueKind, message: string): Visit => ({
    outcome: 'dropped',
    issue: { kind, message, url: claim.url },
  });
  if (page.status === 304) return { outcome: 'unchanged', newUrls: [] };
  const away = leadsAway(page, source);
  if (away !== undefined)
    return drop('refused', `redirected to ${away}, a host the source does not name`);
  const isSame = claim.bodyHash !== null && hashOf(page.bytes) === claim.bodyHash;
  if (isSame && claim.role === 'detail') return { outcome: 'unchanged', newUrls: [] };
  if (source.fetch === 'json' && !isMarkupAnswer(page)) {
    const { text, finalUrl: url, fetchedAt: now } = page;
    const wall = jsonWallOf(page);
    // Behind the last page of a list there may be nothing, and some APIs call that "not found".
    if (wall !== undefined && (wall !== 'not-found' || claim.role === 'detail'))
      return wallVisit(wall, claim);
    const extraction = extractJson({ text, url, source, now, role: claim.role });
    const selectors = tryPaths(parseJson(text), source, claim.role);
    return visitFrom({ page, claim, source, extraction, isSame, selectors });
  }
  // By its root element: feeds are served as anything.
  const feed = extractFeed({
    text: page.text,
    url: page.finalUrl,
    source,
    now: page.fetchedAt,
  });
  if (feed !== undefined)
    return visitFrom({ page, claim, source, extraction: feed, isSame, selectors: {} });
  const jsonWall = isMarkup(page) ? undefined : jsonWallOf(page);
  if (jsonWall !== undefined) return wallVisit(jsonWall, claim);
  if (!isMarkup(page))
    return drop('extract-failed', `not a page: ${page.contentType || 'no content type'}`);

  const tree = parsePageTree(page.text, page.finalUrl);
  const wall = recogniseWall(readWallSigns(tree, page.finalUrl, page.text));
  if (wall !== undefined) return wallVisit(wall, claim);
  const extraction = extractTree({
    tree,
    url: page.finalUrl,
    source,
    now: page.fetchedAt,
    role: claim.role,
  });
  if (isEmpty(extraction) && page.fetchedBy === 'http' && readPageSigns(tree).isScriptShell) {
    if (source.fetch === 'auto' && hasBrowser) return { outcome: 'needs-browser' };
    if (source.fetch === 'auto') {
      return drop('browser-missing', 'the page is empty without script and there is no browser');
    }
    return drop(
      'script-needed',
      'the page is empty without script and the source allows HTTP only',
    );
  }
  const selectors = trySelectors(tree, source, extraction.kind, claim.role);
  return visitFrom({ page, claim, source, extraction, isSame, selectors });
}

interface Judged {
  readonly page: FetchedPage;
  readonly claim: Claim;
  readonly source: Source;
  readonly extraction: Extraction;
  readonly isSame: boolean;
  readonly selectors: PageReading['selectors'];
}

function visitFrom(judged: Judged): Visit {
  const { page, claim, source, extraction, isSame, selectors } = judged;
  const followsDetail = source.follow === 'detail' && claim.role === 'list';
  // A sitemap has no postings of its own, but leads to them.
  const isFeed = feedFormat(page.text) !== undefined;
  const { urls: newUrls, issues: leftOut } = followable(judged, followsDetail, isFeed);
  // What was left out has to be said each time: the run is not a complete one.
  if (isSame && leftOut.length === 0) return { outcome: 'unchanged', newUrls };
  const leadsOn = isFeed && newUrls.length > 0;
  const issues = [...leftOut, ...pageIssues(page, claim, leadsOn || !isEmpty(extraction))];
  const followed = new Set(newUrls.map(({ url }) => url));
  const keepsHere = (posting: ExtractedPosting): boolean =>
    posting.url === null || !followed.has(posting.url);
  // What stands where a list should be ("暂无数据") is no posting.
  const isLost =
    claim.role === 'list' &&
    extraction.kind === 'detail' &&
    extraction.body.length < LONE_PAGE_LENGTH;
  const found = isLost ? [] : extraction.postings;
  const postings = followsDetail ? found.filter(keepsHere) : found;
  const links = extraction.links.filter(({ role }) => role === 'detail').length;
  const reading: PageReading = {
    readAs: isFeed ? 'feed' : extraction.kind,
    found: extraction.kind === 'list' ? Math.max(found.length, links) : found.length,
    selectors,
  };
  return { outcome: 'fetched', page, reading, postings: postings.filter(hasText), newUrls, issues };
}

interface Followed {
  readonly urls: readonly NewUrl[];
  /** What was not followed, and why. */
  readonly issues: readonly NewIssue[];
}

function followable(
  { page, claim, source, extraction }: Judged,
  followsDetail: boolean,
  isFeed: boolean,
): Followed {
  const leadsOn = claim.role === 'list' && (isFeed || extraction.postings.length > 0);
  const urls = new Map<string, NewUrl>();
  const issues = new Map<string, NewIssue>();
  const leaveOut = (kind: IssueKind, message: string) =>
    issues.set(message, { kind, message, url: claim.url });
  for (const { url, role } of extraction.links) {
    const isDetail = role === 'detail' && followsDetail;
    // A list with nothing on it is the end: calendars and page numbers go on for ever.
    const isNext = role === 'next' && leadsOn && url !== claim.url;
    if ((!isDetail && !isNext) || !isHostOfSource(new URL(url).hostname, source)) continue;
    const trap = trapOf(url, page.fetchedAt);
    if (trap !== undefined) leaveOut('trap', `links were not followed: ${trap}`);
    else if (claim.depth >= source.limits.depth)
      leaveOut(
        'limit-reached',
        `links beyond the depth of ${source.limits.depth} were not followed`,
      );
    else if (urls.size >= MAX_FOLLOWED && !urls.has(url))
      leaveOut('links-cut', `only the first ${MAX_FOLLOWED} links of a page are followed`);
    else urls.set(url, { url, role: isDetail ? 'detail' : 'list' });
  }
  return { urls: [...urls.values()], issues: [...issues.values()] };
}

function pageIssues(page: FetchedPage, claim: Claim, hasFound: boolean): NewIssue[] {
  const issues: NewIssue[] = [];
  const add = (kind: IssueKind, message: string) => issues.push({ kind, message, url: claim.url });
  if (page.text.trim() === '') add('empty-page', 'the page has no content');
  else if (!hasFound) add('empty-page', 'no posting was found on the page');
  const unreadable = page.text.split('\uFFFD').length - 1;
  // Markup is ASCII and always readable: the share counts among the characters that are not.
  if (
    unreadable > 0 &&
    unreadable > page.text.replace(/[\0-\x7f]+/g, '').length * BAD_CHARSET_SHARE
  ) {
    add('bad-charset', `${unreadable} characters cannot be read as ${page.charset}`);
  }
  return issues;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function isEmpty(extraction: Extraction): boolean {
  if (extraction.kind === 'list') return extraction.postings.length === 0;
  return !extraction.postings.some(({ body }) => body.length >= EMPTY_TEXT_LENGTH);
}

/** A picture with no text is kept: what it shows is read from the image later. */
function hasText(posting: ExtractedPosting): boolean {
  return posting.title !== '' || posting.body !== '' || posting.images.length > 0;
}

/** The postings of a JSON list may have their own pages in HTML. */
function isMarkupAnswer(page: FetchedPage): boolean {
  return /html/i.test(page.contentType) && /^\s*</.test(page.text);
}

function isMarkup(page: FetchedPage): boolean {
  if (/^(?:text\/|application\/(?:xhtml\+xml|xml|rss\+xml|atom\+xml))/i.test(page.contentType))
    return true;
  const isUnknown =
    page.contentType === '' || page.contentType.startsWith('application/octet-stream');
  return isUnknown && (page.text.trim() === '' || /^\s*</.test(page.text));
}

function leadsAway(page: FetchedPage, source: Source): string | undefined {
  if (page.redirects.length === 0 && page.finalUrl === page.url) return undefined;
  const { hostname } = new URL(page.finalUrl);
  return isHostOfSource(hostname, source) ? undefined : hostname;
}
