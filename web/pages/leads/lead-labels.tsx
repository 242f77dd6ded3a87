/** Small signs of a lead: how urgent, in which state, which code. */
import { Popover, Tag } from 'antd';
import { findCode, legalBasesAt } from '../../../domain/taxonomy/taxonomy.js';
import { SEED_DOCUMENTS } from '../../../domain/taxonomy/seed-documents.js';
import type { LeadRow, LeadState } from '../../api/shapes.js';
import { beijingDay } from '../../format/time.js';
import { useLanguage, useTexts } from '../../i18n/language.js';

const LEVEL_COLORS = { high: 'red', medium: 'orange', low: 'default' } as const;
const STATE_COLORS: Readonly<Record<LeadState, string>> = {
  new: 'blue',
  pending: 'blue',
  in_review: 'geekblue',
  confirmed: 'volcano',
  needs_info: 'gold',
  snoozed: 'default',
  dismissed: 'default',
  merged: 'default',
};

export function LevelTag({ priority }: { readonly priority: LeadRow['priority'] }) {
  const texts = useTexts();
  return (
    <Tag color={LEVEL_COLORS[priority.level]} variant="filled" className="tag level-tag">
      {texts.level[priority.level]} {Math.round(priority.total)}
    </Tag>
  );
}

export function StateTag({ state }: { readonly state: LeadState }) {
  const texts = useTexts();
  return (
    <Tag color={STATE_COLORS[state]} variant="outlined" className="tag">
      {texts.state[state]}
    </Tag>
  );
}

/** The name of a code in the language of the UI; the id when the taxonomy does not know it. */
export function useCodeName(): (id: string) => string {
  const { language } = useLanguage();
  return (id) => {
    const code = findCode(id);
    if (code === undefined) return id;
    return language === 'zh' ? code.nameZh : code.nameEn;
  };
}

/** A code with its name; definition, clauses and legal bases open on hover or focus. */
export function CodeTag({
  id,
  hue,
  isPrimary = false,
}: {
  readonly id: string;
  /** The colour of its highlights, 0 … 7. */
  readonly hue: number;
  readonly isPrimary?: boolean;
}) {
  const texts = useTexts();
  const nameOf = useCodeName();
  return (
    <Popover
      trigger={['hover', 'focus']}
      placement="bottomLeft"
      title={`${id} ${nameOf(id)}`}
      content={<CodeExplanation id={id} />}
    >
      <button type="button" className={`code-tag hue-${hue}`}>
        <span className="swatch" aria-hidden="true" />
        <b>{id}</b> {nameOf(id)}
        {isPrimary && <span className="code-tag-primary">{texts.lead.primary}</span>}
      </button>
    </Popover>
  );
}

function CodeExplanation({ id }: { readonly id: string }) {
  const texts = useTexts();
  const code = findCode(id);
  if (code === undefined) return <p>{texts.lead.noBasis}</p>;
  const bases = legalBasesAt(id, beijingDay(new Date().toISOString()));
  return (
    <div className="code-explanation">
      <p>{code.definition}</p>
      {code.clauses.length > 0 && (
        <p className="quiet">
          {texts.lead.clause}: {code.clauses.map(clauseText).join(texts.listSeparator)}
        </p>
      )}
      <h4>{texts.lead.bases}</h4>
      {bases.length === 0 && <p>{texts.lead.noBasis}</p>}
      <ul>
        {bases.map((basis) => (
          <li key={`${basis.law}${basis.article}`} title={basis.note}>
            《{basis.law}》{basis.article}{' '}
            <span className="quiet">[{texts.lead.confidence[basis.confidence]}]</span>
          </li>
        ))}
      </ul>
      {bases.length > 0 && <p className="quiet">{texts.lead.basesAt}</p>}
    </div>
  );
}

/** `S4:L51` → the document and the line. */
function clauseText(clause: string): string {
  const [document = '', line = ''] = clause.split(':');
  const title = SEED_DOCUMENTS.find(({ id }) => id === document)?.title ?? document;
  return `《${title}》${line}`;
}

/** Codes of a lead get the colours in their order, so that its tags and highlights agree. */
export function hueOf(codes: readonly string[], code: string): number {
  const index = codes.indexOf(code);
  return (index < 0 ? codes.length : index) % 8;
}
