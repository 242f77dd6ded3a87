import { describe, expect, it } from 'vitest';
import { parseSource } from '../../../runtime/read-sources.js';
import { formatSource } from '../../../runtime/write-source.js';
import { readDefinition, setDefinition } from '../../../web/pages/sources/definition.js';

const YAML = formatSource({
  ...{ id: 'my-site', name: '一个网站', kind: 'tutoring', start: ['https://new.example/'] },
  pace: { delayMs: 2_000 },
});

describe('the definition as text', () => {
  it('is read for the form', () => {
    expect(readDefinition(YAML)).toEqual({
      ...{ id: 'my-site', name: '一个网站', kind: 'tutoring', schedule: '', delayMs: 2_000 },
    });
  });

  it('is changed key by key, and keeps its comments and order', () => {
    let text = setDefinition(YAML, ['name'], '换了名字: 海州');
    text = setDefinition(text, ['schedule'], '30 7 * * *');
    text = setDefinition(text, ['pace', 'delayMs'], 500);
    expect(parseSource(text, 'web')).toMatchObject({
      ...{ name: '换了名字: 海州', schedule: '30 7 * * *', pace: { delayMs: 500 } },
    });
    const comments = (of: string) => of.split('\n').filter((line) => line.startsWith('#'));
    expect(comments(text)).toEqual(comments(YAML));
    expect(setDefinition(text, ['schedule'], '')).not.toContain('schedule');
  });

  it.each(['a: [', '- 1', '', 'text'])('that is none is left as it is: %j', (text) => {
    expect(readDefinition(text)).toBeNull();
    expect(setDefinition(text, ['name'], 'x')).toBe(text);
  });

  it('shows what has another type as it can', () => {
    expect(readDefinition('id: 7\npace: fast\n')).toMatchObject({ id: '7', delayMs: null });
  });
});
