import type { Span } from '../domain/finding.js';

/** Each place once, in the order of the text. */
export function uniqueSpans(spans: readonly Span[]): Span[] {
  const seen = new Map(spans.map((span) => [`${span.field}:${span.start}:${span.end}`, span]));
  return [...seen.values()].sort((a, b) => a.start - b.start);
}
