/** Spans of several matches, each place once. */
import { expect, it } from 'vitest';
import { uniqueSpans } from '../../../classifiers/unique-spans.js';
import type { Span } from '../../../domain/finding.js';

const at = (start: number, end: number, field: Span['field'] = 'text'): Span => ({
  field,
  start,
  end,
  text: '课'.repeat(end - start),
});

it('each place stands once, in the order of the text, those that begin together as they came', () => {
  const spans = [at(5, 7), at(0, 2), at(5, 6), at(0, 2, 'title'), at(5, 7), at(0, 2), at(3, 4)];
  expect(uniqueSpans(spans)).toEqual([at(0, 2), at(0, 2, 'title'), at(3, 4), at(5, 7), at(5, 6)]);
  expect(spans[0]).toEqual(at(5, 7));
});

it('none are none', () => {
  expect(uniqueSpans([])).toEqual([]);
});
