/** Postings in JSON of unknown shape: objects with a title and a text under the usual names. */
import { absoluteUrl } from './page-tree.js';
import { parseDate } from './parse-date.js';
import { htmlText, type StatedFields } from './structured-data.js';
import { tidyLine } from './tidy-text.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The usual names, the likeliest first; compared without case, `_` and `-`. */
const NAMES = {
  title: ['title', 'subject', 'headline', 'name', 'topic', 'jobname', 'goodsname', 'shopname'],
  body: [
    'content',
    'body',
    'contenthtml',
    'html',
    'desc',
    'description',
    'detail',
    'text',
    'summary',
    'abstract',
    'intro',
    'remark',
    'subabstracts',
  ],
  publisher: [
    'author',
    'authorname',
    'nickname',
    'username',
    'user',
    'publisher',
    'company',
    'companyname',
    'shopname',
    'source',
    'mediainfo',
    'poster',
  ],
  publishedAt: [
    'publishedat',
    'publishtime',
    'pubtime',
    'pubdate',
    'publishdate',
    'createtime',
    'createdat',
    'ctime',
    'posttime',
    'time',
    'date',
    'updatetime',
    'updatedat',
    'timestamp',
  ],
  price: ['price', 'salary', 'fee', 'pricetext', 'cost', 'wage', 'amount'],
  location: ['location', 'address', 'area', 'city', 'region', 'district', 'place', 'addr'],
  images: ['images', 'imgs', 'pics', 'pictures', 'imagelist', 'image', 'cover', 'pic', 'img'],
  url: ['url', 'link', 'href', 'detailurl', 'shareurl'],
} as const;
const MAX_VISITED = 50_000;
const LEAST_BODY = 20;
/** Without a title only a text of some length is a posting. */
const LEAST_UNTITLED = 100;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an object states under the usual names. */
export function readJsonFields(object: JsonObject, base: string, now: Date): StatedFields {
  const byName = new Map(
    Object.entries(object).map(([key, value]) => [key.toLowerCase().replace(/[-_]/g, ''), value]),
  );
  const pick = (field: keyof typeof NAMES): unknown =>
    NAMES[field]
      .map((name) => byName.get(name))
      .find((value) => value !== undefined && value !== null && value !== '');
  const url = scalarText(pick('url'));
  return {
    type: '',
    title: oneLine(pick('title')),
    body: htmlText(scalarText(pick('body'))),
    publisher: oneLine(pick('publisher')),
    publishedAt: parseDate(scalarText(pick('publishedAt')) ?? '', now) ?? undefined,
    price: oneLine(pick('price')),
    location: oneLine(pick('location')),
    images: imagesOf(pick('images'), base),
    url: url === undefined ? undefined : absoluteUrl(url, base),
  };
}

/** The object with the longest text beside a title, breadth first. */
export function findJsonPosting(json: unknown, base: string, now: Date): StatedFields | undefined {
  let best: StatedFields | undefined;
  for (const value of walkJson(json)) {
    if (!isJsonObject(value)) continue;
    const fields = readJsonFields(value, base, now);
    const least = fields.title === undefined ? LEAST_UNTITLED : LEAST_BODY;
    if ((fields.body?.length ?? 0) < least) continue;
    if ((fields.body?.length ?? 0) > (best?.body?.length ?? 0)) best = fields;
  }
  return best;
}

/** The array whose objects have titles or texts and say most; a menu says little. */
export function findJsonList(json: unknown, base: string, now: Date): readonly JsonObject[] {
  let best: readonly JsonObject[] = [];
  let bestScore = 0;
  for (const value of walkJson(json)) {
    if (!Array.isArray(value)) continue;
    const objects = value.filter(isJsonObject);
    const looked = objects
      .slice(0, LOOKED_OBJECTS)
      .map((object) => readJsonFields(object, base, now));
    if (!looked.every(({ title, body }) => title !== undefined || body !== undefined)) continue;
    const score = objects.length * Math.sqrt(median(looked.map(saidLength)));
    if (score > bestScore) [best, bestScore] = [objects, score];
  }
  return best;
}

const LOOKED_OBJECTS = 20;
const MAX_SAID = 400;

function saidLength({ title = '', body = '', price = '', publishedAt = '' }: StatedFields): number {
  return Math.min(MAX_SAID, title.length + body.length + price.length + publishedAt.length);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

/** Every value in a JSON value, breadth first, to a bound. */
export function* walkJson(json: unknown): Generator<unknown> {
  const queue: unknown[] = [json];
  for (let at = 0; at < queue.length && at < MAX_VISITED; at += 1) {
    const value = queue[at];
    yield value;
    if (Array.isArray(value)) for (const child of value) queue.push(child);
    else if (isJsonObject(value)) for (const child of Object.values(value)) queue.push(child);
  }
}

export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    const parts = value.flatMap((part) => scalarText(part) ?? []);
    return parts.length === 0 ? undefined : parts.join(' ');
  }
  return isJsonObject(value)
    ? scalarText(value['name'] ?? value['nickname'] ?? value['title'] ?? value['text'])
    : undefined;
}

export function oneLine(value: unknown): string | undefined {
  const text = htmlText(scalarText(value));
  return text === undefined ? undefined : tidyLine(text);
}

export function imagesOf(value: unknown, base: string): { url: string; alt: string }[] {
  return [value].flat().flatMap((image) => {
    const source = isJsonObject(image) ? (image['url'] ?? image['src'] ?? image['large']) : image;
    const url = typeof source === 'string' ? absoluteUrl(source, base) : undefined;
    return url === undefined ? [] : [{ url, alt: '' }];
  });
}
