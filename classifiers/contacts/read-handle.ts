/** Names and numbers by which somebody is added in WeChat or QQ, after what the text calls these. */
import type { ContactHit } from './contact-hit.js';
import { digitsOf } from './number-parts.js';
import { WECHAT_NAME } from './wechat-name.js';

const NUMERAL = '[0-9零〇一二三四五六七八九幺洞拐勾]';
/** 下划线 is how an id with an underscore is read out. */
const LETTER_ID = `[a-z](?:[a-z0-9_-]|[ (]?下划线[ )]?){5,19}(?:(?<=[0-9])${NUMERAL}{3,10})?`;
const SPREAD_ID = '[a-z0-9_](?: [a-z0-9_-]){5,19}(?![a-z0-9])';
const DOTTED_ID = '[a-z][a-z0-9_]{0,7}(?:[·*~]{1,2}[a-z0-9_-]{1,8}){1,19}(?![a-z0-9])';
const SPELT_ID = `[a-z]{1,8}${NUMERAL}{4,12}(?!${NUMERAL})`;
const NUMBER_ID = `(?<!${NUMERAL})${NUMERAL}(?:[ -]?${NUMERAL}){5,11}(?!${NUMERAL})`;

const WECHAT = `(?:(?:联系|联系方式|面试|报名|咨询|预约|简历发到?|发到|登记|私聊|口令问|顾问)(?=[ :·]*[a-z][a-z0-9-]{0,15}[_0-9])|${WECHAT_NAME}|[薇微威徽](?=[ :])|[+加➕] ?[v薇微卫威]x?|[佳家嘉][ ]?[v薇](?=[ :·])|jia ?v|(?<![a-z])v(?=[ :·+]))[ ·]?(?:号码?|号是|id|同号)?[ :·"(,是-]{0,4}(${DOTTED_ID}|${SPELT_ID}|${LETTER_ID}|${SPREAD_ID}|${NUMBER_ID})`;
/** An id with an underscore that stands alone in a Chinese sentence: nobody writes one but to be reached. */
const BARE_HANDLE =
  '(?<=^|[一-鿿 :·,。!?\\n()])([a-z]{1,12}[a-z0-9]{0,6}_[a-z0-9_]{3,16})(?=$|[一-鿿 ·,。!?\\n()])';
const QQ_NUMBER = `(?:[1-9](?:[ ·-]?[0-9]){4,10}|[一二三四五六七八九]${NUMERAL}{4,10})(?![0-9零一二三四五六七八九])`;
const QQ = `(?:(?<![a-z])q[ ·]?q|(?<![a-z])q(?![0-9](?![0-9]{5}))|扣[扣q]|抠抠|蔻蔻|叩叩|球球|秋秋|丘丘|企鹅|口口)[ ·]?(?:(群|裙|羣|君羊|qun)|号码?)?[ ·]?(?:号|聊)?[ :·"(,是号-]{0,4}(${QQ_NUMBER})`;
const GROUP = `(?:群号?|群聊号?|交流群|家长群|加裙|进裙|裙号|学习裙|君羊)[ :·"(,号是-]{1,4}(${QQ_NUMBER})`;

type KindOf = (match: RegExpExecArray) => ContactHit['kind'];
/** Each with the id as its last group, in the order in which they take their characters. */
const HANDLES: readonly (readonly [source: string, kind: KindOf])[] = [
  [QQ, (match) => (match[1] === undefined ? 'qq' : 'group')],
  [GROUP, () => 'group'],
  [WECHAT, () => 'wechat'],
  [BARE_HANDLE, () => 'wechat'],
];
export const HANDLE_SHAPES: readonly string[] = HANDLES.map(([source]) => source);

/** Words of the trade and of the program itself that stand where an id may stand. */
const WORDS =
  /^(?:android|iphone|ipados|windows|version|wechat|weixin|official|https?|www|mini-?program|program|group|login|qrcode|download|please|account|number|payment|contact|message|scan|wxpay|alipay|customer|service|support|online|offline|english|english-|toefl|ielts)[0-9.]{0,4}$/;

/** @param shape the place in `HANDLE_SHAPES` of what matched */
export function readHandle(shape: number, match: RegExpExecArray): ContactHit | undefined {
  const written = match.at(-1) ?? '';
  const id = written.replace(/[ -]+$/, '');
  const end = match.index + match[0].length - (written.length - id.length);
  const start = match.index + match[0].length - written.length;
  const value = valueOf(id);
  if (value.length < 5 || value.length > 20 || WORDS.test(value)) return undefined;
  return { kind: HANDLES[shape]?.[1](match) ?? 'wechat', value, start, end };
}

function valueOf(id: string): string {
  if (!/[a-z]/.test(id)) return digitsOf(id);
  let value = '';
  for (const character of id.replace(/[ (]?下划线[ )]?/g, '_').replace(/[ ·*~]/g, '')) {
    value += /[a-z0-9_-]/.test(character) ? character : digitsOf(character);
  }
  return value;
}
