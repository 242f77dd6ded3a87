import { useState } from 'react';
import { ApiError, request } from '../../api/request.js';
import type { DecisionAnswer, DecisionInput, LeadDetail, LeadRow } from '../../api/shapes.js';
import { useTexts } from '../../i18n/language.js';
import { useProblemSentence } from '../../layout/problem-view.js';
import { useDraft } from '../../session/draft.js';
import { useUser } from '../../session/session.js';
import { changesBetween, type Change } from './changes.js';
import { isOpen } from './queue-filter.js';

/** What the decision bar shows and does, and the keys with it. */
export interface Deciding {
  readonly code: string;
  readonly setCode: (code: string) => void;
  readonly note: string;
  readonly setNote: (note: string) => void;
  readonly isDismissing: boolean;
  readonly setIsDismissing: (isDismissing: boolean) => void;
  readonly isBusy: boolean;
  readonly needsReason: boolean;
  /** What happened meanwhile, when the last decision came too late. */
  readonly conflict: readonly Change[] | null;
  readonly problem: string | null;
  readonly confirm: () => void;
  readonly dismiss: (reason: string) => void;
  readonly reopen: () => void;
}

/** For one lead; the component that uses it is keyed by the lead's id. */
export function useDeciding({
  lead,
  reload,
  onDecided,
  onChanged,
}: {
  readonly lead: LeadDetail;
  readonly reload: () => Promise<LeadDetail | null>;
  readonly onDecided: (lead: LeadRow, decision: DecisionInput) => void;
  /** Somebody else changed the lead meanwhile. */
  readonly onChanged: (lead: LeadRow) => void;
}): Deciding {
  const texts = useTexts();
  const sentenceOf = useProblemSentence();
  const { note, setNote } = useDraft(useUser().id, lead.id);
  const [code, setCode] = useState(lead.primaryCode);
  const [isDismissing, setIsDismissing] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [needsReason, setNeedsReason] = useState(false);
  const [conflict, setConflict] = useState<readonly Change[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const decide = async (decision: DecisionInput) => {
    if (isBusy) return;
    setIsBusy(true);
    setProblem(null);
    setConflict(null);
    try {
      const answer = await decideLead(lead, decision);
      setNote('');
      setIsDismissing(false);
      onDecided(answer.lead, decision);
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) {
        const current = await reload();
        if (current !== null) {
          onChanged(current);
          return setConflict(changesBetween(lead, current));
        }
      }
      setProblem(sentenceOf(error));
    } finally {
      setIsBusy(false);
    }
  };

  return {
    code,
    setCode,
    note,
    setNote: (text) => {
      setNeedsReason(false);
      setNote(text);
    },
    isDismissing,
    setIsDismissing,
    isBusy,
    needsReason,
    conflict,
    problem,
    confirm: () => {
      if (isOpen(lead.state)) void decide({ action: 'confirm', code, note });
    },
    dismiss: (reason) => {
      if (isOpen(lead.state)) void decide({ action: 'dismiss', reason, note });
    },
    reopen: () => {
      if (isOpen(lead.state)) return;
      if (note.trim() === '') {
        setNeedsReason(true);
        setProblem(texts.decision.needReason);
        document.getElementById('reopen-reason')?.focus();
        return;
      }
      void decide({ action: 'reopen', note });
    },
  };
}

/** @throws {ApiError} 409 when somebody was faster */
export function decideLead(
  lead: Pick<LeadRow, 'id' | 'version'>,
  decision: DecisionInput,
): Promise<DecisionAnswer> {
  return request<DecisionAnswer>(`/api/leads/${lead.id}/decisions`, {
    method: 'POST',
    body: { seenVersion: lead.version, decision },
  });
}
