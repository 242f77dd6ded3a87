/** Brings terms, shapes and contacts of one field together as hits by tag. */
import type { ContactHit } from '../contacts/contact-hit.js';
import type { ShapeHit } from '../facets/find-shapes.js';
import type { CompiledLexicon } from '../lexicon/compile-lexicon.js';
import type { FoldedText } from '../normalise/fold-text.js';
import type { Hit } from './apply-rules.js';
import { findPageChrome } from './find-page-chrome.js';

/** A flood of one word adds nothing; this bounds what the rules look at. */
const MAX_HITS_PER_TAG = 200;
/** How far a denial reaches, in folded characters of the same clause. */
const NEGATION_REACH = 14;
/** How far back a denial that comes after reaches: 家教勿扰. */
const NEGATION_REACH_BACK = 4;
const LONGEST_DENIAL = 12;

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
  hits: Map<string, Hit[]>,
): void {
  const raw = withoutPageChrome(matchLexicon(field, lexicon), field);
  for (const { tag, start, end } of extra.shapes) {
    raw.push(foundOf(tag, tag, tightAt(field, start), tightAt(field, end)));
  }
  for (const { kind, value, start, end } of extra.contacts) {
    raw.push(foundOf(`contact.${kind}`, value, tightAt(field, start), tightAt(field, end)));
  }
  raw.sort((a, b) => a.start - b.start || a.end - b.end);
  const denials = raw.filter(({ kin }) => kin.isDenial);
  for (const found of raw) {
    const { start, end, term, kin } = found;
    if (end <= start) continue;
    const isNegated = denials.length > 0 && !kin.isDenial && isDenied(found, denials, field);
    const hit: Hit = { field, start, end, order: extra.offset + start, isNegated, term };
    for (const tag of kin.tags) {
      const list = hits.get(tag);
      if (list === undefined) hits.set(tag, [hit]);
      else if (list.length < MAX_HITS_PER_TAG) list.push(hit);
    }
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

interface Found {
  readonly kin: Kin;
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** What is asked of every hit of a tag, worked out once. */
interface Kin {
  /** The tag and all above it. */
  readonly tags: readonly string[];
  readonly isDenial: boolean;
  readonly deniesBack: boolean;
  readonly isMenu: boolean;
}

const KIN = new Map<string, Kin>();
const KIN_OF_TERMS = new WeakMap<CompiledLexicon, readonly Kin[]>();

/** Asked by tag, of which there are as many as the rules define. */
function kinOf(tag: string): Kin {
  let kin = KIN.get(tag);
  if (kin === undefined) {
    const tags = lineage(tag);
    kin = {
      tags,
      isDenial: tags.includes('deny'),
      deniesBack: tags.includes('deny.after'),
      isMenu: tags.includes('nav'),
    };
    KIN.set(tag, kin);
  }
  return kin;
}

function kinOfTerms(lexicon: CompiledLexicon): readonly Kin[] {
  let kin = KIN_OF_TERMS.get(lexicon);
  if (kin === undefined) {
    kin = lexicon.terms.map(({ tags }) => kinOf(tags.at(-1) ?? ''));
    KIN_OF_TERMS.set(lexicon, kin);
  }
  return kin;
}

function foundOf(tag: string, term: string, start: number, end: number): Found {
  return { kin: kinOf(tag), term, start, end };
}

interface Mask {
  readonly start: number;
  readonly end: number;
  readonly hides: string;
}

function matchLexicon(field: FoldedText, lexicon: CompiledLexicon): Found[] {
  const found: Found[] = [];
  const masks: Mask[] = [];
  const kinAt = kinOfTerms(lexicon);
  lexicon.match(field, (start, end, entry) => {
    const term = lexicon.terms[entry];
    const kin = kinAt[entry];
    if (term === undefined || kin === undefined) return;
    if (term.hides !== undefined) masks.push({ start, end, hides: term.hides });
    else found.push({ kin, term: term.term, start, end });
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
function isDenied(found: Found, denials: readonly Found[], field: FoldedText): boolean {
  const clause = field.clause[found.start];
  const reachFrom = found.start - NEGATION_REACH - LONGEST_DENIAL;
  for (let place = firstFrom(denials, reachFrom); place < denials.length; place += 1) {
    const denial = denials[place];
    if (denial === undefined || denial.start > found.end + NEGATION_REACH_BACK) return false;
    if (field.clause[denial.start] !== clause) continue;
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

/** `price.lesson` → `price`, `price.lesson`. */
export function lineage(tag: string): readonly string[] {
  const parts = tag.split('.');
  return parts.map((_, depth) => parts.slice(0, depth + 1).join('.'));
}
