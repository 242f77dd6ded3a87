/**
 * Phone numbers digit by digit, so that circled, full-width, Chinese and look-alike digits with anything between
 * them are one number. What only has as many digits is told apart by how the digits are grouped, what stands
 * beside them, and what the text calls them.
 */
import { looseSpan, type FoldedText } from '../normalise/fold-text.js';
import type { ContactHit } from './contact-hit.js';
import { KIND } from './number-parts.js';
import { GAP, readDigitRuns, type DigitRun } from './read-digit-runs.js';
import { WECHAT_NAME } from './wechat-name.js';

/** Mobile and landline numbers in order; a mobile number that is a WeChat id, too, is given twice. */
export function findPhones(folded: FoldedText): readonly ContactHit[] {
  const hits: ContactHit[] = [];
  readDigitRuns(folded, (run) => {
    let done = 0;
    for (let from = 0; from < run.count;) {
      const to = isCut(run, from) ? readNumber({ folded, run, from, done }, hits) : from;
      if (to > from) done = to;
      from = Math.max(to, from + 1);
    }
  });
  return hits;
}

/** A number may only begin and end where the writer cut the digits, or changed their script. */
function isCut(run: DigitRun, place: number): boolean {
  return (
    place === 0 ||
    place === run.count ||
    run.gaps[place] !== GAP.none ||
    run.kinds[place] !== run.kinds[place - 1]
  );
}

interface Shape {
  /** Digits before the number that do not belong to it: a country's, or the 0 of a trunk call. */
  readonly skipped: number;
  readonly length: number;
  readonly form: 'mobile' | 'service' | 'landline' | 'local';
}

const LONGEST = 15;

interface Place {
  readonly folded: FoldedText;
  readonly run: DigitRun;
  /** Place in the run of the first digit, and one past the last number before it. */
  readonly from: number;
  readonly done: number;
}

/** @returns where the number ends, or `from` when there is none */
function readNumber(place: Place, hits: ContactHit[]): number {
  const { run, from } = place;
  const first = run.digits[from] ?? 9;
  if (run.count - from < 7 || first === 9) return from;
  const digits = run.digits.slice(from, Math.min(run.count, from + LONGEST)).join('');
  for (const shape of shapesOf(digits)) {
    const to = from + shape.skipped + shape.length;
    if (to > run.count || !isCut(run, to)) continue;
    const candidate: Candidate = { ...place, shape, to };
    if (!isNumber(candidate)) continue;
    const start = run.places[from] ?? 0;
    const end = (run.places[to - 1] ?? 0) + 1;
    const value = digits.slice(shape.skipped, shape.skipped + shape.length);
    for (const kind of kindsOf(candidate, start, end)) hits.push({ kind, value, start, end });
    return to;
  }
  return from;
}

function shapesOf(digits: string): readonly Shape[] {
  const shapes: Shape[] = [];
  const mobile = /^(?:0086|86|0)?(?=1[3-9]\d{9})/.exec(digits);
  if (mobile !== null) shapes.push({ skipped: mobile[0].length, length: 11, form: 'mobile' });
  if (/^[48]00\d{7}/.test(digits)) shapes.push({ skipped: 0, length: 10, form: 'service' });
  if (/^0(?:10|2\d)\d{8}/.test(digits)) shapes.push({ skipped: 0, length: 11, form: 'landline' });
  if (/^0[3-9]\d{10}/.test(digits)) shapes.push({ skipped: 0, length: 12, form: 'landline' });
  if (/^0[3-9]\d{9}/.test(digits)) shapes.push({ skipped: 0, length: 11, form: 'landline' });
  if (/^[2-8]\d{7}/.test(digits) && !/^20\d\d(?:0\d|1[0-2])/.test(digits))
    shapes.push({ skipped: 0, length: 8, form: 'local' });
  if (/^[2-8]\d{6}/.test(digits)) shapes.push({ skipped: 0, length: 7, form: 'local' });
  return shapes;
}

interface Candidate extends Place {
  readonly shape: Shape;
  /** Place in the run one past its last digit. */
  readonly to: number;
}

