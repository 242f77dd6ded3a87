/**
 * reading → numbers. What the model weighs: pieces of two folded characters, what the
 * lexicon and the rules found, which of them stand together in a sentence, and the text's shape.
 *
 * Names are hashed (Weinberger et al., "Feature hashing for large scale multitask learning", 2009):
 * no vocabulary has to be kept, and a word nobody has seen costs nothing.
 */
import { FLAG_FROM, type Reading } from '../read-posting.js';
import type { TagTable } from '../rules/tag-table.js';
import { createSentenceTags, type SentenceTags } from './sentence-tags.js';
import type { FoldedText } from '../normalise/fold-text.js';

/** Places of the hashed vector. */
export const FEATURE_COUNT = 1 << 18;

export interface Features {
  readonly count: number;
  /** The first `count` hold; the rest is left over from longer texts. */
  readonly index: Int32Array;
  readonly value: Float32Array;
}

/** The weight of everything the text pieces say together, beside 1 for a sign found by lexicon or rule. */
const PIECES_SHARE = 12;
const PAIR_VALUE = 0.2;

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
  let knownTags: KnownTags | undefined;
  const numbers = knowNumbers();
  const found: FeatureList = {
    seen: new Int32Array(FEATURE_COUNT / 32),
    index: new Int32Array(8_192),
    value: new Float32Array(8_192),
    count: 0,
  };
  return (reading) => {
    found.seen.fill(0);
    found.count = 0;
    for (const { field } of reading.fields) addPieces(field.tightUnits, found);
    const scale = PIECES_SHARE / Math.sqrt(Math.max(found.count, 1));
    found.value.fill(scale, 0, found.count);
    if (knownTags?.tags !== reading.hits.tags) knownTags = knowTags(reading.hits.tags);
    addTags(reading, knownTags, found);
    addSigns(reading, numbers, found);
    return found;
  };
}

/** Features as they are collected, each once. */
interface FeatureList extends Features {
  /** A bit for each feature that is there. */
  readonly seen: Int32Array;
  index: Int32Array;
  value: Float32Array;
  count: number;
}

function add(found: FeatureList, place: number, amount: number): void {
  const word = found.seen[place >> 5] ?? 0;
  const bit = 1 << (place & 31);
  if ((word & bit) !== 0) return;
  found.seen[place >> 5] = word | bit;
  makeRoom(found, 1);
  found.index[found.count] = place;
  found.value[found.count] = amount;
  found.count += 1;
}

function makeRoom(found: FeatureList, more: number): void {
  const { index, value, count } = found;
  if (count + more <= index.length) return;
  const size = Math.max(index.length * 2, count + more);
  found.index = new Int32Array(size);
  found.index.set(index);
  found.value = new Float32Array(size);
  found.value.set(value);
}

/**
 * The pieces of two characters. Whether a piece is new is as good as random, so nothing is asked: each is written, and
 * the next one over it when it was there already.
 */
function addPieces(units: Uint16Array, found: FeatureList): void {
  makeRoom(found, Math.min(units.length, FEATURE_COUNT) + 1);
  const { seen, index } = found;
  let { count } = found;
  let hash = pieceOf(units[0] ?? 0);
  for (let at = 1; at < units.length; at += 1) {
    const next = units[at] ?? 0;
    const piece = slot(mix(hash, unitOf(next)));
    const word = seen[piece >> 5] ?? 0;
    index[count] = piece;
    count += ((word >>> (piece & 31)) & 1) ^ 1;
    seen[piece >> 5] = word | (1 << (piece & 31));
    hash = pieceOf(next);
  }
  found.count = count;
}

/** Tells the feature of each tight character with the next. */
export function eachPiece(
  { tightUnits }: FoldedText,
  visit: (feature: number, start: number) => void,
): void {
  let hash = pieceOf(tightUnits[0] ?? 0);
  for (let start = 0; start + 1 < tightUnits.length; start += 1) {
    const next = tightUnits[start + 1] ?? 0;
    visit(slot(mix(hash, unitOf(next))), start);
    hash = pieceOf(next);
  }
}

function pieceOf(unit: number): number {
  return mix(SEED.piece, unitOf(unit));
}

/** What is worked out once for the tags of a rule book. */
interface KnownTags {
  readonly tags: TagTable;
  readonly list: readonly KnownTag[];
  /** The tags that make pairs, by name. Deeper ones make none: there would be too many, each too rare. */
  readonly paired: readonly string[];
  /** The feature of one paired tag with another after it: 0 when not worked out yet, else its place + 1, or -1. */
  readonly pairs: Int32Array;
  readonly sentences: SentenceTags;
}

interface KnownTag {
  readonly isWeighed: boolean;
  /** Its place in `paired`, or -1. */
  readonly pairedAt: number;
  readonly places: { readonly some: number; readonly many: number; readonly denied: number };
}

function knowTags(tags: TagTable): KnownTags {
  const paired = tags.names.filter((name) => isWeighed(name) && name.split('.').length <= 2);
  const list = tags.names.map((name): KnownTag => {
    const place = (seed: number): number => slot(hashName(seed, name));
    return {
      isWeighed: isWeighed(name),
      pairedAt: paired.indexOf(name),
      places: { some: place(SEED.tag), many: place(SEED.many), denied: place(SEED.denied) },
    };
  });
  const pairs = new Int32Array(paired.length ** 2);
  return { tags, list, paired, pairs, sentences: createSentenceTags(paired.length) };
}

