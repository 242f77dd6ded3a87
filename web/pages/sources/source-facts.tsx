import type { ReactNode } from 'react';
import type { SourceDetail } from '../../api/shapes.js';
import { Moment } from '../../format/moment.js';
import { useTexts } from '../../i18n/language.js';
import { WebAddress } from '../../layout/web-address.js';

/** The settings of a source, and its definition. */
export function SourceFacts({ source }: { readonly source: SourceDetail }) {
  const texts = useTexts();
  const { source: words } = texts.patrols;
  const { expects } = source;
  const expected = [
    words.expectedAtLeast(expects.postings),
    ...(expects.fields.length === 0
      ? []
      : [
          `${words.expectedFields} ${expects.fields
            .map((field) => words.fields[field])
            .join(texts.listSeparator)}`,
        ]),
    ...(expects.length === 0 ? [] : [words.expectedLength(expects.length)]),
  ].join(words.listSeparator);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.address, <WebAddress key="url" url={source.url} />],
    [
      words.schedule,
      source.schedule === null ? texts.sources.onDemand : <code>{source.schedule}</code>,
    ],
    [words.next, source.nextRunAt === null ? '—' : <Moment key="at" at={source.nextRunAt} />],
    [words.fetch, words.fetchModes[source.fetch]],
    [words.pace, words.paceOf(source.delayMs / 1_000)],
    [words.expected, expected],
    [
      words.changed,
      <span key="changed">
        <Moment at={source.updatedAt} />{' '}
        {source.changedBy === null ? words.fromFile : words.changedBy(source.changedBy)}
      </span>,
    ],
  ];
  return (
    <section className="panel" aria-label={words.facts}>
      <h3>{words.facts}</h3>
      <dl className="fact-grid flat">
        {facts.map(([title, fact]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      <details className="definition">
        <summary>{words.definition}</summary>
        <pre>{source.yaml}</pre>
      </details>
    </section>
  );
}
