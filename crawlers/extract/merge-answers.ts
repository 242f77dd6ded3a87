/** What a page shows and what its scripts loaded → one extraction, the fuller of the two in each part. */
import type { ExtractedPosting, Extraction, Link } from '../../domain/posting.js';
import type { Source } from '../../domain/source.js';
import { parseAnswer, type CarriedAnswer } from './carried-answers.js';
import { extractJson, type JsonPaths } from './extract-json.js';
import { findJsonList, findJsonPosting, scalarText, type JsonObject } from './json-fields.js';

export interface MergeQuestion {
  /** What the markup gives. */
  readonly extraction: Extraction;
  readonly answers: readonly CarriedAnswer[];
  /** The page's own address. */
  readonly url: string;
  readonly source: Source | null;
  readonly now: Date;
  readonly role: 'list' | 'detail' | undefined;
}

/** A list in an answer: its postings, and the objects that they were read from. */
interface AnswerList {
  /** Host and path of the answer: the pages of one list share it. */
  readonly place: string;
  readonly keys: readonly string[];
  readonly postings: readonly ExtractedPosting[];
  readonly objects: ReadonlyMap<ExtractedPosting, JsonObject>;
}

const MAX_POSTINGS = 5_000;
/** Of the shown postings, the share that a loaded list must know to be the same list. */
const SAME_LIST = 0.5;
/** Of the keys of two objects, the share in common when they are of one kind. */
const SAME_KEYS = 0.6;
/** Usual least text of a posting in a list that the page does not show. */
const LEAST_TEXT = 20;
/** A text that is found within another, to say that both are of the same posting. */
const SURE_TITLE = 6;

/** The extraction itself when no answer adds to it. */
export function mergeAnswers(question: MergeQuestion): Extraction {
  const { extraction, answers, source, role } = question;
  if (answers.length === 0) return extraction;
  const isDetail = role === 'detail';
  const pattern = isDetail ? source?.detail.xhr : source?.list.xhr;
  if (pattern !== undefined) {
    const chosen = answers.filter(({ url }) => url.includes(pattern));
    if (chosen.length === 0) return extraction;
    return isDetail ? chosenDetail(question, chosen) : chosenList(question, chosen);
  }
  return isDetail ? fullerDetail(question) : fullerList(question);
}

/** The answers that the source names are the list, by its paths; the markup only leads on. */
function chosenList(question: MergeQuestion, answers: readonly CarriedAnswer[]): Extraction {
  const paths = question.source ?? pathless(question);
  const postings = answers.flatMap(({ text }) => read(question, { text, paths, role: 'list' }));
  return listOf(question.extraction, unique(postings));
}

function chosenDetail(question: MergeQuestion, answers: readonly CarriedAnswer[]): Extraction {
  const paths = question.source ?? pathless(question);
  const best = longest(
    answers.flatMap(({ text }) => read(question, { text, paths, role: 'detail' })),
  );
  return best === undefined ? question.extraction : detailOf(question.extraction, best);
}

function fullerList(question: MergeQuestion): Extraction {
  const { extraction } = question;
  const lists = groupLists(question.answers.flatMap((answer) => readList(question, answer)));
  if (extraction.kind === 'list' && extraction.postings.length > 0) {
    const shown = extraction.postings;
    const [best] = lists
      .map((list) => ({ list, known: pairUp(shown, list.postings) }))
      .filter(({ known }) => known.size >= shown.length * SAME_LIST)
      .sort((one, other) => other.list.postings.length - one.list.postings.length);
    return best === undefined ? extraction : listOf(extraction, complete(shown, best));
  }
  // A page with text of its own is no list, whatever else its scripts load.
  if (extraction.body.length >= LEAST_TEXT * 5) return fullerDetail(question);
  const texts = lists
    .filter(({ postings }) => postings.length > 1 && usualText(postings) >= LEAST_TEXT)
    .sort((one, other) => totalText(other.postings) - totalText(one.postings));
  const [fullest] = texts;
  return fullest === undefined ? fullerDetail(question) : listOf(extraction, fullest.postings);
}

function fullerDetail(question: MergeQuestion): Extraction {
  const { extraction } = question;
  if (extraction.kind === 'list') return extraction;
  const found = question.answers.flatMap(({ text }) => readLongest(question, text));
  const lines = extraction.body
    .split('\n')
    .map(bare)
    .filter((line) => line.length >= SURE_TITLE);
  const isSame = ({ body }: ExtractedPosting): boolean => {
    if (lines.length === 0) return body.length >= LEAST_TEXT;
    const text = bare(body);
    return lines.filter((line) => text.includes(line)).length >= lines.length * SAME_LIST;
  };
  const best = longest(found.filter(isSame));
  if (best === undefined || best.body.length <= extraction.body.length) return extraction;
  return detailOf(extraction, best);
}

