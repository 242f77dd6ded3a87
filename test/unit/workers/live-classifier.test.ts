/** Rules that change while a worker runs. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../runtime/log.js';
import { createLiveClassifier } from '../../../workers/live-classifier.js';
import { OWN_RULE } from '../../support/own-rule.js';

let dataDir: string;
let now: number;
let logged: string[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'mingcha-t-'));
  mkdirSync(join(dataDir, 'rules'));
  now = Date.UTC(2026, 0, 1);
  logged = [];
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

function start() {
  return createLiveClassifier({
    dataDir,
    clock: { now: () => new Date(now) },
    log: createLog({ level: 'info', destination: { write: (line) => logged.push(line) } }),
  });
}

/** What changes a moment later may have the same time of change. */
function write(name: string, text: string): void {
  const path = join(dataDir, name);
  writeFileSync(path, text);
  now += 6_000;
  utimesSync(path, now / 1000, now / 1000);
}

const rulesOf = (classifier: ReturnType<typeof start>, text = '麓山暗号') =>
  classifier.classify({ id: 'x', text }).findings.map(({ rule }) => rule);

describe('a classifier that follows its rules', () => {
  it('takes new rules into force, keeps them when they break, and takes them again when mended', () => {
    const live = start();
    const shipped = live.version.rules;
    expect(rulesOf(live)).not.toContain('own-word');

    write('rules/own.yml', OWN_RULE);
    expect(rulesOf(live)).toContain('own-word');
    expect(live.version.rules).not.toBe(shipped);
    expect(logged).toEqual([expect.stringContaining('rules and model in force')]);

    write('rules/own.yml', OWN_RULE.replace('0.9', 'much'));
    expect(rulesOf(live)).toContain('own-word');
    expect(rulesOf(live)).toContain('own-word');
    expect(logged).toHaveLength(2);
    expect(logged[1]).toContain(`own.yml:6: own-word: rules.0.score: `);
    expect(logged[1]).toContain('"level":"warn"');

    write('rules/own.yml', OWN_RULE.replaceAll('麓山', '洞庭'));
    expect(rulesOf(live)).not.toContain('own-word');
    expect(rulesOf(live, '洞庭暗号')).toContain('own-word');

    rmSync(join(dataDir, 'rules'), { recursive: true });
    now += 6_000;
    expect(rulesOf(live, '洞庭暗号')).not.toContain('own-word');
    expect(live.version.rules).toBe(shipped);
  });

  it('does not look more often than every five seconds', () => {
    const live = start();
    writeFileSync(join(dataDir, 'rules/own.yml'), OWN_RULE);
    now += 4_000;
    expect(rulesOf(live)).not.toContain('own-word');
    now += 2_000;
    expect(rulesOf(live)).toContain('own-word');
  });

  it('starts with the rules that last held when they are broken now', () => {
    write('rules/own.yml', OWN_RULE);
    expect(rulesOf(start())).toContain('own-word');
    write('rules/own.yml', 'terms: [');
    expect(rulesOf(start())).toContain('own-word');
    expect(logged.at(-1)).toContain('own.yml:1: ');
    // And with the shipped ones alone when even the copy is damaged.
    writeFileSync(join(dataDir, 'rules-in-force.json'), '[{');
    const live = start();
    expect(rulesOf(live)).not.toContain('own-word');
    expect(live.classify({ id: 'x', text: '初三数学一对一上门150元一小时' }).flag).toBe(true);
  });

  it.each([
    [
      'a text it does not find',
      'catch: [麓山暗号, 洞庭暗号]',
      'does not find what it is to catch: 洞庭暗号',
    ],
    ['a text it finds', 'spare: [麓山公园, 问麓山暗号]', 'finds what it is to spare: 问麓山暗号'],
  ])('keeps what was in force where a rule says %s', (_, said, why) => {
    const live = start();
    write('rules/own.yml', OWN_RULE);
    expect(rulesOf(live)).toContain('own-word');
    const { rules } = live.version;
    const word = said.slice(0, 5);
    const line = OWN_RULE.split('\n').findIndex((text) => text.includes(word)) + 1;
    write('rules/own.yml', OWN_RULE.replace(new RegExp(`${word}: .*`), said).replace('0.9', '0.8'));
    expect(rulesOf(live)).toContain('own-word');
    expect(live.version.rules).toBe(rules);
    expect(logged.at(-1)).toContain(`own.yml:${line}: own-word: ${why}`);
    // Also for one that starts now.
    expect(start().version.rules).toBe(rules);
  });

  it.each([
    ['bytes of GBK', Buffer.from([0xca, 0xfd, 0x3a, 0x20, 0x78]), 'own.yml:1: not UTF-8'],
    ['a list', '- a\n- b\n', 'own.yml:1: '],
    ['an unknown key', `${OWN_RULE}colour: red\n`, 'colour'],
    [
      'a rule twice',
      OWN_RULE + OWN_RULE.slice(OWN_RULE.indexOf('  - id')),
      'own.yml:10: own-word: ',
    ],
    [
      'a code of nobody',
      OWN_RULE.replace('COV-03', 'XYZ-01'),
      'own-word: the taxonomy has no code',
    ],
    [
      'aliases without end',
      `a: &a [x,x]\n${[...'bcdefghijk'].map((key, at) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${'abcdefghij'[at] ?? ''}`).join()}]`).join('\n')}\n`,
      'own.yml:1: ',
    ],
  ])('names %s by file and line', (_, text, why) => {
    const live = start();
    writeFileSync(join(dataDir, 'rules/own.yml'), text);
    now += 6_000;
    expect(live.classify({ id: 'x', text: '初三数学一对一上门150元一小时' }).flag).toBe(true);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain(why);
    expect(logged[0]).toContain(join(dataDir, 'rules', 'own.yml'));
  });

  it('keeps its model when a new one cannot be used, and takes one that can', () => {
    const live = start();
    const { model } = live.version;
    const shipped = readFileSync(
      join(import.meta.dirname, '../../../classifiers/model/model.json'),
      'utf8',
    );
    write('model.json', shipped.slice(0, 1_000));
    rulesOf(live);
    expect(live.version.model).toBe(model);
    expect(logged[0]).toContain('mingcha train');
    write('model.json', shipped);
    rulesOf(live);
    expect(live.version.model).toBe(model);
    expect(logged.at(-1)).toContain('rules and model in force');
  });
});
