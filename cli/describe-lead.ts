/** One lead in full, for a terminal. */
import type { LeadDetail, LeadPosting } from '../db/leads/find-lead.js';
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
    ...posting.contacts.map((contact) => `   ${contact.kind} ${contact.masked}`),
    `   归入原因：${posting.reason}`,
    '',
  ];
}

function nameOf(code: string): string {
  return `${code} ${findCode(code)?.nameZh ?? ''}`.trim();
}
