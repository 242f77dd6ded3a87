/** The queue and, beside it, the lead that is open. It stays in place while one goes from lead to lead. */
import { App, Button, Skeleton, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { DecisionInput, LeadRow } from '../../api/shapes.js';
import { useTexts } from '../../i18n/language.js';
import type { Command } from '../../keyboard/keymap.js';
import { useCommands } from '../../keyboard/use-commands.js';
import { KeyHint } from '../../layout/key-hint.js';
import { EmptyState } from '../../layout/empty-state.js';
import { ProblemView } from '../../layout/problem-view.js';
import { navigate, useAddress } from '../../navigation/location.js';
import { LeadList } from './lead-list.js';
import { LeadPane, type PaneCommands } from './lead-pane.js';
import { LeadTable } from './lead-table.js';
import { Legend } from './legend.js';
import { QueueBar } from './queue-bar.js';
import { addressOf, isOpen, leadIdOf, readFilter, type QueueFilter } from './queue-filter.js';
import { countOf, useCounts, useNews } from './use-counts.js';
import { useLeadStore } from './use-lead.js';
import { useQueue, type Queue } from './use-queue.js';
import { useUndo } from './use-undo.js';

/** So many leads after the open one are fetched ahead. */
const AHEAD = 3;

export function LeadsPage() {
  const texts = useTexts();
  const { message } = App.useApp();
  const { path, query } = useAddress();
  const search = query.toString();
  const filter = useMemo(() => readFilter(new URLSearchParams(search)), [search]);
  const openId = leadIdOf(path);
  const queue = useQueue(filter);
  const { counts, reload: recount } = useCounts(filter.view);
  const { hasNews, seen } = useNews(counts);
  const store = useLeadStore();
  const searchRef = useRef<InputRef>(null);
  const pane = useRef<PaneCommands>(null);
  const [isLegendOpen, setIsLegendOpen] = useState(false);
  const index = queue.leads.findIndex(({ id }) => id === openId);

  const open = (leadId: number | null) => navigate(addressOf(filter, leadId));
  const changeFilter = (changed: QueueFilter) =>
    navigate(addressOf(changed, openId), { replace: true });

  const { offer, undo } = useUndo((lead) => {
    store.forget(lead.id);
    queue.replace(lead);
    recount();
    open(lead.id);
  });

  const onDecided = (lead: LeadRow, decision: DecisionInput) => {
    store.forget(lead.id);
    queue.replace(lead);
    recount();
    offer(lead, decision);
    const next = queue.leads.slice(index + 1).find(({ state }) => isOpen(state));
    if (next === undefined) {
      void message.info(texts.leads.endOfQueue);
      pane.current?.reload();
    } else open(next.id);
  };

  const openCount = countOf(counts, 'open');
  useEffect(() => {
    document.title =
      openCount === null
        ? texts.appName
        : `${texts.leads.documentTitle(openCount)} · ${texts.appName}`;
  }, [openCount, texts]);

  const { leads, loadMore } = queue;
  useEffect(() => {
    if (index < 0) return;
    for (const lead of leads.slice(index + 1, index + 1 + AHEAD)) store.prefetch(lead.id);
    if (index >= leads.length - AHEAD) loadMore();
    // `loadMore` is new with every render, and guards itself.
  }, [index, leads, store]);

  const move = (step: 1 | -1): boolean => {
    const target = openId === null ? leads[0] : leads[index + step];
    if (target === undefined) return false;
    open(target.id);
    return true;
  };

  useCommands((command: Command): boolean => {
    switch (command.name) {
      case 'next':
        return move(1);
      case 'previous':
        return openId !== null && move(-1);
      case 'open':
        return openId === null && move(1);
      case 'undo':
        return undo();
      case 'search':
        searchRef.current?.focus({ cursor: 'all' });
        return true;
      case 'legend':
        setIsLegendOpen(true);
        return true;
      case 'escape':
        return escape();
      case 'confirm':
      case 'dismiss':
      case 'reopen':
      case 'digit':
        return pane.current?.run(command) ?? false;
    }
  });

  /** One step back: out of the field, the reasons, the lead. */
  const escape = (): boolean => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && activeElement.matches('input, textarea')) {
      activeElement.blur();
      return true;
    }
    if (pane.current?.run({ name: 'escape' }) === true) return true;
    if (openId === null) return false;
    open(null);
    return true;
  };

  const reload = () => {
    queue.reload();
    recount();
    seen();
  };

  const isSplit = openId !== null;
  return (
    <div className={isSplit ? 'leads split' : 'leads'}>
      <section className="queue" aria-label={texts.leads.queue}>
        <QueueBar
          filter={filter}
          counts={counts}
          isCompact={isSplit}
          searchRef={searchRef}
          onChange={changeFilter}
        />
        {queue.error !== null && <ProblemView error={queue.error} onRetry={queue.reload} />}
        {hasNews && (
          <Button className="news" type="link" onClick={reload}>
            {texts.runs.newLeads}
          </Button>
        )}
        <QueueBody queue={queue} filter={filter} openId={openId} onFilter={changeFilter} />
        <footer className="queue-foot">
          <span className="quiet">{texts.leads.total(queue.total)}</span>
          {queue.hasMore && (
            <Button size="small" loading={queue.isLoading} onClick={queue.loadMore}>
              {texts.leads.more}
            </Button>
          )}
          <Button size="small" type="text" onClick={reload}>
            {texts.reload}
          </Button>
          <Button size="small" type="text" onClick={() => setIsLegendOpen(true)}>
            {texts.keys.show} <KeyHint keys="?" />
          </Button>
        </footer>
      </section>
      {openId !== null && (
        <LeadPane
          key={openId}
          ref={pane}
          leadId={openId}
          store={store}
          onDecided={onDecided}
          onChanged={(lead) => {
            queue.replace(lead);
            recount();
          }}
          onClose={() => open(null)}
        />
      )}
      <Legend open={isLegendOpen} onClose={() => setIsLegendOpen(false)} />
    </div>
  );
}

