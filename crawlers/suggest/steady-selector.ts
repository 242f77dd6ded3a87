/** Whether a page's list would still be found on a day with fewer postings, and the selector that helps. */
import type { Element } from 'domhandler';
import type { ExtractedPosting } from '../../domain/posting.js';
import { SourceSchema } from '../../domain/source.js';
import { extractPage } from '../extract/extract-page.js';
import { findList } from '../extract/find-list.js';
import { isElement, parsePageTree } from '../extract/page-tree.js';

export type Steadiness =
  | { readonly status: 'steady' }
  /** Found with the selector only. */
  | { readonly status: 'steadied'; readonly item: string }
  /** No selector was found that names exactly these postings. */
  | { readonly status: 'unsteady' };

interface Question {
  readonly html: string;
  readonly url: string;
  readonly now: Date;
  /** What is found on the whole page. */
  readonly postings: readonly ExtractedPosting[];
}

/** The quiet day that is tried: a third of the postings, and no fewer than make a list. */
const QUIET_SHARE = 3;
const LEAST_ITEMS = 3;
/** Class names that may be written as they are. */
const PLAIN_NAME = /^[a-z_][\w-]*$/i;

/** Takes most of the postings out of the page and looks whether the rest is found again. */
export function findSteadiness(question: Question): Steadiness {
  const tree = parsePageTree(question.html, question.url);
  const items = (findList(tree)?.items ?? []).flatMap(([first]) =>
    first !== undefined && isElement(first) ? [first] : [],
  );
  const kept = Math.max(LEAST_ITEMS, Math.floor(items.length / QUIET_SHARE));
  if (items.length <= kept) return { status: 'steady' };
  const candidates = itemSelectors(items);
  for (const item of items.slice(kept)) tree.$(item).remove();
  const quiet = { ...question, html: tree.$.html() };
  const known = new Set(question.postings.map(keyOf));
  const isFound = (found: readonly ExtractedPosting[], least: number) =>
    found.length >= least && found.every((posting) => known.has(keyOf(posting)));
  if (isFound(extract(quiet), kept * 0.6)) return { status: 'steady' };
  for (const item of candidates) {
    const all = extract(question, item);
    if (all.length !== known.size || !isFound(all, known.size)) continue;
    if (isFound(extract(quiet, item), kept * 0.6)) return { status: 'steadied', item };
  }
  return { status: 'unsteady' };
}

function extract(
  { html, url, now }: Pick<Question, 'html' | 'url' | 'now'>,
  item?: string,
): readonly ExtractedPosting[] {
  const source = SourceSchema.parse({
    ...{ id: 'x', name: 'x', kind: 'tutoring', start: [url] },
    list: { item },
  });
  return extractPage({ html, url, now, source, role: 'list' }).postings;
}

function keyOf({ url, title, body }: ExtractedPosting): string {
  return url ?? `${title}\n${body}`;
}

/** `li.card`, `#list > li`, `ul.list > li`: what all items share, the plainest first. */
function itemSelectors(items: readonly Element[]): readonly string[] {
  const [first] = items;
  if (first === undefined || items.some(({ name }) => name !== first.name)) return [];
  const shared = classesOf(first).filter((word) =>
    items.every((item) => classesOf(item).includes(word)),
  );
  const own = [first.name, ...shared].join('.');
  const { parent } = first;
  const around =
    parent === null || !isElement(parent)
      ? []
      : [
          ...(PLAIN_NAME.test(parent.attribs['id'] ?? '') ? [`#${parent.attribs['id']}`] : []),
          ...(classesOf(parent).length > 0 ? [[parent.name, ...classesOf(parent)].join('.')] : []),
        ];
  return [...(shared.length > 0 ? [own] : []), ...around.map((outer) => `${outer} > ${own}`)];
}

function classesOf(element: Element): readonly string[] {
  return (element.attribs['class'] ?? '').split(/\s+/).filter((word) => PLAIN_NAME.test(word));
}
