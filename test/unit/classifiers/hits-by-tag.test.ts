/** Hits are chained by tag, and the object that holds them is used again for the next text. */
import { describe, expect, it } from 'vitest';
import { buildFoldTable } from '../../../classifiers/normalise/fold-table.js';
import { foldText } from '../../../classifiers/normalise/fold-text.js';
import { HitsByTag, type Hit } from '../../../classifiers/rules/hits-by-tag.js';
import { buildTagTable } from '../../../classifiers/rules/tag-table.js';

const tags = buildTagTable(['price.lesson', 'subject.math', 'tutor']);
const field = foldText('一对一', buildFoldTable());
const [price, subject, tutor] = [
  tags.numberOf('price'),
  tags.numberOf('subject'),
  tags.numberOf('tutor'),
];

function hit(order: number, term: string, isNegated = false): Hit {
  return { field, start: order, end: order + 1, clause: 0, sentence: 0, isNegated, order, term };
}

describe('hits', () => {
  it('come back in the order in which they were added, without the denied ones where these do not count', () => {
    const hits = new HitsByTag(tags);
    const [one, two, three] = [hit(1, '甲', true), hit(2, '乙'), hit(3, '乙')];
    for (const each of [one, two, three]) hits.add(tutor, each);
    expect(hits.allOf(tutor)).toEqual([one, two, three]);
    expect(hits.affirmedOf(tutor)).toEqual([two, three]);
    expect(hits.firstAffirmedOf(tutor)).toBe(two);
    expect([hits.countOf(tutor), hits.affirmedCountOf(tutor)]).toEqual([3, 2]);
    expect([hits.wordsOf(tutor, 'all'), hits.wordsOf(tutor, 'affirmed')]).toEqual([2, 1]);
    expect(hits.found).toEqual([tutor]);
    const walked = [];
    for (let link = hits.firstLink(tutor); link >= 0; link = hits.nextLink(link))
      walked.push(hits.hitAt(link));
    expect(walked).toEqual([one, two, three]);
  });

  it('of a tag that was not found are none, whatever is asked', () => {
    const hits = new HitsByTag(tags);
    for (const tag of [price, -1]) {
      expect(hits.allOf(tag)).toEqual([]);
      expect(hits.affirmedOf(tag)).toEqual([]);
      expect(hits.firstAffirmedOf(tag)).toBeUndefined();
      expect(hits.wordsOf(tag, 'all')).toBe(0);
      expect(hits.isAffirmed(tag)).toBe(false);
    }
    expect(hits.get('price')).toBeUndefined();
  });

  it('of the text before are forgotten, words that were asked for in vain included', () => {
    const hits = new HitsByTag(tags);
    hits.add(tutor, hit(1, '甲'));
    hits.add(tutor, hit(2, '乙', true));
    expect(hits.wordsOf(subject, 'all')).toBe(0);
    hits.clear();
    expect(hits.found).toEqual([]);
    expect(hits.allOf(tutor)).toEqual([]);
    const next = hit(5, '丙');
    hits.add(subject, next);
    hits.add(tutor, next);
    expect(hits.wordsOf(subject, 'all')).toBe(1);
    expect(hits.affirmedOf(tutor)).toEqual([next]);
    expect(hits.wordsOf(tutor, 'affirmed')).toBe(1);
  });

  it('are two hundred of a tag at most: a flood of one word adds nothing', () => {
    const hits = new HitsByTag(tags);
    for (let order = 0; order < 1_000; order += 1)
      hits.add(price, hit(order, '元', order % 2 === 0));
    expect(hits.countOf(price)).toBe(200);
    expect(hits.affirmedOf(price)).toHaveLength(100);
    expect(hits.allOf(price).at(-1)?.order).toBe(199);
  });
});
