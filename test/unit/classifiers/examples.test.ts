/** What the model learns from: complete, labelled soundly, and never what it is measured on. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Example } from '../../../domain/example.js';
import { behaviourCodes, findCode, riskCodes } from '../../../domain/taxonomy/taxonomy.js';
import { readGold, readShippedExamples } from '../../gold/read-examples.js';

const examples = readShippedExamples();
const EARLIEST = /^(first|second|third|fourth|fifth|sixth|seventh)-/;
const GOLD = readdirSync(join(import.meta.dirname, '../../gold'))
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => name.slice(0, -'.jsonl'.length));

describe('the examples', () => {
  it('have ids of their own, and no text twice', () => {
    expect(new Set(examples.map(({ id }) => id)).size).toBe(examples.length);
    expect(new Set(examples.map(textOf)).size).toBe(examples.length);
  });

  it('name codes that exist, and say why a text is spared', () => {
    for (const { id, near, expect: said } of examples) {
      const codes = [...said.codes, said.primary, said.exclusion, near].filter(
        (code) => code != null,
      );
      expect({ id, unknown: codes.filter((code) => findCode(code) === undefined) }).toEqual({
        id,
        unknown: [],
      });
      // The earliest texts were labelled flagged or not, and no more.
      if (EARLIEST.test(id)) continue;
      expect({ id, isNamed: (said.flag ? said.primary : said.exclusion) != null }).toEqual({
        id,
        isNamed: true,
      });
    }
  });

  it.each([...behaviourCodes, ...riskCodes].map(({ id }) => id))(
    '%s has at least 20 positives and 20 near misses',
    (code) => {
      expect(
        examples.filter((one) => one.expect.codes.includes(code)).length,
      ).toBeGreaterThanOrEqual(20);
      expect(examples.filter((one) => one.near === code).length).toBeGreaterThanOrEqual(20);
    },
  );

  it.each(['yiduiyi', 'jiajiao', 'fudao', 'buke', 'tuoguan', 'sijiao', 'baoguo'])(
    'show at least fifteen other senses of %s',
    (word) => {
      const senses = examples.filter(
        (one) => !one.expect.flag && one.family?.startsWith(`sense-${word}-`),
      );
      expect(new Set(senses.map(({ family }) => family)).size).toBeGreaterThanOrEqual(15);
    },
  );

  it('hold none of the gold texts, and none that is half of one', () => {
    const index = new Map<string, number[]>();
    for (const [place, example] of examples.entries()) {
      for (const piece of piecesOf(example)) {
        const places = index.get(piece);
        if (places === undefined) index.set(piece, [place]);
        else places.push(place);
      }
    }
    const shared = GOLD.flatMap((name) => readGold(name)).flatMap((gold) => {
      const pieces = piecesOf(gold);
      const counts = new Map<number, number>();
      for (const piece of pieces) {
        for (const place of index.get(piece) ?? []) counts.set(place, (counts.get(place) ?? 0) + 1);
      }
      return [...counts]
        .filter(([, count]) => count * 2 > pieces.size)
        .map(([place]) => `${gold.id} and ${examples[place]?.id ?? ''}`);
    });
    expect(shared).toEqual([]);
  });

  it('use reserved phone numbers only', () => {
    const others = examples.flatMap(({ id, title = '', text }) =>
      [...`${title} ${text}`.matchAll(/(?<!\d)1[3-9]\d{9}(?!\d)/g)]
        .filter(([number]) => !number.startsWith('13800000'))
        .map(([number]) => `${id}: ${number}`),
    );
    expect(others).toEqual([]);
  });
});

function textOf({ title = '', text }: Example): string {
  return `${title}\n${text}`.replace(/[^\p{L}\p{N}]/gu, '');
}

/** Pieces of six characters: two texts that share half of them are one text, changed. */
function piecesOf(example: Example): ReadonlySet<string> {
  const text = textOf(example);
  return new Set(
    Array.from({ length: Math.max(0, text.length - 5) }, (_, at) => text.slice(at, at + 6)),
  );
}
