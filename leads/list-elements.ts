/**
 * What an offence is made of, and which of it the postings already show: a reviewer sees what evidence is still missing.
 * The elements are those of Article 18 of the interim measures on penalties for off-campus training
 * (《校外培训行政处罚暂行办法》: disguised training in school subjects, for pay, in one of its forms, for pupils or
 * preschool children); a serving teacher weighs heavier.
 */
import {
  AUDIENCE_NAMES,
  CLASS_SIZE_NAMES,
  MODE_NAMES,
  VENUE_NAMES,
} from '../domain/facet-names.js';
import type { Classification, Facets } from '../domain/finding.js';
import type { Elements, OffenceElement } from '../domain/lead.js';
import { findCode } from '../domain/taxonomy/taxonomy.js';

/** One posting of the lead: what was said of it, and the price that its site gives beside the text. */
export interface ElementsMember {
  readonly classification: Classification;
  readonly price: string | null;
}

const NETWORK_MODES: ReadonlySet<Facets['mode'][number]> = new Set([
  'LIVE',
  'RECORDED',
  'IM_GROUP',
  'MEETING',
]);

/** The item of the article under which a code falls; the other forms come last. */
const FORMS: readonly (readonly [item: string, codes: readonly string[]])[] = [
  ['第（一）项', ['ONL-01', 'ONL-02', 'ONL-03', 'ONL-04', 'ONL-05', 'ONL-06']],
  ['第（二）项', ['COV-04']],
  ['第（三）项', ['COV-01', 'COV-02', 'COV-03', 'COV-05', 'COV-06', 'COV-08', 'COV-09']],
  ['第（四）项', ['COV-07', 'COV-99', 'LIC-01', 'LIC-02', 'LIC-03', 'LIC-04']],
];

/** The elements in a fixed order; postings that were not flagged count only when none was. */
export function listElements(members: readonly ElementsMember[]): Elements {
  const flagged = members.filter(({ classification }) => classification.flag);
  const counting = flagged.length > 0 ? flagged : members;
  const counted = counting.map(({ classification }) => classification);
  return {
    required: [
      audienceElement(counted),
      subjectElement(counted),
      paidElement(counting),
      formElement(counted),
    ],
    aggravating: isByServingTeacher(counted) ? ['SERVING_TEACHER'] : [],
  };
}

function audienceElement(classifications: readonly Classification[]): OffenceElement {
  const names = new Set(
    classifications
      .flatMap(({ facets }) => facets.audience)
      .filter((audience) => audience !== 'ADULT_HE')
      .map((audience) => AUDIENCE_NAMES[audience].zh),
  );
  return elementOf('audience', names);
}

/** A class that experts should look at is not yet shown. */
function subjectElement(classifications: readonly Classification[]): OffenceElement {
  const tests = classifications.map(({ subject }) => subject);
  const subjects = tests.filter((test) => test.class === 'SUBJECT');
  const best = subjects.find((test) => !test.needsExpert) ?? subjects[0];
  const doubtful = best ?? tests.find((test) => test.needsExpert);
  if (doubtful === undefined) return { element: 'subject', state: 'MISSING', text: null };
  const { purpose, content, method, assessment } = doubtful;
  const spans = [content, purpose, method, assessment].flatMap((dimension) => dimension.spans);
  const state = best?.needsExpert === false ? 'PRESENT' : 'DOUBTFUL';
  return { ...elementOf('subject', new Set(spans.map(({ text }) => text))), state };
}

function paidElement(members: readonly ElementsMember[]): OffenceElement {
  const texts = members.flatMap(({ classification, price }) => {
    const { state, text } = classification.facets.paid;
    const said = classification.facets.price ?? (state === 'YES' ? text : null);
    // A site may give 面议, which is no amount.
    const given = price !== null && /[1-9]/.test(price) ? price : null;
    return said ?? given ?? [];
  });
  return elementOf('paid', new Set(texts));
}

function formElement(classifications: readonly Classification[]): OffenceElement {
  const codes = new Set(
    classifications.flatMap(({ findings }) => findings.map(({ code }) => code)),
  );
  const forms = FORMS.flatMap(([item, ofItem]) => {
    const found = ofItem.filter((code) => codes.has(code));
    return found.length === 0 ? [] : [`${item}：${found.map(nameOf).join('、')}`];
  });
  const facets = classifications.map((classification) => classification.facets);
  const seen = forms.length > 0 ? forms : facets.flatMap(formOfFacets);
  return elementOf('form', new Set(seen));
}

function formOfFacets({ mode, venue, classSize }: Facets): string[] {
  const networks = mode.filter((name) => NETWORK_MODES.has(name));
  const places = venue.map((name) => VENUE_NAMES[name].zh);
  return [
    ...(networks.length === 0
      ? []
      : [`第（一）项：${networks.map((name) => MODE_NAMES[name].zh).join('、')}`]),
    ...(places.length === 0 || classSize === null
      ? []
      : [`第（二）项：${[...places, CLASS_SIZE_NAMES[classSize].zh].join('、')}`]),
  ];
}

function isByServingTeacher(classifications: readonly Classification[]): boolean {
  return classifications.some(
    ({ findings, facets }) =>
      facets.actor.includes('SERVING_TEACHER') || findings.some(({ code }) => code === 'TCH-01'),
  );
}

const MAX_TEXTS = 4;

function elementOf(element: OffenceElement['element'], texts: ReadonlySet<string>): OffenceElement {
  return texts.size === 0
    ? { element, state: 'MISSING', text: null }
    : { element, state: 'PRESENT', text: [...texts].slice(0, MAX_TEXTS).join('、') };
}

function nameOf(code: string): string {
  return findCode(code)?.nameZh ?? code;
}
