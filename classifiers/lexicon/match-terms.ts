/**
 * One matcher over the folded text for the whole lexicon: a bit table of the first two characters
 * lets nearly every position go at once, a trie follows the rest. Cost grows with the text, not with
 * the number of terms. A second, smaller trie follows syllables, for terms written by sound.
 */
import { GAP, type FoldedText } from '../normalise/fold-text.js';
import { createUnitSet, hasUnit } from '../normalise/unit-set.js';
import { buildUnitTrie } from './unit-trie.js';

/** A term found: offsets into the tight view, and what `LexiconEntry.id` said. */
export type FoundTerm = (start: number, end: number, entry: number) => void;

export interface LexiconEntry {
  readonly id: number;
  /** Already folded, two characters or more. */
  readonly term: string;
  /** May be written with characters of the same sound, as long as half stay the same. */
  readonly bySound: boolean;
}

export type TermMatcher = (folded: FoldedText, found: FoundTerm) => void;

/** Both gates together stay in the processor's first cache. */
const GATE_BITS = 16;

/** Builds the matcher. `syllableOf`: folded unit → syllable number, 0 for none. */
export function compileTerms(
  entries: readonly LexiconEntry[],
  syllableOf: Uint16Array,
): TermMatcher {
  const soundOf = (term: string): readonly number[] =>
    unitsOf(term).map((unit) => syllableOf[unit] ?? 0);
  const sounding = entries.filter(
    ({ bySound, term }) => bySound && term.length >= 3 && !soundOf(term).includes(0),
  );
  const words = entries.map(({ id, term }) => ({ id, units: unitsOf(term) }));
  const sounds = sounding.map(({ id, term }) => ({ id, units: soundOf(term) }));
  const exact = buildUnitTrie(words);
  const sound = buildUnitTrie(sounds);
  const exactGate = buildGate(words.map(({ units: [one = 0, two = 0] }) => slotOfTwo(one, two)));
  const secondGate = buildGate(
    words.map(({ units: [one = 0, two = 0, three] }) =>
      three === undefined ? slotOfWord(one, two) : slotOfThree(one, two, three),
    ),
  );
  const soundGate = buildGate(
    sounds.map(({ units: [one = 0, two = 0, three = 0] }) => slotOfSounds(one, two, three)),
  );
  const firstSounds = new Set(sounds.map(({ units: [first = 0] }) => first));
  // Few characters may begin a term by their sound, and asking for the syllables of the others costs more.
  const beginsSound = createUnitSet(
    [...syllableOf.keys()].filter((unit) => firstSounds.has(syllableOf[unit] ?? 0)),
  );
  const termOf = new Map(sounding.map((entry) => [entry.id, entry.term]));

  const followExact = (folded: FoldedText, start: number, found: FoundTerm): void => {
    const { tightUnits } = folded;
    let node = exact.begin(tightUnits[start] ?? 0, tightUnits[start + 1] ?? 0);
    for (let end = start + 2; node >= 0; end += 1) {
      const ids = exact.idsAt(node);
      if (ids !== undefined && stands(folded, start, end)) {
        for (const id of ids) found(start, end, id);
      }
      if (end >= tightUnits.length) return;
      node = exact.step(node, tightUnits[end] ?? 0);
    }
  };
  const followSound = (folded: FoldedText, start: number, found: FoundTerm): void => {
    const { tightUnits } = folded;
    const soundAt = (place: number): number => syllableOf[tightUnits[place] ?? 0] ?? 0;
    let node = sound.begin(soundAt(start), soundAt(start + 1));
    for (let end = start + 2; node >= 0; end += 1) {
      for (const id of sound.idsAt(node) ?? []) {
        const isMeant = sameByHalf(tightUnits, start, termOf.get(id) ?? '');
        if (isMeant && stands(folded, start, end)) found(start, end, id);
      }
      if (end >= tightUnits.length) return;
      node = sound.step(node, soundAt(end));
    }
  };

  return (folded, found) => {
    const { tightUnits } = folded;
    const length = tightUnits.length;
    let unit = tightUnits[0] ?? 0;
    for (let at = 0; at < length - 1; at += 1) {
      const next = tightUnits[at + 1] ?? 0;
      const slot = slotOfTwo(unit, next);
      if (((exactGate[slot >> 3] ?? 0) & (1 << (slot & 7))) !== 0) {
        const word = slotOfWord(unit, next);
        const longer = slotOfThree(unit, next, at + 2 < length ? (tightUnits[at + 2] ?? 0) : 0);
        const bits =
          ((secondGate[word >> 3] ?? 0) >> (word & 7)) |
          ((secondGate[longer >> 3] ?? 0) >> (longer & 7));
        if ((bits & 1) !== 0) followExact(folded, at, found);
      }
      if (hasUnit(beginsSound, unit) && at + 2 < length) {
        const place = slotOfSounds(
          syllableOf[unit] ?? 0,
          syllableOf[next] ?? 0,
          syllableOf[tightUnits[at + 2] ?? 0] ?? 0,
        );
        if (((soundGate[place >> 3] ?? 0) & (1 << (place & 7))) !== 0)
          followSound(folded, at, found);
      }
      unit = next;
    }
  };
}

