/** Addresses on the web, also short ones and with their full stops in disguise, and of e-mail. */
import { looseSpan, type FoldedText } from '../normalise/fold-text.js';
import { createUnitSet, hasUnit, type UnitSet } from '../normalise/unit-set.js';
import type { ContactHit } from './contact-hit.js';

/** Endings that say by themselves that something is an address. */
const PLAIN_ENDS =
  'com|cn|net|org|cc|top|xyz|vip|me|io|edu|gov|club|site|shop|ltd|info|link|online|store|tech|wang|ren|mobi';
/** Endings that are words or names, too: only with a path, a scheme or www. */
const OTHER_ENDS =
  'tv|im|so|ly|co|gl|gd|be|hk|tw|jd|fun|live|app|pro|art|ink|page|work|group|cool|li|nz|mk|kim|pub';
/** The word needs room around it: a label may hold its letters, and trying both takes for ever. */
const DOT = '(?:[.。点·]|[ ]?[(]?[.。点][)]?[ ]?|[ (]dot[ )])';
const HOST = `(?:[a-z0-9-]{1,63}${DOT}){1,4}(?:${PLAIN_ENDS}|${OTHER_ENDS})(?![a-z0-9-])`;
const URL_SHAPE = new RegExp(
  `(https?:\\/\\/)?(${HOST})(:[0-9]{2,5})?((?:[ ]?\\/[ ]?)(?=[a-z0-9])[a-z0-9/._%·?-]{0,200})?`,
  'y',
);
const AT_SIGNS = ['@', '艾特', '爱特', '(at)', '(a)', 'at '];
const MAIL_HOST_SHAPE = new RegExp(`[ ]?(${HOST})`, 'y');
/** Where an address of e-mail lies that does not say @. */
const MAIL_HOST =
  /^(?:qq|vip\.qq|foxmail|163|126|yeah|sina|sohu|139|189|gmail|outlook|hotmail|icloud|aliyun)\./;

const LONGEST_LABEL = 63;
const LONGEST_LOCAL = 64;
/** So many of them are a list, not a way to reach somebody. */
const MOST = 200;
const SCHEMES = ['https://', 'http://'];

/** The addresses of a field: of e-mail, and on the web; what a domain in the former is, is in both. */
export interface Addresses {
  readonly mails: readonly ContactHit[];
  readonly urls: readonly ContactHit[];
}

/**
 * Tries an expression once for each sign that looks like @ and once for each full stop: what stands before only says
 * where the address begins.
 */
export function findAddresses(folded: FoldedText): Addresses {
  const { looseUnits: units } = folded;
  signs ??= createUnitSet(unitsOf(STOPS + ATS));
  const mails: ContactHit[] = [];
  const urls: ContactHit[] = [];
  let from = 0;
  for (let at = 0; at < units.length; at += 1) {
    const unit = units[at] ?? 0;
    if (!hasUnit(signs, unit)) continue;
    const isStop = STOPS.includes(String.fromCharCode(unit));
    if (isStop && urls.length < MOST) {
      const url = readUrl(folded, from, at);
      if (url === undefined) continue;
      from = url.end;
      urls.push(url);
    } else if (!isStop && mails.length < MOST) {
      const mail = readMail(folded, at);
      if (mail !== undefined) mails.push(mail);
    }
  }
  return { mails, urls };
}

/** What may stand for a full stop, and what a sign that looks like @ may begin with. */
const STOPS = '.。点·d';
const ATS = '@艾爱(a';
let signs: UnitSet | undefined;

function unitsOf(characters: string): number[] {
  return [...characters].map((character) => character.charCodeAt(0));
}

