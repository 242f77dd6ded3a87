import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../domain/errors.js';
import { parseSource, readSources } from '../../../runtime/read-sources.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const GOOD = `id: my-site
name: 我的网站
kind: recruitment
start:
  - http://a.test/list
`;

function problemsOf(text: string): readonly string[] {
  try {
    parseSource(text, 'a.yml');
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
  return [];
}

describe('a source file', () => {
  it('that is right has every default filled in', () => {
    expect(parseSource(GOOD, 'a.yml')).toMatchObject({
      ...{ id: 'my-site', fetch: 'auto', follow: 'detail', pace: { delayMs: 2000 }, enabled: true },
      ...{ expects: { postings: 1 }, limits: { pages: 2000, depth: 50 } },
    });
  });

  it('may begin with a byte order mark and end its lines as Windows does', () => {
    expect(parseSource(`\ufeff${GOOD.replaceAll('\n', '\r\n')}`, 'a.yml').name).toBe('我的网站');
  });

  it.each([
    ['an unknown key', `${GOOD}colour: red\n`, /^a\.yml:6: colour: unknown key$/],
    [
      'an unknown key further in',
      `${GOOD}pace:\n  delay: 5\n`,
      /^a\.yml:7: pace\.delay: unknown key$/,
    ],
    ['a wrong type', `${GOOD}pace:\n  delayMs: fast\n`, /^a\.yml:7: pace\.delayMs: /],
    ['a number where a text should be', GOOD.replace('我的网站', '5'), /^a\.yml:2: name: /],
    [
      'a value that is none of the choices',
      GOOD.replace('recruitment', 'shop'),
      /^a\.yml:3: kind: /,
    ],
    ['a bad address', GOOD.replace('http://a.test/list', 'a.test/list'), /^a\.yml:5: start\.0: /],
    ['an address of another kind', GOOD.replace('http:', 'file:'), /^a\.yml:5: start\.0: /],
    ['a text where a list should be', GOOD.replace('\n  - http', ' http'), /^a\.yml:4: start: /],
    [
      'an empty list',
      GOOD.replace('start:\n  - http://a.test/list', 'start: []'),
      /^a\.yml:4: start: /,
    ],
    ['a missing key', GOOD.replace('name: 我的网站\n', ''), /^a\.yml:1: name: /],
    ['an id with capitals', GOOD.replace('my-site', 'MySite'), /^a\.yml:1: id: lower-case/],
    ['a cron that is none', `${GOOD}schedule: '61 * * * *'\n`, /^a\.yml:6: schedule: /],
    [
      'a cron that never comes',
      `${GOOD}enabled: false\nschedule: '0 0 30 2 *'\n`,
      /^a\.yml:7: schedule: /,
    ],
    [
      'a cron with too few fields',
      `${GOOD}schedule: '7 30'\n`,
      /^a\.yml:6: schedule: .*five fields/,
    ],
    ['broken YAML', GOOD.replace('name: ', 'name: "'), /^a\.yml:\d+: \S/],
    ['a tab as indentation', GOOD.replace('  - http', '\t- http'), /^a\.yml:5: .*[Tt]ab/],
    ['a key that stands twice', `${GOOD}id: other\n`, /^a\.yml:6: .*unique/],
    ['an empty file', '', /^a\.yml:1: the file: /],
    ['only comments', '# nothing\n', /^a\.yml:1: the file: /],
    ['a list', '- 1\n', /^a\.yml:1: the file: /],
    ['a text', 'hello', /^a\.yml:1: the file: /],
    ['two documents', `${GOOD}---\n${GOOD}`, /^a\.yml:6: \S/],
    ['an alias that is not there', GOOD.replace('我的网站', '*nobody'), /^a\.yml:\d+: \S/],
    ['a bomb of aliases', bomb(), /^a\.yml:\d+: \S/],
  ])('with %s says where it is', (_, text, problem) => {
    const problems = problemsOf(text);
    expect(problems).not.toEqual([]);
    expect(problems[0]).toMatch(problem);
  });

  it('names every mistake at once', () => {
    const text = GOOD.replace('recruitment', 'shop').replace('my-site', 'My') + 'a: 1\nb: 2\n';
    expect(problemsOf(text)).toHaveLength(4);
  });
});

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const inner = level === 0 ? '"x"' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array.from({ length: 10 }, () => inner).join(', ')}]`;
  });
  return `${levels.join('\n')}\n`;
}

describe('source files', () => {
  it('are all read, and all their mistakes named, those that cannot be read included', () => {
    const folder = temporaryFolder();
    const write = (name: string, text: string | Buffer): string => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    };
    const good = write('good.yml', GOOD);
    expect(readSources([good]).map(({ id }) => id)).toEqual(['my-site']);
    expect(readSources([])).toEqual([]);

    const again = write('again.yml', GOOD);
    const wrong = write('wrong.yml', GOOD.replace('recruitment', 'shop'));
    const large = write('large.yml', Buffer.alloc(1_000_001, '#'));
    const read = () => readSources([good, again, wrong, large, join(folder, 'none.yml'), folder]);
    expect(read).toThrow(InvalidInput);
    try {
      read();
    } catch (error) {
      const { problems } = error as InvalidInput;
      expect(problems).toHaveLength(5);
      expect(problems[0]).toBe(`${again}: id my-site is also in ${good}`);
      expect(problems[1]).toMatch(/wrong\.yml:3: kind/);
      expect(problems[2]).toMatch(/large\.yml: larger than 1 MB/);
      expect(problems[3]).toMatch(/none\.yml: cannot be read \(ENOENT\)/);
      expect(problems[4]).toMatch(/cannot be read \(EISDIR\)/);
    }
  });
});
