/** Brings terms, shapes and contacts of one field together as hits by tag. */
import type { ContactHit } from '../contacts/contact-hit.js';
import type { ShapeHit } from '../facets/find-shapes.js';
import type { CompiledLexicon } from '../lexicon/compile-lexicon.js';
import { GAP, type FoldedText } from '../normalise/fold-text.js';
import { findPageChrome } from './find-page-chrome.js';
import type { Hit, HitsByTag } from './hits-by-tag.js';
import type { TagTable } from './tag-table.js';

/** How far a denial reaches, in folded characters of the same clause. */
const NEGATION_REACH = 14;
/** How far back a denial that comes after reaches: 家教勿扰. */
const NEGATION_REACH_BACK = 4;
const LONGEST_DENIAL = 12;
const NO_DENIALS: readonly Found[] = [];

/** Adds the hits of one field to `hits`, in order of position. */
export function collectHits(
  field: FoldedText,
  lexicon: CompiledLexicon,
  extra: {
    readonly shapes: readonly ShapeHit[];
    readonly contacts: readonly ContactHit[];
    /** Where the field begins in the posting's order. */
    readonly offset: number;
  },
  hits: HitsByTag,
): void {
  const kins = kinsOf(lexicon);
  const place: Place = { field, offset: extra.offset };
  const terms = withoutPageChrome(matchLexicon(place, lexicon, kins), field);
  const shapes = extra.shapes.map(({ tag, start, end }) =>
    foundOf(place, kins.of(tag), tag, tightAt(field, start), tightAt(field, end)),
  );
  const contacts = extra.contacts.map(({ kind, value, start, end }) =>
    foundOf(place, kins.of(`contact.${kind}`), value, tightAt(field, start), tightAt(field, end)),
  );
  const all = merged(sorted(terms), merged(sorted(shapes), sorted(contacts)));
  numberClauses(all, field.gap);
  const denials = all.some(({ kin }) => kin.isDenial)
    ? all.filter(({ kin }) => kin.isDenial)
    : NO_DENIALS;
  for (const found of all) {
    if (found.end <= found.start) continue;
    if (denials.length > 0 && !found.kin.isDenial) found.isNegated = isDenied(found, denials);
    const { tags } = found.kin;
    for (let place = 0; place < tags.length; place += 1) hits.add(tags[place] ?? 0, found);
  }
}

/** By start, then end. What is found in one walk is nearly in order already; equals keep theirs. */
function sorted(found: Found[]): readonly Found[] {
  for (let from = 1; from < found.length; from += 1) {
    const moved = found[from];
    let place = from;
    for (; place > 0 && moved !== undefined; place -= 1) {
      const before = found[place - 1];
      if (before === undefined || compare(before, moved) <= 0) break;
      found[place] = before;
    }
    if (moved !== undefined) found[place] = moved;
  }
  return found;
}

/** Two sorted lists as one; among equals those of the first come first. */
function merged(first: readonly Found[], second: readonly Found[]): readonly Found[] {
  if (second.length === 0) return first;
  if (first.length === 0) return second;
  const all: Found[] = [];
  let next = 0;
  for (const other of second) {
    for (let one = first[next]; one !== undefined; one = first[next]) {
      if (compare(one, other) > 0) break;
      all.push(one);
      next += 1;
    }
    all.push(other);
  }
  for (; next < first.length; next += 1) {
    const one = first[next];
    if (one !== undefined) all.push(one);
  }
  return all;
}

function compare(one: Found, other: Found): number {
  return one.start - other.start || one.end - other.end;
}

/** In one walk over the gaps between characters. */
function numberClauses(all: readonly Found[], gaps: Uint8Array): void {
  let at = 0;
  let clause = 0;
  let sentence = 0;
  for (const found of all) {
    for (const last = Math.min(found.start, gaps.length - 1); at <= last; at += 1) {
      const gap = gaps[at] ?? 0;
      if (gap < GAP.comma) continue;
      clause += 1;
      if (gap === GAP.stop) sentence += 1;
    }
    found.clause = clause;
    found.sentence = sentence;
  }
}

/** Words of menus and footers around a posting are not the posting's. */
function withoutPageChrome(found: Found[], field: FoldedText): Found[] {
  const menuWords = found.filter(({ kin }) => kin.isMenu);
  if (menuWords.length === 0) return found;
  const isChrome = findPageChrome(field, menuWords);
  if (isChrome === undefined) return found;
  return found.filter((hit) => isChrome[hit.start] === 0 || isChrome[hit.end - 1] === 0);
}

/** A hit while it is worked on. */
interface Found extends Hit {
  readonly kin: Kin;
  clause: number;
  sentence: number;
  isNegated: boolean;
}

