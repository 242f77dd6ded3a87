/** Where a reviewer decides. Every action has a key; a note is kept while it is typed. */
import { Alert, Button, Input, Select } from 'antd';
import type { LeadDetail } from '../../api/shapes.js';
import { behaviourCodes, exclusionCodes, riskCodes } from '../../../domain/taxonomy/taxonomy.js';
import { beijingTime } from '../../format/time.js';
import { useTexts } from '../../i18n/language.js';
import { KeyHint } from '../../layout/key-hint.js';
import type { Change } from './changes.js';
import { useCodeName } from './lead-labels.js';
import { isOpen } from './queue-filter.js';
import type { Deciding } from './use-deciding.js';

export function DecisionBar({
  lead,
  deciding,
}: {
  readonly lead: LeadDetail;
  readonly deciding: Deciding;
}) {
  const texts = useTexts();
  return (
    <section className="decision-bar" aria-label={texts.decision.region}>
      {deciding.problem !== null && (
        <Alert type="error" showIcon title={deciding.problem} description={texts.decision.saved} />
      )}
      {deciding.conflict !== null && <Conflict changes={deciding.conflict} />}
      {isOpen(lead.state) ? (
        <OpenLeadBar lead={lead} deciding={deciding} />
      ) : (
        <ClosedLeadBar lead={lead} deciding={deciding} />
      )}
    </section>
  );
}

function OpenLeadBar({
  lead,
  deciding,
}: {
  readonly lead: LeadDetail;
  readonly deciding: Deciding;
}) {
  const texts = useTexts();
  const nameOf = useCodeName();
  const label = (id: string) => `${id} ${nameOf(id)}`;
  const others = [...behaviourCodes, ...riskCodes].filter(({ id }) => !lead.codes.includes(id));
  return (
    <>
      {deciding.isDismissing && <Reasons lead={lead} deciding={deciding} />}
      <div className="decision-row">
        <Select
          className="decision-code"
          aria-label={texts.decision.code}
          value={deciding.code}
          onChange={deciding.setCode}
          popupMatchSelectWidth={360}
          placement="topLeft"
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            {
              label: texts.decision.leadCodes,
              options: lead.codes.map((id) => ({ value: id, label: label(id) })),
            },
            {
              label: texts.decision.otherCodes,
              options: others.map(({ id }) => ({ value: id, label: label(id) })),
            },
          ]}
        />
        <Input.TextArea
          className="decision-note"
          aria-label={texts.decision.noteLabel}
          placeholder={texts.decision.note}
          rows={1}
          maxLength={10_000}
          value={deciding.note}
          onChange={(event) => deciding.setNote(event.target.value)}
        />
        <Button type="primary" loading={deciding.isBusy} onClick={deciding.confirm}>
          {texts.decision.confirm} <KeyHint keys="Y" />
        </Button>
        <Button
          disabled={deciding.isBusy}
          aria-expanded={deciding.isDismissing}
          onClick={() => deciding.setIsDismissing(!deciding.isDismissing)}
        >
          {texts.decision.dismiss} <KeyHint keys="N" />
        </Button>
      </div>
    </>
  );
}

function Reasons({ lead, deciding }: { readonly lead: LeadDetail; readonly deciding: Deciding }) {
  const texts = useTexts();
  const nameOf = useCodeName();
  const suggested = new Set(lead.postings.map(({ exclusion }) => exclusion?.code));
  return (
    <div className="reasons" role="group" aria-label={texts.decision.reason}>
      <div className="reasons-head">
        <span>{texts.decision.reason}</span>
        <Button type="text" size="small" onClick={() => deciding.setIsDismissing(false)}>
          {texts.decision.cancel} <KeyHint keys="Esc" />
        </Button>
      </div>
      <div className="reasons-grid">
        {exclusionCodes.map(({ id }, index) => (
          <button
            key={id}
            type="button"
            className="reason"
            disabled={deciding.isBusy}
            onClick={() => deciding.dismiss(id)}
          >
            <KeyHint keys={String((index + 1) % 10)} />
            <b>{id}</b> <span className="reason-name">{nameOf(id)}</span>
            {suggested.has(id) && <span className="suggested">{texts.decision.suggested}</span>}
          </button>
        ))}
      </div>
    </div>
  );
}

function ClosedLeadBar({
  lead,
  deciding,
}: {
  readonly lead: LeadDetail;
  readonly deciding: Deciding;
}) {
  const texts = useTexts();
  return (
    <div className="decision-row">
      <span className="decision-closed">{texts.decision.closedAs(texts.state[lead.state])}</span>
      <Input.TextArea
        id="reopen-reason"
        className="decision-note"
        aria-label={texts.decision.reopenReason}
        placeholder={texts.decision.reopenReason}
        status={deciding.needsReason ? 'error' : ''}
        rows={1}
        maxLength={10_000}
        value={deciding.note}
        onChange={(event) => deciding.setNote(event.target.value)}
      />
      <Button loading={deciding.isBusy} onClick={deciding.reopen}>
        {texts.decision.reopen} <KeyHint keys="O" />
      </Button>
    </div>
  );
}

function Conflict({ changes }: { readonly changes: readonly Change[] }) {
  const texts = useTexts();
  const sentence = useChangeSentence();
  return (
    <Alert
      type="warning"
      showIcon
      title={texts.decision.conflict}
      description={
        <>
          {texts.decision.conflictHint}
          <ul className="changes">
            {changes.map((change, index) => (
              <li key={index}>{sentence(change)}</li>
            ))}
          </ul>
        </>
      }
    />
  );
}

function useChangeSentence(): (change: Change) => string {
  const texts = useTexts();
  const nameOf = useCodeName();
  const words = texts.decision.change;
  const states: Readonly<Record<string, string>> = texts.state;
  return (change) => {
    switch (change.kind) {
      case 'decision': {
        const { userName, decidedAt, action, code, reason, note } = change.decision;
        const named = code ?? reason;
        const what = [
          texts.lead.decided[action],
          ...(named === null ? [] : [`${named} ${nameOf(named)}`]),
          ...(note === '' ? [] : [`“${note}”`]),
        ].join(' · ');
        return words.decision(userName, beijingTime(decidedAt), what);
      }
      case 'state':
        return words.state(states[change.from] ?? change.from, states[change.to] ?? change.to);
      case 'code':
        return words.code(change.from, change.to);
      case 'postings':
        return words.postings(change.from, change.to);
      case 'priority':
        return words.priority(change.from, change.to);
      case 'other':
        return words.other;
    }
  };
}
