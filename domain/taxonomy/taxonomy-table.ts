/** The taxonomy as a Markdown page, so that `docs/taxonomy.md` is never out of date (a test compares them). */
import { SEED_DOCUMENTS } from './seed-documents.js';
import {
  behaviourCodes,
  exclusionCodes,
  extensionCodes,
  riskCodes,
  TAXONOMY_VERSION,
} from './taxonomy.js';
import type { LegalBasis, TaxonomyCode } from './taxonomy-code.js';

/** The whole page, ending in a newline. */
export function taxonomyTable(): string {
  return [
    '# Taxonomy',
    '',
    `Version ${TAXONOMY_VERSION}. Generated from \`domain/taxonomy/\`; do not edit. After a change there: \`npx vitest run test/unit/domain/taxonomy-table.test.ts -u\`.`,
    '',
    'Confidence of a basis: A wording read (April 2025), B quoted by a third party, S named by a founding document, C from memory. “?” = day not known for certain: check before going live.',
    '',
    ...section('Behaviours 违规行为', behaviourCodes),
    ...section('Risks 风险苗头', riskCodes),
    ...section('Exclusions 排除', exclusionCodes),
    ...section('Extensions 扩展（默认关闭）', extensionCodes),
    '## Founding documents',
    '',
    ...SEED_DOCUMENTS.map(
      ({ id, title, number }) => `- ${id}: ${title}${number === null ? '' : `（${number}）`}`,
    ),
    '',
  ].join('\n');
}

function section(title: string, codes: readonly TaxonomyCode[]): readonly string[] {
  return [
    `## ${title} (${codes.length})`,
    '',
    '| code | name | English | definition | clauses | bases |',
    '|---|---|---|---|---|---|',
    ...codes.map((code) =>
      [
        '',
        code.id,
        code.nameZh,
        code.nameEn,
        code.definition,
        code.clauses.join(', '),
        code.legalBases.map(basisText).join('<br>'),
        '',
      ]
        .join(' | ')
        .trim(),
    ),
    '',
  ];
}

function basisText(basis: LegalBasis): string {
  const until = basis.effectiveTo === null ? '' : ` – ${basis.effectiveTo}`;
  return `《${basis.law}》${basis.article} [${basis.confidence}, ${basis.effectiveFrom ?? '?'}${until}]`;
}
