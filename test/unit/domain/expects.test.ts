import { describe, expect, it } from 'vitest';
import { checkExpects, type RunYield } from '../../../domain/expects.js';
import { SourceSchema, type SourceInput } from '../../../domain/source.js';

function check(expects: SourceInput['expects'], yielded: Partial<RunYield>) {
  const required = { id: 'a', name: 'A', kind: 'news' as const, start: ['http://a.test/'] };
  const none = { title: 0, body: 0, publisher: 0, publishedAt: 0, price: 0, location: 0 };
  const { filled, ...counts } = yielded;
  return checkExpects(SourceSchema.parse({ ...required, expects }), {
    ...{ pages: 1, postings: 0, medianLength: null, ...counts },
    filled: { ...none, ...filled },
  }).map(({ kind }) => kind);
}

const filled = (count: number) => ({
  ...{
    title: count,
    body: count,
    publisher: count,
    publishedAt: count,
    price: count,
    location: count,
  },
});

describe('what a run yields, against what its source expects', () => {
  it.each([
    ['as many as expected', { postings: 3 }, { postings: 3 }, []],
    ['one too few', { postings: 3 }, { postings: 2 }, ['expects-postings']],
    ['none, where one is the default', {}, { postings: 0 }, ['expects-postings']],
    ['none, where none is expected', { postings: 0 }, { postings: 0 }, []],
    [
      'none says nothing of fields',
      { postings: 1, fields: ['title'], length: 9 },
      {},
      ['expects-postings'],
    ],
    ['half of a field', { fields: ['price'] }, { postings: 4, filled: filled(2) }, []],
    [
      'less than half of a field',
      { fields: ['price'] },
      { postings: 4, filled: filled(1) },
      ['expects-fields'],
    ],
    [
      'two fields',
      { fields: ['price', 'title'] },
      { postings: 4, filled: filled(0) },
      ['expects-fields', 'expects-fields'],
    ],
    ['long enough', { length: 30 }, { postings: 1, medianLength: 30 }, []],
    ['too short', { length: 30 }, { postings: 1, medianLength: 29 }, ['expects-length']],
  ] as const)('%s', (_, expects, yielded, kinds) => {
    const input = 'fields' in expects ? { ...expects, fields: [...expects.fields] } : expects;
    expect(check(input, yielded)).toEqual(kinds);
  });
});