/** What is asked of every hit of a tag, worked out once. */
interface Kin {
  /** The numbers of the tag and of all above it. */
  readonly tags: readonly number[];
  readonly isDenial: boolean;
  readonly deniesBack: boolean;
  readonly isMenu: boolean;
}

interface Kins {
  readonly of: (tag: string) => Kin;
  /** For each term of the lexicon. */
  readonly ofTerms: readonly Kin[];
  /** For each term that only hides others, the number of the tag it hides. */
  readonly hides: readonly (number | undefined)[];
}

/** Kept as long as the lexicon is. */
const KINS = new WeakMap<CompiledLexicon, Kins>();

function kinsOf(lexicon: CompiledLexicon): Kins {
  let kins = KINS.get(lexicon);
  if (kins === undefined) {
    kins = buildKins(lexicon);
    KINS.set(lexicon, kins);
  }
  return kins;
}

function buildKins({ tags, terms }: CompiledLexicon): Kins {
  const known = new Map<string, Kin>();
  const of = (tag: string): Kin => {
    let kin = known.get(tag);
    if (kin === undefined) known.set(tag, (kin = knowKin(tag, tags)));
    return kin;
  };
  return {
    of,
    ofTerms: terms.map((term) => of(term.tags.at(-1) ?? '')),
    hides: terms.map(({ hides }) => (hides === undefined ? undefined : tags.numberOf(hides))),
  };
}

function knowKin(tag: string, tags: TagTable): Kin {
  const lineage = tags.lineageOf(tag);
  const isBelow = (one: string): boolean => lineage.includes(tags.numberOf(one));
  return {
    tags: lineage,
    isDenial: isBelow('deny'),
    deniesBack: isBelow('deny.after'),
    isMenu: isBelow('nav'),
  };
}

interface Place {
  readonly field: FoldedText;
  readonly offset: number;
}

function foundOf(
  { field, offset }: Place,
  kin: Kin,
  term: string,
  start: number,
  end: number,
): Found {
  return {
    field,
    start,
    end,
    clause: 0,
    sentence: 0,
    isNegated: false,
    order: offset + start,
    term,
    kin,
  };
}

interface Mask {
  readonly start: number;
  readonly end: number;
  /** The number of a tag. */
  readonly hides: number;
}

function matchLexicon(place: Place, lexicon: CompiledLexicon, kins: Kins): Found[] {
  const found: Found[] = [];
  const masks: Mask[] = [];
  lexicon.match(place.field, (start, end, entry) => {
    const term = lexicon.terms[entry];
    const kin = kins.ofTerms[entry];
    if (term === undefined || kin === undefined) return;
    const hides = kins.hides[entry];
    if (hides !== undefined) masks.push({ start, end, hides });
    else found.push(foundOf(place, kin, term.term, start, end));
  });
  if (masks.length === 0) return found;
  return found.filter((hit) => !isMasked(hit, masks));
}

/** Masks come in order of their start; only those near the hit are looked at. */
function isMasked(hit: Found, masks: readonly Mask[]): boolean {
  let low = 0;
  let high = masks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((masks[middle]?.start ?? 0) <= hit.start) low = middle + 1;
    else high = middle;
  }
  for (let place = low - 1; place >= 0 && place >= low - 8; place -= 1) {
    const mask = masks[place];
    if (mask === undefined || mask.start > hit.start || mask.end < hit.end) continue;
    if (hit.kin.tags.includes(mask.hides)) return true;
  }
  return false;
}

/** Denials come in order of their start; only those within reach of the hit are looked at. */
function isDenied(found: Found, denials: readonly Found[]): boolean {
  const reachFrom = found.start - NEGATION_REACH - LONGEST_DENIAL;
  for (let place = firstFrom(denials, reachFrom); place < denials.length; place += 1) {
    const denial = denials[place];
    if (denial === undefined || denial.start > found.end + NEGATION_REACH_BACK) return false;
    if (denial.clause !== found.clause) continue;
    // 不辅导 denies the 辅导 in it.
    if (denial.start <= found.start && denial.end >= found.end) return true;
    const isAfter = denial.kin.deniesBack;
    const distance = isAfter ? denial.start - found.end : found.start - denial.end;
    const reach = isAfter ? NEGATION_REACH_BACK : NEGATION_REACH;
    if (distance >= 0 && distance <= reach) return true;
  }
  return false;
}

function firstFrom(sorted: readonly Found[], start: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Loose offset → the first tight character at or after it. */
function tightAt(field: FoldedText, loose: number): number {
  let low = 0;
  let high = field.tightAt.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((field.tightAt[middle] ?? 0) < loose) low = middle + 1;
    else high = middle;
  }
  return low;
}