function read(
  { url, now }: MergeQuestion,
  answer: { readonly text: string; readonly paths: JsonPaths; readonly role: 'list' | 'detail' },
): readonly ExtractedPosting[] {
  const { text, paths: source, role } = answer;
  // An answer that is no JSON was carried by the page itself, not by us.
  if (parseAnswer(text) === undefined) return [];
  return extractJson({ text, url, source, now, role }).postings;
}

/** The object with the longest text of an answer whose shape nobody has described. */
function readLongest({ url, source, now }: MergeQuestion, text: string): ExtractedPosting[] {
  const stated = findJsonPosting(parseAnswer(text), url, now);
  if (stated === undefined) return [];
  return [
    {
      ...{ url, title: stated.title ?? '', body: stated.body ?? '', images: [...stated.images] },
      publisher: stated.publisher ?? null,
      publishedAt: stated.publishedAt ?? null,
      price: stated.price ?? null,
      location: stated.location ?? null,
      kind: source?.kind === 'platform' ? 'post' : 'ad',
    },
  ];
}

function pathless({ source }: MergeQuestion): JsonPaths {
  return { kind: source?.kind ?? 'tutoring', list: { fields: {} }, detail: { fields: {} } };
}

/** The list in an answer whose shape nobody has described. */
function readList(question: MergeQuestion, answer: CarriedAnswer): AnswerList[] {
  const json = parseAnswer(answer.text);
  const items = findJsonList(json, question.url, question.now);
  const [first] = items;
  if (first === undefined || !URL.canParse(answer.url)) return [];
  const { host, pathname } = new URL(answer.url);
  const objects = new Map<ExtractedPosting, JsonObject>();
  for (const object of items.slice(0, MAX_POSTINGS)) {
    const text = JSON.stringify([object]);
    const [posting] = read(question, { text, paths: pathless(question), role: 'list' });
    if (posting !== undefined) objects.set(posting, object);
  }
  const keys = Object.keys(first);
  return [{ place: host + pathname, keys, postings: [...objects.keys()], objects }];
}

/** Joins the pages of one list, which come answer by answer as one scrolls. */
function groupLists(lists: readonly AnswerList[]): AnswerList[] {
  const groups: AnswerList[] = [];
  for (const list of lists) {
    const at = groups.findIndex(
      (group) => group.place === list.place && likeness(group.keys, list.keys) >= SAME_KEYS,
    );
    const group = groups[at];
    if (group === undefined) groups.push({ ...list, postings: unique(list.postings) });
    else {
      groups[at] = {
        ...group,
        postings: unique([...group.postings, ...list.postings]).slice(0, MAX_POSTINGS),
        objects: new Map([...group.objects, ...list.objects]),
      };
    }
  }
  return groups;
}

/** The shown postings, each with what the loaded list knows better, and behind them the others. */
function complete(shown: readonly ExtractedPosting[], { list, known }: Known): ExtractedPosting[] {
  const addressOf = learnAddress(known, list.objects);
  const paired = new Set(known.values());
  const fuller = shown.map((posting) => {
    const loaded = known.get(posting);
    return loaded === undefined ? posting : fill(posting, loaded);
  });
  const others = list.postings
    .filter((posting) => !paired.has(posting))
    .map((posting) => ({ ...posting, url: posting.url ?? addressOf(posting) }));
  return unique([...fuller, ...others]);
}

interface Known {
  readonly list: AnswerList;
  /** The shown postings that the list knows → as it knows them. */
  readonly known: ReadonlyMap<ExtractedPosting, ExtractedPosting>;
}

function fill(shown: ExtractedPosting, loaded: ExtractedPosting): ExtractedPosting {
  return {
    ...shown,
    url: shown.url ?? loaded.url,
    body: loaded.body.length > shown.body.length ? loaded.body : shown.body,
    publisher: shown.publisher ?? loaded.publisher,
    publishedAt: shown.publishedAt ?? loaded.publishedAt,
    price: shown.price ?? loaded.price,
    location: shown.location ?? loaded.location,
    images: shown.images.length > 0 ? shown.images : loaded.images,
  };
}

function pairUp(
  shown: readonly ExtractedPosting[],
  loaded: readonly ExtractedPosting[],
): Map<ExtractedPosting, ExtractedPosting> {
  const byTitle = new Map(loaded.map((posting) => [bare(posting.title), posting]));
  byTitle.delete('');
  const long = [...byTitle].filter(([title]) => title.length >= SURE_TITLE);
  const pairs = new Map<ExtractedPosting, ExtractedPosting>();
  for (const posting of shown) {
    const text = bare(posting.title + posting.body);
    const pair =
      byTitle.get(bare(posting.title)) ?? long.find(([title]) => text.includes(title))?.[1];
    if (pair !== undefined) pairs.set(posting, pair);
  }
  return pairs;
}

/**
 * Where the others would be found: what their object says where those of the known postings say theirs, or, when every
 * known posting's address is the same but for a value of its object (`/detail/{id}`), the address made so.
 */
