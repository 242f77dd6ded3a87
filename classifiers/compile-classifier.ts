/**
 * posting → findings. Folds the text, finds terms, shapes and contacts, lets the rules combine them,
 * weighs exclusions against the evidence, and decides. Pure: the rule files come in as texts.
 */
import {
  PeriodSchema,
  type Classification,
  type Finding,
  type Period,
  type PostingInput,
  type Span,
  type SpanField,
} from '../domain/finding.js';
import { findCode } from '../domain/taxonomy/taxonomy.js';
import { collectFacets } from './facets/collect-facets.js';
import { originalSpan, type FoldedText } from './normalise/fold-text.js';
import type { Model } from './model/model-file.js';
import { createPredictor, type Prediction } from './model/predict.js';
import {
  compileReader,
  FLAG_FROM,
  type PostingReader,
  type Reading,
  type ScoredMatch,
} from './read-posting.js';
import type { Hit } from './rules/hits-by-tag.js';
import { compilePrimary, type PrimaryPicker } from './rules/pick-primary.js';
import { readRuleFiles, type RuleText } from './rules/read-rule-files.js';
import { hashRules, readRuleCache } from './rules/rule-cache.js';
import { readTeachingTimes, type TeachingTime } from './schedule/read-teaching-times.js';
import { judgeSubject } from './subject/judge-subject.js';

export interface Classifier {
  /** `rules` changes with every change of the rule files; `model` is null until one is trained. */
  readonly version: { readonly rules: string; readonly model: string | null };
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
      reading.matches.filter(({ rule }) => rule.code !== OVERLAY),
      names,
    );
    const decision =
      predict === undefined
        ? decideByRules(reading, findings, pickPrimary)
        : decideWithModel(reading, findings, predict(reading), pickPrimary);
    const times = decision.flag ? timesOff(reading, input, decision.primary) : [];
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
  return { version, read, classify };
}

/** Lies over the other codes: found beside a flagged text only, by its teaching times. */
const OVERLAY = 'TIM-01';
const OVERLAY_RULE = 'taught-on-days-off';
const OVERLAY_SCORE = 0.7;
/** Rooms to let and complaints name times, but nothing is offered to be taught then. */
const NOT_TEACHING = /^(?:INF-03|RSK-)/;

function timesOff(reading: Reading, input: PostingInput, primary: string | null): TeachingTime[] {
  if (primary !== null && NOT_TEACHING.test(primary)) return [];
  return readTeachingTimes(reading, input).filter(({ isDayOff }) => isDayOff);
}

function findingOfTimes(times: readonly TeachingTime[]): Finding {
  const spans = uniqueSpans(times.map(({ span }) => span)).slice(0, MAX_TIMES);
  return { code: OVERLAY, score: OVERLAY_SCORE, rule: OVERLAY_RULE, spans };
}

const MAX_TIMES = 8;

function periodsOf(times: readonly TeachingTime[]): Period[] {
  return PeriodSchema.options.filter((one) => times.some(({ period }) => period === one));
}

type Decision = Pick<Classification, 'flag' | 'score' | 'primary' | 'findings' | 'exclusion'>;

function decideByRules(
  { score, exclusion, kind }: Reading,
  findings: readonly Finding[],
  pickPrimary: PrimaryPicker,
): Decision {
  const flag = score >= FLAG_FROM;
  return {
    flag,
    score,
    primary: flag ? pickPrimary(findings, kind) : null,
    findings: [...findings],
    exclusion: exclusion === undefined ? null : { code: exclusion.code, reason: exclusion.reason },
  };
}

/**
 * The model has the last word, having weighed what the rules said: it may overrule a rule, and flag what no rule
 * knows. What it flags is named by the rules where they name it, and shown by the pieces that weighed most.
 */
function decideWithModel(
  reading: Reading,
  findings: readonly Finding[],
  prediction: Prediction,
  pickPrimary: PrimaryPicker,
): Decision {
  const score = Math.round(prediction.probability * 1000) / 1000;
  if (score < FLAG_FROM) {
    const { exclusion } = decideByRules(reading, findings, pickPrimary);
    return {
      flag: false,
      score,
      primary: null,
      findings: [...findings],
      exclusion: exclusion ?? likelyExclusion(prediction),
    };
  }
  const isFound = new Set(findings.map((finding) => finding.code));
  const { code, share } = prediction.likeliest('code', (one) =>
    one === OVERLAY ? 0 : isFound.has(one) ? FOUND_FAVOUR : 1,
  );
  const isNamed = isFound.has(code);
  const added = {
    code,
    score: Math.round(score * share * 1000) / 1000,
    rule: 'model',
    spans: isNamed ? [] : prediction.spans(),
  };
  const all = isNamed ? [...findings] : [...findings, added];
  return { flag: true, score, primary: code, findings: all, exclusion: null };
}

/** How much likelier a code is that a rule has found: few examples a code teach less than a rule knows. */
const FOUND_FAVOUR = 2.5;

/** An exclusion that the model only guesses is not named. */
const SURE_EXCLUSION = 0.5;

function likelyExclusion(prediction: Prediction): Classification['exclusion'] {
  const { code, share } = prediction.likeliest('exclusion');
  return share < SURE_EXCLUSION
    ? null
    : { code, reason: `统计模型判断：更像“${findCode(code)?.nameZh ?? code}”` };
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

function uniqueSpans(spans: readonly Span[]): Span[] {
  const seen = new Map(spans.map((span) => [`${span.field}:${span.start}:${span.end}`, span]));
  return [...seen.values()].sort((a, b) => a.start - b.start);
}
