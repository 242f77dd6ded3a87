/** The command as people and scripts use it: what it prints where, and what it tells the shell. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClassificationSchema } from '../../domain/finding.js';
import { CrawlResultSchema } from '../../domain/run.js';
import { OWN_RULE } from '../support/own-rule.js';
import { runCommand, type CommandResult } from '../support/run-command.js';
import { sampleAds } from '../support/sample-ads.js';
import { startTextSite, type TextSite } from '../support/text-site.js';

let folder: string;
let site: TextSite;
let sourceFile: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingcha-t-'));
  site = await startTextSite();
  site.show(
    Object.fromEntries(
      sampleAds(4).map(({ title, body }, index) => [`/ad/${index}`, { title, text: body }]),
    ),
  );
  sourceFile = join(folder, 'site.yml');
  writeFileSync(
    sourceFile,
    `id: site\nname: 测试站\nkind: tutoring\nstart:\n  - ${site.origin}/list\nschedule: '0 3 * * *'\npace:\n  delayMs: 0\n`,
  );
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

function mingcha(
  args: readonly string[],
  input: string | Buffer = '',
  dataDir = 'data',
): Promise<CommandResult> {
  const settings = { DATA_DIR: join(folder, dataDir), PRIVATE_NETWORK: '127.0.0.1' };
  return runCommand(args, settings, input);
}

function lines(text: string): unknown[] {
  return text === ''
    ? []
    : text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
}

describe('classify', () => {
  const AD = {
    id: 'a',
    title: '初三数学一对一',
    text: '在职教师上门家教，周六上课，150元一小时，电话13800001234',
  };

  it('answers each line in order, needs no database, and says at the end that one was wrong', async () => {
    const odd = { id: 'u', text: `第一行\u2028一对一上门家教💰` };
    const input = [
      '{broken',
      JSON.stringify(AD),
      '',
      JSON.stringify(odd),
      '{"id":1,"text":"x"}',
      '[]',
    ].join('\n');
    const { code, stdout } = await mingcha(['classify'], input);
    expect(code).toBe(2);
    const answers = lines(stdout);
    expect(answers).toEqual([
      { id: null, line: 1, error: expect.any(String) as unknown },
      expect.objectContaining({ id: 'a', flag: true }),
      expect.objectContaining({ id: 'u' }),
      { id: null, line: 5, error: expect.stringMatching(/^id: /) as unknown },
      { id: null, line: 6, error: expect.any(String) as unknown },
    ]);
    for (const [answer, { id, text, title = '' }] of [
      [answers[1], AD],
      [answers[2], { ...odd, title: '' }],
    ] as const) {
      const { findings, contacts, ...rest } = ClassificationSchema.parse(answer);
      expect(rest.id).toBe(id);
      const spans = [
        ...findings.flatMap((finding) => finding.spans),
        ...contacts.map(({ span }) => span),
      ];
      for (const { field, start, end, text: said } of spans) {
        expect((field === 'title' ? title : text).slice(start, end)).toBe(said);
      }
    }
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it.each([
    [
      'a byte order mark and CRLF',
      `\ufeff${JSON.stringify(AD)}\r\n${JSON.stringify({ ...AD, id: 'b' })}\r\n`,
      2,
    ],
    ['no last line end', JSON.stringify(AD), 1],
    ['an empty input', '', 0],
    ['blank lines only', '\n \r\n\n', 0],
  ])('takes %s', async (_, input, count) => {
    const { code, stdout, stderr } = await mingcha(['classify'], input);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(lines(stdout)).toHaveLength(count);
  });

  it('reads a file, and names one that is not there', async () => {
    const file = join(folder, 'in.jsonl');
    writeFileSync(file, JSON.stringify(AD));
    expect(lines((await mingcha(['classify', '--jsonl', file])).stdout)).toHaveLength(1);
    const missing = await mingcha(['classify', '--jsonl', join(folder, 'none.jsonl')]);
    expect(missing).toMatchObject({ code: 2, stdout: '' });
    expect(missing.stderr).toContain('none.jsonl');
  });
});

describe('bad usage', () => {
  it.each([
    ['an unknown command', ['nonsense']],
    ['an unknown option', ['leads', 'list', '--colour']],
    ['a missing argument', ['crawl']],
    ['a value that is none of the choices', ['leads', 'list', '--sort', 'x']],
    ['a number that is none', ['leads', 'show', 'x']],
    ['an unknown export', ['export', 'nonsense', '--out', 'x.csv']],
    ['an ending that tells no format', ['export', 'leads', '--out', 'x.doc']],
    ['a deletion without --yes', ['reset']],
  ])('%s: exit status 2, and nothing on stdout', async (_, args) => {
    const { code, stdout, stderr } = await mingcha(args, '', 'unused');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(join(folder, 'unused', 'postgres'))).toBe(false);
  });

  it('a wrong source file: its line and key', async () => {
    const wrong = join(folder, 'wrong.yml');
    writeFileSync(wrong, readFileSync(sourceFile, 'utf8').replace('tutoring', 'shop'));
    for (const args of [
      ['sources', 'check', wrong],
      ['sources', 'apply', wrong],
      ['crawl', wrong],
    ]) {
      const { code, stdout, stderr } = await mingcha(args, '', 'unused');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`${wrong}:3: kind: `);
    }
  });

  it('help is no error', async () => {
    for (const args of [['--help'], ['leads', '--help'], ['crawl', '--help']]) {
      const { code, stdout } = await mingcha(args);
      expect(code).toBe(0);
      expect(stdout).toContain('Usage: mingcha');
    }
  });
});

describe('a data folder', () => {
  it(
    'is crawled into by two commands at once, listed, shown, exported and deleted',
    { timeout: 240_000 },
    async () => {
      expect((await mingcha(['sources', 'check', sourceFile])).code).toBe(0);
      const [crawled, added] = await Promise.all([
        mingcha(['crawl', sourceFile, '--wait', '--json']),
        mingcha(['user', 'add', 'wang', '--display-name', '王研判']),
      ]);
      expect(crawled.code, crawled.stderr).toBe(0);
      expect(added.code, added.stderr).toBe(0);
      const [result, ...others] = CrawlResultSchema.array().parse(JSON.parse(crawled.stdout));
      expect(others).toEqual([]);
      expect(result).toMatchObject({ source: 'site', pages: 5, postings: 4, issues: [] });

      const leads = JSON.parse((await mingcha(['leads', 'list', '--json'])).stdout) as {
        id: number;
        title: string;
      }[];
      expect(leads).toHaveLength(result?.leads ?? 0);
      const [lead] = leads;
      const shown = await mingcha(['leads', 'show', String(lead?.id)]);
      expect(shown.stdout).toContain(lead?.title);
      expect(shown.stdout).toMatch(/phone 138\*{4}\d{4}/);
      expect(shown.stdout).toMatch(/要件：已具备 \d\/4/);
      expect(shown.stdout).toMatch(/四维鉴别：学科类[\s\S]*内容 「/);
      expect(await mingcha(['leads', 'show', '999999'])).toMatchObject({ code: 1, stdout: '' });

      const out = join(folder, 'leads.xlsx');
      const exported = await mingcha(['export', 'leads', '--out', out, '--json']);
      expect(JSON.parse(exported.stdout)).toMatchObject({
        format: 'xlsx',
        file: out,
        rows: leads.length,
      });
      expect(existsSync(out)).toBe(true);

      expect((await mingcha(['sources', 'apply', sourceFile])).code).toBe(0);
      const sources = JSON.parse((await mingcha(['sources', 'list', '--json'])).stdout) as unknown;
      expect(sources).toMatchObject([
        { source: 'site', verdict: 'healthy', reasons: [], lastRun: { state: 'done' } },
      ]);
      expect((await mingcha(['sources', 'list'])).stdout).toContain('正常');
      const users = JSON.parse((await mingcha(['user', 'list', '--json'])).stdout) as unknown;
      expect(users).toMatchObject([
        { name: 'wang', displayName: '王研判', grants: [{ role: 'reviewer', unitId: null }] },
      ]);
      expect(await mingcha(['user', 'add', 'wang'])).toMatchObject({ code: 2, stdout: '' });
      const checks = JSON.parse((await mingcha(['doctor', '--json'])).stdout) as {
        check: string;
        ok: boolean;
      }[];
      expect(checks.find(({ check }) => check.startsWith('PostgreSQL'))?.ok).toBe(true);

      expect((await mingcha(['crawl', 'nobody'])).code).toBe(1);
      writeFileSync(join(folder, 'data', 'somebody-else.txt'), 'not ours');
      expect((await mingcha(['reset', '--yes'])).code).toBe(0);
      expect(existsSync(join(folder, 'data', 'postgres'))).toBe(false);
      expect(existsSync(join(folder, 'data', 'somebody-else.txt'))).toBe(true);
    },
  );
});

describe('the day a text was published', () => {
  const text = '初三数学一对一上门辅导，150元一小时，电话13800001234，10月10日上午开课';

  it('tells the year of its dates', async () => {
    const days = [undefined, '2021-10-01', '2026-10-01', '2026-09-30T17:00:00Z', '去年'];
    const input = days
      .map((publishedAt) => JSON.stringify({ id: 'a', text, publishedAt }))
      .join('\n');
    const { code, stdout } = await mingcha(['classify'], input);
    expect(code).toBe(2);
    const answers = lines(stdout);
    // 2021-10-10 is a Sunday that was a day off, 2026-10-10 a Saturday that is worked.
    expect(
      answers.slice(0, 4).map((answer) => {
        const { flag, findings } = ClassificationSchema.parse(answer);
        return [flag, findings.some((finding) => finding.code === 'TIM-01')];
      }),
    ).toEqual([
      [true, false],
      [true, true],
      [true, false],
      [true, false],
    ]);
    expect(answers[4]).toEqual({
      id: null,
      line: 5,
      error: expect.stringContaining('publishedAt: must be a date') as unknown,
    });
  });

  it('counts when examples are measured', async () => {
    const expected = { flag: true, codes: ['TIM-01'] };
    const input = ['2021-10-01', '2026-10-01']
      .map((publishedAt) =>
        JSON.stringify({ id: publishedAt, text, publishedAt, expect: expected }),
      )
      .join('\n');
    const { stdout } = await mingcha(['evaluate', '-', '--json'], input);
    const { byCode } = JSON.parse(stdout) as { byCode: { code: string }[] };
    expect(byCode.find(({ code }) => code === 'TIM-01')).toMatchObject({ texts: 2, flagged: 1 });
  });
});

describe('evaluate and train', () => {
  const labelled = (id: string, text: string, flag: boolean): string =>
    JSON.stringify({
      id,
      text,
      genre: 'post',
      expect: { flag, ...(flag ? { primary: 'COV-04' } : { exclusion: 'NEG-07' }) },
    });

  it('measures labelled texts', async () => {
    const input = [
      labelled('a', '初中数学一对一上门家教，大学生，80一小时，周末有空，加微信mc_test_401', true),
      labelled('b', '健身私教一对一，减脂塑形，首节体验，加微信mc_test_402', false),
    ].join('\n');
    const { code, stdout } = await mingcha(['evaluate', '-', '--json'], input);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      texts: 2,
      precision: { value: 1 },
      recall: { value: 1 },
      worst: [],
    });
  });

  describe('with rules of one’s own', () => {
    const text = '麓山暗号，懂的来';
    const versionOf = async (args: readonly string[], dataDir: string): Promise<unknown> => {
      const { stdout } = await mingcha(
        ['evaluate', '-', ...args, '--json'],
        labelled('a', text, true),
        dataDir,
      );
      return (JSON.parse(stdout) as { version: unknown }).version;
    };

    it('measures what classify answers: with those in force, or with those in a folder', async () => {
      const rules = join(folder, 'ruled', 'rules');
      mkdirSync(rules, { recursive: true });
      writeFileSync(join(rules, 'own.yml'), OWN_RULE);
      for (const [args, dataDir] of [
        [[], 'ruled'],
        [[], 'data'],
        [['--rules', rules], 'data'],
      ] as const) {
        const { stdout } = await mingcha(
          ['classify', ...args],
          JSON.stringify({ id: 'a', text }),
          dataDir,
        );
        const { version, findings } = ClassificationSchema.parse(lines(stdout)[0]);
        const isThere = dataDir === 'ruled' || args.length > 0;
        expect(findings.some(({ rule }) => rule === 'own-word')).toBe(isThere);
        expect(await versionOf(args, dataDir)).toEqual(version);
        expect(await versionOf([...args, '--rules-only'], dataDir)).toEqual({
          ...version,
          model: null,
        });
      }
    });

    it('trains beside them only where the model will be used with them', async () => {
      const rules = join(folder, 'mistaken', 'rules');
      mkdirSync(rules, { recursive: true });
      writeFileSync(join(rules, 'own.yml'), OWN_RULE.replace('0.9', '7'));
      const place = `${join(rules, 'own.yml')}:6: own-word`;
      const elsewhere = ['train', '--out', join(folder, 'tried.json'), '--rules', rules];
      for (const [args, dataDir] of [
        [['train'], 'mistaken'],
        [elsewhere, 'data'],
      ] as const) {
        const { code, stderr } = await mingcha(args, '', dataDir);
        expect(code).toBe(2);
        expect(stderr).toContain(place);
      }
      expect(existsSync(join(folder, 'mistaken', 'model.json'))).toBe(false);
      expect(existsSync(join(folder, 'tried.json'))).toBe(false);
    });
  });

  it('names every line that is no example, by file and line', async () => {
    const input = `${labelled('a', 'x', true)}\n{"id":"b","text":"y"}\nno json\n${labelled('a', 'z', false)}`;
    const { code, stdout, stderr } = await mingcha(['evaluate', '-'], input);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('-:2: expect');
    expect(stderr).toContain('-:3: no JSON');
    expect(stderr).toContain('-:4: the id a is also at -:1');
  });

  it(
    'trains the model that is shipped, byte for byte, whatever rules are in force here, and uses one of its own',
    { timeout: 300_000 },
    async () => {
      const out = join(folder, 'model.json');
      const shipped = readFileSync(
        new URL('../../classifiers/model/model.json', import.meta.url),
        'utf8',
      );
      const rules = join(folder, 'data', 'rules');
      mkdirSync(rules, { recursive: true });
      writeFileSync(join(rules, 'own.yml'), OWN_RULE);
      const trained = await mingcha(['train', '--out', out, '--json']);
      rmSync(rules, { recursive: true });
      expect(trained.stderr).toBe('');
      expect(trained.code).toBe(0);
      expect(readFileSync(out, 'utf8') === shipped).toBe(true);

      const own = 'own';
      mkdirSync(join(folder, own));
      writeFileSync(join(folder, own, 'model.json'), shipped.slice(0, 1_000));
      const broken = await mingcha(['classify'], JSON.stringify({ id: 'a', text: 'x' }), own);
      expect(broken).toMatchObject({ code: 2, stdout: '' });
      expect(broken.stderr).toContain('cut off');
      expect(broken.stderr).toContain('mingcha train');
    },
  );
});