/** How digits are grouped when they are a number, by how many stand together. */
const GROUPINGS: Readonly<Record<Shape['form'], ReadonlySet<string>>> = {
  mobile: new Set(
    '11 3-4-4 3-8 7-4 5-6 4-7 3-3-5 3-2-2-4 3-4-2-2 3-2-2-2-2 3-4-1-1-1-1'.split(' '),
  ),
  service: new Set('10 3-7 3-3-4 4-3-3 6-4 3-4-3 4-6'.split(' ')),
  landline: new Set(
    '11 12 3-8 4-8 4-7 3-4-4 4-4-4 4-3-4 4-4-3 7-4 8-4 3-2-2-2-2 4-2-2-2-2'.split(' '),
  ),
  local: new Set('7 8 4-4 3-4 4-3'.split(' ')),
};
/** From so many groups on every digit stands alone, or nearly. */
const SPREAD = 9;

function isNumber(candidate: Candidate): boolean {
  const { folded, run, shape, from, to } = candidate;
  if (!hasOwnScript(run, from, to)) return false;
  const start = run.places[from] ?? 0;
  const end = (run.places[to - 1] ?? 0) + 1;
  const before = folded.loose.slice(Math.max(0, start - BEFORE), start);
  const after = folded.loose.slice(end, end + AFTER);
  if (isNamedOtherwise(before, after)) return false;
  if (shape.form === 'local' && !LINE.test(before)) return false;

  const { grouping, marks } = groupsOf(folded, run, from + shape.skipped, to);
  // Words only stand where a reader would pause.
  if (marks.has('words') && !WORDED.has(grouping)) return false;
  if (CALLED.test(before) || CALLED_AFTER.test(after)) return true;
  if (marks.has('words') && !areIdle(candidate)) return false;
  const neighbours = countNeighbours(candidate, marks);
  const groups = grouping.split('-').length;
  if (groups >= SPREAD) {
    return marks.size <= 2 && neighbours.before === 0 && neighbours.after === 0;
  }
  if (!GROUPINGS[shape.form].has(grouping)) return marks.size === 1 && isHiding([...marks][0]);
  // 周一三五 20:00-21:00 has eleven digits, too.
  if (marks.size > 1 && [...marks].some((mark) => /[:;。!?…]/.test(mark))) return false;
  const isDecimal = groups === 2 && marks.has('.') && shape.form !== 'landline';
  if (isDecimal && /^[0-9.]+$/.test(looseSpan(folded, start, end).text)) return false;
  if (grouping === '3-4-4') return neighbours.after === 0 && neighbours.before < 2;
  return neighbours.after === 0 && neighbours.before === 0;
}

const WORDED = new Set(['3-4-4', '4-4-4', '4-4-3', '4-8', '4-7', '3-8']);

