/** What no reader should send to `mingcha classify`: every line is answered in order, and nothing falls over. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClassificationSchema, type Classification } from '../../domain/finding.js';
import { runCommand, type CommandResult } from '../support/run-command.js';
import { OWN_RULE } from '../support/own-rule.js';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingcha-t-'));
  // The first command of a checkout builds it, and says so.
  await classify('');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function classify(
  input: string | Buffer,
  { dataDir = 'data', args = [] }: { dataDir?: string; args?: readonly string[] } = {},
): Promise<CommandResult> {
  return runCommand(['classify', ...args], { DATA_DIR: join(folder, dataDir) }, input);
}

function linesOf({ stdout }: CommandResult): unknown[] {
  return stdout === ''
    ? []
    : stdout
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
}

function expectExactSpans(answer: unknown, text: string): Classification {
  const classification = ClassificationSchema.parse(answer);
  const { findings, contacts } = classification;
  for (const { start, end, text: said } of [
    ...findings.flatMap(({ spans }) => spans),
    ...contacts.map(({ span }) => span),
  ]) {
    expect(end).toBeGreaterThan(start);
    expect(text.slice(start, end)).toBe(said);
  }
  return classification;
}

const AD = '初三数学一对一上门，150元一小时，电话13800000001';

describe('texts', () => {
  const TEXTS: readonly (readonly [what: string, text: string, flag?: boolean])[] = [
    ['empty', '', false],
    ['one character', '课', false],
    ['one half of a pair', '\ud83d', false],
    ['only emoji', '😀👩‍🏫🔥'.repeat(50), false],
    ['lone surrogates in an ad', `\udc00${AD}\ud800`, true],
    ['NUL in an ad', AD.split('').join('\u0000'), true],
    ['right-to-left marks in an ad', `\u202e${AD.split('').join('\u200f')}\u202c`, true],
    ['HTML', `<div class="x"><b>${AD.replace('一对一', '一<i>对</i>一')}</b></div>`],
    ['control characters', Array.from({ length: 32 }, (_, at) => String.fromCharCode(at)).join('')],
    ['line ends of every kind', `初三\r\n数学\r一对一\u2028上门\u2029150元\u0085一小时\v${AD}`],
    ['what looks like a line of JSON', '{"id":"x","text":"y"}\n{"id":'],
    ['a key of objects', '__proto__ constructor toString'],
  ];

  it('of every kind are answered, with exact spans', async () => {
    const input = TEXTS.map(([id, text]) => JSON.stringify({ id, text, title: text })).join('\n');
    const result = await classify(input);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const answers = linesOf(result);
    expect(answers).toHaveLength(TEXTS.length);
    for (const [place, [id, text, flag]] of TEXTS.entries()) {
      const answer = expectExactSpans(answers[place], text);
      expect(answer.id).toBe(id);
      if (flag !== undefined) expect([id, answer.flag]).toEqual([id, flag]);
    }
  });

  it('of ten megabytes, and lines of fifty, are answered', { timeout: 120_000 }, async () => {
    const long = `${'今天天气不错。'.repeat(480_000)}${AD}`;
    const lines = [
      { id: 'ten', text: long },
      { id: 'fifty', text: AD, url: 'x'.repeat(50_000_000) },
      { id: 'after', text: AD },
    ];
    const result = await classify(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const [ten, fifty, after] = linesOf(result);
    expect(expectExactSpans(ten, long).contacts.map(({ value }) => value)).toEqual(['13800000001']);
    expect(fifty).toMatchObject({ id: 'fifty', flag: true });
    expect(after).toMatchObject({ id: 'after', flag: true });
  });
});

describe('lines', () => {
  it(
    'that are no posting are named by number, the others answered',
    { timeout: 60_000 },
    async () => {
      const good = JSON.stringify({ id: 'good', text: AD });
      const wrong: readonly (readonly [line: string | Buffer, why: string])[] = [
        ['no json', 'no JSON'],
        ['{"id":"a","text":"x"', 'no JSON'],
        ['{"id":"a","text":"a\u0000b"}', 'no JSON'],
        ['null', 'the line: '],
        ['[]', 'the line: '],
        ['"text"', 'the line: '],
        ['{}', 'id: '],
        ['{"id":7,"text":"x"}', 'id: '],
        ['{"id":"a"}', 'text: '],
        ['{"id":"a","text":null}', 'text: '],
        ['{"id":"a","text":["x"]}', 'text: '],
        ['{"id":"a","text":"x","title":5}', 'title: '],
        [iconv.encode(`{"id":"gbk","text":"${AD}"}`, 'gbk'), 'UTF-8'],
        [Buffer.from([0, 255, 254, 128, 1, 2, 3]), 'UTF-8'],
        [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x1a]), 'UTF-8'],
        ['x'.repeat(65 * 1024 * 1024), '64 MiB'],
      ];
      const parts = wrong.flatMap(([line]) => [Buffer.from(line), Buffer.from(`\n${good}\r\n`)]);
      const result = await classify(Buffer.concat([Buffer.from('\ufeff'), ...parts]));
      expect(result.code).toBe(2);
      const answers = linesOf(result);
      expect(answers).toHaveLength(wrong.length * 2);
      for (const [place, [, why]] of wrong.entries()) {
        expect(answers[place * 2]).toEqual({
          id: null,
          line: place * 2 + 1,
          error: expect.stringContaining(why) as unknown,
        });
        expect(answers[place * 2 + 1]).toMatchObject({ id: 'good', flag: true });
      }
    },
  );

  it('with an id that stood before are answered all the same, and it is said', async () => {
    const input = ['a', 'b', 'a', 'a'].map((id) => JSON.stringify({ id, text: AD })).join('\n');
    const result = await classify(input);
    expect(result.code).toBe(0);
    expect(linesOf(result).map((answer) => (answer as { id: string }).id)).toEqual([
      'a',
      'b',
      'a',
      'a',
    ]);
    expect(result.stderr).toBe('1 ids stand on more than one line; every line was answered: "a"\n');
  });
});

describe('rules of one’s own', () => {
  const TEXT = JSON.stringify({ id: 'a', text: `麓山暗号，${AD}` });
  const rulesOf = (result: CommandResult): readonly string[] =>
    ClassificationSchema.parse(linesOf(result)[0]).findings.map(({ rule }) => rule);

  it('are tried from a folder; a mistake is named by file, line and rule', async () => {
    const rules = join(folder, 'tried');
    mkdirSync(rules);
    writeFileSync(join(rules, 'own.yml'), OWN_RULE);
    expect(rulesOf(await classify(TEXT, { args: ['--rules', rules] }))).toContain('own-word');
    expect(rulesOf(await classify(TEXT))).not.toContain('own-word');

    const mistake = OWN_RULE.replace('0.9', '7').replaceAll('own', 'two');
    writeFileSync(join(rules, 'score.yml'), mistake);
    const result = await classify(TEXT, { args: ['--rules', rules] });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(`${join(rules, 'score.yml')}:6: two-word: rules.0.score: `);
    expect(result.stderr).not.toMatch(/^\s+at /m);
  });

  it('must find and spare what they say', async () => {
    const rules = join(folder, 'untrue');
    mkdirSync(rules);
    writeFileSync(
      join(rules, 'own.yml'),
      OWN_RULE.replace('catch: [麓山暗号]', 'catch:\n      - 麓山暗号\n      - 洞庭暗号'),
    );
    const result = await classify(TEXT, { args: ['--rules', rules] });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(
      `${join(rules, 'own.yml')}:10: own-word: does not find what it is to catch: 洞庭暗号`,
    );
  });

  it('in the data folder are in force; with a mistake those that last held are', async () => {
    const rules = join(folder, 'own', 'rules');
    mkdirSync(rules, { recursive: true });
    writeFileSync(join(rules, 'own.yml'), OWN_RULE);
    const good = await classify(TEXT, { dataDir: 'own' });
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(rulesOf(good)).toContain('own-word');

    writeFileSync(
      join(folder, 'own', 'rules-in-force.json'),
      JSON.stringify([{ name: 'own.yml', text: OWN_RULE }]),
    );
    writeFileSync(
      join(rules, 'own.yml'),
      OWN_RULE.replace('needs: [own.word]', 'needs: [own.none]'),
    );
    const kept = await classify(TEXT, { dataDir: 'own' });
    expect(kept.code).toBe(0);
    expect(kept.stderr).toContain(
      `${join(rules, 'own.yml')}:4: own-word: no term has the tag own.none`,
    );
    expect(rulesOf(kept)).toContain('own-word');
  });
});

describe('a model of one’s own', () => {
  it('that cannot be used is named with what is wrong and what to do', async () => {
    const shipped = readFileSync(
      new URL('../../classifiers/model/model.json', import.meta.url),
      'utf8',
    );
    mkdirSync(join(folder, 'broken'));
    const path = join(folder, 'broken', 'model.json');
    for (const [text, why] of [
      ['', 'it is empty'],
      [shipped.slice(0, -200), 'it is cut off'],
      [shipped.replace('"format":2', '"format":99'), 'it has format 99'],
      [shipped.replace(/"bias":\[[^\]]*\]/, '"bias":[1e999,0]'), 'flag.bias'],
    ] as const) {
      writeFileSync(path, text);
      const result = await classify(JSON.stringify({ id: 'a', text: AD }), { dataDir: 'broken' });
      expect(result).toMatchObject({ code: 2, stdout: '' });
      expect(result.stderr).toContain(`the model ${path} cannot be used: ${why}`);
      expect(result.stderr).toContain('mingcha train');
    }
  });
});
