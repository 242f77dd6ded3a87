/** The items of a list → postings. */
import type { AnyNode, Element } from 'domhandler';
import type { ExtractedPosting } from '../../domain/posting.js';
import type { Source } from '../../domain/source.js';
import {
  cleanPublisher,
  elementsBelow,
  findImages,
  findNamedPrice,
  findPlace,
  findPublishedAt,
  findPublisher,
  readLabelled,
} from './find-fields.js';
import { saysPage } from './find-next.js';
import type { ListItem } from './group-siblings.js';
import { readItemProperties } from './item-properties.js';
import { cellText, readColumns, type ColumnField, type Columns } from './list-columns.js';
import { absoluteUrl, type PageTree } from './page-tree.js';
import { findDate, parseDate } from './parse-date.js';
import { renderText } from './render-text.js';
import { selectAll, selectField } from './select-field.js';
import { tidyLine } from './tidy-text.js';
import {
  bestLink,
  findHeading,
  isDate,
  titleLinks,
  usualPlace,
  withoutRepeated,
  type TitleLink,
} from './title-link.js';
import { usualPlaceName } from './usual-place-name.js';

/** More postings than one page of any list holds; the rest is not taken. */
const MAX_POSTINGS = 1_000;
const MAX_ELEMENTS = 500;
const LEAST_UNLINKED_TEXT = 30;
/** A line of a list that is not about its date is longer. */
const MAX_DATE_LINE = 60;

/** An item with what is looked at more than once. */
interface ReadItem {
  readonly nodes: ListItem;
  readonly elements: readonly Element[];
  readonly links: readonly TitleLink[];
}

/** What the items of a list have in common. */
interface Habits {
  /** Where titles stand. */
  readonly titlePlace: string | undefined;
  /** Where the names of places stand, when nothing says so. */
  readonly placeOf: (elements: readonly Element[], nodes: ListItem) => string | null;
  readonly columns: Columns;
}

export function readListPostings(
  items: readonly ListItem[],
  tree: PageTree,
  source: Source | null,
  now: Date,
): ExtractedPosting[] {
  const columns = readColumns(items, tree);
  const rows = items.filter(([first]) => first !== columns.header || first === undefined);
  const parts = rows.slice(0, MAX_POSTINGS).map((nodes) => {
    const elements = nodes.flatMap((node) => elementsBelow(node, MAX_ELEMENTS));
    return { nodes, elements };
  });
  const links = withoutRepeated(
    parts.map(({ nodes, elements }) => titleLinks(nodes, elements, tree, now)),
  );
  const read = parts.map((part, at): ReadItem => ({ ...part, links: links[at] ?? [] }));
  const habits: Habits = {
    titlePlace: usualPlace(read.map(({ links }) => links)),
    placeOf: usualPlaceName(read, tree),
    columns,
  };
  const postings: ExtractedPosting[] = [];
  const seen = new Map<string, string>();
  for (const item of read) {
    const found = readItem(item, habits, tree, source, now);
    if (found.title === '' && found.body === '' && found.images.length === 0) continue;
    const text = `${found.title}\n${found.body}`;
    const earlier = found.url === null ? undefined : seen.get(found.url);
    // The same posting again, as a picture or a headline.
    if (earlier?.includes(found.body === '' ? found.title : found.body) === true) continue;
    // Another text behind the same address: a reply that links to its thread.
    const posting = earlier === undefined ? found : asReply(found);
    const key = posting.url ?? text;
    if (seen.has(key)) continue;
    seen.set(key, text);
    postings.push(posting);
  }
  return source?.list.item === undefined ? withoutStrangers(postings, tree.base) : postings;
}

/** Headlines between the items, and what the site sells between them. */
function withoutStrangers(postings: ExtractedPosting[], base: string): ExtractedPosting[] {
  const linked = postings.flatMap(({ url }) => url ?? []);
  // Where nearly every item links to a page of its own, a short one without is a headline between them.
  if (linked.length < 3 || linked.length < postings.length * 0.7) return postings;
  const hosts = linked.map((url) => new URL(url).hostname);
  const own = new URL(base).hostname;
  const isUsual = new Map(
    [...new Set(hosts)].map((host) => [
      host,
      host === own || hosts.filter((other) => other === host).length > hosts.length * 0.15,
    ]),
  );
  return postings.filter(({ url, body, title, publishedAt, price }) => {
    if (url === null) return body.length >= LEAST_UNLINKED_TEXT;
    if (saysPage(title)) return false;
    // Without a date, a price or a text it only leads to another site.
    const isBare = publishedAt === null && price === null && body.length < LEAST_UNLINKED_TEXT;
    return title !== '' ? isUsual.get(new URL(url).hostname) === true || !isBare : true;
  });
}

function asReply(posting: ExtractedPosting): ExtractedPosting {
  return { ...posting, url: null, kind: posting.kind === 'post' ? 'reply' : posting.kind };
}