function learnAddress(
  known: ReadonlyMap<ExtractedPosting, ExtractedPosting>,
  objects: ReadonlyMap<ExtractedPosting, JsonObject>,
): (posting: ExtractedPosting) => string | null {
  let templates: Set<string> | undefined;
  let keys: Set<string> | undefined;
  let base = '';
  for (const [shown, loaded] of known) {
    const object = objects.get(loaded);
    if (shown.url === null || object === undefined) continue;
    base = shown.url;
    const possible = templatesOf(shown.url, object);
    templates = new Set([...possible].filter((one) => templates?.has(one) ?? true));
    const saying = Object.keys(object).filter((key) => addressIn(object[key], base) === base);
    keys = new Set(saying.filter((one) => keys?.has(one) ?? true));
  }
  const [said] = keys ?? [];
  // An object that says no address where the others say theirs has no page: none is made up for it.
  if (said !== undefined) return (posting) => addressIn(objects.get(posting)?.[said], base);
  const [template] = known.size < 2 ? [] : (templates ?? []);
  return (posting) => {
    const object = objects.get(posting);
    const key = template === undefined ? undefined : /\{(.+)\}/.exec(template)?.[1];
    const value = key === undefined ? undefined : scalarText(object?.[key]);
    if (template === undefined || key === undefined || value === undefined) return null;
    return template.replace(`{${key}}`, encodeURIComponent(value));
  };
}

function addressIn(value: unknown, base: string): string | null {
  if (typeof value !== 'string' || value === '' || !URL.canParse(value, base)) return null;
  return new URL(value, base).href;
}

function templatesOf(url: string, object: JsonObject): Set<string> {
  const { origin } = new URL(url);
  const rest = url.slice(origin.length);
  const templates = new Set<string>();
  for (const [key, value] of Object.entries(object)) {
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const text = encodeURIComponent(String(value));
    if (text === '' || /[{}]/.test(key)) continue;
    // As a whole part of the address: "1" is not found in "/list/12".
    for (const part of rest.matchAll(/[^/?&=#.]+/g)) {
      if (part[0] !== text) continue;
      const end = part.index + text.length;
      templates.add(`${origin}${rest.slice(0, part.index)}{${key}}${rest.slice(end)}`);
    }
  }
  return templates;
}

function listOf(extraction: Extraction, postings: readonly ExtractedPosting[]): Extraction {
  const urls = new Set(postings.flatMap(({ url }) => url ?? []));
  const known = extraction.links.map((link): Link =>
    link.role === 'other' && urls.has(link.url) ? { ...link, role: 'detail' } : link,
  );
  const listed = new Set(known.map(({ url }) => url));
  const added = [...urls].filter((url) => !listed.has(url));
  return {
    ...extraction,
    kind: 'list',
    ...{ publisher: null, publishedAt: null, price: null, location: null, images: [] },
    body: postings.map(({ title, body }) => [title, body].filter(Boolean).join('\n')).join('\n'),
    links: [...known, ...added.map((url): Link => ({ url, text: '', role: 'detail' }))],
    postings: [...postings],
  };
}

/** The page's posting as its script loaded it; what the page alone shows (replies) stays behind it. */
function detailOf(extraction: Extraction, loaded: ExtractedPosting): Extraction {
  const [shown, ...replies] = extraction.postings;
  const posting =
    shown === undefined
      ? loaded
      : { ...fill(shown, loaded), title: shown.title || loaded.title, body: loaded.body };
  const { title, body, publisher, publishedAt, price, location, images } = posting;
  return {
    ...extraction,
    kind: 'detail',
    ...{ title, body, publisher, publishedAt, price, location, images },
    postings: [posting, ...replies],
  };
}

function unique(postings: readonly ExtractedPosting[]): ExtractedPosting[] {
  const byKey = new Map<string, ExtractedPosting>();
  for (const posting of postings) {
    const key = posting.url ?? `${posting.title}\n${posting.body}`;
    if (!byKey.has(key)) byKey.set(key, posting);
  }
  return [...byKey.values()];
}

function longest(postings: readonly ExtractedPosting[]): ExtractedPosting | undefined {
  return [...postings].sort((one, other) => other.body.length - one.body.length)[0];
}

function usualText(postings: readonly ExtractedPosting[]): number {
  const lengths = postings.map(({ title, body }) => title.length + body.length);
  return lengths.sort((one, other) => one - other)[lengths.length >> 1] ?? 0;
}

function totalText(postings: readonly ExtractedPosting[]): number {
  return postings.reduce((total, { title, body }) => total + title.length + body.length, 0);
}

function likeness(one: readonly string[], other: readonly string[]): number {
  const all = new Set([...one, ...other]);
  return (one.length + other.length - all.size) / Math.max(1, all.size);
}

function bare(text: string): string {
  return text.replace(/\s+/g, '');
}
