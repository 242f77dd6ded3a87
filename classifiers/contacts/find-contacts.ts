/**
 * Ways to reach the advertiser, under disguise. Phones are read digit by digit, so that circled,
 * full-width, Chinese and look-alike digits with separators between them are one number. A phone
 * alone says nothing of an advertisement: notices print one too.
 */
import type { Contact, ContactKind, SpanField } from '../../domain/finding.js';
import { eachMatch } from '../normalise/each-match.js';
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
  const isTaken = new Uint8Array(folded.loose.length);
  const hits: ContactHit[] = [];
  // The more a shape says of itself, the earlier it takes its characters.
  for (const find of [findHandles, findUrls, findPhones]) {
    for (const hit of find(folded)) {
      if (isTaken.subarray(hit.start, hit.end).includes(1)) continue;
      isTaken.fill(1, hit.start, hit.end);
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

const HAN_DIGITS = '零一二三四五六七八九';
const FORMAL_DIGITS = '〇壹贰叁肆伍陆柒捌玖';

/** The digit a folded character reads as, or -1; `o` and `l` only count inside a number. */
function digitOf(character: string): number {
  const unit = character.charCodeAt(0);
  if (unit >= 48 && unit <= 57) return unit - 48;
  if (unit < 0x3007) return -1;
  const han = HAN_DIGITS.indexOf(character);
  if (han >= 0) return han;
  if (character === '幺') return 1;
  return FORMAL_DIGITS.indexOf(character);
}

function lookAlikeDigit(character: string): number {
  if (character === 'o') return 0;
  return character === 'l' || character === 'i' ? 1 : -1;
}

const SEPARATORS = new Set(' \n-·./_()+"*,');
const MAX_GAP = 3;

interface DigitRun {
  readonly digits: string;
  /** Place in the loose view of each digit, and one past the last. */
  readonly places: readonly number[];
  readonly trueDigits: number;
}

function findPhones({ loose }: FoldedText): readonly ContactHit[] {
  return digitRuns(loose).flatMap(phonesOf);
}

/** Runs of at least ten digits with at most two separators between neighbours. */
function digitRuns(loose: string): readonly DigitRun[] {
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
  for (let at = 0; at < loose.length; at += 1) {
    // Nearly every character is neither in a number nor able to begin one.
    if (digits === '' && !canBeginNumber(loose.charCodeAt(at))) continue;
    const character = loose.charAt(at);
    const digit = digitOf(character);
    const look = digit >= 0 ? digit : lookAlikeDigit(character);
    if (digit >= 0 || (look >= 0 && !isInWord(loose, at))) {
      digits += String(look);
      places.push(at);
      if (digit >= 0) trueDigits += 1;
      gap = 0;
    } else if (digits !== '' && gap < MAX_GAP && SEPARATORS.has(character)) gap += 1;
    else if (digits !== '') close();
  }
  close();
  return runs;
}

function canBeginNumber(unit: number): boolean {
  if (unit < 0x80)
    return (unit >= 48 && unit <= 57) || unit === 111 || unit === 108 || unit === 105;
  return unit >= 0x3007 && digitOf(String.fromCharCode(unit)) >= 0;
}

/** Whether an o or l belongs to a Latin word rather than to a number. */
function isInWord(loose: string, at: number): boolean {
  return /[a-hj-km-np-z]/.test(loose.charAt(at - 1) + loose.charAt(at + 1));
}

/**
 * The phone numbers of one run. The run must be cut where the writer cut it: a number may not begin
 * or end inside digits that touch it.
 */
function phonesOf(run: DigitRun): readonly ContactHit[] {
  const hits: ContactHit[] = [];
  for (let from = 0; from < run.digits.length;) {
    const length = phoneLength(run.digits.slice(from, from + 12));
    const to = from + length;
    const isCut = (place: number): boolean =>
      place === 0 ||
      place === run.digits.length ||
      (run.places[place] ?? 0) - (run.places[place - 1] ?? 0) > 1;
    if (length > 0 && to <= run.digits.length && isCut(from) && isCut(to) && run.trueDigits >= 7) {
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
  /(?:(?:联系|联系方式|面试|报名|咨询|预约|简历发到?|发到|登记|私聊|口令问|顾问)(?=[ :·]*[a-z][a-z0-9-]{0,15}[_0-9])|[薇微威徽](?=[ :])|[微薇徽威维徵v][ ·"]{0,2}[信心芯]|[微薇徽威v] ?·{1,2}|卫星|wei ?xin|we ?chat|wx|vx|[+加➕] ?[v薇微卫]x?|(?<![a-z])v(?=[ :·+]))[ ]?(?:号码?|号是|id|同号)?[ :·"(,是-]{0,4}([a-z][a-z0-9_-]{5,19}|(?<![0-9])[0-9一二三四五六七八九零幺][0-9一二三四五六七八九零幺 -]{5,16})/gu;
/** An id with an underscore that stands alone in a Chinese sentence: nobody writes one but to be reached. */
const BARE_HANDLE =
  /(?<=^|[一-鿿 :·,。!?\n()])([a-z]{1,12}[a-z0-9]{0,6}_[a-z0-9_]{3,16})(?=$|[一-鿿 ·,。!?\n()])/g;
const QQ =
  /(?:(?<![a-z])q{1,2}|扣扣|球球|企鹅|口口)[ ]?(?:(群)|号码?)?[ :·"(,是号-]{0,4}([1-9](?: ?[0-9]){4,10})(?![0-9])/gu;
const GROUP = /(?:群号?|群聊|交流群|家长群)[ :·"(,是号-]{1,4}([1-9][0-9]{5,10})(?![0-9])/gu;

function findHandles(folded: FoldedText): readonly ContactHit[] {
  const { loose } = folded;
  const hits: ContactHit[] = [];
  eachMatch(QQ, loose, (match) => {
    const kind = match[1] === undefined ? 'qq' : 'group';
    addHandle(hits, kind, match, match[2] ?? '');
  });
  eachMatch(GROUP, loose, (match) => {
    addHandle(hits, 'group', match, match[1] ?? '');
  });
  eachMatch(WECHAT, loose, (match) => {
    addHandle(hits, 'wechat', match, match[1] ?? '');
  });
  eachMatch(BARE_HANDLE, loose, (match) => {
    addHandle(hits, 'wechat', match, match[1] ?? '');
  });
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
        .map(digitOf)
        .filter((digit) => digit >= 0)
        .join('');
  if (value.length < 5 || value.length > 20) return;
  hits.push({ kind, value, start, end });
}

const URL_SHAPE =
  /(?:https?:\/\/)?(?:[a-z0-9-]{1,63}\.){1,4}(?:com|cn|net|org|cc|top|xyz|vip|me|io|edu|gov|club|site|shop|ltd|info|link)(?![a-z0-9-])(?:\/[a-z0-9/._%·?-]{0,200})?/gu;

function findUrls(folded: FoldedText): readonly ContactHit[] {
  const { loose } = folded;
  const hits: ContactHit[] = [];
  if (!loose.includes('.')) return hits;
  for (const match of loose.matchAll(URL_SHAPE)) {
    if (/[a-z0-9]@$/.test(loose.slice(Math.max(0, match.index - 2), match.index))) continue;
    const end = match.index + match[0].replace(/[.·?/-]+$/, '').length;
    const written = looseSpan(folded, match.index, end).text.normalize('NFKC').toLowerCase();
    const value = written.replace(/^https?:\/\//, '');
    hits.push({ kind: 'url', value, start: match.index, end });
  }
  return hits;
}
