/** What a lead already shows of the offence, and what evidence is missing. */
import { describe, expect, it } from 'vitest';
import { listElements } from '../../../leads/list-elements.js';
import type { Classification, Facets, SubjectTest } from '../../../domain/finding.js';
import { sumElements } from '../../../domain/lead.js';
import { UNKNOWN_SUBJECT } from '../../support/unknown-subject.js';
import { sampleClassification, sampleFinding } from './sample-posting.js';

const base = sampleClassification();
const facets = (changes: Partial<Facets>): Facets => ({ ...base.facets, ...changes });
const physics: SubjectTest = {
  ...UNKNOWN_SUBJECT,
  class: 'SUBJECT',
  content: { score: 0.6, spans: [{ field: 'text', start: 7, end: 9, text: '物理' }] },
};
const of = (
  changes: Partial<Classification>,
  price: string | null = null,
): ReturnType<typeof listElements> =>
  listElements([{ classification: sampleClassification({ subject: physics, ...changes }), price }]);
const sum = (elements: ReturnType<typeof listElements>) => sumElements(elements);
const textOf = (elements: ReturnType<typeof listElements>, name: string) =>
  elements.required.find(({ element }) => element === name)?.text;

describe('the elements of the offence', () => {
  it('are shown with what shows them, and the missing one is named', () => {
    const elements = of({});
    expect(sum(elements)).toEqual({ present: 3, all: 4, missing: ['paid'], doubtful: [] });
    expect(textOf(elements, 'audience')).toBe('初中');
    expect(textOf(elements, 'subject')).toBe('物理');
    expect(textOf(elements, 'form')).toBe('第（三）项：众筹私教、家庭教师');
    expect(textOf(elements, 'paid')).toBeNull();
  });

  it.each([
    ['a price in the text', { facets: facets({ price: '80元/时' }) }, null, '80元/时'],
    [
      'words that speak of money',
      { facets: facets({ paid: { state: 'YES', text: '价格私聊' } }) },
      null,
      '价格私聊',
    ],
    ['a price that the site gives', {}, '150元/小时', '150元/小时'],
  ] as const)('paid: %s', (_, changes, price, text) => {
    const elements = of(changes, price);
    expect(textOf(elements, 'paid')).toBe(text);
    expect(sum(elements).missing).toEqual([]);
  });

  it.each([
    ['free', { facets: facets({ paid: { state: 'NO', text: '公益' } }) }, null],
    ['a site price that says nothing', {}, '面议'],
  ] as const)('not paid: %s', (_, changes, price) => {
    expect(sum(of(changes, price)).missing).toEqual(['paid']);
  });

  it('a subject that experts should look at is not counted as shown', () => {
    const elements = of({
      subject: { ...physics, needsExpert: true, doubts: ['BORDERLINE_NAME'] },
    });
    expect(sum(elements)).toMatchObject({ present: 2, doubtful: ['subject'] });
  });

  it('another posting of the lead settles the doubt', () => {
    const doubted = { ...physics, needsExpert: true, doubts: ['BOTH_SIDES' as const] };
    const elements = listElements([
      { classification: sampleClassification({ subject: doubted }), price: null },
      { classification: sampleClassification({ subject: physics }), price: null },
    ]);
    expect(sum(elements).doubtful).toEqual([]);
  });

  it('a course in no school subject lacks that element', () => {
    const subject: SubjectTest = { ...UNKNOWN_SUBJECT, class: 'NON_SUBJECT' };
    expect(sum(of({ subject })).missing).toContain('subject');
  });

  it('adults are no pupils', () => {
    expect(sum(of({ facets: facets({ audience: ['ADULT_HE'] }) })).missing).toContain('audience');
  });

  it.each<[string, Partial<Facets>, string]>([
    ['a meeting', { mode: ['MEETING'] }, '第（一）项：网络会议'],
    ['place and size', { venue: ['RESIDENTIAL'], classSize: '1v1' }, '第（二）项：居民楼、一对一'],
  ])('the form is also read off the facets: %s', (_, changes, text) => {
    const elements = of({
      findings: [sampleFinding('ADV-03')],
      facets: facets({ mode: [], venue: [], classSize: null, ...changes }),
    });
    expect(textOf(elements, 'form')).toBe(text);
  });

  it('a promise alone has no form', () => {
    const elements = of({
      findings: [sampleFinding('ADV-03')],
      facets: facets({ mode: ['OFFLINE'], classSize: null }),
    });
    expect(sum(elements).missing).toContain('form');
  });

  it.each([
    ['found', { findings: [sampleFinding('COV-03'), sampleFinding('TCH-01')] }, 1],
    ['in the facets', { facets: facets({ actor: ['SERVING_TEACHER'] }) }, 1],
    ['nobody', {}, 0],
  ])('a serving teacher weighs heavier: %s', (_, changes, count) => {
    expect(of(changes).aggravating).toHaveLength(count);
  });

  it('a posting that was not flagged adds nothing to one that was', () => {
    const elements = listElements([
      { classification: sampleClassification({ subject: physics }), price: null },
      {
        classification: sampleClassification({ flag: false, facets: facets({ price: '1980元' }) }),
        price: '1980元',
      },
    ]);
    expect(sum(elements).missing).toEqual(['paid']);
  });
});
