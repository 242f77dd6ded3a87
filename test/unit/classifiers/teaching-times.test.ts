import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileReader } from '../../../classifiers/read-posting.js';
import { compileClassifier } from '../../../classifiers/compile-classifier.js';
import { readRuleFiles } from '../../../classifiers/rules/read-rule-files.js';
import { findDates } from '../../../classifiers/schedule/find-dates.js';
import { readTeachingTimes } from '../../../classifiers/schedule/read-teaching-times.js';
import type { When } from '../../../classifiers/schedule/resolve-dates.js';
import { ClassificationSchema } from '../../../domain/finding.js';
import type { SchoolBreak } from '../../../domain/calendar/school-break.js';
import { readRuleTexts } from '../../gold/read-rule-texts.js';

const files = readRuleTexts();
const read = compileReader(readRuleFiles(files));
const timesOf = (text: string, when: When = {}) => readTeachingTimes(read({ id: 'x', text }), when);
/** `周六上午 WEEKEND`: only what is a day off. */
const daysOff = (text: string, when: When = {}) =>
  timesOf(text, when)
    .filter(({ isDayOff }) => isDayOff)
    .map(({ span, period }) => `${span.text} ${period}`);

describe('a stated teaching time', () => {
  it.each([
    ['初三化学，每周六上午9:00-11:30', ['每周六上午9:00-11:30 WEEKEND']],
    ['周日晚七点物理', ['周日晚七点 WEEKEND']],
    ['礼拜天下午补数学', ['礼拜天下午 WEEKEND']],
    ['週六早上九點 英文', ['週六早上九點 WEEKEND']],
    ['周❻ 下午 讲题', ['周❻ 下午 WEEKEND']],
    ['周六日两天全天班', ['周六日 WEEKEND']],
    ['双休日可以辅导作文', ['双休日 WEEKEND']],
    ['晚上和周末都能约', ['晚上和周末 WEEKEND']],
    ['周五至周日晚上上课', ['周五至周日晚上 WEEKEND']],
    ['周二四六 18:30 拼读小班', ['周二四六 WEEKEND']],
    ['周一至六下午四点接', ['周一至六 WEEKEND']],
    ['时间：六、日 14:00-16:00', ['六、日 14:00-16:00 WEEKEND']],
    ['国庆七天不休，一天六节', ['国庆七天 STATUTORY']],
    ['五一小长假数学专项班', ['五一小长假 STATUTORY']],
    ['元旦照上，语数各一节', ['元旦 STATUTORY']],
    ['五一不松劲，初三数学三天突破', ['五一 STATUTORY']],
    ['五一那三天来我家', ['五一 STATUTORY']],
    ['十一那七天每天下午', ['十一 STATUTORY']],
    ['老师大年初三晚上直播', ['大年初三 STATUTORY']],
    ['中秋三天我不回老家，上午讲函数', ['中秋 STATUTORY']],
    ['初四 英语 女 双休 每次2h 240', ['双休 每次2h WEEKEND']],
    ['周日停车场上车讲', ['周日 WEEKEND']],
    ['冬令营上午三节课', ['冬令营 WINTER']],
    ['七月到八月底在家，可以教数学', ['七月到八月底 WEEKEND']],
    ['节假日不打烊，随到随学', ['节假日 STATUTORY']],
    ['寒假10天刷完八下物理', ['寒假 WINTER']],
    ['暑期物理衔接，假期每天两小时', ['暑期 SUMMER', '假期每天两小时 UNKNOWN']],
    ['寒暑假均可上课', ['寒暑假 WINTER', '寒暑假 SUMMER']],
    ['暑假作业辅导，上午班', ['暑假 SUMMER']],
    ['寒假前十天上午A组', ['寒假 WINTER']],
    ['夏令营里夜里讲物理', ['夏令营 SUMMER']],
  ])('%s', (text, expected) => {
    expect(daysOff(text)).toEqual(expected);
  });

  it.each([
    ['工作日晚上六点到八点', 'WORKDAY'],
    ['周一到周五放学后', 'WORKDAY'],
    ['每晚7点直播', 'UNKNOWN'],
  ])('%s is %s', (text, period) => {
    const [time] = timesOf(text);
    expect(time).toMatchObject({ period, isDayOff: false });
  });

  it.each([
    '小学英语老师，周末双休，五险',
    '数学教研（双休）8-13K',
    '托管老师，下午四点到晚九点半，周末单休',
    '课排在周一到周四，周末休息',
    '周末我自己要陪孩子不排课',
    '家教，周末不上课',
    '寒暑假停课',
    '节假日不补课，请放心',
    '咨询时间：周六上午9:00-11:30',
    '营业时间：周末及节假日',
    '教员热线：0731-80000102（8:00-22:00，周末节假日照常接听）',
    '报名请在周日前缴费',
    '本周六咨询日，签约送文具',
    '暑假过后开新班',
    '国庆后初三语文提价',
    '寒假作业答案不卖',
    '周六面试',
    '6月7日高考',
    '课时费调整，按旧价保留至周日',
    '一周六百，校长按时给',
    '每周五天，每天两小时',
    '包晚餐，寒假正常休',
    '驻家，周一至周五住，周末回）',
    '九月和十月一起交减二十',
    '活动时间：10月1日至10月7日',
    '元旦考完九十三',
    '二十一天，五（十一）班',
    '地点五一广场，五一路小学旁',
    '住家老师，周末带踢球',
    '快乐童年，周末骑车露营',
    '夜里七点开课，高二（3）班，语文100元',
    '9月1日前报名赠课',
    '发布时间：7月10日 9:00',
    '12月3日缴费截止',
    '底薪1.2-2.5万',
  ])('is none: %s', (text) => {
    expect(daysOff(text)).toEqual([]);
  });
});

