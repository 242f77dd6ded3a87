/**
 * Ways to reach the advertiser, under disguise. Phones are read digit by digit, so that circled,
 * full-width, Chinese and look-alike digits with separators between them are one number. A phone
 * alone says nothing of an advertisement: notices print one too.
 */
import type { Contact, ContactKind, SpanField } from '../../domain/finding.js';
import { compileScanner, type Scanner } from '../normalise/compile-scanner.js';
import { looseSpan, type FoldedText } from '../normalise/fold-text.js';

/** A contact with its place in the loose view. */
export interface ContactHit {
  readonly kind: ContactKind;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** More than anyone can be reached by: a flood of numbers is no list of contacts. */
const MAX_CONTACTS = 200;

/** The contacts of a field in order, two hundred at most; no character belongs to two. */
export function findContacts(folded: FoldedText): readonly ContactHit[] {
  const hits: ContactHit[] = [];
  const isFree = ({ start, end }: ContactHit): boolean =>
    hits.every((taken) => taken.end <= start || taken.start >= end);
  // The more a shape says of itself, the earlier it takes its characters.
  for (const find of [findHandles, findUrls, findPhones]) {
    for (const hit of find(folded)) {
      if (!isFree(hit)) continue;
      hits.push(hit);
      if (hits.length === MAX_CONTACTS) return hits.sort((x, y) => x.start - y.start);
    }
  }
  return hits.sort((x, y) => x.start - y.start);
}

/** As the contract has it. */
export function toContact(hit: ContactHit, folded: FoldedText, field: SpanField): Contact {
  return {
    kind: hit.kind,
    value: hit.value,
    span: { field, ...looseSpan(folded, hit.start, hit.end) },
  };
}

/** What a folded unit is to a number: 0 … 9 a digit, or one of these. */
const NONE = -1;
const SEPARATOR = 10;
/** A letter that stands for 0 or 1, but only inside a number. */
const LOOKS_ZERO = 11;
const LOOKS_ONE = 12;

let parts: Int8Array | undefined;

function numberParts(): Int8Array {
  if (parts !== undefined) return parts;
  parts = new Int8Array(65_536).fill(NONE);
  for (const digits of ['0123456789', '零一二三四五六七八九', '〇壹贰叁肆伍陆柒捌玖']) {
    for (const [digit, character] of [...digits].entries()) parts[character.charCodeAt(0)] = digit;
  }
  parts['幺'.charCodeAt(0)] = 1;
  for (const mark of ' \n-·./_()《》+"*,') parts[mark.charCodeAt(0)] = SEPARATOR;
  parts['o'.charCodeAt(0)] = LOOKS_ZERO;
  for (const letter of 'li') parts[letter.charCodeAt(0)] = LOOKS_ONE;
  return parts;
}

const MAX_GAP = 3;

interface DigitRun {
  readonly digits: string;
  /** Place in the loose view of each digit, and one past the last. */
  readonly places: readonly number[];
  readonly trueDigits: number;
}

function findPhones({ looseUnits }: FoldedText): readonly ContactHit[] {
  return digitRuns(looseUnits).flatMap(phonesOf);
}

/** Runs of at least ten digits with at most two separators between neighbours. */
function digitRuns(units: Uint16Array): readonly DigitRun[] {
  const partOf = numberParts();
  const runs: DigitRun[] = [];
  let digits = '';
  let places: number[] = [];
  let trueDigits = 0;
  let gap = 0;
  const close = (): void => {
    if (digits.length >= 10) runs.push({ digits, places, trueDigits });
    digits = '';
    places = [];
    trueDigits = 0;
    gap = 0;
  };
  for (let at = 0; at < units.length; at += 1) {
    const part = partOf[units[at] ?? 0] ?? NONE;
    // Nearly every character is neither in a number nor able to begin one.
    if (part === NONE || part === SEPARATOR) {
      if (digits === '') continue;
      if (part === SEPARATOR && gap < MAX_GAP) gap += 1;
      else close();
    } else if (part < SEPARATOR) {
      digits += String(part);
      places.push(at);
      trueDigits += 1;
      gap = 0;
    } else if (!isInWord(units, at)) {
      digits += part === LOOKS_ZERO ? '0' : '1';
      places.push(at);
      gap = 0;
    } else if (digits !== '') close();
  }
  close();
  return runs;
}

/** Whether an o or l belongs to a Latin word rather than to a number. */
function isInWord(units: Uint16Array, at: number): boolean {
  return isOtherLetter(units[at - 1]) || isOtherLetter(units[at + 1]);
}

/** A letter that looks like no digit; i counts as one here. */
function isOtherLetter(unit = 0): boolean {
  return unit >= 97 && unit <= 122 && unit !== 105 && unit !== 108 && unit !== 111;
}

/**
 * The phone numbers of one run. The run must be cut where the writer cut it: a number may not begin
 * or end inside digits that touch it.
 */
function phonesOf(run: DigitRun): readonly ContactHit[] {
  const hits: ContactHit[] = [];
  if (run.trueDigits < 7) return hits;
  const isCut = (place: number): boolean =>
    place === 0 ||
    place === run.digits.length ||
    (run.places[place] ?? 0) - (run.places[place - 1] ?? 0) > 1;
  for (let from = 0; from < run.digits.length;) {
    const length = isCut(from) ? phoneLength(run.digits.slice(from, from + 12)) : 0;
    const to = from + length;
    if (length > 0 && to <= run.digits.length && isCut(to)) {
      const end = (run.places[to - 1] ?? 0) + 1;
      hits.push({
        kind: 'phone',
        value: run.digits.slice(from, to),
        start: run.places[from] ?? 0,
        end,
      });
      from = to;
    } else from += 1;
  }
  return hits;
}

function phoneLength(digits: string): number {
  if (/^1[3-9]\d{9}/.test(digits)) return 11;
  if (/^400\d{7}/.test(digits)) return 10;
  if (/^0(?:10|2\d)\d{8}/.test(digits)) return 11;
  if (/^0[3-9]\d{2}\d{8}/.test(digits)) return 12;
  if (/^0[3-9]\d{2}\d{7}(?!\d)/.test(digits)) return 11;
  return 0;
}

const WECHAT =
  /(?:(?:联系|联系方式|面试|报名|咨询|预约|简历发到?|发到|登记|私聊|口令问|顾问)(?=[ :·]*[a-z][a-z0-9-]{0,15}[_0-9])|[薇微威徽](?=[ :])|[微薇徽威维徵v][ ·"]{0,2}[信心芯]|[微薇徽威v] ?·{1,2}|卫星|wei ?xin|we ?chat|wx|vx|[+加➕] ?[v薇微卫]x?|(?<![a-z])v(?=[ :·+]))[ ]?(?:号码?|号是|id|同号)?[ :·"(,是-]{0,4}([a-z][a-z0-9_-]{5,19}|(?<![0-9])[0-9一二三四五六七八九零幺][0-9一二三四五六七八九零幺 -]{5,16})/y;
/** An id with an underscore that stands alone in a Chinese sentence: nobody writes one but to be reached. */
const BARE_HANDLE =
  /(?<=^|[一-鿿 :·,。!?\n()])([a-z]{1,12}[a-z0-9]{0,6}_[a-z0-9_]{3,16})(?=$|[一-鿿 ·,。!?\n()])/y;
const QQ =
  /(?:(?<![a-z])q{1,2}|扣扣|球球|企鹅|口口)[ ]?(?:(群)|号码?)?[ :·"(,是号-]{0,4}([1-9](?: ?[0-9]){4,10})(?![0-9])/y;
const GROUP = /(?:群号?|群聊|交流群|家长群)[ :·"(,是号-]{1,4}([1-9][0-9]{5,10})(?![0-9])/y;

/** In the order in which they take their characters. */
const HANDLES: readonly (readonly [
  shape: RegExp,
  kind: (match: RegExpExecArray) => ContactKind,
])[] = [
  [QQ, (match) => (match[1] === undefined ? 'qq' : 'group')],
  [GROUP, () => 'group'],
  [WECHAT, () => 'wechat'],
  [BARE_HANDLE, () => 'wechat'],
];

let scanner: Scanner | undefined;

function findHandles(folded: FoldedText): readonly ContactHit[] {
  // Compiled at first use: importing this file does no work.
  scanner ??= compileScanner(HANDLES.map(([shape]) => shape.source));
  const found: { readonly shape: number; readonly start: number }[] = [];
  scanner(folded, (shape, start) => found.push({ shape, start }));
  found.sort((one, other) => one.shape - other.shape);
  const hits: ContactHit[] = [];
  for (const { shape, start } of found) {
    const [expression, kindOf] = HANDLES[shape] ?? [];
    if (expression === undefined || kindOf === undefined) continue;
    expression.lastIndex = start;
    const match = expression.exec(folded.loose);
    // The id is the last group of each.
    if (match !== null) addHandle(hits, kindOf(match), match, match.at(-1) ?? '');
  }
  return hits;
}

function addHandle(
  hits: ContactHit[],
  kind: ContactKind,
  match: RegExpExecArray,
  written: string,
): void {
  const id = written.replace(/[ -]+$/, '');
  const end = match.index + match[0].length - (written.length - id.length);
  const start = match.index + match[0].length - written.length;
  const value = /^[a-z]/.test(id)
    ? id
    : [...id]
        .map((character) => numberParts()[character.charCodeAt(0)] ?? NONE)
        .filter((part) => part >= 0 && part < SEPARATOR)
        .join('');
  if (value.length < 5 || value.length > 20) return;
  hits.push({ kind, value, start, end });
}

const URL_SHAPE =
  /(?:https?:\/\/)?(?:[a-z0-9-]{1,63}\.){1,4}(?:com|cn|net|org|cc|top|xyz|vip|me|io|edu|gov|club|site|shop|ltd|info|link)(?![a-z0-9-])(?:\/[a-z0-9/._%·?-]{0,200})?/y;

const LONGEST_LABEL = 63;
const SCHEMES = ['https://', 'http://'];

/** Tries the expression once for each full stop: what stands before it only says where the address begins. */
function findUrls(folded: FoldedText): readonly ContactHit[] {
  const { looseUnits } = folded;
  const hits: ContactHit[] = [];
  let from = 0;
  for (let dot = looseUnits.indexOf(0x2e); dot >= 0; dot = looseUnits.indexOf(0x2e, dot + 1)) {
    const start = urlStart(folded, from, dot);
    if (start >= dot) continue;
    URL_SHAPE.lastIndex = start;
    const match = URL_SHAPE.exec(folded.loose);
    if (match === null) continue;
    from = URL_SHAPE.lastIndex;
    if (/[a-z0-9]@$/.test(folded.loose.slice(Math.max(0, start - 2), start))) continue;
    const end = start + match[0].replace(/[.·?/-]+$/, '').length;
    const written = looseSpan(folded, start, end).text.normalize('NFKC').toLowerCase();
    hits.push({ kind: 'url', value: written.replace(/^https?:\/\//, ''), start, end });
  }
  return hits;
}

/** Where an address with its first full stop at `dot` begins at the earliest; `dot` when nothing stands before it. */
function urlStart({ loose, looseUnits }: FoldedText, from: number, dot: number): number {
  let start = dot;
  while (start > from && dot - start < LONGEST_LABEL && isLabel(looseUnits[start - 1])) start -= 1;
  if (start === dot) return dot;
  const scheme = SCHEMES.find((written) => loose.startsWith(written, start - written.length));
  return scheme !== undefined && start - scheme.length >= from ? start - scheme.length : start;
}

function isLabel(unit = 0): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || unit === 0x2d;
}
