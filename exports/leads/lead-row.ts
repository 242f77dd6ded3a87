/**
 * One lead as a row of the transfer list (E1): domain objects in, cells out. Everything is said as
 * suspicion (涉嫌/疑似); contacts and names are masked unless the caller says otherwise.
 */
import {
  AUDIENCE_NAMES,
  CLASS_SIZE_NAMES,
  CONTACT_KIND_NAMES,
  MODE_NAMES,
  PERIOD_NAMES,
  VENUE_NAMES,
} from '../../domain/facet-names.js';
import type { Classification, Contact } from '../../domain/finding.js';
import type { Decision, Lead } from '../../domain/lead.js';
import { maskContact, maskName, maskText } from '../../domain/mask-contact.js';
import type { Posting } from '../../domain/posting.js';
import type { Source } from '../../domain/source.js';
import { PRIORITY_LEVEL_NAMES } from '../../domain/state-names.js';
import { findCode, legalBasesAt } from '../../domain/taxonomy/taxonomy.js';
import type { RowOptions } from '../define-export.js';
import { excerptOf } from './excerpt.js';

/** What a row is made of. The posting is the one that the lead is shown by. */
export interface LeadExportSubject {
  /** Number of the row, from 1. */
  readonly index: number;
  readonly lead: Lead;
  /** The sources named by `lead.sourceIds`. */
  readonly sources: readonly Pick<Source, 'id' | 'name' | 'kind'>[];
  readonly posting: Posting;
  readonly classification: Classification;
  /** The last decision; null when nobody has decided yet. */
  readonly decision: Decision | null;
}

/** The columns of E1 that the system knows. A type and not an interface, so that it can be indexed. */
export type LeadExportRow = Readonly<{
  index: number;
  leadId: string;
  firstSeenAt: string;
  sourceName: string;
  sourceKind: string;
  url: string;
  title: string;
  publisher: string;
  primaryCode: string;
  primaryName: string;
  otherCodes: string;
  audience: string;
  subjects: string;
  mode: string;
  price: string;
  times: string;
  period: string;
  location: string;
  excerpt: string;
  legalBases: string;
  score: number;
  level: string;
  postingCount: number;
  verdict: string;
  reviewer: string;
  decidedAt: string;
  contacts: string;
}>;

const SEPARATOR = '；';
const LIST_SEPARATOR = '、';
const TITLE_LENGTH = 60;
const EXCERPT_LENGTH = 500;
const CHINA_OFFSET_MS = 8 * 3_600_000;

/** The row of a lead. */
export function leadRow(subject: LeadExportSubject, { masked }: RowOptions): LeadExportRow {
  const { index, lead, sources, posting, classification, decision } = subject;
  const { facets, contacts } = classification;
  const mask = (text: string): string => (masked ? maskText(text, contacts) : text);
  const foundOn = beijingTime(posting.publishedAt ?? lead.firstSeenAt).slice(0, 10);
  return {
    index,
    leadId: String(lead.id),
    firstSeenAt: beijingTime(lead.firstSeenAt),
    sourceName: sources.map(({ name }) => name).join(LIST_SEPARATOR),
    sourceKind: [...new Set(sources.map(({ kind }) => (kind === 'tip' ? '举报' : '爬取')))].join(
      LIST_SEPARATOR,
    ),
    url: masked ? maskAddress(posting.url, contacts) : posting.url,
    title: shorten(mask(lead.title), TITLE_LENGTH),
    publisher: masked ? maskPublisher(mask(lead.publisher ?? '')) : (lead.publisher ?? ''),
    primaryCode: lead.primaryCode,
    primaryName: suspicion(lead.primaryCode),
    otherCodes: lead.codes
      .filter((code) => code !== lead.primaryCode)
      .map((code) => `${code} ${suspicion(code)}`)
      .join(SEPARATOR),
    audience: facets.audience.map((name) => AUDIENCE_NAMES[name].zh).join(LIST_SEPARATOR),
    subjects: facets.subjects.join(LIST_SEPARATOR),
    mode: [
      ...facets.mode.map((name) => MODE_NAMES[name].zh),
      ...(facets.classSize === null ? [] : [CLASS_SIZE_NAMES[facets.classSize].zh]),
    ].join(LIST_SEPARATOR),
    price: mask(facets.price ?? posting.price ?? '有偿待核'),
    times: mask(facets.times.join(SEPARATOR)),
    period: facets.period.map((name) => PERIOD_NAMES[name].zh).join(LIST_SEPARATOR),
    location: placeText(lead, facets.venue, masked ? (text) => withoutRoom(mask(text)) : mask),
    excerpt: shorten(mask(excerptOf(posting, classification)), EXCERPT_LENGTH),
    legalBases: legalText(lead.codes, foundOn),
    score: Math.round(lead.score * 100) / 100,
    level: PRIORITY_LEVEL_NAMES[lead.priority.level].zh,
    postingCount: lead.postingCount,
    verdict: decision === null ? '' : mask(verdictText(decision)),
    reviewer: decision?.userName ?? '',
    decidedAt: decision === null ? '' : beijingTime(decision.decidedAt),
    contacts: contactsText(contacts, masked),
  };
}

