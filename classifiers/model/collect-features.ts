/**
 * reading → numbers. What the model weighs: pieces of one to three folded characters, what the
 * lexicon and the rules found, which of them stand together in a sentence, and the text's shape.
 *
 * Names are hashed (Weinberger et al., "Feature hashing for large scale multitask learning", 2009):
 * no vocabulary has to be kept, and a word nobody has seen costs nothing.
 */
import type { Reading } from '../read-posting.js';
import type { FoldedText } from '../normalise/fold-text.js';

/** Places of the hashed vector. */
export const FEATURE_COUNT = 1 << 18;

export interface Features {
  readonly count: number;
  /** The first `count` hold; the rest is left over from longer texts. */
  readonly index: Int32Array;
  readonly value: Float32Array;
}

const LONGEST_PIECE = 2;
/** The weight of everything the text pieces say together, beside 1 for a sign found by lexicon or rule. */
const PIECES_SHARE = 8;
const PAIR_VALUE = 0.2;
const MAX_SENTENCES = 400;
const MAX_TAGS_A_SENTENCE = 12;

const SEED = {
  piece: 0x1b873593,
  tag: 0x2545f491,
  denied: 0x3c6ef372,
  many: 0x4cf5ad43,
  pair: 0x510e527f,
  rule: 0x6a09e667,
  code: 0x71374491,
  exclusion: 0x85ebca6b,
  number: 0x9b05688c,
  kind: 0xa54ff53a,
} as const;

/** Makes a collector with buffers of its own: what it returns holds until its next call. */
export function createFeatureCollector(): (reading: Reading) => Features {
  const stamps = new Uint32Array(FEATURE_COUNT);
  let stamp = 0;
  let index = new Int32Array(8_192);
  let value = new Float32Array(8_192);
  let count = 0;

  const add = (place: number, amount: number): void => {
    if (stamps[place] === stamp) return;
    stamps[place] = stamp;
    if (count === index.length) {
      index = grown(index, new Int32Array(count * 2));
      value = grown(value, new Float32Array(count * 2));
    }
    index[count] = place;
    value[count] = amount;
    count += 1;
  };

  return (reading) => {
    stamp += 1;
    count = 0;
    for (const { field } of reading.fields) eachPiece(field, (place) => add(place, 1));
    const scale = PIECES_SHARE / Math.sqrt(Math.max(count, 1));
    value.fill(scale, 0, count);
    addSigns(reading, add);
    return { count, index, value };
  };
}

/** The features of all pieces of a field, with the tight characters they stand on. */
export function eachPiece(
  { tight }: FoldedText,
  visit: (feature: number, start: number, end: number) => void,
): void {
  for (let start = 0; start < tight.length; start += 1) {
    let hash: number = SEED.piece;
    const last = Math.min(start + LONGEST_PIECE, tight.length);
    for (let at = start; at < last; at += 1) {
      hash = mix(hash, unitOf(tight.charCodeAt(at)));
      visit(slot(hash), start, at + 1);
    }
  }
}

function addSigns(reading: Reading, add: (place: number, value: number) => void): void {
  const sign = (seed: number, name: string, value = 1): void => {
    add(slot(hashName(seed, name)), value);
  };
  for (const [tag, hits] of reading.hits) {
    const affirmed = hits.filter((hit) => !hit.isNegated);
    if (affirmed.length > 0) sign(SEED.tag, tag);
    if (affirmed.length >= 3) sign(SEED.many, tag);
    if (affirmed.length < hits.length) sign(SEED.denied, tag);
  }
  for (const { name, pair } of pairsOf(reading)) sign(SEED.pair, `${name} ${pair}`, PAIR_VALUE);
  for (const { rule } of reading.matches) {
    sign(SEED.rule, rule.id, 0.5);
    sign(SEED.code, rule.code, 0.5);
  }
  if (reading.exclusion !== undefined) {
    sign(SEED.exclusion, reading.exclusion.id);
    sign(SEED.exclusion, 'any');
  }
  if (reading.kind !== undefined) sign(SEED.kind, reading.kind);
  const number = (name: string, value: number): void => {
    if (value !== 0) sign(SEED.number, name, value);
  };
  number('rules', reading.score);
  number('rules-hold', reading.score >= 0.5 ? 1 : 0);
  number('evidence', Math.min(4, reading.evidence));
  number('length', Math.log1p(reading.length) - 4);
  number('contacts', Math.min(2, reading.contacts.length));
  for (const [name, share] of sharesOf(reading)) number(name, share);
}

/** Pairs of different tags (two levels deep) in one sentence. */
function* pairsOf(reading: Reading): Generator<{ readonly name: string; readonly pair: string }> {
  const sentences = new Map<string, Set<string>>();
  for (const [tag, hits] of reading.hits) {
    if (tag.split('.').length > 2) continue;
    for (const hit of hits) {
      if (hit.isNegated) continue;
      const place = reading.fields.findIndex(({ field }) => field === hit.field);
      const key = `${place}:${hit.field.sentence[hit.start] ?? 0}`;
      const tags = sentences.get(key);
      if (tags !== undefined) tags.add(tag);
      else if (sentences.size < MAX_SENTENCES) sentences.set(key, new Set([tag]));
    }
  }
  for (const tags of sentences.values()) {
    const sorted = [...tags].sort().slice(0, MAX_TAGS_A_SENTENCE);
    for (const [place, name] of sorted.entries()) {
      for (const pair of sorted.slice(place + 1)) {
        if (!pair.startsWith(`${name}.`)) yield { name, pair };
      }
    }
  }
}

/** How much of the text is what: digits, questions, quotations, line ends, invisible characters. */
function sharesOf(reading: Reading): readonly (readonly [name: string, share: number])[] {
  let [digits, questions, quotes, lines, exclamations, latin, titles, hidden, all] =
    new Array<number>(9).fill(0) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
  for (const { field } of reading.fields) {
    hidden += field.deletedCount;
    all += field.loose.length;
    for (let at = 0; at < field.loose.length; at += 1) {
      const unit = field.loose.charCodeAt(at);
      if (unit >= 48 && unit <= 57) digits += 1;
      else if (unit >= 97 && unit <= 122) latin += 1;
      else if (unit === 63) questions += 1;
      else if (unit === 33) exclamations += 1;
      else if (unit === 10) lines += 1;
      else if (unit === 0x22 || unit === 0x201c || unit === 0x201d) quotes += 1;
      else if (unit === 0x300a) titles += 1;
    }
  }
  const share = (part: number): number => (all === 0 ? 0 : Math.min(1, (part * 10) / all));
  return [
    ['digits', share(digits)],
    ['questions', share(questions * 5)],
    ['exclamations', share(exclamations * 5)],
    ['quotes', share(quotes * 5)],
    ['titles', share(titles * 5)],
    ['lines', share(lines * 3)],
    ['latin', share(latin)],
    ['hidden', share(hidden)],
  ];
}

/** Digits are all alike, so that no number is learnt by heart. */
function unitOf(unit: number): number {
  return unit >= 48 && unit <= 57 ? 48 : unit;
}

function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193) ^ (hash >>> 15);
}

function hashName(seed: number, name: string): number {
  let hash = seed;
  for (let at = 0; at < name.length; at += 1) hash = mix(hash, name.charCodeAt(at));
  return hash;
}

/** The last steps of MurmurHash3, so that near hashes fall far apart. */
function slot(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) & (FEATURE_COUNT - 1);
}

function grown<T extends Int32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
