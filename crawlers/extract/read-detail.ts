/** A detail page → its posting and the replies below it, part by part from the surest place. */
import type { ExtractedPosting } from '../../domain/posting.js';
import type { Source } from '../../domain/source.js';
import {
  cleanPublisher,
  findImages,
  findNamedPrice,
  findPlace,
  findPublishedAt,
  findPublisher,
  readLabelled,
} from './find-fields.js';
import { findReplies } from './find-replies.js';
import { findTitle } from './find-title.js';
import { chosenImages, withoutTitle } from './list-postings.js';
import { findMainContent } from './main-content.js';
import type { PageTree } from './page-tree.js';
import { parseDate } from './parse-date.js';
import { selectField } from './select-field.js';
import { readEmbedded } from './embedded-state.js';
import { readJsonLd, readMicrodata, readOpenGraph, type StatedFields } from './structured-data.js';
import { tidyLine } from './tidy-text.js';

export interface Detail {
  readonly posting: ExtractedPosting;
  readonly replies: readonly ExtractedPosting[];
}

/** Below this a body found in the markup gives way to one that scripts carry. */
const THIN_TEXT = 80;
/** A stated body is taken when it is at least this long compared with the visible one. */
const STATED_SHARE = 0.5;

export function readDetail(tree: PageTree, url: string, source: Source | null, now: Date): Detail {
  const fields = source?.detail.fields ?? {};
  const select = (name: keyof typeof fields) => selectField(tree, tree.root, fields[name]);
  const [jsonLd] = readJsonLd(tree, now);
  const micro = jsonLd ?? readMicrodata(tree, now);
  const graph = readOpenGraph(tree, now);
  const replies = source?.kind === 'platform' || source === null ? findReplies(tree, now) : [];
  const chosenBody = select('body');
  const content = chosenBody === null ? findMainContent(tree) : undefined;
  const embedded =
    (content?.text.length ?? Infinity) < THIN_TEXT ? readEmbedded(tree, now) : undefined;

  const title = tidyLine(
    select('title') ?? findTitle(tree, micro?.title ?? graph.title ?? embedded?.title),
  );
  const body = chosenBody ?? bestBody(content?.text ?? '', [micro, embedded, graph]);
  const labelled = readLabelled(body);
  const date = select('publishedAt');
  const publisher =
    select('publisher') ??
    micro?.publisher ??
    embedded?.publisher ??
    findPublisher(tree, tree.elements) ??
    graph.publisher;
  const images = content === undefined ? [] : findImages(tree, content.nodes);
  const isPost = source?.kind === 'platform';
  const posting: ExtractedPosting = {
    title,
    url,
    body: withoutTitle(body, title),
    publisher: publisher === undefined ? null : cleanPublisher(publisher),
    publishedAt:
      (date === null ? undefined : parseDate(date, now)) ??
      micro?.publishedAt ??
      graph.publishedAt ??
      embedded?.publishedAt ??
      findPublishedAt(tree, tree.elements, now),
    price: select('price') ?? micro?.price ?? findNamedPrice(tree, tree.elements) ?? labelled.price,
    location:
      select('location') ?? micro?.location ?? labelled.location ?? findPlace(tree, tree.elements),
    images:
      chosenImages(tree.root, tree, fields.images) ??
      (images.length > 0 ? images : (micro?.images ?? [])),
    kind: isPost ? 'post' : 'ad',
  };
  return {
    posting,
    replies: replies.map((reply) => reply.posting).filter((reply) => reply.body !== posting.body),
  };
}

/** The visible text, unless the page states a body that is about as long, or shows next to none. */
function bestBody(visible: string, stated: readonly (StatedFields | undefined)[]): string {
  const [micro, embedded, graph] = stated.map((fields) => fields?.body ?? '');
  if (micro !== undefined && micro.length >= 20 && micro.length >= visible.length * STATED_SHARE)
    return micro;
  if (visible.length >= THIN_TEXT) return visible;
  const candidates = [visible, embedded ?? '', micro ?? ''];
  const longest = candidates.reduce((best, next) => (next.length > best.length ? next : best));
  return longest === '' ? (graph ?? '') : longest;
}
