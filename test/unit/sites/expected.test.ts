import { describe, expect, it } from 'vitest';
import { findCode } from '../../../domain/taxonomy/taxonomy.js';
import { loadExpected, type ExpectedPosting } from '../../sites/expected.js';
import { foldText } from '../../sites/match-found.js';
import { foldDigits, phonesIn, wechatIdsIn } from './fold-digits.js';

const expected = loadExpected();
const flagged = expected.filter((each) => each.expect.flag);

function count(test: (each: ExpectedPosting) => boolean, among = expected): number {
  return among.filter((each) => test(each)).length;
}

describe('the postings of the sample sites', () => {
  it('are as many as the sites promise', () => {
    expect(count((each) => each.site === 'recruitment')).toBeGreaterThanOrEqual(120);
    expect(count((each) => each.site === 'tutoring')).toBeGreaterThanOrEqual(95);
    expect(count((each) => each.site === 'platform')).toBeGreaterThanOrEqual(120);
    expect(count((each) => each.site === 'news')).toBeGreaterThanOrEqual(24);
  });

  it('have ids and addresses of their own', () => {
    expect(new Set(expected.map((each) => each.id)).size).toBe(expected.length);
    const paths = expected.filter((each) => each.path !== null);
    expect(new Set(paths.map((each) => `${each.site} ${each.path ?? ''}`)).size).toBe(paths.length);
  });

  it('name only codes that the taxonomy has', () => {
    for (const { id, expect: answer } of expected) {
      const codes = [...answer.codes, answer.primary, answer.exclusion];
      for (const code of codes) {
        if (code === null || code === undefined) continue;
        expect(findCode(code), `${id} ${code}`).toBeDefined();
      }
    }
  });

  it('say why they are not flagged', () => {
    for (const { id, expect: answer } of expected) {
      expect(
        answer.flag ? answer.exclusion === undefined : answer.exclusion !== undefined,
        id,
      ).toBe(true);
    }
  });

  it('are balanced between flagged and not, plain and evasive, innocent and look-alike', () => {
    expect(flagged.length / expected.length).toBeGreaterThan(0.33);
    expect(flagged.length / expected.length).toBeLessThan(0.42);
    expect(count((each) => each.expect.difficulty === 'evasive') / flagged.length).toBeGreaterThan(
      1 / 3,
    );
    const innocent = expected.filter((each) => !each.expect.flag);
    const lookAlikes = count((each) => each.expect.difficulty === 'look-alike');
    expect(lookAlikes / innocent.length).toBeGreaterThan(0.5);
  });

  it('cover every family of behaviour and most codes', () => {
    const codes = new Set(
      flagged.flatMap((each) => [each.expect.primary ?? '', ...each.expect.codes]),
    );
    for (const family of ['LIC', 'COV', 'ONL', 'TIM', 'ADV', 'PRC', 'CTR', 'TCH', 'INF', 'RSK']) {
      expect(
        [...codes].some((code) => code.startsWith(family)),
        family,
      ).toBe(true);
    }
    expect(codes.size).toBeGreaterThan(28);
  });

  it('have no text twice', () => {
    const seen = new Map<string, string>();
    for (const { id, title, body } of expected) {
      const text = foldText(`${title}${body}`);
      expect(seen.get(text), id).toBeUndefined();
      seen.set(text, id);
    }
  });

  it('give advertisers with several postings only flagged ones', () => {
    const advertisers = new Set(flagged.flatMap((each) => each.advertiser ?? []));
    expect(advertisers.size).toBeGreaterThan(15);
    for (const advertiser of advertisers) {
      const own = expected.filter((each) => each.advertiser === advertiser);
      expect(own.length, advertiser).toBeGreaterThan(1);
      expect(
        own.every((each) => each.expect.flag),
        advertiser,
      ).toBe(true);
    }
  });
});

describe('personal data in the sample postings', () => {
  const texts = expected.map((each) => ({
    ...each,
    text: [each.title, each.body, ...each.imageText].join('\n'),
  }));

  it('has phone numbers of the reserved range only, however they are written', () => {
    let phones = 0;
    for (const { id, text } of texts) {
      for (const phone of phonesIn(text)) {
        phones += 1;
        expect(phone, id).toMatch(/^1380000\d{4}$/);
      }
    }
    expect(phones).toBeGreaterThan(60);
  });

  it('has no other long number that could be somebody’s', () => {
    for (const { id, text } of texts) {
      const runs = foldDigits(text).match(/\d(?: ?\d){6,}/g) ?? [];
      for (const run of runs.map((each) => each.replaceAll(' ', ''))) {
        expect(run, id).toMatch(/^(?:1380000|0000)/);
      }
    }
  });

  it('has made-up WeChat ids only', () => {
    const named = texts.flatMap(({ text }) => [...wechatIdsIn(text)]);
    expect(named.length).toBeGreaterThan(50);
    for (const { id, text } of texts) {
      const after = /(?:微信|加微|薇信|vx|v信|\+v|加v|➕v)[号：: ]*([a-z][a-z0-9_-]{5,})/giu;
      for (const match of text.normalize('NFKC').matchAll(after)) {
        expect(match[1]?.toLowerCase(), id).toMatch(/^mc_/);
      }
    }
  });

  it('shares no contact between two advertisers', () => {
    const owners = new Map<string, string>();
    for (const { id, text, advertiser } of texts) {
      for (const contact of [...phonesIn(text), ...wechatIdsIn(text)]) {
        const owner = advertiser ?? id;
        expect(owners.get(contact) ?? owner, `${id} ${contact}`).toBe(owner);
        owners.set(contact, owner);
      }
    }
  });
});
