/**
 * Ways to reach the advertiser, under disguise: phones, WeChat, QQ, groups, addresses, mini-programs. A phone alone
 * says nothing of an advertisement: notices print one too.
 */
import type { Contact, SpanField } from '../../domain/finding.js';
import { compileScanner, type Scanner } from '../normalise/compile-scanner.js';
import { looseSpan, type FoldedText } from '../normalise/fold-text.js';
import type { ContactHit } from './contact-hit.js';
import { findAddresses } from './find-addresses.js';
import { findPhones } from './find-phones.js';
import { HANDLE_SHAPES, readHandle } from './read-handle.js';
import { MINI_PROGRAM_SHAPES, readMiniProgram } from './read-mini-program.js';

/** More than anyone can be reached by: a flood of numbers is no list of contacts. */
const MAX_CONTACTS = 200;

/**
 * The contacts of a field in order, two hundred at most. No character belongs to two, except that a number may be
 * both a phone's and WeChat's.
 */
export function findContacts(folded: FoldedText): readonly ContactHit[] {
  const hits: ContactHit[] = [];
  const phones = findPhones(folded);
  const isPhone = phoneTest(phones);
  const { mails, urls } = findAddresses(folded);
  const named = findNamed(folded);
  // The more a shape says of itself, the earlier it takes its characters.
  const candidates = [
    ...mails,
    ...named.filter((hit) => hit.kind !== 'wechat' || !isPhone(hit)),
    ...urls,
    ...phones,
  ];
  const isFree = ({ kind, value, start, end }: ContactHit): boolean =>
    hits.every((taken) => {
      if (taken.end <= start || taken.start >= end) return true;
      return taken.start === start && taken.kind !== kind && taken.value === value;
    });
  for (const hit of candidates) {
    if (!isFree(hit)) continue;
    hits.push(hit);
    if (hits.length === MAX_CONTACTS) break;
  }
  return hits.sort((x, y) => x.start - y.start);
}

const SHAPES = [...HANDLE_SHAPES, ...MINI_PROGRAM_SHAPES];
let prepared: { readonly scan: Scanner; readonly expressions: readonly RegExp[] } | undefined;

/** What stands behind a name for what it is: ids, groups, mini-programs; in the order of their shapes. */
function findNamed(folded: FoldedText): readonly ContactHit[] {
  // Compiled at first use: importing this file does no work.
  prepared ??= {
    scan: compileScanner(SHAPES),
    expressions: SHAPES.map((source) => new RegExp(source, 'dy')),
  };
  const { scan, expressions } = prepared;
  const found: { readonly shape: number; readonly start: number }[] = [];
  scan(folded, (shape, start) => found.push({ shape, start }));
  found.sort((one, other) => one.shape - other.shape);
  const hits: ContactHit[] = [];
  for (const { shape, start } of found) {
    const expression = expressions[shape];
    if (expression === undefined) continue;
    expression.lastIndex = start;
    const match = expression.exec(folded.loose);
    if (match === null) continue;
    const programs = shape - HANDLE_SHAPES.length;
    const hit = programs < 0 ? readHandle(shape, match) : readMiniProgram(programs, match, folded);
    if (hit !== undefined) hits.push(hit);
  }
  return hits;
}

/** Whether an id made of digits, or of what looks like them, lies where a phone number begins: WeChat's are known by the phone then. */
function phoneTest(phones: readonly ContactHit[]): (hit: ContactHit) => boolean {
  if (phones.length === 0) return () => false;
  const ends = new Map(phones.map((phone) => [phone.start, phone.end]));
  const numbers = [...ends];
  let place = 0;
  let last = 0;
  return ({ value, start, end }) => {
    if (/[a-hjkmnp-z]/.test(value)) return false;
    // Ids come in order within a shape; a new shape begins at the front again.
    if (start < last) place = 0;
    last = start;
    while (place < numbers.length && (numbers[place]?.[1] ?? 0) <= start) place += 1;
    return place < numbers.length && (numbers[place]?.[0] ?? 0) < end;
  };
}

/** As the contract has it. */
export function toContact(hit: ContactHit, folded: FoldedText, field: SpanField): Contact {
  return {
    kind: hit.kind,
    value: hit.value,
    span: { field, ...looseSpan(folded, hit.start, hit.end) },
  };
}
