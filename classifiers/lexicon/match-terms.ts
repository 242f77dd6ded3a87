/**
 * One matcher over the folded text for the whole lexicon: a bit table of the first two characters
 * lets nearly every position go at once, a trie follows the rest. Cost grows with the text, not with
 * the number of terms. A second, smaller trie follows syllables, for terms written by sound.
 */
import { GAP, type FoldedText } from '../normalise/fold-text.js';

/** A term found; offsets are into the tight view. */
export interface TermHit {
  readonly start: number;
  readonly end: number;
  /** What `LexiconEntry.id` said. */
  readonly entry: number;
}

export interface LexiconEntry {
  readonly id: number;
  /** Already folded, two characters or more. */
  readonly term: string;
  /** May be written with characters of the same sound, as long as half stay the same. */
  readonly bySound: boolean;
}

export type TermMatcher = (folded: FoldedText, found: (hit: TermHit) => void) => void;

const GATE_BITS = 17;

/** Builds the matcher. `syllableOf`: folded unit → syllable number, 0 for none. */
export function compileTerms(
  entries: readonly LexiconEntry[],
  syllableOf: Uint16Array,
): TermMatcher {
  const exact = buildTrie(entries, (term) => unitsOf(term));
  const sounding = entries.filter(
    (entry) => entry.bySound && entry.term.length >= 3 && hasSound(entry.term, syllableOf),
  );
  const sound = buildTrie(sounding, (term) => unitsOf(term).map((unit) => syllableOf[unit] ?? 0));
  const termOf = new Map(sounding.map((entry) => [entry.id, entry.term]));

  return (folded, found) => {
    const { tight } = folded;
    const last = tight.length - 1;
    let unit = tight.charCodeAt(0);
    let syllable = syllableOf[unit] ?? 0;
    for (let at = 0; at < last; at += 1) {
      const next = tight.charCodeAt(at + 1);
      if (isGated(exact.gate, unit, next)) {
        follow(
          exact,
          at,
          tight.length,
          (place) => tight.charCodeAt(place),
          (end, id) => {
            if (stands(folded, at, end)) found({ start: at, end, entry: id });
          },
        );
      }
      const nextSyllable = syllableOf[next] ?? 0;
      if (syllable !== 0 && nextSyllable !== 0 && isGated(sound.gate, syllable, nextSyllable)) {
        follow(
          sound,
          at,
          tight.length,
          (place) => syllableOf[tight.charCodeAt(place)] ?? 0,
          (end, id) => {
            if (sameByHalf(tight, at, termOf.get(id) ?? '') && stands(folded, at, end)) {
              found({ start: at, end, entry: id });
            }
          },
        );
      }
      unit = next;
      syllable = nextSyllable;
    }
  };
}

interface Trie {
  readonly gate: Uint8Array;
  /** `node × 65536 + unit` → child node. */
  readonly edges: Map<number, number>;
  readonly ends: readonly (readonly number[] | undefined)[];
}

function buildTrie(
  entries: readonly LexiconEntry[],
  spell: (term: string) => readonly number[],
): Trie {
  const gate = new Uint8Array(1 << (GATE_BITS - 3));
  const edges = new Map<number, number>();
  const ends: (number[] | undefined)[] = [undefined];
  for (const { id, term } of entries) {
    const units = spell(term);
    const slot = gateSlot(units[0] ?? 0, units[1] ?? 0);
    gate[slot >> 3] = (gate[slot >> 3] ?? 0) | (1 << (slot & 7));
    let node = 0;
    for (const unit of units) {
      const key = node * 65_536 + unit;
      let child = edges.get(key);
      if (child === undefined) {
        child = ends.length;
        ends.push(undefined);
        edges.set(key, child);
      }
      node = child;
    }
    const ids = (ends[node] ??= []);
    if (!ids.includes(id)) ids.push(id);
  }
  return { gate, edges, ends };
}

function follow(
  trie: Trie,
  start: number,
  length: number,
  unitAt: (place: number) => number,
  ended: (end: number, id: number) => void,
): void {
  let node: number | undefined = 0;
  for (let place = start; place < length; place += 1) {
    node = trie.edges.get(node * 65_536 + unitAt(place));
    if (node === undefined) return;
    const ids = trie.ends[node];
    if (ids !== undefined) for (const id of ids) ended(place + 1, id);
  }
}

function gateSlot(first: number, second: number): number {
  return (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> (32 - GATE_BITS);
}

function isGated(gate: Uint8Array, first: number, second: number): boolean {
  const slot = gateSlot(first, second);
  return ((gate[slot >> 3] ?? 0) & (1 << (slot & 7))) !== 0;
}

function unitsOf(term: string): readonly number[] {
  return Array.from({ length: term.length }, (_, place) => term.charCodeAt(place));
}

function hasSound(term: string, syllableOf: Uint16Array): boolean {
  return unitsOf(term).every((unit) => (syllableOf[unit] ?? 0) !== 0);
}

function sameByHalf(tight: string, start: number, term: string): boolean {
  let same = 0;
  for (let place = 0; place < term.length; place += 1) {
    if (tight.charCodeAt(start + place) === term.charCodeAt(place)) same += 1;
  }
  return same * 2 >= term.length && same < term.length;
}

/** Whether the characters belong together: no word cut in two, no term across two sentences. */
function stands(folded: FoldedText, start: number, end: number): boolean {
  const { tight, gap } = folded;
  if (isLatin(tight.charCodeAt(start)) && start > 0 && isLatin(tight.charCodeAt(start - 1))) {
    if (gap[start] === GAP.none) return false;
  }
  if (isLatin(tight.charCodeAt(end - 1)) && end < tight.length && isLatin(tight.charCodeAt(end))) {
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
  const after = end === tight.length ? GAP.stop : (gap[end] ?? 0);
  const standsAlone = before >= GAP.space && after >= GAP.space;
  if (strongest === GAP.space)
    return end - start >= 3 || standsAlone || hasLatin(tight, start, end);
  return false;
}

function isLatin(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}

function hasLatin(tight: string, start: number, end: number): boolean {
  for (let place = start; place < end; place += 1)
    if (isLatin(tight.charCodeAt(place))) return true;
  return false;
}
