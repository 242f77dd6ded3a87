/**
 * What has a shape rather than a word: prices, clock times, score gains, class sizes, a pupil's
 * short description. Read in the loose view. Every expression is bounded, so reading stays linear.
 */
import type { FoldedText } from '../normalise/fold-text.js';

export interface ShapeHit {
  readonly tag: string;
  /** Offsets into the loose view. */
  readonly start: number;
  readonly end: number;
}

const NUMERAL = '[0-9一二两三四五六七八九十]';
const UNIT =
  '(?:个?小时|课时|钟头|h(?![a-z])|hour|节课?|次课?|堂课?|个?月(?![0-9一二三四五六七八九])|学?期|天|晚|人|位|科|门|年|季)';

/** The tags this file can give. */
export const SHAPE_TAGS = [
  'price.lesson',
  'price.pay',
  'price.total',
  'price.bare',
  'time.clock',
  'time.length',
  'time.until',
  'gain.points',
  'gain.from-to',
  'gain.rank',
  'size.few',
  'size.seat',
  'pupil.short',
  'score.low',
] as const;
type ShapeTag = (typeof SHAPE_TAGS)[number];

const SHAPES: readonly (readonly [tag: ShapeTag, source: string])[] = [
  // 150元/小时, 150/h, 200块一节, 80-100每课时, 时薪100, 一小时150
  [
    'price.lesson',
    `(?<![0-9.])[0-9]{2,5}(?:\\.[0-9]{1,2})?(?: ?[-至到] ?[0-9]{2,5})? ?(?:(?:元|块钱?|¥|rmb|r|米|大洋|刀) ?(?:/|每|一|1)?|/|每|一) ?1?${UNIT}`,
  ],
  [
    'price.lesson',
    `(?:每|一|1|两|2)个?(?:人|位|节课?|小时|课时|次课?|堂课?|钟头|h) ?:?(?:只要|收|是|给)? ?[0-9]{2,4}(?![0-9分人名天])`,
  ],
  ['price.lesson', '(?<![a-z0-9])[0-9.]{1,3} ?h ?/ ?[0-9]{2,4}(?![0-9])'],
  ['price.total', '(?:周|月|季|年|次)卡 ?:?[0-9]{2,5}'],
  ['size.seat', '(?:限|只收|只招|限收|限招|限额) ?[0-9]{1,2} ?(?:个|人|席|名|位)'],
  [
    'gain.rank',
    '(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})个(?:孩子|娃|学生|人)?(?:里|中)?(?:有)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})个(?:进步|考|上|提|过|进|从我)',
  ],
  [
    'gain.rank',
    '(?:到|冲到|进)(?:了)?(?:全班|班级|年级|班里)第?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?![0-9])',
  ],
  ['gain.rank', '(?:进|冲|提)(?:到|进|入)?前(?:三分之一|一半|[0-9]{1,2}%|几名|列)'],
  [
    'price.bare',
    '(?<![0-9.a-z:/第-])(?:[5-9]0|[1-5][0-9]0|[5-9]5|600|800)(?![0-9a-z分%人名页道题个天年月日号级届中斤米㎡平:.多余次节课本元块栋楼-])',
  ],
  [
    'price.pay',
    '(?:时薪|课时费|课酬|课费|费用|薪资|薪酬|报酬|工资|待遇|收费|学费|单价|酬劳|辛苦费) ?(?:标准|可达|约|大概|每小时|每节)? ?:? ?[0-9]{2,5}(?![0-9])',
  ],
  ['price.pay', '(?:月薪|底薪|月入|年薪) ?:? ?[0-9]{1,6}(?:\\.[0-9])?(?:k|w|万|千)?'],
  [
    'price.pay',
    '[0-9]{1,2}(?:\\.[0-9])?(?:k|w|万) ?[-/]?(?:[0-9]{1,2}(?:k|w|万))?(?:/|每|一个?)?月',
  ],
  [
    'price.total',
    '¥ ?[0-9]{2,6}|(?<![0-9.])[0-9]{2,6} ?(?:元|块钱?(?!地)|rmb)|[0-9](?:\\.[0-9])?(?:w|万)(?:一年|包年|打包|全包|/年)',
  ],
  [
    'time.clock',
    '(?:早上|上午|中午|下午|晚上?|傍晚|每晚)? ?[0-9一二两三四五六七八九十]{1,3} ?(?:点半?|:[0-5][0-9]) ?(?:[-至到] ?[0-9一二两三四五六七八九十]{1,3} ?(?:点半?|:[0-5][0-9]))?',
  ],
  [
    'time.length',
    '(?:每次|一次|每天|每周)? ?(?:[0-9]{1,3}(?:\\.5)?|[一二两三四半]|一个半|两个半) ?个?(?:小时|h(?![a-z])|钟头|分钟)',
  ],
  [
    'time.until',
    '[0-9一二两三四五六七]{1,2}(?:次|节|天)/?(?:每|一)?(?:周|星期|礼拜)|(?:每|一)(?:周|星期|礼拜) ?[0-9一二两三四五六]{1,2}(?:次|节|天)',
  ],
  // 提高30分, 涨了四十分
  [
    'gain.points',
    `(?:提升?|提高|涨|增加?|进步|上升|拔高|多考|提了|逆袭|狂?飙升?)(?:了|到|至|约|近)? ?(?:[0-9]{1,3}|${NUMERAL}{1,3})[-至到]?[0-9]{0,3} ?\\+? ?(?:多|几|来)?分`,
  ],
  [
    'gain.points',
    '(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?:天|周|个月|节课|次课|课时|堂课)(?:内)? ?(?:就|能|可|必|保)?(?:提升?|提高|涨|增|进步)',
  ],
  // 从60到95, 58→92
  [
    'gain.from-to',
    '(?:从|由|自)(?:不到|只有|考)? ?[0-9一二三四五六七八九十]{1,3} ?分? ?(?:多|几)?(?:分)? ?(?:考?到|提(?:升|高)?到|涨到|冲到|直接到|变成?|-|·) ?(?:了)? ?[0-9一二三四五六七八九十]{2,3}',
  ],
  [
    'gain.from-to',
    '(?<![0-9])[2-9][0-9]分? ?(?:·|->|-》|变|到|涨到|冲到|提到) ?(?:8[0-9]|9[0-9]|1[0-4][0-9])分?(?![0-9元/])',
  ],
  [
    'gain.rank',
    '(?:班级?|年级|全班|全校|全区)(?:排名)?(?:从|由)?(?:倒数|[0-9]{1,3}名?(?:开外)?)[^。!?\\n]{0,8}(?:到|进|冲)[^。!?\\n]{0,4}前(?:[0-9]{1,3}|[一二三四五六七八九十]{1,2})',
  ],
  [
    'gain.rank',
    '(?:稳定?|冲|进|进了|考到|考进|上了|都是|都在)(?:班级?|年级|全班|全校)?(?:前|第)(?:[0-9]{1,2}|[一二三五十]{1,2})(?:名|%)?',
  ],
  // 3-5人小班, 1对3
  [
    'size.few',
    '(?<![0-9])[2-9](?:[-至到~][2-9]|[-至到][12][0-9])? ?(?:个人|人|个学生|个孩子|个娃)(?:的)? ?(?:小班|小组|班|一组|一班|成班|开班|拼班|精品|成团)',
  ],
  [
    'size.seat',
    '(?:还差|只差|差|还缺|缺|剩|还剩|仅剩|余|空|还有|留|仅余|最后) ?(?:最后)? ?[0-9一二两三四五六]{1,2} ?(?:个|位|名)?(?:名额|位置?|人|娃|学生|孩子|座位?|席|坑|同学|空位)',
  ],
  // 初二女生, 五年级男孩, 高一娃
  [
    'pupil.short',
    '(?:[一二三四五六七八九1-9]年级|初[一二三1-3]|高[一二三1-3]|小[一二三四五六1-6](?![0-9])|[一二三四五六]升[二三四五六七]|小升初|初升高|中班|大班|幼小|小学|初中|高中|准?(?:初|高)[一二三])[上下]? ?(?:的|,)?(?:小)?(?:男|女|娃|宝|孩|儿子|女儿|学生|学员|姑娘|小子|妹|弟|丫头|一名|1名|学渣)',
  ],
  [
    'score.low',
    '(?:考|只考|才考|只有|才|仅|目前|平时|现在|成绩|分数)(?:了|到)? ?(?:[1-7][0-9]|[三四五六七]十)(?:[-至到][0-9]{2})? ?(?:来|多|几)?分?(?:左右|上下)?(?![0-9元/块])',
  ],
];

const COMPILED = new Map<ShapeTag, readonly RegExp[]>();

/** All shapes in a field. */
export function findShapes(folded: FoldedText): readonly ShapeHit[] {
  const hits: ShapeHit[] = [];
  for (const [tag, expressions] of compiled()) {
    for (const expression of expressions) {
      for (const match of folded.loose.matchAll(expression)) {
        hits.push({ tag, start: match.index, end: match.index + match[0].length });
      }
    }
  }
  return hits;
}

/** Compiled at first use: importing this file does no work. */
function compiled(): ReadonlyMap<ShapeTag, readonly RegExp[]> {
  if (COMPILED.size > 0) return COMPILED;
  for (const tag of SHAPE_TAGS) {
    COMPILED.set(
      tag,
      SHAPES.filter(([of]) => of === tag).map(([, source]) => new RegExp(source, 'gu')),
    );
  }
  return COMPILED;
}