function QueueBody({
  queue,
  filter,
  openId,
  onFilter,
}: {
  readonly queue: Queue;
  readonly filter: QueueFilter;
  readonly openId: number | null;
  readonly onFilter: (filter: QueueFilter) => void;
}) {
  if (queue.leads.length === 0) {
    if (queue.isLoading)
      return <Skeleton active className="queue-skeleton" paragraph={{ rows: 12 }} />;
    if (queue.error !== null) return null;
    return <EmptyQueue filter={filter} onFilter={onFilter} />;
  }
  if (openId !== null) return <LeadList leads={queue.leads} openId={openId} filter={filter} />;
  return (
    <LeadTable
      leads={queue.leads}
      filter={filter}
      isLoading={queue.isLoading}
      onSort={(sort) => onFilter({ ...filter, sort })}
    />
  );
}

/** Says why nothing is here, and the next step. */
function EmptyQueue({
  filter,
  onFilter,
}: {
  readonly filter: QueueFilter;
  readonly onFilter: (filter: QueueFilter) => void;
}) {
  const texts = useTexts();
  const cleared = { ...filter, code: null, source: null, text: '', needsExpert: false };
  if (addressOf(filter, null) !== addressOf(cleared, null)) {
    return (
      <EmptyState title={texts.leads.emptyFilter} hint={texts.leads.emptyFilterHint}>
        <Button onClick={() => onFilter(cleared)}>{texts.leads.clearFilters}</Button>
      </EmptyState>
    );
  }
  const isDone = filter.view === 'open';
  return (
    <EmptyState
      title={isDone ? texts.leads.emptyOpen : texts.leads.emptyAll}
      hint={isDone ? texts.leads.emptyOpenHint : texts.leads.emptyAllHint}
    >
      <Button onClick={() => navigate('/sources')}>{texts.leads.toSources}</Button>
    </EmptyState>
  );
}