describe('dates', () => {
  const of = (text: string) =>
    findDates(read({ id: 'x', text }).fields[0]?.field ?? expect.fail()).map(
      ({ year, from, to }) => `${year ?? ''}/${from.month}.${from.day}-${to.month}.${to.day}`,
    );

  it.each([
    ['7月10日起', ['/7.10-7.10']],
    ['七月五号到八月二十号', ['/7.5-8.20']],
    ['10月1日-3日', ['/10.1-10.3']],
    ['10月1-7日每天两小时', ['/10.1-10.7']],
    ['2026 年 1 月 25 日开课', ['2026/1.25-1.25']],
    ['8.1-8.15 数理化', ['/8.1-8.15']],
    ['7.6—7.26 全封闭', ['/7.6-7.26']],
    ['7.5起天天早班', ['/7.5-7.5']],
    ['十二月三十一日', ['/12.31-12.31']],
    ['第一期7月3日至7月18日，第二期7月20日至8月4日', ['/7.3-7.18', '/7.20-8.4']],
    ['月卡9.9元，评分4.9，1.2-2.5万，13月40日，每月10号', []],
  ])('are found in %s', (text, dates) => {
    expect(of(text)).toEqual(dates);
  });

  it('without a year are days off only when they are in every year', () => {
    expect(daysOff('7.5-7.25 数理化三科衔接')).toEqual(['7.5-7.25 WEEKEND']);
    expect(daysOff('7.5起天天早班')).toEqual(['7.5 WEEKEND']);
    expect(daysOff('5月1日-3日 上午上课')).toEqual(['5月1日-3日 STATUTORY']);
    expect(daysOff('7月10日起上午补数学')).toEqual([]);
    expect(daysOff('3月2日-4日上课')).toEqual([]);
    expect(timesOf('7月10日起上午补数学')).toMatchObject([
      { period: 'UNKNOWN' },
      { period: 'UNKNOWN' },
    ]);
  });

  it('without a year are looked up by the day the posting is of', () => {
    const when = { publishedOn: '2026-09-20' };
    // A Sunday, and a Saturday to work on.
    expect(daysOff('9月27日上午开课', when)).toEqual(['9月27日 ADJ_OFF']);
    expect(daysOff('10月18日上午开课', when)).toEqual(['10月18日 WEEKEND']);
    expect(daysOff('10月10日上午开课', when)).toEqual([]);
    expect(daysOff('10月10日（周六）上午开课', when)).toEqual([]);
    expect(daysOff('10月6日上午开课', when)).toEqual(['10月6日 ADJ_OFF']);
    // The year after: not in the table, so not known, but for the range with a weekend in every year.
    expect(daysOff('1月30日上午开课', { publishedOn: '2026-12-01' })).toEqual([]);
    expect(timesOf('10月6日上午开课', when)[0]).toMatchObject({
      from: '2026-10-06',
      to: '2026-10-06',
    });
  });

  it('this Saturday is looked up too', () => {
    expect(daysOff('本周六上午补课', { publishedOn: '2026-10-08' })).toEqual([]);
    expect(daysOff('本周六上午补课', { publishedOn: '2026-10-14' })).toEqual([
      '本周六上午 WEEKEND',
    ]);
    expect(daysOff('下周日上午补课', { publishedOn: '2026-09-15' })).toEqual([
      '下周日上午 ADJ_OFF',
    ]);
    expect(daysOff('每周六上午补课', { publishedOn: '2026-10-08' })).toEqual([
      '每周六上午 WEEKEND',
    ]);
  });

  it('lie in a school break only where all calendars of the year say so', () => {
    const school: SchoolBreak = {
      province: '示例省',
      city: '',
      stage: null,
      season: 'SUMMER',
      from: '2026-07-04',
      to: '2026-08-31',
    };
    const later = { ...school, city: '甲市', from: '2026-07-11' };
    const when = (schoolBreaks: readonly SchoolBreak[]) => ({
      publishedOn: '2026-06-20',
      schoolBreaks,
    });
    const text = '7月10日上午开课';
    expect(daysOff(text, when([school]))).toEqual(['7月10日 SUMMER']);
    expect(daysOff(text, when([school, later]))).toEqual([]);
    expect(daysOff(text, when([]))).toEqual([]);
    const lastYear = { ...school, from: '2025-07-04', to: '2025-08-31' };
    expect(daysOff(text, when([lastYear]))).toEqual([]);
  });
});

