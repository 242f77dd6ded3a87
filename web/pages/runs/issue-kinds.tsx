import type { RunDetail } from '../../api/shapes.js';
import { useTexts } from '../../i18n/language.js';

/** Issues by kind, how often, and what to do about each. */
export function IssueKinds({ kinds }: { readonly kinds: RunDetail['issueKinds'] }) {
  const texts = useTexts();
  return (
    <ul className="issue-kinds">
      {kinds.map(({ kind, count }) => (
        <li key={kind}>
          <b>{texts.sources.issue[kind]}</b>{' '}
          <span className="quiet">{texts.patrols.run.times(count)}</span>
          <div>{texts.patrols.advice[kind]}</div>
        </li>
      ))}
    </ul>
  );
}