function readMail({ loose }: FoldedText, at: number): ContactHit | undefined {
  const sign = AT_SIGNS.find((one) => loose.startsWith(one, at));
  if (sign === undefined) return undefined;
  // A word needs room around it.
  if (sign === 'at ' && loose[at - 1] !== ' ') return undefined;
  const last = loose[at - 1] === ' ' ? at - 1 : at;
  let start = last;
  while (start > 0 && last - start < LONGEST_LOCAL && isLocal(loose[start - 1])) start -= 1;
  while (start < last && !isLabel(loose.charCodeAt(start))) start += 1;
  if (last - start < 2) return undefined;
  MAIL_HOST_SHAPE.lastIndex = at + sign.length;
  const host = plainHost(MAIL_HOST_SHAPE.exec(loose)?.[1] ?? '');
  if (host === '' || (sign !== '@' && !MAIL_HOST.test(host))) return undefined;
  const value = `${loose.slice(start, last)}@${host}`;
  return { kind: 'email', value, start, end: MAIL_HOST_SHAPE.lastIndex };
}

function isLocal(character = ''): boolean {
  return isLabel(character.charCodeAt(0)) || (character !== '' && '._+'.includes(character));
}

/** Letters, digits and hyphens. */
function isLabel(unit = 0): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || unit === 0x2d;
}

function readUrl(folded: FoldedText, from: number, at: number): ContactHit | undefined {
  const { loose, looseUnits: units } = folded;
  const isWord = units[at] === 0x64;
  if (isWord && !(units[at + 1] === 0x6f && units[at + 2] === 0x74)) return undefined;
  const before = isOpening(units[at - 1]) ? at - 1 : at;
  const next = at + (isWord ? 3 : 1);
  const after = isClosing(units[next]) ? next + 1 : next;
  if (isWord && (before === at || after === next)) return undefined;
  if (!isLabel(units[before - 1]) || !isLabel(units[after])) return undefined;
  const start = urlStart(folded, from, before);
  if (start >= before) return undefined;
  URL_SHAPE.lastIndex = start;
  const match = URL_SHAPE.exec(loose);
  return match === null ? undefined : toUrl(folded, start, match);
}

/** A space or a bracket. */
function isOpening(unit = 0): boolean {
  return unit === 0x20 || unit === 0x28;
}

function isClosing(unit = 0): boolean {
  return unit === 0x20 || unit === 0x29;
}

/** Where an address begins at the earliest whose first full stop stands behind `end`. */
function urlStart({ loose, looseUnits }: FoldedText, from: number, end: number): number {
  let start = end;
  while (start > from && end - start < LONGEST_LABEL && isLabel(looseUnits[start - 1])) start -= 1;
  if (start === end) return end;
  const scheme = SCHEMES.find((written) => loose.startsWith(written, start - written.length));
  return scheme !== undefined && start - scheme.length >= from ? start - scheme.length : start;
}

function toUrl(folded: FoldedText, start: number, match: RegExpExecArray): ContactHit | undefined {
  const [, scheme = '', host = '', port = '', written = ''] = match;
  const isSpread = /[ (]/.test(host);
  // A stroke among spaces only belongs to an address that is spread out itself.
  const tail = !isSpread && written.includes(' ') ? '' : written.replace(/[.·?/-]+$/, '');
  const name = plainHost(host);
  const isRooted = scheme !== '' || name.startsWith('www.') || tail.length > 1;
  const isPlain = /^[a-z0-9.-]+$/.test(host);
  const isNamed = PLAIN_END.test(name) && /[a-z]/.test(name.replace(/\.[a-z]+$/, ''));
  const isSaid = !isSpread && host.includes('点') && !/[。·]/.test(host);
  if (!isRooted && !(isNamed && (isPlain || isSaid))) return undefined;
  const body = start + scheme.length + host.length + port.length;
  const end = body + tail.length;
  // A path tells capital letters from small ones; without them a short link leads nowhere.
  const path =
    tail === ''
      ? ''
      : looseSpan(folded, body, end)
          .text.normalize('NFKC')
          .replace(/[^!-~]/g, '');
  return { kind: 'url', value: `${name}${port}${path}`, start, end };
}

const PLAIN_END = new RegExp(`\\.(?:${PLAIN_ENDS})$`);

function plainHost(host: string): string {
  return host
    .replace(/[ (]dot[ )]/g, '.')
    .replace(/[ ()]/g, '')
    .replace(/[。点·]/g, '.');
}
