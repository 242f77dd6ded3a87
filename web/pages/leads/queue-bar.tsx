/** What the queue shows: state, code, source, what experts should see, words, order. All of it stands in the address bar. */
import { Checkbox, Input, Segmented, Select, type InputRef } from 'antd';
import { useEffect, useRef, useState, type Ref } from 'react';
import type { LeadCounts } from '../../api/shapes.js';
import { useTexts } from '../../i18n/language.js';
import { useCodeName } from './lead-labels.js';
import { LEAD_SORTS, LEAD_VIEWS, type QueueFilter } from './queue-filter.js';
import { countOf } from './use-counts.js';

/** Typing waits so long before it asks, in milliseconds. */
const PAUSE_MS = 300;

export function QueueBar({
  filter,
  counts,
  isCompact,
  searchRef,
  onChange,
}: {
  readonly filter: QueueFilter;
  readonly counts: LeadCounts | null;
  readonly isCompact: boolean;
  readonly searchRef: Ref<InputRef>;
  readonly onChange: (filter: QueueFilter) => void;
}) {
  const texts = useTexts();
  const nameOf = useCodeName();
  return (
    <div className={isCompact ? 'queue-bar compact' : 'queue-bar'}>
      <Segmented
        aria-label={texts.leads.view}
        block={isCompact}
        value={filter.view}
        onChange={(view) => onChange({ ...filter, view })}
        options={LEAD_VIEWS.map((view) => ({
          value: view,
          label: (
            <>
              {texts.leads.views[view]} <span className="quiet">{countOf(counts, view) ?? ''}</span>
            </>
          ),
        }))}
      />
      <Select
        className="queue-select"
        aria-label={texts.leads.columns.code}
        value={filter.code ?? ''}
        onChange={(code) => onChange({ ...filter, code: code === '' ? null : code })}
        popupMatchSelectWidth={320}
        options={[
          { value: '', label: texts.leads.anyCode },
          ...withCurrent(filter.code, counts?.codes ?? []).map(({ code, count }) => ({
            value: code,
            label: `${code} ${nameOf(code)}${count === null ? '' : ` (${count})`}`,
          })),
        ]}
      />
      <Select
        className="queue-select"
        aria-label={texts.leads.columns.source}
        value={filter.source ?? ''}
        onChange={(source) => onChange({ ...filter, source: source === '' ? null : source })}
        popupMatchSelectWidth={280}
        options={[
          { value: '', label: texts.leads.anySource },
          ...(counts?.sources ?? []).map(({ id, name, count }) => ({
            value: id,
            label: `${name} (${count})`,
          })),
        ]}
      />
      {isCompact && (
        <Select
          className="queue-select"
          aria-label={texts.leads.sort}
          value={filter.sort}
          onChange={(sort) => onChange({ ...filter, sort })}
          popupMatchSelectWidth={180}
          options={LEAD_SORTS.map((sort) => ({ value: sort, label: texts.leads.sorts[sort] }))}
        />
      )}
      <div className="queue-words">
        <Checkbox
          checked={filter.needsExpert}
          onChange={({ target }) => onChange({ ...filter, needsExpert: target.checked })}
        >
          {texts.lead.needsExpert}
        </Checkbox>
        <SearchBox
          text={filter.text}
          inputRef={searchRef}
          onChange={(text) => onChange({ ...filter, text })}
        />
      </div>
    </div>
  );
}

function SearchBox({
  text,
  inputRef,
  onChange,
}: {
  readonly text: string;
  readonly inputRef: Ref<InputRef>;
  readonly onChange: (text: string) => void;
}) {
  const texts = useTexts();
  const [typed, setTyped] = useState(text);
  const [sent, setSent] = useState(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address changed from elsewhere: a filter was cleared, or one went back.
  if (text !== sent) {
    setSent(text);
    setTyped(text);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (value: string) => {
    clearTimeout(timer.current);
    setSent(value);
    onChange(value);
  };
  return (
    <Input
      ref={inputRef}
      className="queue-search"
      allowClear
      maxLength={200}
      aria-label={texts.leads.search}
      placeholder={texts.leads.search}
      value={typed}
      onChange={(event) => {
        const { value } = event.target;
        setTyped(value);
        clearTimeout(timer.current);
        // While an input method composes, what stands there is not what is meant yet.
        const isComposing = 'isComposing' in event.nativeEvent && event.nativeEvent.isComposing;
        if (isComposing !== true) timer.current = setTimeout(() => send(value), PAUSE_MS);
      }}
      onCompositionEnd={(event) => {
        const { value } = event.currentTarget;
        clearTimeout(timer.current);
        timer.current = setTimeout(() => send(value), PAUSE_MS);
      }}
      onPressEnter={(event) => {
        if (!event.nativeEvent.isComposing) send(typed);
      }}
      suffix={<kbd className="key">/</kbd>}
    />
  );
}

/** The chosen code stays in the list even when no lead of this view carries it. */
function withCurrent(
  current: string | null,
  codes: LeadCounts['codes'],
): readonly { readonly code: string; readonly count: number | null }[] {
  if (current === null || codes.some(({ code }) => code === current)) return codes;
  return [{ code: current, count: null }, ...codes];
}
