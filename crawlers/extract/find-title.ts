/** The title of a detail page: the heading that the document's title repeats, else that title itself. */
import type { PageTree } from './page-tree.js';
import { renderText } from './render-text.js';
import { tidyLine } from './tidy-text.js';

const MAX_TITLE = 300;
const SEPARATOR = /\s*(?:[_|｜–—]+|\s-+\s|-{2,})\s*/;

export interface FoundTitle {
  readonly title: string;
  /** The heading's place among the page's elements; undefined when the title is no heading. */
  readonly at: number | undefined;
}

/** The heading of a page that was looked for already: several steps ask. */
const HEADINGS = new WeakMap<PageTree, { readonly heading: FoundTitle | undefined }>();

/** @param stated a title that the page states for machines */
export function findTitle(tree: PageTree, stated: string | undefined): FoundTitle {
  const documentTitle = tidyLine(tree.title);
  const known = HEADINGS.get(tree) ?? { heading: findHeading(tree, documentTitle) };
  HEADINGS.set(tree, known);
  const { heading } = known;
  const title = heading?.title ?? stated ?? withoutSite(documentTitle);
  return { title: title.slice(0, MAX_TITLE), at: heading?.at };
}

function findHeading(tree: PageTree, documentTitle: string): FoundTitle | undefined {
  const squeezed = squeeze(documentTitle);
  const bare = withoutSite(documentTitle);
  let best: FoundTitle | undefined;
  let only: FoundTitle | undefined;
  let headings = 0;
  for (const [at, element] of tree.elements.entries()) {
    const isHeading = /^h[1-3]$/.test(element.name);
    const isNamed = /title|headline|subject/i.test(
      `${element.attribs['class'] ?? ''} ${element.attribs['id'] ?? ''}`,
    );
    if (!isHeading && !isNamed) continue;
    const length = tree.textLength.get(element) ?? 0;
    if (length < 2 || length > MAX_TITLE) continue;
    const text = tidyLine(renderText([element]));
    if (element.name === 'h1') {
      headings += 1;
      only ??= { title: text, at };
    }
    if (text.length < 4 || text.length <= (best?.title.length ?? 0)) continue;
    if (isRepeated(squeeze(text), squeezed)) best = { title: text, at };
    else if (best === undefined && isMarked(squeeze(text), squeeze(bare)))
      best = { title: bare, at };
  }
  return best ?? (headings === 1 && (only?.title.length ?? 0) >= 4 ? only : undefined);
}

/** A document title may be cut with dots: `long title…_site`. */
function isRepeated(heading: string, documentTitle: string): boolean {
  if (heading === '' || documentTitle === '') return false;
  if (documentTitle.startsWith(heading)) return true;
  const cut = documentTitle.split(/\.{3}|…/, 1)[0] ?? '';
  return cut.length >= 8 && cut.length < documentTitle.length && heading.startsWith(cut);
}

/** `原创` and the like before the title itself. */
function isMarked(heading: string, title: string): boolean {
  return title.length >= 8 && heading.endsWith(title) && heading.length - title.length <= 4;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}

/** `title_column_site` → `title`; a part that is too short to be a title keeps its neighbour. */
export function withoutSite(title: string): string {
  const parts = title.split(SEPARATOR).filter((part) => part !== '');
  const [first = '', second] = parts;
  if (second === undefined) return withoutDashedSite(title.trim());
  return withoutDashedSite(first.length >= 4 ? first : `${first} ${second}`);
}

/** `long title-site`: a bare dash may belong to a title, so only a short end after a long title goes. */
function withoutDashedSite(title: string): string {
  const match = /^(.{8,})-([^-\d]{2,12})$/.exec(title);
  return match?.[1] === undefined ? title : withoutDashedSite(match[1]);
}
