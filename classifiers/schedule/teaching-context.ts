/** Whether a time is one at which is taught, by the words around it. */
import type { FoldedText } from '../normalise/fold-text.js';

/** What stands before and after a time in its line; `before` ends and `after` begins at it. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
}

/** Parts of a day may stand between the time and what is said of it. */
const PART = '(?:全天|整天|两天|一天|都|也|均|上午|下午|早上|晚上|晚|白天|[,:( ])*';

/** What is not done then; 周末不休, 不回家 say nothing of lessons. */
const NOT =
  '不(?:再|上|补|排|开|直播|让|安排|营业|带|接|教|讲|在|办|收|行|可|能|方便|约|来|播|授|组织|允许|得)';
/** 周末休息, 周末不上课; but 周末不休, 国庆不打烊 */
const NO_LESSON = new RegExp(
  `^(?:${PART}(?:我?自己)?(?:单休|双休|调休|轮休|大小休|可休|半?休(?!学)|放假|没空|没有?课|无课|正常休|停(?=[课播学办止休,]|$)|关门|除外|暂停|没时间|约满|已满|${NOT})|[^,]{0,10}不(?:排课|上课|补课|讲课|开课|带课|授课))`,
);
/** 暑假过后, 周日前, 寒假作业, 节假日双薪; but 寒假前十天 */
const NOT_THEN =
  /^(?:[\])} ]*)(?:前(?!后|[0-9一二两三四五六七八九十几]+[天周个]|半)|之前|以前|后(?!半)|过后|之后|以后|一过|过去|结束|截止|快乐|愉快|带薪|福利|双薪|三薪|三倍|按[^,]{0,3}薪|礼[包品盒]|旅游|出行|工(?!作日)|大促|特惠价|照常(?:接听|营业|发货))|^作业(?!辅导|班|托|营|小组|指导|答疑)/;
/** 本周六咨询日, 周日前报名, 周六面试 */
const NOT_TAUGHT =
  /^[^,]{0,4}(?:咨询|面试|面谈|模考|考完|考试完|签约|截止|缴费|缴纳|交钱|公布|出分|查分|发货|送货|返校|报到|讲座|宣讲|说明会|家长会|群就|解散)/;
/** 周末骑车, 周末带踢球: what else one does then. */
const LEISURE =
  /^(?:(?!不)[^,]){0,4}(?:骑车|露营|爬山|郊游|踢球|打球|逛|图书馆|去公园|河边|海边|赶集|睡|追剧|加班|随家庭|旅行|回老家|走亲戚|带娃)|^(?:您|你|我|孩子)?回(?:家|去?(?=[,)。]|$))/;
/** 咨询时间: 周一至周日, 电话 0731-80000000 (周末照常) */
const HOURS_OF_OFFICE =
  /(?:咨询|营业|接待|接听|接电话|客服|在线|投递|面试|报名|考试|开考|发布|更新|发货|配送|看房|签收|活动)(?:的)?(?:时间|日期|时段|于|:)[^a-z0-9一-龥]{0,3}$|(?:保留|延长|截|持续|有效|恢复)[^,]{0,3}[至到]$|(?:电话|热线|客服|咨询|tel)[^\n]{0,8}[0-9-]{7,}[^0-9]{0,4}(?:[0-9:-]{3,11})?[^a-z0-9一-龥]{0,3}$/;

/** 双休 is said of jobs; of teaching it is only when something is taught then. */
const JOB_REST = /^(?:双休|单休)$/;
const TAUGHT =
  /^(?:[日都也可上能均 ]|全天){0,3}(?:补|上课|辅导|教|讲|授课|约|有空|有课|班|每次|[0-9]{1,2} ?(?:h|小时|节))/;

/** @param word the time itself, as folded */
export function isTeachingTime(word: string, { before, after }: Surroundings): boolean {
  if (JOB_REST.test(word) && !after.startsWith('日') && !TAUGHT.test(after)) return false;
  return !isDenied(after) && !HOURS_OF_OFFICE.test(before);
}

/** Whether what follows a time says that nothing is taught then. */
export function isDenied(after: string): boolean {
  return (
    NO_LESSON.test(after) || NOT_THEN.test(after) || NOT_TAUGHT.test(after) || LEISURE.test(after)
  );
}

/** 开学, 高考, 报名截止 on a day named by its date. */
const DATE_OF_SOMETHING =
  /^[^,。\n]{0,6}?(?:前|之前|截止|高考|中考|会考|考试|开考|模考|期末考|开学|报到|公布|放榜|出分|缴费|发布|更新|注册|成立|出生|到期|有效)/;
const DATE_OF_NOTE =
  /(?:发布|更新|编辑|上传|浏览|注册|发表|成立|截止|截至|有效期|出生|签发|考试|报名|活动)(?:于|时间|日期|日|至)?[^a-z0-9一-龥]{0,3}$/;

/** Whether what begins or is held on a date may be lessons. */
export function isTeachingDate({ before, after }: Surroundings): boolean {
  return !DATE_OF_SOMETHING.test(after) && !DATE_OF_NOTE.test(before);
}

/** How much of the line around a time is looked at. */
const AROUND = 40;

/** The line around loose characters [start, end), as far as it is looked at. */
export function surroundings(field: FoldedText, start: number, end: number): Surroundings {
  const { loose, looseUnits } = field;
  const first = Math.max(0, start - AROUND);
  let from = start;
  while (from > first && !isStop(looseUnits[from - 1])) from -= 1;
  return { before: loose.slice(from, start), after: loose.slice(end, stopAfter(field, end)) };
}

/** Where the line ends, or as far as it is looked at. */
export function stopAfter({ looseUnits }: FoldedText, end: number): number {
  const last = Math.min(looseUnits.length, end + AROUND);
  let to = end;
  while (to < last && !isStop(looseUnits[to])) to += 1;
  return to;
}

/** A line's end, 。 ! ? */
function isStop(unit: number | undefined): boolean {
  return unit === 0x0a || unit === 0x3002 || unit === 0x21 || unit === 0x3f;
}
