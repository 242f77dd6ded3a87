/**
 * Hides contacts before anything is shown or handed out. The screen, the log and the exports use
 * the same forms, so that a masked value looks alike everywhere.
 */
import type { Contact } from './finding.js';

const STARS = '****';
const DIGIT = '[0-9０-９]';

/**
 * A contact in its masked form: `138****0000`, `m****1` (WeChat, QQ, group: first and last
 * character), `m****@mail.example`, a URL without its query and fragment. The name of a mini-program is no
 * person's and stays.
 */
export function maskContact({ kind, value }: Pick<Contact, 'kind' | 'value'>): string {
  if (kind === 'url') return maskUrl(value);
  if (kind === 'phone') return maskPhone(value);
  if (kind === 'mini-program') return value;
  if (kind === 'email') {
    const at = value.lastIndexOf('@');
    return `${maskMiddle(value.slice(0, at), 1, 0)}${value.slice(at)}`;
  }
  return maskMiddle(value, 1, 1);
}

/**
 * A text with its contacts masked: the given ones wherever they stand, in the spelling of their
 * span and in their normalised value, and, as a second net, whatever has the plain form of a phone,
 * an ID card, an e-mail address or a labelled WeChat or QQ number.
 */
export function maskText(text: string, contacts: readonly Contact[]): string {
  let masked = text;
  const needles = contacts
    .filter(({ kind }) => kind !== 'mini-program')
    .flatMap((contact) =>
      [contact.span.text, contact.value].map((spelling) => ({ spelling, contact })),
    )
    .filter(({ spelling }) => spelling.length >= 4)
    .sort((one, other) => other.spelling.length - one.spelling.length);
  for (const { spelling, contact } of needles) {
    masked = masked.replace(new RegExp(escapeRegExp(spelling), 'giu'), () => maskContact(contact));
  }
  return maskPlainForms(masked);
}

/** A person's name as `张*`; a longer nickname keeps its first and last character. */
export function maskName(name: string): string {
  const characters = [...name.trim()];
  if (characters.length === 0) return '';
  if (characters.length <= 4) return `${characters[0]}${'*'.repeat(characters.length - 1) || '*'}`;
  return maskMiddle(name.trim(), 1, 1);
}

const ID_CARD = new RegExp(
  `(?<!${DIGIT})([1-9]${DIGIT}{5})(?:18|19|20)${DIGIT}{2}(?:0[1-9]|1[0-2])${DIGIT}{2}${DIGIT}{2}(${DIGIT}[0-9Xx])(?![0-9A-Za-z])`,
  'gu',
);
const MOBILE = new RegExp(
  `(?<!${DIGIT})([1１][3-9３-９]${DIGIT})(?:[\\s\\-.·]?${DIGIT}){4}[\\s\\-.·]?(${DIGIT}(?:[\\s\\-.·]?${DIGIT}){3})(?!${DIGIT})`,
  'gu',
);
const LANDLINE = /(?<![0-9])(0\d{2,3})[-\s－—]\d{5,6}(\d{2})(?![0-9])/gu;
const EMAIL = /([A-Za-z0-9])[\w.+-]*(@[\w-]+(?:\.[\w-]+)+)/gu;
const LABELLED_ID =
  /((?:微信|薇信|威信|weixin|wechat|vx|wx|v信|qq|扣扣)(?:同号|群号|号|群)?[\s:：是为+]*)([a-z][\w-]{5,19}|[1-9]\d{4,11})/giu;

function maskPlainForms(text: string): string {
  return text
    .replace(ID_CARD, `$1${STARS}${STARS}$2`)
    .replace(
      MOBILE,
      (_all, head: string, tail: string) => `${head}${STARS}${tail.replace(/[\s\-.·]/gu, '')}`,
    )
    .replace(LANDLINE, `$1-${STARS}$2`)
    .replace(EMAIL, `$1${STARS}$2`)
    .replace(LABELLED_ID, (_all, label: string, id: string) => `${label}${maskMiddle(id, 1, 1)}`);
}

function maskPhone(value: string): string {
  if (value.length >= 10) return maskMiddle(value, 3, 4);
  return maskMiddle(value, 1, 2);
}

function maskUrl(value: string): string {
  const end = value.search(/[?#]/u);
  return maskPlainForms(end === -1 ? value : value.slice(0, end));
}

function maskMiddle(value: string, headLength: number, tailLength: number): string {
  const characters = [...value];
  if (characters.length <= headLength + tailLength) return STARS;
  const head = characters.slice(0, headLength).join('');
  const tail = characters.slice(characters.length - tailLength).join('');
  return `${head}${STARS}${tail}`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
