/** One lead in full, for a terminal. */
import type { LeadDetail, LeadPosting } from '../db/leads/find-lead.js';
import {
  ELEMENT_NAMES,
  SUBJECT_CLASS_NAMES,
  SUBJECT_DIMENSION_NAMES,
  SUBJECT_DOUBT_NAMES,
} from '../domain/facet-names.js';
import type { Span, SubjectTest } from '../domain/finding.js';
import { sumElements, type Elements } from '../domain/lead.js';
import { findCode } from '../domain/taxonomy/taxonomy.js';
import { beijingTime } from './beijing-time.js';

const CONTROL = /[\p{Cc}\p{Cf}]/gu;

export function describeLead(lead: LeadDetail): string {
  const lines = [
    `线索 ${lead.id}（${lead.state}，第 ${lead.version} 版）`,
    `疑似 ${lead.codes.map(nameOf).join('、')}；主码 ${nameOf(lead.primaryCode)}`,
    `优先级 ${Math.round(lead.priority.total)}：`,
    ...lead.priority.parts.map(
      (part) => `  ${part.points >= 0 ? '+' : ''}${part.points} ${part.reason}`,
    ),
    ...describeElements(lead.elements),
    '',
    ...lead.postings.flatMap(describePosting),
    ...lead.decisions.map(
      (decision) =>
        `${beijingTime(decision.decidedAt)} ${decision.userName} ${decision.action} ${decision.code ?? decision.reason ?? ''} ${decision.note}`,
    ),
  ];
  return lines.map((line) => line.replace(CONTROL, ' ')).join('\n');
}

function describePosting(posting: LeadPosting): string[] {
  return [
    `── ${posting.title}`,
    `   ${posting.url}`,
    `   ${posting.sourceName} · ${posting.publisher ?? '发布者不详'} · 首次发现 ${beijingTime(posting.firstSeenAt)}`,
    ...posting.body.split('\n').map((line) => `   │ ${line}`),
    ...posting.findings.map(
      (finding) =>
        `   ${nameOf(finding.code)} ${finding.score.toFixed(2)}（${finding.rule}）：${finding.spans.map((span) => `「${span.text}」`).join('')}`,
    ),
    ...describeSubject(posting.subject),
    ...posting.contacts.map((contact) => `   ${contact.kind} ${contact.masked}`),
    `   归入原因：${posting.reason}`,
    '',
  ];
}

const DIMENSIONS = ['purpose', 'content', 'method', 'assessment'] as const;

function describeSubject(subject: SubjectTest): string[] {
  const { needsExpert, doubts, against } = subject;
  const reasons = doubts.map((doubt) => SUBJECT_DOUBT_NAMES[doubt].zh).join('、');
  return [
    `   四维鉴别：${SUBJECT_CLASS_NAMES[subject.class].zh}${needsExpert ? `，需专家鉴别（${reasons}）` : ''}`,
    ...DIMENSIONS.map(
      (name) => `     ${SUBJECT_DIMENSION_NAMES[name].zh} ${quotesOf(subject[name].spans)}`,
    ),
    ...(against.length === 0 ? [] : [`     非学科迹象 ${quotesOf(against)}`]),
  ];
}

function quotesOf(spans: readonly Span[]): string {
  return spans.length === 0 ? '原文未见' : spans.map(({ text }) => `「${text}」`).join('');
}

function describeElements(elements: Elements): string[] {
  const { required, aggravating } = elements;
  if (required.length === 0) return [];
  const { present, all, missing, doubtful } = sumElements(elements);
  const named = (head: string, names: typeof missing): string =>
    names.length === 0
      ? ''
      : `，${head}：${names.map((name) => ELEMENT_NAMES[name].zh).join('、')}`;
  return [
    `要件：已具备 ${present}/${all}${named('缺', missing)}${named('待专家鉴别', doubtful)}`,
    ...required
      .filter(({ text }) => text !== null)
      .map(({ element, text }) => `  ${ELEMENT_NAMES[element].zh}：${text ?? ''}`),
    ...(aggravating.length === 0 ? [] : ['  从重情形：疑似在职教师参与']),
  ];
}

function nameOf(code: string): string {
  return `${code} ${findCode(code)?.nameZh ?? ''}`.trim();
}
