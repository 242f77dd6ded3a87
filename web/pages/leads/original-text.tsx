/** The text as published, with every finding marked at its exact place. */
import { Button } from 'antd';
import { useState, type CSSProperties } from 'react';
import type { PostingView, SpanField } from '../../api/shapes.js';
import { PlainText } from '../../format/plain-text.js';
import { segmentText } from '../../highlight/segments.js';
import { useTexts } from '../../i18n/language.js';
import { hueOf, useCodeName } from './lead-labels.js';

/** Longer texts are shown in part: drawing a megabyte would stop the page. */
const MOST_CHARACTERS = 20_000;

interface FindingMark {
  readonly start: number;
  readonly end: number;
  readonly code: string;
  readonly score: number;
}

export function OriginalText({
  posting,
  field,
  codes,
}: {
  readonly posting: PostingView;
  readonly field: SpanField;
  /** The lead's codes, which give the colours. */
  readonly codes: readonly string[];
}) {
  const texts = useTexts();
  const nameOf = useCodeName();
  const [isWhole, setIsWhole] = useState(false);
  const text = { title: posting.title, text: posting.body, image: posting.imageText }[field];
  const shown = isWhole ? text : text.slice(0, MOST_CHARACTERS);
  const marks = marksOf(posting, field);
  return (
    <>
      <bdi className="original" data-field={field}>
        {segmentText(shown, marks).map((segment) =>
          segment.marks.length === 0 ? (
            <PlainText key={segment.start} text={segment.text} />
          ) : (
            <mark
              key={segment.start}
              id={spanId(posting.id, field, segment.start)}
              style={lookOf(segment.marks, codes)}
              data-codes={codesOf(segment.marks).join(' ')}
              title={codesOf(segment.marks)
                .map((code) => `${code} ${nameOf(code)}`)
                .join('\n')}
            >
              <PlainText text={segment.text} />
            </mark>
          ),
        )}
      </bdi>
      {shown.length < text.length && (
        <Button type="link" onClick={() => setIsWhole(true)}>
          {texts.lead.showAll(text.length)}
        </Button>
      )}
    </>
  );
}

/** Where the highlight of a span begins, for `scrollToSpan`. */
export function spanId(postingId: number, field: SpanField, start: number): string {
  return `span-${postingId}-${field}-${start}`;
}

/** Brings a highlight into view and lets it flash once. */
export function scrollToSpan(postingId: number, field: SpanField, start: number): void {
  const mark = document.getElementById(spanId(postingId, field, start));
  if (mark === null) return;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  mark.scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' });
  mark.classList.remove('flash');
  // Reading a size makes the browser notice that the class was gone.
  void mark.offsetWidth;
  mark.classList.add('flash');
}

/** Highest score first, so that the strongest reason gives the ground colour. */
function marksOf(posting: PostingView, field: SpanField): FindingMark[] {
  return posting.findings
    .flatMap(({ code, score, spans }) =>
      spans
        .filter((span) => span.field === field)
        .map(({ start, end }) => ({ start, end, code, score })),
    )
    .sort((a, b) => b.score - a.score);
}

function codesOf(marks: readonly FindingMark[]): string[] {
  return [...new Set(marks.map(({ code }) => code))];
}

/** The first code gives the ground, every code a line under it. */
function lookOf(marks: readonly FindingMark[], codes: readonly string[]): CSSProperties {
  const hues = codesOf(marks).map((code) => hueOf(codes, code));
  return {
    backgroundColor: `var(--hue-${hues[0] ?? 0}-ground)`,
    boxShadow: hues
      .map((hue, index) => `0 ${2 * (index + 1)}px 0 var(--hue-${hue}-line)`)
      .join(', '),
    paddingBottom: 0,
  };
}