function readItem(
  { nodes, elements, links }: ReadItem,
  habits: Habits,
  tree: PageTree,
  source: Source | null,
  now: Date,
): ExtractedPosting {
  const fields = source?.list.fields ?? {};
  const select = (selector: string | undefined) => selectField(tree, nodes, selector);
  const stated = readItemProperties(elements, now);
  const inColumn = (field: ColumnField) => cellText(nodes, habits.columns, field);
  const link = bestLink(links, habits.titlePlace);
  const url =
    source?.list.link === undefined
      ? (link?.url ?? null)
      : (chosenUrl(nodes, tree, source) ?? null);
  const heading = () =>
    findHeading(elements, tree) ?? (url === null ? undefined : inColumn('title'));
  const title =
    select(fields.title) ??
    // Of a row that is a link as a whole, the header says which cell is its title.
    (link?.isWholeItem === true ? inColumn('title') : null) ??
    (link?.title || undefined) ??
    stated?.title ??
    heading() ??
    (url === null ? '' : pictured(elements, tree));
  const text = renderText(nodes);
  const body = select(fields.body) ?? stated?.body ?? withoutTitle(text, title);
  const publisher =
    select(fields.publisher) ??
    stated?.publisher ??
    cleanPublisher(inColumn('publisher') ?? '') ??
    findPublisher(tree, elements);
  const labelled = readLabelled(body);
  const date = select(fields.publishedAt);
  return {
    title: tidyLine(title).slice(0, 300),
    url,
    body: withoutCounters(body, publisher, now),
    publisher,
    publishedAt:
      date === null
        ? (stated?.publishedAt ??
          parseDate(inColumn('publishedAt') ?? '', now) ??
          findPublishedAt(tree, elements, now, title) ??
          dateInLine(body, now))
        : parseDate(date, now),
    price:
      select(fields.price) ??
      stated?.price ??
      inColumn('price') ??
      findNamedPrice(tree, elements) ??
      labelled.price,
    location:
      select(fields.location) ??
      stated?.location ??
      inColumn('location') ??
      findPlace(tree, elements) ??
      labelledPlace(body) ??
      habits.placeOf(elements, nodes),
    images: chosenImages(nodes, tree, fields.images) ?? findImages(tree, nodes),
    kind: source?.kind === 'platform' ? 'post' : 'ad',
  };
}

/** What the picture of an item without words says it is. */
function pictured(elements: readonly Element[], tree: PageTree): string {
  if (elements.some((element) => (tree.textLength.get(element) ?? 0) > 0)) return '';
  const picture = elements.find(({ name, attribs }) => name === 'img' && attribs['alt']);
  return picture?.attribs['alt'] ?? '';
}

/** `(2023-05-08)` behind a link, in no element of its own. */
function dateInLine(body: string, now: Date): string | null {
  for (const line of body.split('\n')) {
    const date = line.length > MAX_DATE_LINE ? null : findDate(line, now);
    if (date === null) continue;
    const before = line.slice(0, date.start);
    if (date.start <= 2 || date.end >= line.length - 2 || /(?:发布|更新|时间|日期)/.test(before))
      return date.iso;
  }
  return null;
}

/** `地点：…` up to the next label; lists put several facts on one line. */
function labelledPlace(body: string): string | null {
  const label =
    /(?:^|[\s|｜，,；;])(?:(?:上课|授课|工作|公司|详细)?(?:地址|地点)|位置|区域|所在地区?|工作区域)\s*[:：]\s*([^\n|｜;；]{2,60})/.exec(
      body,
    );
  const [place = ''] = (label?.[1] ?? '').split(/\s+(?=[^\s:：]{2,6}[:：])/, 1);
  return place.trim() === '' ? null : place.trim();
}

/** Drops lines that only count replies or repeat the author or a date; contact numbers are longer. */
function withoutCounters(body: string, publisher: string | null, now: Date): string {
  const isCounter = (line: string) => {
    if (line === publisher || /^[\d\s.,/|]{1,4}$/.test(line)) return true;
    return isDate(line, now);
  };
  const lines = body.split('\n');
  return lines.length === 1 ? body : lines.filter((line) => !isCounter(line)).join('\n');
}

/** Pictures that a source's selector names; null when it names none. */
export function chosenImages(
  scopes: readonly AnyNode[],
  tree: PageTree,
  selector: string | undefined,
): ExtractedPosting['images'] | null {
  if (selector === undefined) return null;
  const withAttribute = /@[\w:-]+$/.test(selector) ? selector : `${selector}@src`;
  const urls = selectAll(tree, scopes, withAttribute).map((href) => absoluteUrl(href, tree.base));
  return [...new Set(urls)].flatMap((url) => (url === undefined ? [] : [{ url, alt: '' }]));
}

function chosenUrl(nodes: ListItem, tree: PageTree, source: Source): string | undefined {
  const selector = source.list.link ?? '';
  const withAttribute = /@[\w:-]+$/.test(selector) ? selector : `${selector}@href`;
  const [href] = selectAll(tree, nodes, withAttribute);
  return href === undefined ? undefined : absoluteUrl(href, tree.base);
}

/** The text of a list's item without its title, which stands in the middle of it often enough. */
function withoutTitle(text: string, title: string): string {
  const rest = withoutTitleLine(text, title);
  const lines = text.split('\n');
  const [first = ''] = lines;
  if (rest !== text || title.length < 4 || !first.includes(title)) return rest;
  return [tidyLine(first.replace(title, ' ')), ...lines.slice(1)].filter(Boolean).join('\n');
}

/** A body does not begin with its title again; a sentence that names it keeps it. */
export function withoutTitleLine(text: string, title: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line === title);
  return at === -1 || at >= 4 ? text : [...lines.slice(0, at), ...lines.slice(at + 1)].join('\n');
}
