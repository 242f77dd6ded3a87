import { Alert } from 'antd';
import type { Suggestion } from '../../api/shapes.js';
import { PlainText } from '../../format/plain-text.js';
import { beijingDay } from '../../format/time.js';
import { useTexts } from '../../i18n/language.js';
import { WebAddress } from '../../layout/web-address.js';

const TEXT_LENGTH = 90;

/** What a definition would take: how many, with how much known of them, and the first of them. */
export function SuggestedPostings({
  result,
}: {
  readonly result: NonNullable<Suggestion['result']>;
}) {
  const texts = useTexts();
  const { add, source, run } = texts.patrols;
  const { counts, sample } = result;
  return (
    <section aria-label={add.sample} className="suggested-postings">
      <p>
        <strong>{add.found(counts.postings)}</strong>{' '}
        <span className="quiet">{add.fetchAs(source.fetchModes[result.fetch])}</span>
      </p>
      {counts.postings > 0 && (
        <p className="quiet">
          {add.counts(counts.postings, counts.title, counts.text, counts.url, counts.publishedAt)}
          {sample.length < counts.postings && ` · ${add.shown(sample.length)}`}
        </p>
      )}
      {result.warnings.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={add.warnings}
          description={
            <ul>
              {result.warnings.map((warning) => (
                <li key={warning}>
                  <PlainText text={warning} />
                </li>
              ))}
            </ul>
          }
        />
      )}
      {sample.length === 0 && <p className="panel quiet">{add.nothing}</p>}
      <ol className="sample">
        {sample.map((posting, index) => (
          <li key={index} className="panel">
            <b>{posting.title === '' ? run.untitled : <PlainText text={posting.title} />}</b>{' '}
            <span className="quiet">
              {[
                ...(posting.publisher === null ? [] : [posting.publisher]),
                ...(posting.publishedAt === null ? [] : [dayOf(posting.publishedAt)]),
                run.characters(posting.textLength),
              ].join(' · ')}
            </span>
            <div className="sample-text">
              <PlainText text={beginning(posting.text)} />
            </div>
            {posting.url !== null && <WebAddress url={posting.url} className="address-line" />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A day, or what stands there when it is no date. */
function dayOf(publishedAt: string): string {
  return Number.isNaN(Date.parse(publishedAt)) ? publishedAt : beijingDay(publishedAt);
}

function beginning(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length <= TEXT_LENGTH
    ? characters.join('')
    : `${characters.slice(0, TEXT_LENGTH).join('')}……`;
}
