/** What a page says about itself for machines: schema.org as JSON-LD, microdata, Open Graph. */
import { load } from 'cheerio';
import type { ExtractedPosting } from '../../domain/posting.js';
import { cleanPublisher } from './find-fields.js';
import { absoluteUrl, textContent, type PageTree } from './page-tree.js';
import { parseDate } from './parse-date.js';
import { renderText } from './render-text.js';
import { tidyLine, tidyText } from './tidy-text.js';

/** Only what the page states; a field that is absent is undefined. */
export interface StatedFields {
  readonly type: string;
  /** It is an article, so its body is what people read, not what somebody offers. */
  readonly isArticle?: boolean;
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  readonly publisher?: string | undefined;
  readonly publishedAt?: string | undefined;
  readonly price?: string | undefined;
  readonly location?: string | undefined;
  readonly images: ExtractedPosting['images'];
  readonly url?: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** The types that are postings or articles; anything else on a page (site, crumbs) describes its frame. */
const TYPES =
  /^(?:JobPosting|Service|Offer|Product|Course|CourseInstance|EducationEvent|Event|LocalBusiness|EducationalOrganization|Article|NewsArticle|BlogPosting|SocialMediaPosting|DiscussionForumPosting|Report|TechArticle|Question)$/;
const ARTICLE = /^(?:Article|NewsArticle|BlogPosting|Report|TechArticle)$/;
const MAX_JSON = 2_000_000;
const MAX_NODES = 2_000;

/** The postings and articles that JSON-LD on the page describes; who runs the site comes last. */
export function readJsonLd(tree: PageTree, now: Date): readonly StatedFields[] {
  const postings: StatedFields[] = [];
  const organisations: StatedFields[] = [];
  for (const script of tree.scripts) {
    if (script.attribs['type']?.trim().toLowerCase() !== 'application/ld+json') continue;
    for (const node of nodesOf(parseLoosely(textContent(script)))) {
      const type = typesOf(node).find((name) => TYPES.test(name));
      if (type === undefined) continue;
      const fields = readNode(node, type, tree.base, now);
      if (isOrganisation(fields)) organisations.push(fields);
      else postings.push(fields);
    }
  }
  return [...postings, ...organisations];
}

/** Whether the fields describe who runs a site or a school, not what a page offers. */
export function isOrganisation({ type }: StatedFields): boolean {
  return type === 'LocalBusiness' || type === 'EducationalOrganization';
}

/** `https://schema.org/JobPosting`, `schema:JobPosting` → `JobPosting`. */
function typesOf(node: Json): string[] {
  const stated = node['@type'];
  const types: readonly unknown[] = Array.isArray(stated) ? stated : [stated];
  return types.flatMap((type) => (typeof type === 'string' ? type.replace(/^.*[/#:]/, '') : []));
}

/** Microdata of the page's first posting or article, and Open Graph; both weaker than JSON-LD. */
export function readMicrodata(tree: PageTree, now: Date): StatedFields | undefined {
  const scope = tree.elements.find(
    ({ attribs }) =>
      attribs['itemscope'] !== undefined &&
      TYPES.test((attribs['itemtype'] ?? '').replace(/^.*[/#:]/, '')),
  );
  if (scope === undefined) return undefined;
  const value = (name: string): string | undefined => {
    const property = tree.$(scope).find(`[itemprop~="${name}"]`).first();
    if (property.length === 0) return undefined;
    const text =
      property.attr('content') ?? property.attr('datetime') ?? renderText(property.toArray());
    return text.trim() === '' ? undefined : tidyText(text);
  };
  const type = (tree.$(scope).attr('itemtype') ?? '').replace(/^.*[/#:]/, '');
  return {
    type,
    isArticle: ARTICLE.test(type),
    title: value('headline') ?? value('title') ?? value('name'),
    // The marked text of an article still has its captions and boxes: the main content is looked for there.
    body: ARTICLE.test(type) ? undefined : value('description'),
    publisher:
      cleanPublisher(value('author') ?? value('hiringOrganization') ?? value('publisher') ?? '') ??
      undefined,
    publishedAt: parseDate(value('datePublished') ?? value('datePosted') ?? '', now) ?? undefined,
    price: value('price') ?? value('baseSalary'),
    location: value('jobLocation') ?? value('address'),
    images: [],
  };
}

export function readOpenGraph(tree: PageTree, now: Date): StatedFields {
  const stated = new Map<string, string>();
  for (const { attribs } of tree.metas) {
    const content = attribs['content']?.trim() ?? '';
    if (content === '') continue;
    for (const name of [attribs['property'], attribs['name'], attribs['itemprop']]) {
      const key = name?.toLowerCase();
      if (key !== undefined && !stated.has(key)) stated.set(key, content);
    }
  }
  const meta = (name: string): string | undefined => {
    const content = stated.get(name);
    return content === undefined ? undefined : tidyLine(content);
  };
  return {
    type: meta('og:type') ?? '',
    title: meta('og:title') ?? meta('twitter:title'),
    body: meta('og:description') ?? meta('description'),
    publisher: meta('article:author') ?? meta('og:article:author'),
    publishedAt:
      parseDate(
        meta('article:published_time') ??
          meta('og:release_date') ??
          meta('publishdate') ??
          meta('pubdate') ??
          meta('datepublished') ??
          meta('dateupdate') ??
          '',
        now,
      ) ?? undefined,
    images: [],
  };
}

function readNode(node: Json, type: string, base: string, now: Date): StatedFields {
  const offers = first(node['offers']);
  return {
    type,
    isArticle: ARTICLE.test(type),
    title: text(node['headline']) ?? text(node['title']) ?? text(node['name']),
    body: htmlText(
      node['articleBody'] ?? node['text'] ?? (ARTICLE.test(type) ? undefined : node['description']),
    ),
    publisher:
      nameOf(node['author']) ??
      nameOf(node['hiringOrganization']) ??
      nameOf(node['provider']) ??
      nameOf(node['seller']) ??
      nameOf(node['publisher']) ??
      nameOf(node['organizer']),
    publishedAt:
      parseDate(
        text(node['datePublished']) ?? text(node['datePosted']) ?? text(node['dateCreated']) ?? '',
        now,
      ) ?? undefined,
    price:
      salaryOf(node['baseSalary']) ??
      priceOf(offers) ??
      text(node['priceRange']) ??
      text(node['price']),
    location: placeOf(
      node['jobLocation'] ?? node['location'] ?? node['areaServed'] ?? node['address'],
    ),
    images: [node['image']].flat().flatMap((image) => imageOf(image, base)),
    url: urlOf(node['url'], base),
  };
}

/** Trailing commas, comments and raw line breaks are common in hand-made JSON-LD. */
function parseLoosely(source: string): unknown {
  if (source.length > MAX_JSON) return undefined;
  const attempts = [
    source,
    source
      .replace(/^\s*(?:<!--|\/\*<!\[CDATA\[\*\/|<!\[CDATA\[)|(?:-->|\/\*\]\]>\*\/|\]\]>)\s*$/g, '')
      .replace(/[\u0000-\u001f]+/g, ' ')
      .replace(/,\s*([}\]])/g, '$1'),
  ];
  for (const attempt of attempts) {
    try {
      return JSON.parse(attempt);
    } catch {
      continue;
    }
  }
  return undefined;
}

/** All objects of a JSON-LD document that are typed, `@graph` and item lists opened. */
function nodesOf(json: unknown): readonly Json[] {
  const found: Json[] = [];
  const queue: unknown[] = [json];
  for (let at = 0; at < queue.length && at < MAX_NODES; at += 1) {
    const node = queue[at];
    if (Array.isArray(node)) {
      const children: readonly unknown[] = node;
      queue.push(...children.slice(0, MAX_NODES));
    }
    if (!isObject(node)) continue;
    if (node['@type'] !== undefined) found.push(node);
    queue.push(node['@graph'], node['itemListElement'], node['mainEntity'], node['item']);
  }
  return found;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function text(value: unknown): string | undefined {
  const single = first(value);
  if (typeof single === 'number') return String(single);
  if (typeof single !== 'string') return undefined;
  const tidy = tidyLine(single);
  return tidy === '' ? undefined : tidy;
}

/** Descriptions often hold HTML, sometimes escaped once more. */
export function htmlText(value: unknown): string | undefined {
  const single = first(value);
  if (typeof single !== 'string') return undefined;
  const raw = /&lt;\/?[a-z]/i.test(single)
    ? load(single, { xml: { xmlMode: false, decodeEntities: true } })
        .root()
        .text()
    : single;
  const isMarkup = /<\/?[a-z][^>]*>|&[a-z#\d]+;/i.test(raw);
  const tidy = isMarkup
    ? renderText(
        load(raw, { xml: { xmlMode: false, decodeEntities: true } })
          .root()
          .toArray(),
      )
    : tidyText(raw);
  return tidy === '' ? undefined : tidy;
}

function nameOf(value: unknown): string | undefined {
  const single = first(value);
  return isObject(single) ? text(single['name']) : text(single);
}

function salaryOf(value: unknown): string | undefined {
  const salary = first(value);
  if (!isObject(salary)) return text(salary);
  const amount = first(salary['value']);
  const range = isObject(amount) ? amount : salary;
  const [low, high, exact] = [
    text(range['minValue']),
    text(range['maxValue']),
    text(range['value']),
  ];
  const figure = exact ?? [low, high].filter((part) => part !== undefined).join('-');
  if (figure === '') return text(amount);
  const unit = text(range['unitText']);
  const per = unit === undefined ? '' : (UNITS[unit.toUpperCase()] ?? `/${unit}`);
  return withCurrency(figure, text(salary['currency'])) + per;
}

const UNITS: Readonly<Record<string, string>> = {
  ...{ HOUR: '/小时', DAY: '/天', WEEK: '/周', MONTH: '/月', YEAR: '/年' },
};

function priceOf(offers: unknown): string | undefined {
  if (!isObject(offers)) return undefined;
  const price = text(offers['price']) ?? text(offers['lowPrice']);
  return price === undefined ? undefined : withCurrency(price, text(offers['priceCurrency']));
}

function withCurrency(figure: string, currency: string | undefined): string {
  if (!/^[\d.,\s-]+$/.test(figure)) return figure;
  return currency === undefined || /^(?:CNY|RMB)$/i.test(currency)
    ? `${figure}元`
    : `${figure} ${currency}`;
}

function placeOf(value: unknown): string | undefined {
  const place = first(value);
  if (!isObject(place)) return text(place);
  const address = first(place['address']) ?? place;
  if (!isObject(address)) return text(address);
  const parts = ['addressRegion', 'addressLocality', 'streetAddress'].flatMap(
    (key) => text(address[key]) ?? [],
  );
  const joined = parts
    .filter((part, at) => !parts.slice(at + 1).some((later) => later.startsWith(part)))
    .join('');
  return joined === '' ? text(place['name']) : joined;
}

function imageOf(value: unknown, base: string): { url: string; alt: string }[] {
  const url = urlOf(isObject(value) ? (value['url'] ?? value['contentUrl']) : value, base);
  return url === undefined ? [] : [{ url, alt: '' }];
}

function urlOf(value: unknown, base: string): string | undefined {
  const href = text(value);
  return href === undefined ? undefined : absoluteUrl(href, base);
}