/** Tags that only the subject test and the facets read say of what kind a course is, not whether it is one. */
const ASIDE = /^(?:study|leisure|actor|paid)-/;

function isWeighed(name: string): boolean {
  return !ASIDE.test(name);
}

/** The tags found, and the pairs of different ones in one sentence. */
function addTags({ hits, fields }: Reading, known: KnownTags, found: FeatureList): void {
  const { sentences } = known;
  sentences.clear();
  for (const number of hits.found) {
    const tag = known.list[number];
    if (tag?.isWeighed !== true) continue;
    const affirmed = hits.affirmedCountOf(number);
    if (tag.pairedAt >= 0) {
      for (let link = hits.firstLink(number); link >= 0; link = hits.nextLink(link)) {
        const hit = hits.hitAt(link);
        if (hit === undefined || hit.isNegated) continue;
        let place = 0;
        while (place < fields.length && fields[place]?.field !== hit.field) place += 1;
        sentences.note(hit.sentence * 4 + place, tag.pairedAt);
      }
    }
    if (affirmed > 0) add(found, tag.places.some, 1);
    if (affirmed >= 3) add(found, tag.places.many, 1);
    if (affirmed < hits.countOf(number)) add(found, tag.places.denied, 1);
  }
  sentences.eachPair((first, second) => {
    const place = pairPlace(known, first, second);
    if (place >= 0) add(found, place, PAIR_VALUE);
  });
}

function pairPlace({ paired, pairs }: KnownTags, first: number, second: number): number {
  const at = first * paired.length + second;
  let place = pairs[at] ?? 0;
  if (place === 0) {
    const [one = '', other = ''] = [paired[first], paired[second]];
    const isInside = other.startsWith(`${one}.`);
    place = isInside ? -1 : slot(hashName(SEED.pair, `${one} ${other}`)) + 1;
    pairs[at] = place;
  }
  return place < 0 ? -1 : place - 1;
}

const NUMBERS = [
  'rules',
  'rules-hold',
  'evidence',
  'length',
  'contacts',
  'digits',
  'questions',
  'exclamations',
  'quotes',
  'titles',
  'lines',
  'latin',
  'hidden',
] as const;
type NumberName = (typeof NUMBERS)[number];

/** The features of the numbers, worked out once. */
interface KnownNumbers {
  readonly places: Readonly<Record<NumberName, number>>;
  readonly kindOf: Uint8Array;
}

function knowNumbers(): KnownNumbers {
  const places = NUMBERS.map((name) => [name, slot(hashName(SEED.number, name))]);
  const kindOf = new Uint8Array(65_536);
  for (const [kind, [, units]] of COUNTED.entries()) {
    for (const unit of units) kindOf[unit.charCodeAt(0)] = kind + 1;
  }
  // Every name is there.
  return { places: Object.fromEntries(places) as KnownNumbers['places'], kindOf };
}

/** What the rules made of it, and the text's shape. */
function addSigns(reading: Reading, { places, kindOf }: KnownNumbers, found: FeatureList): void {
  const sign = (seed: number, name: string, value = 1): void => {
    add(found, slot(hashName(seed, name)), value);
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
  const number = (name: NumberName, value: number): void => {
    if (value !== 0) add(found, places[name], value);
  };
  number('rules', reading.score);
  number('rules-hold', reading.score >= FLAG_FROM ? 1 : 0);
  number('evidence', Math.min(4, reading.evidence));
  number('length', Math.log1p(reading.length) - 4);
  number('contacts', Math.min(2, reading.contacts.length));
  eachShare(reading, kindOf, number);
}

/** What is counted in the loose view, the characters of each, and how much one of them counts. */
const COUNTED: readonly (readonly [name: NumberName, units: string, times: number])[] = [
  ['digits', '0123456789', 1],
  ['questions', '?', 5],
  ['exclamations', '!', 5],
  ['quotes', '"\u201c\u201d', 5],
  ['titles', '\u300a', 5],
  ['lines', '\n', 3],
  ['latin', 'abcdefghijklmnopqrstuvwxyz', 1],
];

const FIRST_HAN = 0x3400;

/** How much of the text is what: digits, questions, quotations, line ends, invisible characters. */
function eachShare(
  reading: Reading,
  kindOf: Uint8Array,
  visit: (name: NumberName, share: number) => void,
): void {
  const counts = new Int32Array(COUNTED.length + 1);
  let hidden = 0;
  let all = 0;
  for (const { field } of reading.fields) {
    const { looseUnits } = field;
    hidden += field.deletedCount;
    all += looseUnits.length;
    for (let at = 0; at < looseUnits.length; at += 1) {
      const unit = looseUnits[at] ?? 0;
      // Nearly all are Han characters: none of those is counted, and their part of the table stays untouched.
      if (unit >= FIRST_HAN) continue;
      const kind = kindOf[unit] ?? 0;
      if (kind !== 0) counts[kind] = (counts[kind] ?? 0) + 1;
    }
  }
  const share = (part: number): number => (all === 0 ? 0 : Math.min(1, (part * 10) / all));
  for (let kind = 0; kind < COUNTED.length; kind += 1) {
    const counted = COUNTED[kind];
    if (counted !== undefined) visit(counted[0], share((counts[kind + 1] ?? 0) * counted[2]));
  }
  visit('hidden', share(hidden));
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
