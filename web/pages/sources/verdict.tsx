import { Tag } from 'antd';
import { describeHealthReason, HEALTH_VERDICT_NAMES } from '../../../domain/state-names.js';
import type { SourceView } from '../../api/shapes.js';
import { useLanguage } from '../../i18n/language.js';

const COLORS = {
  healthy: 'success',
  degraded: 'warning',
  blocked: 'error',
  silent: 'error',
} as const;

/** What the last runs say of a source, and why. */
export function Verdict({
  source: { verdict, reasons },
  areReasonsShown = false,
}: {
  readonly source: Pick<SourceView, 'verdict' | 'reasons'>;
  readonly areReasonsShown?: boolean;
}) {
  const { language, texts } = useLanguage();
  // Nothing has run yet: that is no fault, and is said where the last run would be.
  if (reasons.some(({ kind }) => kind === 'never-run')) return null;
  const why = reasons
    .map((reason) => describeHealthReason(reason)[language])
    .join(texts.patrols.source.listSeparator);
  return (
    <>
      <Tag color={COLORS[verdict]} className="tag" title={why}>
        {HEALTH_VERDICT_NAMES[verdict][language]}
      </Tag>
      {areReasonsShown && why !== '' && <span className="quiet"> {why}</span>}
    </>
  );
}
