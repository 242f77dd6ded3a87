/** Mini-programs of WeChat by their names: what a reader is told to search for, or a link copied out of one. */
import { looseSpan, type FoldedText } from '../normalise/fold-text.js';
import type { ContactHit } from './contact-hit.js';
import { WECHAT_NAME } from './wechat-name.js';

const PROGRAM = '小[程橙城呈成·][序旭绪叙xX](?:u(?![a-z]))?';
const NAME = '[一-鿿a-z0-9]';
const END = '(?=$|[ \\n,。!?;:()"·《》…+/-])';
const CALLED = '(?:的?名称|的?名字|名)?';
/** Where the link stands in the list. */
const LINK = 0;
/** Each with the name as its last group. */
export const MINI_PROGRAM_SHAPES: readonly string[] = [
  // Copied: #小程序://名字/abc
  `·?${PROGRAM}:\\/\\/([^ \\n/,。]{1,30})\\/[a-z0-9]{1,32}`,
  // Between quotation marks or brackets after it.
  `${PROGRAM}${CALLED}[里中内上]?(?:直接)?(?:搜索?|搜一下|查找|打开|进入|认准|关注|叫做?|名叫|名为|为|是)?[ :·]{0,3}["《(]([^"《》()\\n]{2,20})["》)]`,
  // 小程序搜…, 小程序：…
  `${PROGRAM}[里中内上]?(?:直接)?搜(?:索|一下)?[ :·]{0,2}(${NAME}{2,14})${END}`,
  `${PROGRAM}${CALLED}[ ]?:[ ]?(${NAME}{2,12})${END}`,
  `(?:${WECHAT_NAME})${PROGRAM} (${NAME}{2,8})${END}`,
  // 搜小程序…
  `搜(?:索|一下)?(?:${WECHAT_NAME})?${PROGRAM}[ :·]{0,2}(${NAME}{2,14})${END}`,
  // “…”小程序
  `["《(]([^"《》()\\n]{2,16})["》)](?:${WECHAT_NAME})?${PROGRAM}`,
];

/** What stands there when no name does. */
const NO_NAME =
  /^(?:点击|点开|报名|扫|预约|链接|如下|进入|登[录陆]|查询|查看|可|已|即|是|在|上线|里|中|内|的|后|等|功能|开发|制作|平台|公众|或|和|与|及|码|二维码|端|版|app|下单|购买|领取|参与|填写|提交|注册|打卡|为|有|将|也|都|请|详见|见|长按|识别|微信|搜索?$|名称$|同步|均|支持|提供|使用|操作|办理|缴费|服务)/;

/** @param shape the place in `MINI_PROGRAM_SHAPES` of what matched; the match has indices */
export function readMiniProgram(
  shape: number,
  match: RegExpExecArray,
  folded: FoldedText,
): ContactHit | undefined {
  const written = match.at(-1);
  const place = match.indices?.at(-1);
  if (written === undefined || place === undefined || NO_NAME.test(written)) return undefined;
  const whole = [match.index, match.index + match[0].length] as const;
  const said = looseSpan(folded, ...whole).text;
  // 小程序（可报名） says something of it, 小程序【…】 names it.
  if (match[0].includes('(') && !/[搜:：【[「]/u.test(said)) return undefined;
  // A copied link belongs together, else the name is what is marked.
  const [start, end] = shape === LINK ? whole : place;
  return { kind: 'mini-program', value: written.trim(), start, end };
}
