/** The open lead with its decision bar; loads it, and takes the keys that concern it. */
import { Button, Result, Skeleton } from 'antd';
import { useEffect, useImperativeHandle, type Ref } from 'react';
import { ApiError } from '../../api/request.js';
import type { DecisionInput, LeadDetail, LeadRow } from '../../api/shapes.js';
import { exclusionCodes } from '../../../domain/taxonomy/taxonomy.js';
import { useTexts } from '../../i18n/language.js';
import type { Command } from '../../keyboard/keymap.js';
import { ProblemView } from '../../layout/problem-view.js';
import { DecisionBar } from './decision-bar.js';
import { LeadView } from './lead-view.js';
import { isOpen } from './queue-filter.js';
import { useDeciding } from './use-deciding.js';
import { useLead, type LeadStore } from './use-lead.js';

export interface PaneCommands {
  /** Whether the key meant something here. */
  readonly run: (command: Command) => boolean;
  readonly reload: () => void;
}

interface PaneProps {
  readonly leadId: number;
  readonly store: LeadStore;
  readonly onDecided: (lead: LeadRow, decision: DecisionInput) => void;
  readonly onChanged: (lead: LeadRow) => void;
  readonly onClose: () => void;
  readonly ref: Ref<PaneCommands>;
}

/** Keyed by the lead's id. */
export function LeadPane({ leadId, store, ref, ...callbacks }: PaneProps) {
  const texts = useTexts();
  const { lead, error, reload } = useLead(store, leadId);
  if (lead !== null) {
    return <LoadedPane lead={lead} reload={reload} ref={ref} {...callbacks} />;
  }
  if (error instanceof ApiError && error.status === 404) {
    return (
      <section className="pane">
        <Result
          status="404"
          title={texts.lead.gonePrompt}
          extra={<Button onClick={callbacks.onClose}>{texts.back}</Button>}
        />
      </section>
    );
  }
  return (
    <section className="pane" aria-busy={error === null}>
      {error === null ? (
        <Skeleton active className="lead" paragraph={{ rows: 14 }} />
      ) : (
        <ProblemView error={error} onRetry={() => void reload()} />
      )}
    </section>
  );
}

function LoadedPane({
  lead,
  reload,
  onDecided,
  onChanged,
  onClose,
  ref,
}: Omit<PaneProps, 'leadId' | 'store'> & {
  readonly lead: LeadDetail;
  readonly reload: () => Promise<LeadDetail | null>;
}) {
  const deciding = useDeciding({ lead, reload, onDecided, onChanged });
  useEffect(() => {
    // Screen readers follow the focus; a field that is being typed in keeps it.
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && activeElement.matches('input, textarea')) return;
    document.getElementById('lead-title')?.focus({ preventScroll: true });
  }, []);
  useImperativeHandle(ref, () => ({
    reload: () => void reload(),
    run: (command) => {
      switch (command.name) {
        case 'confirm':
          deciding.confirm();
          return true;
        case 'dismiss':
          if (isOpen(lead.state)) deciding.setIsDismissing(true);
          return true;
        case 'reopen':
          deciding.reopen();
          return true;
        case 'digit':
          return pick(command.digit);
        case 'escape':
          if (!deciding.isDismissing) return false;
          deciding.setIsDismissing(false);
          return true;
        case 'next':
        case 'previous':
        case 'open':
        case 'undo':
        case 'search':
        case 'legend':
          return false;
      }
    },
  }));

  const pick = (digit: number): boolean => {
    if (deciding.isDismissing) {
      const reason = exclusionCodes[digit - 1];
      if (reason !== undefined) deciding.dismiss(reason.id);
      return reason !== undefined;
    }
    const code = lead.codes[digit - 1];
    if (code !== undefined) deciding.setCode(code);
    return code !== undefined;
  };

  return (
    <section className="pane">
      <div className="pane-scroll">
        <LeadView lead={lead} onClose={onClose} />
      </div>
      <DecisionBar lead={lead} deciding={deciding} />
    </section>
  );
}
