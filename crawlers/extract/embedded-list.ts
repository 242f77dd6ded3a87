/** Lists that a page carries as JSON for its own scripts, and what JSON-LD says about the items of a list. */
import type { ExtractedPosting } from '../../domain/posting.js';
import type { Source } from '../../domain/source.js';
import { embeddedJson } from './embedded-state.js';
import { cleanPublisher } from './find-fields.js';
import { findJsonList, readJsonFields } from './json-fields.js';
import type { PageTree } from './page-tree.js';
import { isOrganisation, readJsonLd, type StatedFields } from './structured-data.js';

const LEAST_ITEMS = 3;
const MAX_POSTINGS = 1_000;

/** The postings of the page's largest array that is one of postings; empty when it has none. */
export function readEmbeddedList(
  tree: PageTree,
  source: Source | null,
  now: Date,
): readonly ExtractedPosting[] {
  let best: readonly ExtractedPosting[] = [];
  for (const json of embeddedJson(tree)) {
    const postings = findJsonList(json, tree.base, now)
      .slice(0, MAX_POSTINGS)
      .map((object) => postingOf(readJsonFields(object, tree.base, now), source))
      .filter((posting) => posting !== undefined);
    if (postings.length > best.length) best = postings;
  }
  return best.length >= LEAST_ITEMS && areTold(best) ? best : [];
}

/** The postings of a JSON-LD list, for pages that show none. */
export function readStatedList(
  tree: PageTree,
  source: Source | null,
  now: Date,
): readonly ExtractedPosting[] {
  const stated = readJsonLd(tree, now).filter((fields) => !isOrganisation(fields));
  const postings = stated
    .map((fields) => postingOf(fields, source))
    .filter((posting) => posting !== undefined);
  return postings.length >= LEAST_ITEMS ? postings : [];
}

/** Postings with what JSON-LD states about the same address where the list itself says nothing. */
export function withStated(
  postings: readonly ExtractedPosting[],
  tree: PageTree,
  now: Date,
): ExtractedPosting[] {
  const stated = new Map(
    readJsonLd(tree, now).flatMap((fields) =>
      fields.url === undefined || isOrganisation(fields) ? [] : [[fields.url, fields] as const],
    ),
  );
  if (stated.size === 0) return [...postings];
  return postings.map((posting) => {
    const fields = posting.url === null ? undefined : stated.get(posting.url);
    if (fields === undefined) return posting;
    const body = fields.body ?? '';
    return {
      ...posting,
      body: body.length > posting.body.length ? body : posting.body,
      publisher: posting.publisher ?? fields.publisher ?? null,
      publishedAt: posting.publishedAt ?? fields.publishedAt ?? null,
      price: posting.price ?? fields.price ?? null,
      location: posting.location ?? fields.location ?? null,
    };
  });
}

function postingOf(fields: StatedFields, source: Source | null): ExtractedPosting | undefined {
  const { title = '', body = '', publisher } = fields;
  if (title === '' && body === '') return undefined;
  return {
    ...{ title: title.slice(0, 300), body, url: fields.url ?? null },
    publisher: publisher === undefined ? null : cleanPublisher(publisher),
    publishedAt: fields.publishedAt ?? null,
    price: fields.price ?? null,
    location: fields.location ?? null,
    images: [...fields.images],
    kind: source?.kind === 'platform' ? 'post' : 'ad',
  };
}

/** Entries of a menu have a name and an address; postings say more. */
function areTold(postings: readonly ExtractedPosting[]): boolean {
  const told = postings.filter(
    ({ body, price, publishedAt, title }) =>
      title !== '' && (body !== '' || price !== null || publishedAt !== null),
  );
  return told.length >= postings.length * 0.6;
}
