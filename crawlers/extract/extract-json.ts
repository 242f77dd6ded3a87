/** The answer of a JSON API → postings, by the dotted paths of its source or by the usual names. */
import { InvalidInput } from '../../domain/errors.js';
import type { Extraction, ExtractedPosting, Link } from '../../domain/posting.js';
import type { FieldSelectors, Source } from '../../domain/source.js';
import { cleanPublisher } from './find-fields.js';
import {
  findJsonList,
  imagesOf,
  isJsonObject,
  oneLine,
  readJsonFields,
  scalarText,
  type JsonObject,
} from './json-fields.js';
import { absoluteUrl } from './page-tree.js';
import { parseDate } from './parse-date.js';
import { htmlText } from './structured-data.js';
import { tidyLine } from './tidy-text.js';

/** What of a source says where things stand in its JSON. */
export type JsonPaths = Pick<Source, 'kind' | 'list' | 'detail'>;

export interface JsonQuestion {
  readonly text: string;
  /** Where it came from, absolute. */
  readonly url: string;
  readonly source: JsonPaths;
  readonly now: Date;
  readonly role?: 'list' | 'detail';
}

const MAX_POSTINGS = 5_000;

/** @throws InvalidInput when the text is no JSON */
export function extractJson({ text, url, source, now, role = 'list' }: JsonQuestion): Extraction {
  const json = parseJson(text);
  const read = (object: JsonObject, isDetail: boolean) =>
    readPosting({
      object,
      url,
      source,
      now,
      fields: isDetail ? source.detail.fields : source.list.fields,
      isDetail,
    });
  if (role === 'detail') {
    const object = isJsonObject(json) ? unwrap(json) : {};
    const posting = read(object, true);
    const isBlank = posting.title === '' && posting.body === '';
    return { ...extractionOf(posting), kind: 'detail', postings: isBlank ? [] : [posting] };
  }
  const items =
    source.list.item === undefined ? findJsonList(json, url, now) : itemsAt(json, source.list.item);
  const postings = items
    .slice(0, MAX_POSTINGS)
    .map((object) => read(object, false))
    .filter(({ title, body }) => title !== '' || body !== '');
  const next = items.length === 0 ? null : nextUrl(json, url, source.list.next);
  const details = [...new Set(postings.flatMap((posting) => posting.url ?? []))].filter(
    (detail) => detail !== next,
  );
  const links: Link[] = details.map((detail) => ({ url: detail, text: '', role: 'detail' }));
  if (next !== null) links.unshift({ url: next, text: '', role: 'next' });
  return {
    ...EMPTY,
    kind: 'list',
    links,
    postings,
    body: postings.map(({ title, body }) => `${title}\n${body}`).join('\n'),
  };
}

const EMPTY: Extraction = {
  ...{
    kind: 'list',
    title: '',
    body: '',
    publisher: null,
    publishedAt: null,
    price: null,
    location: null,
  },
  ...{ images: [], links: [], postings: [] },
};

function extractionOf({
  title,
  body,
  publisher,
  publishedAt,
  price,
  location,
  images,
}: ExtractedPosting): Extraction {
  return { ...EMPTY, title, body, publisher, publishedAt, price, location, images };
}

