import { describe, expect, it } from 'vitest';
import { loadExpected, type ExpectedPosting } from '../../sites/expected.js';
import type { FoundPosting } from '../../sites/match-found.js';
import { scoreRun } from '../../sites/score-run.js';

const expected = loadExpected();
const open = expected.filter((each) => !each.forbidden);

/** What a faultless run finds: every open posting, judged as expected, one lead an advertiser. */
function perfectRun(): FoundPosting[] {
  const leads = new Map<string, number>();
  return open.map((posting) => {
    const owner = posting.advertiser ?? posting.id;
    if (posting.expect.flag && !leads.has(owner)) leads.set(owner, leads.size + 1);
    return foundAs(posting, { leadId: posting.expect.flag ? (leads.get(owner) ?? null) : null });
  });
}

function foundAs(posting: ExpectedPosting, changes: Partial<FoundPosting> = {}): FoundPosting {
  return {
    url: `http://127.0.0.1:9${posting.path ?? '/feed?page=2'}`,
    text: `${posting.title}\n${posting.body}`,
    flagged: posting.expect.flag,
    primary: posting.expect.primary,
    leadId: null,
    ...changes,
  };
}

function pick(test: (each: ExpectedPosting) => boolean): ExpectedPosting {
  const posting = open.find(test);
  if (posting === undefined) throw new Error('the sample sites have no such posting');
  return posting;
}

const plainAd = pick((each) => each.site === 'recruitment' && each.expect.flag);
const lookAlike = pick((each) => each.site === 'tutoring' && !each.expect.flag);
const reply = pick((each) => each.site === 'platform' && each.title === '' && each.expect.flag);

describe('scoreRun', () => {
  it('gives full marks to a faultless run', () => {
    const score = scoreRun(expected, perfectRun());
    expect(score.overall).toMatchObject({ precision: 1, recall: 1, f1: 1, primaryAccuracy: 1 });
    expect(score.ocr).toMatchObject({ precision: 1, recall: 1 });
    expect(score.grouping).toMatchObject({ purity: 1, completeness: 1, torn: [], mixed: [] });
    for (const list of [
      'misses',
      'falseAlarms',
      'notFound',
      'forbiddenFetched',
      'unexpected',
    ] as const) {
      expect(score[list], list).toEqual([]);
    }
    expect(score.overall.postings + score.ocr.postings).toBe(open.length);
  });

  it('gives nothing to a run that found nothing', () => {
    const score = scoreRun(expected, []);
    expect(score.overall).toMatchObject({ truePositives: 0, precision: null, recall: 0, f1: 0 });
    expect(score.notFound).toHaveLength(open.length);
    expect(score.grouping).toMatchObject({ leads: 0, purity: null, completeness: null });
  });

  it('names a missed ad, and counts it for its site and difficulty only', () => {
    const found = perfectRun().map((each) =>
      each.url.endsWith(plainAd.path ?? '') ? { ...each, flagged: false, leadId: null } : each,
    );
    const score = scoreRun(expected, found);
    expect(score.misses).toEqual([plainAd.id]);
    expect(score.bySite['recruitment']?.falseNegatives).toBe(1);
    expect(score.bySite['tutoring']?.recall).toBe(1);
    expect(score.byDifficulty[plainAd.expect.difficulty]?.falseNegatives).toBe(1);
    expect(score.overall.precision).toBe(1);
  });

  it('names a look-alike that was flagged', () => {
    const found = perfectRun().map((each) =>
      each.text === `${lookAlike.title}\n${lookAlike.body}` ? { ...each, flagged: true } : each,
    );
    const score = scoreRun(expected, found);
    expect(score.falseAlarms).toEqual([lookAlike.id]);
    expect(score.bySite['tutoring']?.falsePositives).toBe(1);
    expect(score.overall.recall).toBe(1);
  });

  it('tells a wrong primary code from a right secondary one', () => {
    const ad = pick((each) => each.expect.codes.length > 0);
    const secondary = scoreRun([ad], [foundAs(ad, { primary: ad.expect.codes[0] ?? null })]);
    expect(secondary.overall).toMatchObject({ primaryAccuracy: 0, codeAccuracy: 1 });
    const wrong = scoreRun([ad], [foundAs(ad, { primary: 'CTR-02' })]);
    expect(wrong.overall).toMatchObject({ primaryAccuracy: 0, codeAccuracy: 0 });
  });

  it('recognises a reply by its text, though mark-up changed its spaces and marks', () => {
    const text = `${reply.body.replace(/[，。]/g, ' ')}\n回复`;
    const score = scoreRun(expected, [foundAs(reply, { text })]);
    expect(score.notFound).not.toContain(reply.id);
    expect(score.overall.truePositives).toBe(1);
  });

  it('gives a post and the reply below it each their own answer, when the post was taken with its replies', () => {
    const blob = pick((each) => each.site === 'platform' && each.title !== '');
    const both = foundAs(blob, { text: `${blob.title}\n${blob.body}\n${reply.body}` });
    const score = scoreRun([blob, reply], [both, foundAs(reply)]);
    expect(score.notFound).toEqual([]);
    expect(score.unexpected).toEqual([]);
  });

  it('counts a flagged text that is no posting as a false alarm', () => {
    const menu = {
      ...foundAs(reply),
      text: '首页 找老师 家教需求 免费发布 登录',
      url: 'http://x/',
    };
    const score = scoreRun(expected, [...perfectRun(), menu]);
    expect(score.unexpected).toEqual([menu]);
    expect(score.overall.falsePositives).toBe(1);
  });

  it('counts a posting once, though list and page both gave it', () => {
    const score = scoreRun([plainAd], [foundAs(plainAd, { flagged: false }), foundAs(plainAd)]);
    expect(score.overall).toMatchObject({ truePositives: 1, falseNegatives: 0 });
  });

  it('reports a page that robots.txt forbids', () => {
    const forbidden = expected.filter((each) => each.forbidden);
    const score = scoreRun(expected, [...perfectRun(), ...forbidden.map((each) => foundAs(each))]);
    expect(score.forbiddenFetched).toEqual(forbidden.map((each) => each.id));
    expect(score.overall.precision).toBe(1);
  });

  it('keeps what only OCR can know apart', () => {
    const pictures = open.filter((each) => each.needs === 'ocr' && each.expect.flag);
    const blind = perfectRun().map((found) =>
      pictures.some((each) => found.text === `${each.title}\n${each.body}`)
        ? { ...found, flagged: false, leadId: null }
        : found,
    );
    const score = scoreRun(expected, blind);
    expect(score.overall.recall).toBe(1);
    expect(score.ocr).toMatchObject({ recall: 0, falseNegatives: pictures.length });
  });

  it('names advertisers torn apart and leads that mix them', () => {
    const several = open.filter((each) => each.advertiser === 'qihang');
    expect(several.length).toBeGreaterThan(2);
    const torn = several.map((each, index) => foundAs(each, { leadId: index === 0 ? 1 : 2 }));
    const other = foundAs(reply, { leadId: 2 });
    const { grouping } = scoreRun([...several, reply], [...torn, other]);
    expect(grouping.torn).toEqual(['qihang']);
    expect(grouping.mixed).toEqual([2]);
    expect(grouping.completeness).toBeCloseTo((several.length - 1) / several.length);
    expect(grouping.purity).toBeCloseTo(several.length / (several.length + 1));
  });
});
