/** Cuts a text at the ends of its marks, so that overlapping marks can be drawn side by side. */

export interface Mark {
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
}

export interface Segment<M extends Mark> {
  readonly start: number;
  readonly text: string;
  /** The marks that cover the whole segment, in the order given; none for plain text. */
  readonly marks: readonly M[];
}

/**
 * Segments in order, none empty; their texts joined are the text. Marks that reach outside of the
 * text are cut at its ends, empty ones are left out.
 */
export function segmentText<M extends Mark>(text: string, marks: readonly M[]): Segment<M>[] {
  const inside = marks
    .map((mark) => ({
      mark,
      start: Math.max(0, mark.start),
      end: Math.min(text.length, mark.end),
    }))
    .filter(({ start, end }) => start < end);
  const cuts = new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])]);
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] ?? text.length;
    return {
      start,
      text: text.slice(start, end),
      marks: inside.filter((m) => m.start <= start && end <= m.end).map(({ mark }) => mark),
    };
  });
}