/** Whether the words between the groups say nothing: 然后, or whatever stands in brackets. 数学0607物理0625 says something. */
function areIdle({ folded: { loose }, run, from, to }: Candidate): boolean {
  for (let place = from + 1; place < to; place += 1) {
    if (run.gaps[place] !== GAP.words) continue;
    const written = loose.slice((run.places[place - 1] ?? 0) + 1, run.places[place]);
    if (!/^[^(]{0,2}[(].*[)]/.test(written) && !IDLE.test(written)) return false;
  }
  return true;
}

const IDLE =
  /^[^一-鿿]*(?:然后|后面|接着|再来|再加|最后|之后|接下来|中间|跟着|[再加接请拨打是和啊呀哦嗯哈嘿呵嘻呢吧笑]){1,4}[^一-鿿]*$/;

/** Marks that nobody puts into an honest figure. */
function isHiding(mark = ''): boolean {
  return mark !== 'words' && /^[·*_"《》()+!?…]+$/.test(mark);
}

/**
 * Whether what touches the digits is of another script than they are, and whether they can be read at all: words
 * that sound like digits only count among their like, letters only beside digits.
 */
function hasOwnScript(run: DigitRun, from: number, to: number): boolean {
  const counts = [0, 0, 0, 0, 0];
  let gaps = 0;
  for (let place = from; place < to; place += 1) {
    const kind = run.kinds[place] ?? 0;
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (place > from && run.gaps[place] !== GAP.none) gaps += 1;
  }
  const isForeign = (place: number, neighbour: number): boolean =>
    run.gaps[place] !== GAP.none || (counts[run.kinds[neighbour] ?? 0] ?? 0) === 0;
  if (from > 0 && !isForeign(from, from - 1)) return false;
  if (to < run.count && !isForeign(to, to)) return false;
  const [plain = 0, han = 0, spoken = 0, letters = 0, sounds = 0] = counts;
  if (sounds > 0) return plain + letters === 0 && gaps === 0;
  if (letters > 0) return plain + han + spoken >= (gaps === 0 ? 2 : 3);
  return true;
}

/** `3-4-4`, and the different marks between the groups; `words` for idle words. */
function groupsOf(
  folded: FoldedText,
  run: DigitRun,
  from: number,
  to: number,
): { readonly grouping: string; readonly marks: ReadonlySet<string> } {
  const lengths: number[] = [];
  const marks = new Set<string>();
  let length = 1;
  for (let place = from + 1; place < to; place += 1) {
    if (run.gaps[place] === GAP.none) {
      length += 1;
      continue;
    }
    lengths.push(length);
    length = 1;
    marks.add(markBefore(folded, run, place));
  }
  const grouping = [...lengths, length].join('-');
  // The same word between every two digits is a mark.
  if (marks.size === 1 && lengths.length >= SPREAD) marks.delete('words');
  return { grouping, marks };
}

function markBefore({ loose }: FoldedText, run: DigitRun, place: number): string {
  if (run.gaps[place] === GAP.words) return 'words';
  const written = loose.slice((run.places[place - 1] ?? 0) + 1, run.places[place]);
  return (
    written
      .replaceAll(' ', '')
      .replace(/[()《》"]+/g, '(')
      .replace(/(.)\1+/g, '$1') || ' '
  );
}

/** Groups beside the number, set off as its own groups are: a row of figures, unless they are a number themselves. */
function countNeighbours(
  { folded, run, from, to, done, shape }: Candidate,
  marks: ReadonlySet<string>,
): { readonly before: number; readonly after: number } {
  const kinds = new Set(run.kinds.slice(from, to));
  const isAlike = (place: number, neighbour: number): boolean =>
    run.gaps[place] !== GAP.none &&
    kinds.has(run.kinds[neighbour] ?? 0) &&
    marks.has(markBefore(folded, run, place));
  let before = 0;
  for (let place = from; place > done && before < 2 && isAlike(place, place - 1);) {
    for (place -= 1; place > done && run.gaps[place] === GAP.none;) place -= 1;
    // The last word of 一对一 is no figure of a row.
    const isAlone = run.kinds[place] === KIND.han && run.gaps[place + 1] !== GAP.none;
    if (isAlone && isHan(folded.looseUnits[(run.places[place] ?? 0) - 1])) break;
    before += 1;
  }
  let after = 0;
  if (to < run.count && isAlike(to, to) && !isCounted(folded, run, to)) {
    const rest = run.digits.slice(to, Math.min(run.count, to + LONGEST)).join('');
    const next = /^(?:1[3-9]\d{9}|0\d{10,11})/.exec(rest)?.[0].length;
    const isNumber = next !== undefined && isCut(run, to + next);
    const isExtension = shape.form === 'landline' && rest.length <= 4;
    if (!isNumber && !isExtension) after = 1;
  }
  return { before, after };
}

/** Whether a group of digits counts something, so that it is no figure of a row: 150元. */
function isCounted({ looseUnits }: FoldedText, run: DigitRun, from: number): boolean {
  let last = from;
  while (last + 1 < run.count && run.gaps[last + 1] === GAP.none) last += 1;
  return isHan(looseUnits[(run.places[last] ?? 0) + 1]);
}

function isHan(unit = 0): boolean {
  return unit >= 0x4e00 && unit <= 0x9fff;
}

const BEFORE = 18;
const AFTER = 14;

/** What the text calls a number that nobody answers. */
const OTHER_NAME =
  /(?:订单|单号|运单|快递|物流|流水|编[号码]|工号|身份证|证号|证件|卡号|银行卡|账号|帐号|账户|开户|户名|税号|税务|isbn|issn|条码|条形码|商品码|学号|学籍|考号|考生|准考证|许可证|执照|信用代码|型号|机型|版本|邮编|发票|合同|车牌|密码|验证码|备案|icp|设备|序列|s\/n|\bsn|imei|sku|货号|批号|文号|档案|经度|纬度|坐标|经纬|\blng|\blat|阅读|浏览|播放|粉丝|点击量|注册|登记|统计|总计|合计|金额|人口|gdp|产值|营收|\bid|\buid|\bpid|\baid|\bno|代码|座位|床号|房号|报名号|交易|凭证|指纹|哈希|md5|时间戳|面积|总数|数量|量|库存|房间|会议号|会议id|参数|公式|圆周率|单价|总价|原价|现价|价格|货款|预算|投资)(?:号码|编号|证号|号|码|人数|为)?[ :·.(是为,#"-]{0,4}$/;
/** What makes an amount of it. */
const AMOUNT_BEFORE = /[¥$] ?$/;
const AMOUNT_AFTER =
  /^ ?(?:[元万亿%‰°]|平方|公里|千米|米|吨|美元|块钱|人次|股|字节|kwh|kb|mb|rmb|年|㎡|m2|·?[ ,]{0,2}\d{1,3}\.\d{3})/;
const WORD_BEFORE = /[a-z][a-z0-9]{0,11}$/;
const WORD_AFTER = /^[a-z]{1,12}/;
/** Latin letters that may touch a number: what they say is that it is one. */
const NUMBER_WORDS =
  /^(?:tel|telephone|call|phone|mobile|mob|cell|m|p|t|h|d|v|w|vx|wx|wechat|weixin|jiav|jiawei|qq|q|dh|dianhua|sj|shouji|lx|lianxi|zx|zixun|hotline|ph|hp|cn|sms)$/;
const OTHER_LABEL = /(?:(?<![a-z])q{1,2}|扣扣|企鹅|群|裙)[号码]?[ :·(是]{0,3}$/;

function isNamedOtherwise(before: string, after: string): boolean {
  if (OTHER_NAME.test(before) || AMOUNT_BEFORE.test(before) || AMOUNT_AFTER.test(after))
    return true;
  if (OTHER_LABEL.test(before)) return true;
  const head = WORD_BEFORE.exec(before)?.[0];
  if (head !== undefined && !NUMBER_WORDS.test(head)) return true;
  const tail = WORD_AFTER.exec(after)?.[0];
  return tail !== undefined && !NUMBER_WORDS.test(tail);
}

/** What says that a number can be called; it excuses odd groups and figures beside it. */
const CALLED = new RegExp(
  `(?:电话|手机|座机|固话|联系|致电|来电|电联|速联|咨询|热线|拨|请打|加我|找我|有意|号码|短信|报名|预约|约课|试听|\\btel|\\bcall|phone|mobile|${WECHAT_NAME}号?|同号)[^\\n0-9。!?]{0,5}$`,
);
const CALLED_AFTER = new RegExp(
  `^[ (,·]{0,2}(?:${WECHAT_NAME}|同号|[一-鿿]{0,2}(?:老师|女士|先生|姐|同学))`,
);
/** What stands right before a number without an area code. */
const LINE = /(?:电话|座机|固话|热线|\btel)(?:号码?)?[ :·.(是为]{0,3}$/;

/** 电话（微信）, 微信/手机, 微信同号: the number is both. */
const BOTH_BEFORE = new RegExp(
  `(?:(?:电话|手机|号码|tel|phone)[ /·&和与及跟,(+|-]{0,3}(?:${WECHAT_NAME})(?:号码?)?[ )]{0,2}(?:同号|同步|同|一致|都是|均为)?|(?:${WECHAT_NAME})[ /·&和与及,(+|-]{0,3}(?:电话|手机|tel|phone)(?:号码?)?[ )]{0,2}(?:同号|同步|同|都是)?|(?:${WECHAT_NAME})号?(?:[同即]|就是|也是|跟手机|和手机)(?:号|步|手机|电话|手机号|电话号|一样){0,2})[ :·)是,-]{0,4}$`,
);
const BOTH_AFTER = new RegExp(
  `^[ ·()",:;/+-]{0,4}(?:(?:可|请|也是|即|就是|=)?[可加]{0,2}(?:${WECHAT_NAME})号?(?:[ ·]?(?:同|即|也|一样|就是|可加)|[ )》"]{0,2}(?:$|[,。;!\\n)]))|(?:同|即|也是|就是|=)[ ]?(?:${WECHAT_NAME}))`,
);
const WECHAT_BEFORE = new RegExp(
  `(?:${WECHAT_NAME}|[+加] ?[v薇微卫]|(?<![a-z])v)[ ]?(?:号码?|号是|id|是|为)?[ :·"(,-]{0,4}$`,
);

function kindsOf(
  { folded: { loose }, shape }: Candidate,
  start: number,
  end: number,
): readonly ContactHit['kind'][] {
  if (shape.form !== 'mobile') return ['phone'];
  const before = loose.slice(Math.max(0, start - BEFORE), start).replace(/[ +(·]+$/, '');
  const after = loose.slice(end, end + AFTER);
  if (BOTH_BEFORE.test(before) || BOTH_AFTER.test(after)) return ['phone', 'wechat'];
  return WECHAT_BEFORE.test(before) ? ['wechat'] : ['phone'];
}
