/**
 * posting → findings. Folds the text, finds terms, shapes and contacts, lets the rules combine them,
 * weighs exclusions against the evidence, and decides. Pure: the rule files come in as texts.
 */
import type { Classification, Finding, PostingInput, Span, SpanField } from '../domain/finding.js';
import { decideByRules } from './decide-by-rules.js';
import { decideWithModel } from './decide-with-model.js';
import { collectFacets } from './facets/collect-facets.js';
import { originalSpan, type FoldedText } from './normalise/fold-text.js';
import type { Model } from './model/model-file.js';
import { createPredictor } from './model/predict.js';
import { compileReader, type PostingReader, type ScoredMatch } from './read-posting.js';
import type { Hit } from './rules/hits-by-tag.js';
import { compilePrimary } from './rules/pick-primary.js';
import { readRuleFiles, type RuleText } from './rules/read-rule-files.js';
import { hashRules, readRuleCache } from './rules/rule-cache.js';
import {
  findingOfTimes,
  findTimesOff,
  OVERLAY_CODE,
  periodsOf,
} from './schedule/find-times-off.js';
import { judgeSubject } from './subject/judge-subject.js';
import { uniqueSpans } from './unique-spans.js';

export interface Classifier {
  /** `rules` changes with every change of the rule files; `model` is null until one is trained. */
  readonly version: { readonly rules: string; readonly model: string | null };
  /** Of every rule in force. */
  readonly ruleIds: readonly string[];
  /** What `classify` decides from; the model is trained on it. */
  readonly read: PostingReader;
  readonly classify: (input: PostingInput) => Classification;
}

/**
 * Compiles the YAML rule files (terms, rules, exclusions, weights).
 * @param files every rule file; `name` is what errors call it
 * @param cache what `writeRuleCache` made; with other files it is not used
 * @throws {InvalidInput} naming file, line and rule
 */
export function compileClassifier(
  files: readonly RuleText[],
  model?: Model,
  cache?: string,
): Classifier {
  const known = cache === undefined ? undefined : readRuleCache(cache, files);
  const book = known ?? readRuleFiles(files);
  const read = compileReader(book);
  const pickPrimary = compilePrimary(book.primary);
  const version = { rules: hashRules(files).slice(0, 12), model: model?.version ?? null };
  const predict = model === undefined ? undefined : createPredictor(model);

  const classify = (input: PostingInput): Classification => {
    const reading = read(input);
    const names = new Map(reading.fields.map(({ name, field }) => [field, name]));
    const findings = toFindings(
      reading.matches.filter(({ rule }) => rule.code !== OVERLAY_CODE),
      names,
    );
    const decision =
      predict === undefined
        ? decideByRules(reading, findings, pickPrimary)
        : decideWithModel(reading, findings, predict(reading));
    const times = decision.flag ? findTimesOff(reading, input, decision.primary) : [];
    if (times.length > 0) decision.findings.push(findingOfTimes(times));
    return {
      id: input.id,
      ...decision,
      facets: collectFacets(reading.hits, periodsOf(times)),
      subject: judgeSubject(reading.hits, names),
      contacts: [...reading.contacts],
      version,
    };
  };
  return { version, ruleIds: book.rules.map(({ id }) => id), read, classify };
}

function toFindings(
  matches: readonly ScoredMatch[],
  names: ReadonlyMap<FoldedText, SpanField>,
): Finding[] {
  return matches
    .map(({ rule, score, matches: places }) => {
      const spans = uniqueSpans(places.flat().map((hit) => toSpan(hit, names)));
      return { code: rule.code, score, rule: rule.id, spans };
    })
    .sort((a, b) => b.score - a.score);
}

function toSpan(hit: Hit, names: ReadonlyMap<FoldedText, SpanField>): Span {
  const { field } = hit;
  return { field: names.get(field) ?? 'text', ...originalSpan(field, hit.start, hit.end) };
}