/** A bit for each slot: one look at it lets nearly every place of a text go. */
function buildGate(slots: readonly number[]): Uint8Array {
  const gate = new Uint8Array(1 << (GATE_BITS - 3));
  for (const slot of slots) gate[slot >> 3] = (gate[slot >> 3] ?? 0) | (1 << (slot & 7));
  return gate;
}

function slotOfTwo(first: number, second: number): number {
  return (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> (32 - GATE_BITS);
}

/** A second look where two characters can begin a term: are they one, or do the first three begin a longer one? */
function slotOfWord(first: number, second: number): number {
  return Math.imul(Math.imul(first, 0xc2b2ae3d) + second, 0x27d4eb2f) >>> (32 - GATE_BITS);
}

function slotOfThree(first: number, second: number, third: number): number {
  const two = Math.imul(first, 0xc2b2ae3d) + Math.imul(second, 0x165667b1);
  return Math.imul(two ^ third, 0x27d4eb2f) >>> (32 - GATE_BITS);
}

/** Syllables' numbers have nine bits. */
function slotOfSounds(first: number, second: number, third: number): number {
  return Math.imul((first << 18) | (second << 9) | third, 0x9e3779b1) >>> (32 - GATE_BITS);
}

function unitsOf(term: string): readonly number[] {
  const units: number[] = [];
  for (let place = 0; place < term.length; place += 1) units.push(term.charCodeAt(place));
  return units;
}

function sameByHalf(units: Uint16Array, start: number, term: string): boolean {
  let same = 0;
  for (let place = 0; place < term.length; place += 1) {
    if (units[start + place] === term.charCodeAt(place)) same += 1;
  }
  return same * 2 >= term.length && same < term.length;
}

/** Whether the characters belong together: no word cut in two, no term across two sentences. */
function stands(folded: FoldedText, start: number, end: number): boolean {
  const { tightUnits, gap } = folded;
  const length = tightUnits.length;
  if (start > 0 && isLatin(tightUnits[start]) && isLatin(tightUnits[start - 1])) {
    if (gap[start] === GAP.none) return false;
  }
  if (end < length && isLatin(tightUnits[end - 1]) && isLatin(tightUnits[end])) {
    if (gap[end] === GAP.none) return false;
  }
  let strongest = 0;
  let weakest: number = GAP.stop;
  for (let place = start + 1; place < end; place += 1) {
    const between = gap[place] ?? 0;
    if (between > strongest) strongest = between;
    if (between < weakest) weakest = between;
  }
  if (strongest <= GAP.decoration) return true;
  const isSpread = weakest === strongest && end - start >= 3;
  if (isSpread) return true;
  const before = start === 0 ? GAP.stop : (gap[start] ?? 0);
  const after = end === length ? GAP.stop : (gap[end] ?? 0);
  const standsAlone = before >= GAP.space && after >= GAP.space;
  if (strongest === GAP.space)
    return end - start >= 3 || standsAlone || hasLatin(tightUnits, start, end);
  return false;
}

function isLatin(unit = 0): boolean {
  return unit >= 97 && unit <= 122;
}

function hasLatin(units: Uint16Array, start: number, end: number): boolean {
  for (let place = start; place < end; place += 1) if (isLatin(units[place])) return true;
  return false;
}
