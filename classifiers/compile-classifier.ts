/**
 * posting → findings. Folds the text, finds terms, shapes and contacts, lets the rules combine them,
 * weighs exclusions against the evidence, and decides. Pure: the rule files come in as texts.
 */
import { createHash } from 'node:crypto';
import {
  SpanFieldSchema,
  type Classification,
  type Contact,
  type Finding,
  type PostingInput,
  type Span,
  type SpanField,
} from '../domain/finding.js';
import { findContacts, toContact } from './contacts/find-contacts.js';
import { findQrContacts } from './contacts/find-qr-contacts.js';
import { weighExclusions, weighTags } from './exclusions/weigh-exclusions.js';
import { collectFacets } from './facets/collect-facets.js';
import { findShapes } from './facets/find-shapes.js';
import { compileLexicon } from './lexicon/compile-lexicon.js';
import { foldText, originalSpan, type FoldedText } from './normalise/fold-text.js';
import { applyRules, type Hit, type RuleMatch } from './rules/apply-rules.js';
import { collectHits } from './rules/collect-hits.js';
import { compilePrimary } from './rules/pick-primary.js';
import { readRuleFiles, type RuleBook, type RuleText } from './rules/read-rule-files.js';

export interface Classifier {
  /** `rules` changes with every change of the rule files; `model` is null until one is trained. */
  readonly version: { readonly rules: string; readonly model: string | null };
  readonly classify: (input: PostingInput) => Classification;
}

const FLAG_FROM = 0.5;
/** The most that words alone can weigh in a text that offers nothing. */
const THIN_SCORE = 0.45;
/** What is left of a rule's score when all of it was read off a picture, which is wrong in places. */
const READ_SHARE = 0.95;
/** What is left of a score when an exclusion wins. */
const EXCLUDED_SHARE = 0.3;

/**
 * Compiles the YAML rule files (terms, rules, exclusions, weights).
 * @param files every rule file; `name` is what errors call it
 * @throws {InvalidInput} naming file, line and rule
 */
export function compileClassifier(files: readonly RuleText[]): Classifier {
  const book = readRuleFiles(files);
  const lexicon = compileLexicon(book);
  const pickPrimary = compilePrimary(book.primary);
  const version = { rules: hashRules(files), model: null };

  const classify = (input: PostingInput): Classification => {
    const hits = new Map<string, Hit[]>();
    const contacts: Contact[] = [];
    const names = new Map<FoldedText, SpanField>();
    let length = 0;
    for (const name of SpanFieldSchema.options) {
      const original = input[name];
      if (original === undefined || original === '') continue;
      const field = foldText(original, lexicon.table);
      names.set(field, name);
      const reached = findContacts(field);
      collectHits(
        field,
        lexicon,
        { shapes: findShapes(field), contacts: reached, offset: length },
        hits,
      );
      for (const contact of reached) contacts.push(toContact(contact, field, name));
      if (name === 'image') addQrContacts(contacts, original);
      length += field.tight.length + 1;
    }
    const matches = applyRules(book.rules, hits, { length, kind: input.kind });
    const evidence = weighTags(book.evidence, hits, 'affirmed');
    const exclusion = weighExclusions(book.exclusions, hits, { evidence, kind: input.kind });
    const findings = toFindings(matches, names);
    const combined = combine(findings);
    const isThin = evidence < evidenceNeeded(book.enough, length);
    const believed = isThin ? Math.min(combined, THIN_SCORE) : combined;
    const score = exclusion === undefined ? believed : believed * EXCLUDED_SHARE;
    const flag = exclusion === undefined && score >= FLAG_FROM;
    return {
      id: input.id,
      flag,
      score,
      primary: flag ? pickPrimary(findings, input.kind) : null,
      findings,
      exclusion:
        exclusion === undefined ? null : { code: exclusion.code, reason: exclusion.reason },
      facets: collectFacets(hits),
      contacts,
      version,
    };
  };
  return { version, classify };
}

function toFindings(
  matches: readonly RuleMatch[],
  names: ReadonlyMap<FoldedText, SpanField>,
): Finding[] {
  return matches
    .map(({ rule, matches: places }) => {
      const spans = uniqueSpans(places.flat().map((hit) => toSpan(hit, names)));
      const isRead = spans.length > 0 && spans.every(({ field }) => field === 'image');
      const score = isRead ? Math.round(rule.score * READ_SHARE * 1000) / 1000 : rule.score;
      return { code: rule.code, score, rule: rule.id, spans };
    })
    .sort((a, b) => b.score - a.score);
}

function toSpan(hit: Hit, names: ReadonlyMap<FoldedText, SpanField>): Span {
  const { field } = hit;
  return { field: names.get(field) ?? 'text', ...originalSpan(field, hit.start, hit.end) };
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

function uniqueSpans(spans: readonly Span[]): Span[] {
  const seen = new Map(spans.map((span) => [`${span.field}:${span.start}:${span.end}`, span]));
  return [...seen.values()].sort((a, b) => a.start - b.start);
}

function evidenceNeeded(enough: RuleBook['enough'], length: number): number {
  const steps = enough.filter((step) => length >= step.length);
  return Math.max(0, ...steps.map((step) => step.evidence));
}

/** Independent reasons add up: one minus the chance that all of them are wrong. One reason a code. */
function combine(findings: readonly Finding[]): number {
  const best = new Map<string, number>();
  for (const { code, score } of findings) best.set(code, Math.max(best.get(code) ?? 0, score));
  let wrong = 1;
  for (const score of best.values()) wrong *= 1 - score;
  return Math.min(0.99, Math.round((1 - wrong) * 1000) / 1000);
}

function hashRules(files: readonly RuleText[]): string {
  const hash = createHash('sha256');
  for (const file of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    hash.update(`${file.name}\0${file.text}\0`);
  }
  return hash.digest('hex').slice(0, 12);
}
