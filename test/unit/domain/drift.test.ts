import { describe, expect, it } from 'vitest';
import { definitionHash, findDrift } from '../../../domain/drift.js';
import type { RunHealth } from '../../../domain/health.js';
import { runHealth } from '../../support/run-health.js';
import { testSource } from '../../support/save-postings.js';

const SOURCE = testSource({ list: { item: '.card', fields: { price: '.price' } } });
const definition = { definitionHash: definitionHash(SOURCE) };
const usual = (changes: Partial<RunHealth> = {}) =>
  runHealth({
    ...definition,
    selectors: { 'list.item': { tried: 4, matched: 4 } },
    ...changes,
  });
/** Five runs that go up and down by themselves. */
const BASELINE = [18, 22, 20, 25, 16].map((found) => usual({ foundPerList: found }));
const driftOf = (now: Partial<RunHealth>, earlier: readonly RunHealth[] = BASELINE) =>
  findDrift(SOURCE, usual(now), earlier).map(({ message }) => message);
const filled = (share: Partial<RunHealth['filled']>) => ({
  filled: { ...usual().filled, ...share },
});

describe('a changed layout', () => {
  it.each([
    [
      'lists have collapsed',
      { foundPerList: 3 },
      /^3 postings on the average list page, usually 20/,
    ],
    ['lists are empty', { foundPerList: 0 }, /^0 postings/],
    [
      'lists are read as postings',
      { listsReadAsList: 0 },
      /^only 0 of 4 list pages .*usually 100 %/,
    ],
    [
      'a field has vanished',
      filled({ price: 0 }),
      /^0 of 20 postings have the field price, usually 60 %/,
    ],
    ['a field is nearly gone', filled({ publisher: 3 }), /^3 of 20 .* publisher/],
    ['texts have collapsed', { medianLength: 30 }, /^the usual body has 30 characters, before 200/],
    [
      'a selector matches nothing',
      { selectors: { 'list.item': { tried: 4, matched: 0 } } },
      /^the selector list.item matches nothing on 4 pages, usually on 100 %/,
    ],
  ])('is seen when %s', (_, now, message) => {
    expect(driftOf(now)).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ['a quieter day', { foundPerList: 11 }],
    ['a busy day', { foundPerList: 60 }],
    ['fewer prices', filled({ price: 6 })],
    ['a field that few ever had is gone', filled({ location: 0 })],
    ['shorter texts', { medianLength: 110 }],
    ['nothing new was read', { postingsRead: 0, medianLength: null, ...filled({ price: 0 }) }],
    ['too few were read to say', { postingsRead: 3, medianLength: 5, ...filled({ title: 0 }) }],
    [
      'a selector that missed on one page',
      { selectors: { 'list.item': { tried: 4, matched: 3 } } },
    ],
    ['a selector that was never tried', { selectors: {} }],
    ['no page at all: the site is down', { pages: 0, foundPerList: null, lists: 0 }],
  ])('is not seen in %s', (_, now) => {
    expect(driftOf(now)).toEqual([]);
  });

  it('needs three good runs to compare with', () => {
    const collapsed = { foundPerList: 1 };
    expect(driftOf(collapsed, [])).toEqual([]);
    expect(driftOf(collapsed, BASELINE.slice(0, 2))).toEqual([]);
    expect(driftOf(collapsed, BASELINE.slice(0, 3))).toHaveLength(1);
  });

  it.each([
    ['failed', { state: 'failed' as const }],
    ['drifted', { issues: { 'layout-changed': 1 } }],
    ['were mostly blocked', { urlsBlocked: 20 }],
    ['only looked again', { trigger: 'recheck' as const }],
    ['had another definition', { definitionHash: 'other' }],
  ])('is not judged by runs that %s', (_, changes) => {
    const bad = BASELINE.slice(1).map((run) => ({ ...run, ...changes }));
    expect(driftOf({ foundPerList: 1 }, bad)).toEqual([]);
    // Nor do they spoil a baseline that good runs make.
    const few = bad.slice(0, 3).map((run) => ({ ...run, foundPerList: 1 }));
    expect(driftOf({ foundPerList: 1 }, [...few, ...BASELINE])).toHaveLength(1);
  });

  it('one run that was out of line does not move the baseline', () => {
    const odd = usual({ foundPerList: 500 });
    expect(driftOf({ foundPerList: 20 }, [odd, ...BASELINE])).toEqual([]);
  });

  it('is how the site is after five runs in a row that look like it', () => {
    const drifted = Array.from({ length: 5 }, () =>
      usual({ foundPerList: 3, issues: { 'layout-changed': 1 } }),
    );
    expect(driftOf({ foundPerList: 3 }, [...drifted.slice(0, 4), ...BASELINE])).toHaveLength(1);
    expect(driftOf({ foundPerList: 3 }, [...drifted, ...BASELINE])).toEqual([]);
  });
});

describe('a definition', () => {
  it('is another one when it decides what a run sees, not when it is renamed', () => {
    expect(definitionHash({ ...SOURCE, name: '改名', schedule: '0 8 * * *' })).toBe(
      definition.definitionHash,
    );
    expect(definitionHash({ ...SOURCE, follow: 'none' })).not.toBe(definition.definitionHash);
  });
});
