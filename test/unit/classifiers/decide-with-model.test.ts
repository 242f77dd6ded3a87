/** What the model makes of the rules' findings. */
import { describe, expect, it } from 'vitest';
import { decideWithModel } from '../../../classifiers/decide-with-model.js';
import type { Prediction } from '../../../classifiers/model/predict.js';
import type { Reading } from '../../../classifiers/read-posting.js';
import { loadRules } from '../../../workers/load-classifier.js';

const rules = loadRules();
const AD = '初二物理一对一，可上门，150元/小时，加微信mc_test_001';
const span = { field: 'text' as const, start: 0, end: 2, text: '初二' };

function decide(text: string, given: Partial<Prediction>, found: readonly string[][] = []) {
  const reading: Reading = rules.read({ id: 'x', text });
  const findings = found.map(([code = '', rule = '']) => ({
    code,
    rule,
    score: 0.6,
    spans: [span],
  }));
  return decideWithModel(reading, findings, {
    probability: 0.9,
    likeliest: (of) => ({ code: of === 'primary' ? 'COV-04' : 'NEG-06', share: 0.8 }),
    chances: () => new Map([['COV-04', 0.9]]),
    knowsRule: (id) => id !== 'new-rule',
    spans: () => [span],
    ...given,
  });
}

const codesOf = ({ findings }: ReturnType<typeof decide>) =>
  findings.map(({ code, rule }) => `${code} ${rule}`);

describe('of a flagged text', () => {
  it('a code that does not hold is dropped, unless the rule is newer than the model', () => {
    const found = [
      ['COV-04', 'one-to-one'],
      ['ADV-04', 'known-rule'],
      ['PRC-02', 'new-rule'],
    ];
    expect(codesOf(decide(AD, {}, found))).toEqual(['COV-04 one-to-one', 'PRC-02 new-rule']);
  });

  it('a code needs a smaller chance where a rule has found it', () => {
    const chances = () => new Map(Object.entries({ 'COV-04': 0.9, 'ADV-04': 0.3, 'PRC-01': 0.3 }));
    const answer = decide(AD, { chances }, [['ADV-04', 'known-rule']]);
    expect(codesOf(answer)).toEqual(['COV-04 model', 'ADV-04 known-rule']);
  });

  it('the code that names it is always among the findings', () => {
    const answer = decide(AD, { chances: () => new Map([['ADV-04', 0.1]]) });
    expect(answer.primary).toBe('COV-04');
    expect(codesOf(answer)).toEqual(['COV-04 model']);
  });

  it('six codes at most are added, the one that names it first', () => {
    const many = Array.from({ length: 9 }, (_, place) => [`PRC-0${place}`, 0.99] as const);
    const answer = decide(AD, { chances: () => new Map([...many, ['COV-04', 0.5]]) });
    expect(answer.findings).toHaveLength(6);
    expect(answer.findings.map(({ code }) => code)).toContain('COV-04');
  });
});

describe('of a text that is not flagged', () => {
  it('what the rules found stays to be seen, and the exclusion is guessed only when it is likely', () => {
    const answer = decide('楼下停车位出租', { probability: 0.1 }, [['INF-03', 'known-rule']]);
    expect(answer).toMatchObject({ flag: false, primary: null, exclusion: { code: 'NEG-06' } });
    expect(codesOf(answer)).toEqual(['INF-03 known-rule']);
    const unsure = { probability: 0.1, likeliest: () => ({ code: 'NEG-06', share: 0.4 }) };
    expect(decide('楼下停车位出租', unsure).exclusion).toBeNull();
  });
});
