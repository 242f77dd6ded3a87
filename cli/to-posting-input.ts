import { dateIn } from '../domain/calendar/iso-date.js';
import type { ClassifyInput, PostingInput } from '../domain/finding.js';

/**
 * A line of `classify` or `evaluate` as the classifier takes it.
 * @param timeZone in which a moment with an offset becomes a day; one without is a day of the place where it was written
 */
export function toPostingInput<Input extends ClassifyInput>(
  { publishedAt, ...input }: Input,
  timeZone: string,
): Omit<Input, 'publishedAt'> & PostingInput {
  if (publishedAt == null) return input;
  const hasOffset = /T.*(?:Z|[+-]\d{2}:\d{2})$/.test(publishedAt);
  const publishedOn = hasOffset
    ? dateIn(timeZone, new Date(publishedAt))
    : publishedAt.slice(0, 10);
  return { ...input, publishedOn };
}
