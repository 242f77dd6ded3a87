/** posting → reading: everything that is found in a posting before anything is decided. */
import {
  SpanFieldSchema,
  type Contact,
  type PostingInput,
  type SpanField,
} from '../domain/finding.js';
import { findContacts, toContact } from './contacts/find-contacts.js';
import { findQrContacts } from './contacts/find-qr-contacts.js';
import { weighExclusions, weighTags } from './exclusions/weigh-exclusions.js';
import { findShapes } from './facets/find-shapes.js';
import { compileLexicon } from './lexicon/compile-lexicon.js';
import { createFoldBuffers } from './normalise/fold-buffers.js';
import { foldText, type FoldedText } from './normalise/fold-text.js';
import { applyRules, type RuleMatch } from './rules/apply-rules.js';
import { collectHits } from './rules/collect-hits.js';
import { HitsByTag } from './rules/hits-by-tag.js';
import type { RuleBook } from './rules/read-rule-files.js';
import type { ExclusionRule } from './rules/rule-schema.js';

export interface ScoredMatch extends RuleMatch {
  /** The rule's score, a little less when all of it was read off a picture. */
  readonly score: number;
}

export interface Reading {
  readonly kind: string | undefined;
  /** The fields that say something, in the order of `SpanFieldSchema`. */
  readonly fields: readonly { readonly name: SpanField; readonly field: FoldedText }[];
  readonly hits: HitsByTag;
  readonly contacts: readonly Contact[];
  readonly matches: readonly ScoredMatch[];
  /** What speaks for an advertisement: 0 for nothing, about 2 for a plain offer. */
  readonly evidence: number;
  /** The exclusion that outweighs the evidence by most, if any does. */
  readonly exclusion: ExclusionRule | undefined;
  /** Folded characters of all fields. */
  readonly length: number;
  /** What the rules alone make of it, 0 … 0.99: an exclusion has already taken its share. */
  readonly score: number;
}

/** From this score on a posting is flagged. An excluded one cannot reach it by rules alone. */
export const FLAG_FROM = 0.5;
/** The most that words alone can weigh in a text that offers nothing. */
const THIN_SCORE = 0.45;
/** What is left of a rule's score when all of it was read off a picture, which is wrong in places. */
const READ_SHARE = 0.95;
/** What is left of a score when an exclusion wins. */
const EXCLUDED_SHARE = 0.3;

export type PostingReader = (input: PostingInput) => Reading;

/**
 * Prepares lexicon and rules once; the reader is linear in the posting's length. A reading holds until the next one:
 * its hits and folded texts lie where the next posting's will, which keeps them in the processor's cache.
 */
export function compileReader(book: RuleBook): PostingReader {
  const lexicon = compileLexicon(book);
  const hits = new HitsByTag(lexicon.tags);
  const buffers = new Map(SpanFieldSchema.options.map((name) => [name, createFoldBuffers('lent')]));
  return (input) => {
    hits.clear();
    const contacts: Contact[] = [];
    const fields: { readonly name: SpanField; readonly field: FoldedText }[] = [];
    let length = 0;
    for (const name of SpanFieldSchema.options) {
      const original = input[name];
      if (original === undefined || original === '') continue;
      const field = foldText(original, lexicon.table, buffers.get(name));
      fields.push({ name, field });
      const reached = findContacts(field);
      collectHits(
        field,
        lexicon,
        { shapes: findShapes(field), contacts: reached, offset: length },
        hits,
      );
      for (const contact of reached) contacts.push(toContact(contact, field, name));
      if (name === 'image') addQrContacts(contacts, original);
      length += field.tightUnits.length + 1;
    }
    const evidence = weighTags(book.evidence, hits, 'affirmed');
    const exclusion = weighExclusions(book.exclusions, hits, { evidence, kind: input.kind });
    const image = fields.find(({ name }) => name === 'image')?.field;
    const matches = applyRules(book.rules, hits, { length, kind: input.kind }).map((match) => ({
      ...match,
      score: scoreOf(match, image),
    }));
    const combined = combine(matches);
    const isThin = evidence < evidenceNeeded(book.enough, length);
    const believed = isThin ? Math.min(combined, THIN_SCORE) : combined;
    return {
      kind: input.kind,
      fields,
      hits,
      contacts,
      matches,
      evidence,
      exclusion,
      length,
      score: exclusion === undefined ? believed : believed * EXCLUDED_SHARE,
    };
  };
}

/** What a code says is exact; what was found in the same place as text was folded. */
function addQrContacts(contacts: Contact[], image: string): void {
  for (const contact of findQrContacts(image)) {
    const { start, end } = contact.span;
    const isInside = ({ span }: Contact): boolean =>
      span.field === 'image' && span.start >= start && span.end <= end;
    for (let place = contacts.length - 1; place >= 0; place -= 1) {
      const known = contacts[place];
      if (known !== undefined && isInside(known)) contacts.splice(place, 1);
    }
    contacts.push(contact);
  }
}

function evidenceNeeded(enough: RuleBook['enough'], length: number): number {
  const steps = enough.filter((step) => length >= step.length);
  return Math.max(0, ...steps.map((step) => step.evidence));
}

function scoreOf({ rule, matches }: RuleMatch, image: FoldedText | undefined): number {
  const isRead = matches.every((place) => place.every(({ field }) => field === image));
  return isRead ? Math.round(rule.score * READ_SHARE * 1000) / 1000 : rule.score;
}

/** Independent reasons add up: one minus the chance that all of them are wrong. One reason a code. */
function combine(matches: readonly ScoredMatch[]): number {
  const best = new Map<string, number>();
  for (const { rule, score } of matches) {
    best.set(rule.code, Math.max(best.get(rule.code) ?? 0, score));
  }
  let wrong = 1;
  for (const score of best.values()) wrong *= 1 - score;
  return Math.min(0.99, Math.round((1 - wrong) * 1000) / 1000);
}
