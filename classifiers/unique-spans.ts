import type { Span } from '../domain/finding.js';

/** Each place once, in the order of the text. */
export function uniqueSpans(spans: readonly Span[]): Span[] {
  const unique: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    if (!isAmong(unique, span)) unique.push(span);
  }
  return unique;
}

/** Whether it is there already; those that begin where it begins are the last ones. */
function isAmong(sorted: readonly Span[], { field, start, end }: Span): boolean {
  for (let at = sorted.length - 1; at >= 0; at -= 1) {
    const other = sorted[at];
    if (other?.start !== start) return false;
    if (other.end === end && other.field === field) return true;
  }
  return false;
}
