import { App, Button } from 'antd';
import { useRef } from 'react';
import type { DecisionInput, LeadRow } from '../../api/shapes.js';
import { useTexts } from '../../i18n/language.js';
import { KeyHint } from '../../layout/key-hint.js';
import { useProblemSentence } from '../../layout/problem-view.js';
import { decideLead } from './use-deciding.js';

const UNDO_SECONDS = 10;

/** After a decision: says what was done, and offers for ten seconds to take it back. */
export function useUndo(onUndone: (lead: LeadRow) => void): {
  readonly offer: (lead: LeadRow, decision: DecisionInput) => void;
  /** Whether there was something to take back. */
  readonly undo: () => boolean;
} {
  const texts = useTexts();
  const { message } = App.useApp();
  const sentenceOf = useProblemSentence();
  const last = useRef<{ readonly lead: LeadRow; readonly until: number } | null>(null);

  const undo = () => {
    const undoable = last.current;
    if (undoable === null || Date.now() > undoable.until) return false;
    last.current = null;
    message.destroy('decided');
    decideLead(undoable.lead, { action: 'reopen', note: texts.decision.undoNote }).then(
      ({ lead }) => {
        void message.info(texts.decision.undone(lead.id));
        onUndone(lead);
      },
      (error: unknown) => void message.error(sentenceOf(error)),
    );
    return true;
  };

  const offer = (lead: LeadRow, decision: DecisionInput) => {
    const said = texts.decision.done[decision.action](lead.id);
    if (decision.action === 'reopen') {
      last.current = null;
      void message.info(said);
      return;
    }
    last.current = { lead, until: Date.now() + UNDO_SECONDS * 1000 };
    void message.open({
      key: 'decided',
      type: 'success',
      duration: UNDO_SECONDS,
      content: (
        <>
          {said}
          <Button type="link" size="small" onClick={undo}>
            {texts.decision.undo} <KeyHint keys="U" />
          </Button>
        </>
      ),
    });
  };
  return { offer, undo };
}
