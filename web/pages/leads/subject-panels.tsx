/** Beside the text: the four dimensions of a school subject, and what the offence is made of. */
import { Tag } from 'antd';
import {
  ELEMENT_NAMES,
  SUBJECT_CLASS_NAMES,
  SUBJECT_DIMENSION_NAMES,
  SUBJECT_DOUBT_NAMES,
} from '../../../domain/facet-names.js';
import { sumElements } from '../../../domain/lead.js';
import type { LeadDetail, PostingView } from '../../api/shapes.js';
import { PlainText } from '../../format/plain-text.js';
import { useLanguage } from '../../i18n/language.js';
import { Panel } from './posting-reasons.js';

const DIMENSIONS = ['purpose', 'content', 'method', 'assessment'] as const;

export function SubjectTestPanel({ subject }: { readonly subject: PostingView['subject'] }) {
  const { language, texts } = useLanguage();
  return (
    <Panel title={texts.lead.subjectTest}>
      <p className="subject-class">
        <Tag variant="filled" className="tag">
          {SUBJECT_CLASS_NAMES[subject.class][language]}
        </Tag>
        {subject.needsExpert && (
          <>
            <Tag color="gold" variant="outlined" className="tag">
              {texts.lead.needsExpert}
            </Tag>
            <span className="quiet">
              {subject.doubts
                .map((doubt) => SUBJECT_DOUBT_NAMES[doubt][language])
                .join(texts.listSeparator)}
            </span>
          </>
        )}
      </p>
      <dl className="facts">
        {DIMENSIONS.map((name) => (
          <div key={name}>
            <dt>{SUBJECT_DIMENSION_NAMES[name][language]}</dt>
            <dd>
              <Quotes spans={subject[name].spans} />
              {subject[name].spans.length > 0 && (
                <span className="quiet"> {subject[name].score.toFixed(2)}</span>
              )}
            </dd>
          </div>
        ))}
        {subject.against.length > 0 && (
          <div>
            <dt>{texts.lead.subjectAgainst}</dt>
            <dd>
              <Quotes spans={subject.against} />
            </dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

function Quotes({ spans }: { readonly spans: PostingView['subject']['against'] }) {
  const { texts } = useLanguage();
  if (spans.length === 0) return <span className="quiet">{texts.lead.notSaid}</span>;
  return spans.map(({ field, start, text }, index) => (
    <q key={`${field}${start}`}>
      <bdi>
        <PlainText text={text} />
      </bdi>
      {index === spans.length - 1 ? '' : ' '}
    </q>
  ));
}

export function ElementsPanel({ elements }: { readonly elements: LeadDetail['elements'] }) {
  const { language, texts } = useLanguage();
  const { required, aggravating } = elements;
  if (required.length === 0) return null;
  const { present, all, missing, doubtful } = sumElements(elements);
  const namesOf = (names: typeof missing): string =>
    names.map((name) => ELEMENT_NAMES[name][language]).join(texts.listSeparator);
  return (
    <Panel title={texts.lead.elements} hint={texts.lead.elementsHint}>
      <p className="elements-sum">
        <b>{texts.lead.elementsFound(present, all, namesOf(missing), namesOf(doubtful))}</b>
      </p>
      <dl className="facts">
        {required.map(({ element, text }) => (
          <div key={element}>
            <dt>{ELEMENT_NAMES[element][language]}</dt>
            <dd>
              {text === null ? (
                <span className="quiet">{texts.lead.notSaid}</span>
              ) : (
                <PlainText text={text} />
              )}
            </dd>
          </div>
        ))}
        {aggravating.length > 0 && (
          <div>
            <dt>{texts.lead.aggravating}</dt>
            <dd>{texts.lead.aggravatingBy.SERVING_TEACHER}</dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}