/** JSON or JSONP. @throws InvalidInput */
export function parseJson(text: string): unknown {
  // JSONP: `callback({...});`
  const bare = /^\s*[\w.$]+\s*\(([\s\S]*)\)\s*;?\s*$/.exec(text)?.[1] ?? text;
  try {
    return JSON.parse(bare.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new InvalidInput('the answer is not JSON', [], { cause: error });
  }
}

/** `{code: 0, data: {…}}` → the inner object. */
function unwrap(json: JsonObject): JsonObject {
  const inner = json['data'] ?? json['result'];
  return isJsonObject(inner) ? inner : json;
}

function itemsAt(json: unknown, path: string): readonly JsonObject[] {
  const found = valueAt(json, path);
  return Array.isArray(found) ? found.filter(isJsonObject) : [];
}

/** `data.items.0.title`; an array in the middle is gone through item by item. */
export function valueAt(json: unknown, path: string): unknown {
  let value: unknown = json;
  const keys = path.split('.').filter((key) => key !== '' && key !== '$');
  for (const [at, key] of keys.entries()) {
    if (Array.isArray(value)) {
      if (/^\d+$/.test(key)) {
        value = value[Number(key)];
        continue;
      }
      const rest = keys.slice(at).join('.');
      return value.map((item) => valueAt(item, rest)).filter((item) => item !== undefined);
    }
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

interface PostingQuestion {
  readonly object: JsonObject;
  readonly url: string;
  readonly source: JsonPaths;
  readonly now: Date;
  readonly fields: FieldSelectors;
  readonly isDetail: boolean;
}

function readPosting({
  object,
  url,
  source,
  now,
  fields,
  isDetail,
}: PostingQuestion): ExtractedPosting {
  const guessed = readJsonFields(object, url, now);
  const at = (path: string | undefined): unknown =>
    path === undefined ? undefined : valueAt(object, path);
  const publisher = oneLine(at(fields.publisher)) ?? guessed.publisher;
  const date = scalarText(at(fields.publishedAt));
  return {
    title: tidyLine(oneLine(at(fields.title)) ?? guessed.title ?? '').slice(0, 300),
    url: isDetail ? url : (linkOf(object, source.list.link, url) ?? guessed.url ?? null),
    body: htmlText(scalarText(at(fields.body))) ?? guessed.body ?? '',
    publisher: publisher === undefined ? null : cleanPublisher(publisher),
    publishedAt:
      (date === undefined ? undefined : parseDate(date, now)) ?? guessed.publishedAt ?? null,
    price: oneLine(at(fields.price)) ?? guessed.price ?? null,
    location: oneLine(at(fields.location)) ?? guessed.location ?? null,
    images: fields.images === undefined ? [...guessed.images] : imagesOf(at(fields.images), url),
    kind: source.kind === 'platform' ? 'post' : 'ad',
  };
}

/** `/post/{id}` with the item's values, or the dotted path of an address. */
function linkOf(
  object: JsonObject,
  template: string | undefined,
  base: string,
): string | undefined {
  if (template === undefined) return undefined;
  if (!template.includes('{') && !template.includes('/')) {
    const href = scalarText(valueAt(object, template));
    return href === undefined ? undefined : absoluteUrl(href, base);
  }
  const filled = fill(template, (path) => scalarText(valueAt(object, path)));
  return filled === undefined ? undefined : absoluteUrl(filled, base);
}

/** `/api?page={page}` counts up from the current address; other names are paths into the answer. */
function nextUrl(json: unknown, url: string, template: string | undefined): string | null {
  if (template === undefined) return null;
  const filled = fill(template, (path) => {
    const stated = scalarText(valueAt(json, path));
    return path === 'page'
      ? String(currentPage(template, url) + 1)
      : stated === 'false'
        ? undefined
        : stated;
  });
  const next = filled === undefined ? undefined : absoluteUrl(filled, url);
  return next === undefined || next === url ? null : next;
}

/** Undefined when a value is missing: the template then names nothing. */
function fill(template: string, valueOf: (path: string) => string | undefined): string | undefined {
  let isComplete = true;
  const filled = template.replace(/\{([\w.$-]+)\}/g, (_, path: string) => {
    const value = valueOf(path);
    if (value === undefined) isComplete = false;
    return encodeURIComponent(value ?? '');
  });
  return isComplete ? filled : undefined;
}

/** The page number that the current address has in the template's place; 1 when it has none. */
function currentPage(template: string, url: string): number {
  const absolute = absoluteUrl(template.replace('{page}', '__page__'), url);
  if (absolute === undefined) return 1;
  const { pathname, searchParams } = new URL(absolute);
  const here = new URL(url);
  for (const [name, value] of searchParams) {
    if (value === '__page__') return Number(here.searchParams.get(name) ?? 1) || 1;
  }
  const [before = '', after = ''] = pathname.split('__page__');
  const path = here.pathname;
  if (!path.startsWith(before) || !path.endsWith(after)) return 1;
  return Number(path.slice(before.length, path.length - after.length)) || 1;
}
