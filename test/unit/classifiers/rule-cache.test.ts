import { describe, expect, it } from 'vitest';
import { compileClassifier } from '../../../classifiers/compile-classifier.js';
import { readRuleFiles } from '../../../classifiers/rules/read-rule-files.js';
import { readRuleCache, writeRuleCache } from '../../../classifiers/rules/rule-cache.js';
import { readRuleTexts } from '../../gold/read-rule-texts.js';

const files = readRuleTexts();
const cache = writeRuleCache(files);

describe('the cache of the rules', () => {
  it('holds what the files say', () => {
    expect(readRuleCache(cache, files)).toEqual(readRuleFiles(files));
    expect(readRuleCache(cache, [...files].reverse())).toEqual(readRuleFiles(files));
  });

  it('is not used with other files', () => {
    const [first, ...rest] = files;
    if (first === undefined) throw new Error('there are no rule files');
    expect(readRuleCache(cache, rest)).toBeUndefined();
    expect(readRuleCache(cache, [...files, { name: 'more.yml', text: '' }])).toBeUndefined();
    expect(readRuleCache(cache, [{ ...first, text: `${first.text}\n` }, ...rest])).toBeUndefined();
    expect(readRuleCache(cache, [{ ...first, name: `x${first.name}` }, ...rest])).toBeUndefined();
  });

  it.each(['', '{', '[]', '{"madeOf":1}', cache.slice(0, -9)])(
    'is not used when it is broken: %.9s',
    (broken) => {
      expect(readRuleCache(broken, files)).toBeUndefined();
    },
  );

  it('changes nothing of what is found', () => {
    const text = '初二数学一对一，每小时150元，周末来家里上课，微信mc_test_001';
    const quick = compileClassifier(files, undefined, cache);
    expect(quick.classify({ id: '1', text })).toEqual(
      compileClassifier(files).classify({ id: '1', text }),
    );
  });

  it('never stands in for rules that were changed', () => {
    const changed = files.map((file) => ({
      ...file,
      text: file.text.replaceAll('tutor.one', '?'),
    }));
    expect(() => compileClassifier(changed, undefined, cache)).toThrow(
      'the classifier rules do not hold',
    );
  });
});
