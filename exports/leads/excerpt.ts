/** The passages of a posting that its findings rest on, quoted as written, each under its codes. */
import {
  SpanFieldSchema,
  type Classification,
  type Contact,
  type Span,
  type SpanField,
} from '../../domain/finding.js';
import type { Posting } from '../../domain/posting.js';

/** How far a passage reaches beyond the hit when no punctuation ends it, in UTF-16 units. */
const REACH = 20;
const STOP = /[，。；！？,;!?\n]/u;

interface Passage {
  readonly start: number;
  readonly end: number;
  readonly codes: ReadonlySet<string>;
}

/**
 * `[COV-03、ADV-03] 四个娃拼一个初中物理老师；[ADV-03] 不提分全额退`: clauses around the hits, title
 * first, in the order of the text. A span that does not fit the posting (a newer version of it) is
 * quoted alone.
 */
export function excerptOf(
  posting: Pick<Posting, 'title' | 'body' | 'imageText'>,
  { findings, contacts }: Classification,
): string {
  const spans = findings.flatMap((finding) =>
    finding.spans.map((span) => ({ ...span, code: finding.code })),
  );
  const texts = { title: posting.title, text: posting.body, image: posting.imageText };
  return SpanFieldSchema.options
    .flatMap((field) => {
      const text = texts[field];
      const own = spans.filter((span) => span.field === field);
      const fitting = own.filter((span) => text.slice(span.start, span.end) === span.text);
      const passages = mergePassages(fitting.map((span) => toPassage(span, text, contacts)));
      return [
        ...passages.map(({ start, end, codes }) => quote(field, codes, text.slice(start, end))),
        ...own
          .filter((span) => !fitting.includes(span))
          .map((span) => quote(field, new Set([span.code]), span.text)),
      ];
    })
    .filter((passage, place, all) => all.indexOf(passage) === place)
    .join('；');
}

function toPassage(
  span: Span & { readonly code: string },
  text: string,
  contacts: readonly Contact[],
): Passage {
  let { start, end } = span;
  while (start > 0 && span.start - start < REACH && !STOP.test(text[start - 1] ?? '')) start--;
  while (end < text.length && end - span.end < REACH && !STOP.test(text[end] ?? '')) end++;
  // A passage never ends inside a contact: half a number would slip through every mask.
  for (const { span: contact } of contacts) {
    if (contact.field !== span.field) continue;
    if (contact.start < start && start < contact.end) start = contact.start;
    if (contact.start < end && end < contact.end) end = contact.end;
  }
  while (start > 0 && isWithinWord(text, start)) start--;
  while (end < text.length && isWithinWord(text, end)) end++;
  return { start, end, codes: new Set([span.code]) };
}

/** Between two characters of a number or an id, or between the halves of a surrogate pair. */
function isWithinWord(text: string, offset: number): boolean {
  return /^(?:[\w-]{2}|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(offset - 1, offset + 1));
}

function mergePassages(passages: readonly Passage[]): readonly Passage[] {
  const merged: Passage[] = [];
  for (const passage of passages.toSorted((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last === undefined || passage.start >= last.end) {
      merged.push(passage);
      continue;
    }
    merged[merged.length - 1] = {
      start: last.start,
      end: Math.max(last.end, passage.end),
      codes: new Set([...last.codes, ...passage.codes]),
    };
  }
  return merged;
}

/** What was read in a picture says so: the words may be wrong in places. */
function quote(field: SpanField, codes: ReadonlySet<string>, text: string): string {
  return `[${[...codes].join('、')}] ${field === 'image' ? '（图片文字）' : ''}${text.trim()}`;
}