/** `2023-04-08 09:30`, the clock of Beijing (UTC+8, no summer time). */
function beijingTime(date: Date): string {
  return new Date(date.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

function suspicion(code: string): string {
  const entry = findCode(code);
  if (entry === undefined) return '';
  return `${entry.kind === 'risk' ? '疑似' : '涉嫌'}${entry.nameZh}`;
}

function verdictText({ action, code, reason, note }: Decision): string {
  const name = (id: string | null): string =>
    id === null ? '' : `${id} ${findCode(id)?.nameZh ?? ''}`;
  const head = {
    confirm: `疑似成立：${name(code)}`,
    dismiss: `排除：${name(reason)}`,
    reopen: '重新打开',
  }[action];
  return note.trim() === '' ? head : `${head}。${note.trim()}`;
}

/** What the codes rest on at a day; what was not read in the original or has no known date is marked. */
function legalText(codes: readonly string[], day: string): string {
  const texts = codes
    .flatMap((code) => legalBasesAt(code, day))
    .map(({ law, article, confidence, effectiveFrom }) => {
      const isChecked = confidence === 'A' && effectiveFrom !== null;
      return `《${law}》${article}${isChecked ? '' : '（待核）'}`;
    });
  return [...new Set(texts)].join(SEPARATOR);
}

function placeText(
  { location }: Lead,
  venue: Classification['facets']['venue'],
  mask: (text: string) => string,
): string {
  const names = venue.map((name) => VENUE_NAMES[name].zh).join(LIST_SEPARATOR);
  const place = mask(location ?? '');
  if (place === '') return names;
  return names === '' ? place : `${place}（${names}）`;
}

/** To the building, not to the door. */
function withoutRoom(text: string): string {
  return text.replace(
    /(\d+\s*(?:栋|幢|号楼|座|#))\s*\d*\s*(?:单元)?\s*[A-Za-z]?\d*\s*(?:室|户|号房|房)?/gu,
    '$1',
  );
}

function contactsText(contacts: readonly Contact[], masked: boolean): string {
  const texts = contacts.map(
    (contact) =>
      `${CONTACT_KIND_NAMES[contact.kind].zh} ${masked ? maskContact(contact) : contact.value}`,
  );
  return [...new Set(texts)].join(SEPARATOR);
}

/** Organisations keep their name, people and nicknames do not. */
function maskPublisher(publisher: string): string {
  if (/公司|学校|中心|机构|工作室|学院|书院|平台|家政|网$/u.test(publisher)) return publisher;
  return maskName(publisher);
}

/**
 * The address with known contacts masked and without parameters that let somebody act as the
 * visitor. Other numbers stay: the address must still lead to the page.
 */
function maskAddress(url: string, contacts: readonly Contact[]): string {
  const withoutContacts = contacts
    .filter(({ kind, value }) => kind !== 'url' && value.length >= 5)
    .reduce((text, contact) => text.replaceAll(contact.value, maskContact(contact)), url);
  return withoutContacts.replace(TOKEN_PARAMETER, '$1').replace(/[?&](?=#|$)/u, '');
}

const TOKEN_PARAMETER =
  /([?&])[\w.-]*(?:token|session|sid|sign|auth|ticket|secret|password|phone|mobile)[\w.-]*=[^&#]*&?/giu;

function shorten(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  return `${characters.slice(0, length - 1).join('')}…`;
}
