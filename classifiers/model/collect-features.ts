/**
 * reading → numbers. What the model weighs: pieces of one to three folded characters, what the
 * lexicon and the rules found, which of them stand together in a sentence, and the text's shape.
 *
 * Names are hashed (Weinberger et al., "Feature hashing for large scale multitask learning", 2009):
 * no vocabulary has to be kept, and a word nobody has seen costs nothing.
 */
import { FLAG_FROM, type Reading } from '../read-posting.js';
import type { Hit } from '../rules/apply-rules.js';
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
  const knownTags = new Map<string, KnownTag>();
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
    addTags(reading, knownTags, add);
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

/** What is worked out once for each tag. */
interface KnownTag {
  readonly name: string;
  /** Deeper tags make no pairs: there would be too many, each too rare. */
  readonly isPaired: boolean;
  readonly places: { readonly some: number; readonly many: number; readonly denied: number };
  /** The feature of it with another tag after it; -1 where one holds the other. */
  readonly pairs: Map<KnownTag, number>;
}

type Add = (place: number, value: number) => void;

/** The tags found, and the pairs of different ones in one sentence. */
function addTags(reading: Reading, known: Map<string, KnownTag>, add: Add): void {
  const sentences = new Map<number, KnownTag[]>();
  for (const [name, hits] of reading.hits) {
    let tag = known.get(name);
    if (tag === undefined) known.set(name, (tag = knowTag(name)));
    let affirmed = 0;
    for (const hit of hits) {
      if (hit.isNegated) continue;
      affirmed += 1;
      if (tag.isPaired) noteSentence(sentences, sentenceKey(reading, hit), tag);
    }
    if (affirmed > 0) add(tag.places.some, 1);
    if (affirmed >= 3) add(tag.places.many, 1);
    if (affirmed < hits.length) add(tag.places.denied, 1);
  }
  for (const tags of sentences.values()) {
    tags.sort((a, b) => (a.name < b.name ? -1 : 1));
    const last = Math.min(tags.length, MAX_TAGS_A_SENTENCE);
    for (let first = 0; first < last; first += 1) {
      for (let second = first + 1; second < last; second += 1) {
        const place = pairPlace(tags[first], tags[second]);
        if (place >= 0) add(place, PAIR_VALUE);
      }
    }
  }
}

function knowTag(name: string): KnownTag {
  const place = (seed: number): number => slot(hashName(seed, name));
  return {
    name,
    isPaired: name.split('.').length <= 2,
    places: { some: place(SEED.tag), many: place(SEED.many), denied: place(SEED.denied) },
    pairs: new Map(),
  };
}

/** Tags are gone through one after the other, so the last one noted is the only one that may be there already. */
function noteSentence(sentences: Map<number, KnownTag[]>, key: number, tag: KnownTag): void {
  const tags = sentences.get(key);
  if (tags === undefined) {
    if (sentences.size < MAX_SENTENCES) sentences.set(key, [tag]);
  } else if (tags[tags.length - 1] !== tag) {
    tags.push(tag);
  }
}

function sentenceKey(reading: Reading, { field, start }: Hit): number {
  const place = reading.fields.findIndex((one) => one.field === field);
  return (field.sentence[start] ?? 0) * 4 + place;
}

function pairPlace(first: KnownTag | undefined, second: KnownTag | undefined): number {
  if (first === undefined || second === undefined) return -1;
  let place = first.pairs.get(second);
  if (place === undefined) {
    place = second.name.startsWith(`${first.name}.`)
      ? -1
      : slot(hashName(SEED.pair, `${first.name} ${second.name}`));
    first.pairs.set(second, place);
  }
  return place;
}

/** What the rules made of it, and the text's shape. */
function addSigns(reading: Reading, add: Add): void {
  const sign = (seed: number, name: string, value = 1): void => {
    add(slot(hashName(seed, name)), value);
  };
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
  number('rules-hold', reading.score >= FLAG_FROM ? 1 : 0);
  number('evidence', Math.min(4, reading.evidence));
  number('length', Math.log1p(reading.length) - 4);
  number('contacts', Math.min(2, reading.contacts.length));
  for (const [name, share] of sharesOf(reading)) number(name, share);
}

/** How much of the text is what: digits, questions, quotations, line ends, invisible characters. */
function sharesOf(reading: Reading): readonly (readonly [name: string, share: number])[] {
  const found = {
    digits: 0,
    questions: 0,
    exclamations: 0,
    quotes: 0,
    titles: 0,
    lines: 0,
    latin: 0,
  };
  let hidden = 0;
  let all = 0;
  for (const { field } of reading.fields) {
    const { loose } = field;
    hidden += field.deletedCount;
    all += loose.length;
    for (let at = 0; at < loose.length; at += 1) {
      const unit = loose.charCodeAt(at);
      if (unit >= 48 && unit <= 57) found.digits += 1;
      else if (unit >= 97 && unit <= 122) found.latin += 1;
      else if (unit === 63) found.questions += 1;
      else if (unit === 33) found.exclamations += 1;
      else if (unit === 10) found.lines += 1;
      else if (unit === 0x22 || unit === 0x201c || unit === 0x201d) found.quotes += 1;
      else if (unit === 0x300a) found.titles += 1;
    }
  }
  const share = (part: number): number => (all === 0 ? 0 : Math.min(1, (part * 10) / all));
  return [
    ['digits', share(found.digits)],
    ['questions', share(found.questions * 5)],
    ['exclamations', share(found.exclamations * 5)],
    ['quotes', share(found.quotes * 5)],
    ['titles', share(found.titles * 5)],
    ['lines', share(found.lines * 3)],
    ['latin', share(found.latin)],
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
