/** The replies below a post: a repeated block whose class says so. */
import type { ExtractedPosting } from '../../domain/posting.js';
import type { AnyNode, Element } from 'domhandler';
import { elementsBelow, findImages, findPublishedAt, findPublisher } from './find-fields.js';
import { isElement, type PageTree } from './page-tree.js';
import { renderText } from './render-text.js';

const REPLY_WORD =
  /(?:^|[-_\s])(?:l_post|post(?:list)?[-_]?\d*|reply|replies|comment|floor|answer|pl|message)(?:$|[-_\s\d])|(?:reply|comment|post|floor)[-_]?(?:item|cell|li|box)|j_l_post/i;
const CONTENT_WORD = /content|text|body|message|t_f|postmessage|d_post|txt|detail|desc/i;
const AUTHOR_WORD = /author|user|nick|avatar|face|profile|name/i;
const MAX_REPLIES = 500;

/** Replies in document order. A reply has an author or a time of its own. */
export function findReplies(tree: PageTree, now: Date): readonly ExtractedPosting[] {
  const replies: ExtractedPosting[] = [];
  const taken = new Set<AnyNode>();
  for (const element of tree.elements) {
    if (replies.length >= MAX_REPLIES) break;
    if (element.parent !== null && taken.has(element.parent)) {
      taken.add(element);
      continue;
    }
    if (!isReply(element)) continue;
    const posting = readReply(element, tree, now);
    if (posting === undefined) continue;
    replies.push(posting);
    taken.add(element);
  }
  return replies;
}

function isReply(element: Element): boolean {
  if (!/^(?:div|li|tr|article|section|dl|table|dd)$/.test(element.name)) return false;
  const named = `${element.attribs['class'] ?? ''} ${element.attribs['id'] ?? ''}`;
  if (!REPLY_WORD.test(named) || /list|box$|wrap|area|form|count|num|btn|title/i.test(named))
    return false;
  return (
    element.children.filter(isElement).length >= 2 ||
    element.children.some((child) => isElement(child) && child.children.length > 2)
  );
}

function readReply(element: Element, tree: PageTree, now: Date): ExtractedPosting | undefined {
  const below = elementsBelow(element, 500);
  const publisher = findPublisher(tree, below);
  const publishedAt = findPublishedAt(tree, below, now);
  if (publisher === null && publishedAt === null) return undefined;
  const content = below.find(
    (inner) =>
      inner !== element &&
      CONTENT_WORD.test(inner.attribs['class'] ?? '') &&
      !AUTHOR_WORD.test(inner.attribs['class'] ?? ''),
  );
  const body = renderText([content ?? element]);
  const images = findImages(tree, [content ?? element]);
  if (body === '' && images.length === 0) return undefined;
  return {
    title: '',
    url: null,
    body,
    publisher,
    publishedAt,
    price: null,
    location: null,
    images,
    kind: 'reply',
  };
}