describe('TIM-01', () => {
  const classifier = compileClassifier(files);
  const AD = '初二物理一对一家教，可上门，150元/小时，加微信mc_test_001';

  it('lies over a flagged text, quotes the time and says which days', () => {
    const answer = classifier.classify({ id: 'x', text: `${AD}，周六上午9:00-11:30，寒假每天` });
    expect(answer.flag).toBe(true);
    expect(answer.primary).not.toBe('TIM-01');
    expect(answer.findings.find(({ code }) => code === 'TIM-01')?.spans).toMatchObject([
      { field: 'text', text: '周六上午9:00-11:30' },
      { field: 'text', text: '寒假每天' },
    ]);
    expect(answer.facets.period).toEqual(['WEEKEND', 'WINTER']);
    expect(answer.facets.times).toEqual(['150元/小时', '周六上午9:00-11:30，寒假每天'].slice(1));
  });

  it.each([
    `${AD}，周一到周五晚上`,
    `${AD}，周末不上课`,
    '周末天气不错，国庆去爬山',
    '不得在周末、节假日、寒暑假组织初中数学学科类培训，违者查处',
  ])('is not found in: %s', (text) => {
    const { findings, facets } = classifier.classify({ id: 'x', text });
    expect(findings.map(({ code }) => code)).not.toContain('TIM-01');
    expect(facets.period).toEqual([]);
  });

  it('looks dates up by the day the posting is of', () => {
    const text = `${AD}，10月10日上午开课`;
    const codes = (publishedOn: string) =>
      classifier.classify({ id: 'x', text, publishedOn }).findings.map(({ code }) => code);
    // A Saturday in both years, worked in one of them.
    expect(codes('2026-10-01')).not.toContain('TIM-01');
    expect(codes('2020-10-01')).not.toContain('TIM-01');
    expect(codes('2021-10-01')).toContain('TIM-01');
  });

  it('quotes exactly and never throws, whatever the text', () => {
    const parts = fc.constantFrom(
      ...[
        '周',
        '六',
        '日',
        '周末',
        '寒假',
        '国庆',
        '7',
        '.',
        '月',
        '10',
        '日',
        '号',
        '-',
        '至',
        ' ',
      ],
      ...[
        '起',
        '每',
        '双休',
        '年',
        '2026',
        '前',
        '后',
        '不',
        '\n',
        '，',
        '😀',
        '\u200b',
        AD,
        '9:00',
      ],
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        for (const { span } of timesOf(text, { publishedOn: '2026-09-20' })) {
          expect(text.slice(span.start, span.end)).toBe(span.text);
          expect(span.text).not.toBe('');
        }
        ClassificationSchema.parse(classifier.classify({ id: 'x', text }));
      }),
      { numRuns: 300 },
    );
  });
});
