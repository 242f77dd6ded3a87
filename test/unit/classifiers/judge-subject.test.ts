/** Made-up texts, labelled by hand: what the course is, a word that a dimension must quote, and whether experts should look. */
import { describe, expect, it } from 'vitest';
import { compileClassifier } from '../../../classifiers/compile-classifier.js';
import type { SubjectTest } from '../../../domain/finding.js';
import { readRuleTexts } from '../../gold/read-rule-texts.js';

const { classify } = compileClassifier(readRuleTexts());
const judge = (text: string): SubjectTest => classify({ id: 'x', text }).subject;

type Side = 'purpose' | 'content' | 'method' | 'assessment' | 'against';
type Quotes = Partial<Record<Side, string>>;

const SUBJECT: readonly (readonly [text: string, quotes: Quotes])[] = [
  ['初二女生 英语弱 周末两小时 150 城东', { content: '英语', purpose: '英语弱' }],
  ['四个娃拼一个初中物理老师，差一位，每家80/时', { content: '物理' }],
  [
    '晚托含语数英精讲，每周测一次，校门口接',
    { content: '语数英', method: '精讲', assessment: '周测' },
  ],
  ['暑假10天刷完八下物理，讲透压强浮力，天天默写公式', { content: '物理', method: '默写' }],
  ['小升初数学冲刺班招生，查漏补缺，冲击重点初中', { purpose: '小升初', content: '数学' }],
  [
    '高考化学一轮复习，知识点讲解加真题演练，月考看效果',
    { content: '化学', method: '讲解', assessment: '月考' },
  ],
  ['退休老教师在家带几个孩子，主要是补语文阅读和作文', { content: '作文', method: '补语文' }],
  ['7天研学营，上午语数英巩固，下午户外徒步', { content: '语数英', against: '户外' }],
  [
    '高端育儿师住家，陪伴加辅导小学全科，提高学习成绩',
    { purpose: '提高学习成绩', content: '全科' },
  ],
  ['咨询课12次，附赠数学同步讲解', { content: '数学', method: '讲解' }],
  ['初三化学，腾讯会议上课，课前预习课后习题都发群里', { content: '化学', method: '预习' }],
  ['历史地理会考突击，老师划重点带背诵，考了再说', { content: '史', method: '背诵' }],
  ['高考日语零基础到110分，学长一对一', { content: '高考日语' }],
  [
    '道法开卷考怎么拿满分？周日小班讲解答题模板',
    { content: '道法', method: '答题模板', assessment: '满分' },
  ],
  ['生地会考班，入学测试后分班，按成绩排座位', { content: '生地', assessment: '入学测试' }],
  ['孩子从58分到92分，初一数学找我，跟着我学', { content: '数学', purpose: '从58分到92' }],
  ['带初中，专治数学不及格，讲错题，不提分不收费', { content: '数学', method: '讲错题' }],
  ['五年级英语听写默写天天过关，家里小班六个孩子', { content: '英语', method: '听写' }],
  ['考前押题班：物化两科，讲义人手一份，限时训练', { content: '物化', method: '讲义' }],
  ['幼小衔接招生：拼音识字、口算，跟上小学课程', { content: '拼音识字', purpose: '跟上小学课程' }],
  ['书房里的文言文课，人教版课文同步，老师领读', { content: '文言文', method: '领读' }],
  ['大学生上门，专教小学三年级数学应用题，一小时80', { content: '应用题' }],
  ['寒假抢先学，新初一，三科套餐，天天小测', { content: '三科', assessment: '小测' }],
  ['接补课，初中生优先，来我家，讲到会为止', { method: '补课' }],
  ['期末提分营，全程限时训练，摸底考后分层', { purpose: '提分', assessment: '摸底考' }],
  ['初中shu学yi对yi辅dao，加V mc_test_001', { content: 'shu学' }],
  ['周末E语小课，定语从句讲到会，四人一组', { content: 'E语', method: '讲到会' }],
  ['数学家教，初二起，上门一小时90', { content: '数学家教' }],
  ['初三物理一对一视频课，每次130，软件不用下载', { content: '物理' }],
  ['海边营五天，初三化学天天有，包吃住2600', { content: '化学' }],
  ['美术画室周末文化课包过线，语数英三科', { content: '文化课', against: '美术' }],
];

const NON_SUBJECT: readonly (readonly [text: string, quotes: Quotes])[] = [
  ['少儿钢琴一对一，可上门，每节150', { against: '钢琴' }],
  ['暑期游泳班招生，强身健体，教练一对四', { against: '强身健体' }],
  ['街舞小班开课，年底汇报演出，零基础可报名', { against: '汇报演出' }],
  ['书法老师在小区开班，兴趣为主，不考试', { against: '兴趣为主' }],
  ['少儿编程体验课，图形化编程做小游戏', { against: '编程' }],
  ['乒乓球教练带小学生，周末两小时，对抗赛为主', { against: '乒乓球' }],
  ['美术画室招新，写生临摹，每学期办画展', { against: '写生' }],
  ['跆拳道馆招生，考级定段，每周三次', { against: '考级' }],
  ['围棋老师上门，一对一，升段有把握', { against: '围棋' }],
  ['只看作业不讲课，放学接到六点半，管饭', { against: '只看作业' }],
  ['小饭桌招生，仅看护，不讲学科，不补课', { against: '不讲学科' }],
  ['儿童轮滑兴趣班，户外教学，快乐成长', { against: '户外' }],
  ['古筝小组课，四人成班，春季班报名中', { against: '古筝' }],
  ['尤克里里弹唱，零基础，孩子大人都可报名', { against: '弹唱' }],
  ['小主持人口才班，学期末上台演出', { against: '口才' }],
  ['亲子烘焙课，动手制作，带作品回家，报名从速', { against: '烘焙' }],
  ['羽毛球私教一对一，可上门，教练十年教龄', { against: '羽毛球' }],
  ['机器人兴趣班开班，搭积木，创造力培养', { against: '创造力' }],
  ['素描小班开课，只教画，文化课在学校上好', { against: '只教画' }],
  ['播音主持小课，一对一150，文化课不带', { against: '播音' }],
  ['艺术学校舞蹈班招新，街舞二班周六照旧', { against: '舞蹈' }],
  ['陶艺工作室暑期班，泥塑剪纸，三至八岁', { against: '泥塑' }],
];

const UNKNOWN: readonly string[] = [
  '',
  '今天天气不错，去公园走走',
  '招新啦，名额有限，欢迎私信',
  '周末班还有两个名额，地址私聊',
  '二手初中数学课本，九成新，包邮',
  '考研数学一对一辅导，签约保过',
  '成人英语零基础小班，上班族晚上学',
  '门面转让，位置好，价格面议',
];

const BORDERLINE: readonly (readonly [
  text: string,
  expected: readonly SubjectTest['class'][],
  quotes: Quotes,
])[] = [
  ['思维训练营暑期招生，名额有限', ['UNKNOWN'], { content: '思维训练' }],
  ['大语文素养课报名，提分看得见', ['SUBJECT'], { content: '大语文', purpose: '提分' }],
  ['口才写作班开课，四人小班', ['UNKNOWN', 'NON_SUBJECT'], { content: '口才写作' }],
  ['编程数学小班，五年级起，报名送体验', ['UNKNOWN', 'NON_SUBJECT'], { content: '编程数学' }],
  ['科学实验课招生，动手做，零食火箭升空', ['UNKNOWN'], { content: '科学实验', against: '动手做' }],
  ['国学馆招生，经典诵读，周日上午开课', ['UNKNOWN'], { content: '国学' }],
  ['阅读营开营，一起读整本书，老师带读', ['UNKNOWN', 'SUBJECT'], { content: '阅读营' }],
  [
    '少儿编程冲刺小升初，信息学拿奖，报名中',
    ['NON_SUBJECT', 'SUBJECT'],
    { purpose: '小升初', against: '编程' },
  ],
  [
    '英语兴趣班，兴趣为主，做游戏，老师全外教',
    ['SUBJECT'],
    { content: '英语', against: '兴趣为主' },
  ],
  [
    '语数英作业辅导中心，只看作业，不讲课',
    ['NON_SUBJECT'],
    { content: '语数英', against: '只看作业' },
  ],
  ['珠心算小班招生，开发右脑，每周测速', ['UNKNOWN', 'SUBJECT'], { content: '珠心算' }],
  ['画室招生，素描色彩，另开数学英语小班', ['SUBJECT'], { content: '数学', against: '素描' }],
  ['英语戏剧社招募小演员，结营展示', ['UNKNOWN'], { content: '英语戏剧', against: '结营展示' }],
];

const FOREIGN: readonly (readonly [text: string, quotes: Quotes])[] = [
  ['IGCSE全科辅导，初中生可报', { content: 'IGCSE' }],
  ['A-level物理小班，线上直播，名师主讲', { content: 'A-level' }],
  ['AP课程一对一，高一可学，考前真题讲解', { content: 'AP课程', method: '讲解' }],
];

function expectQuotes(test: SubjectTest, quotes: Quotes): void {
  for (const [side, quote] of Object.entries(quotes)) {
    const spans = side === 'against' ? test.against : test[side as keyof Quotes & 'purpose'].spans;
    expect(spans.map(({ text }) => text).join('|'), side).toContain(quote);
  }
}

describe('a course in a school subject, with the words that say so', () => {
  it.each(SUBJECT)('%s', (text, quotes) => {
    const test = judge(text);
    expect(test.class).toBe('SUBJECT');
    expectQuotes(test, quotes);
  });
});

describe('something else is taught, and the words against a subject are quoted', () => {
  it.each(NON_SUBJECT)('%s', (text, quotes) => {
    const test = judge(text);
    expect(test.class).toBe('NON_SUBJECT');
    expect(test.needsExpert).toBe(false);
    expectQuotes(test, quotes);
  });
});

describe('what the text does not say stays unknown', () => {
  it.each(UNKNOWN)('%s', (text) => {
    expect(judge(text)).toMatchObject({ class: 'UNKNOWN', needsExpert: false, doubts: [] });
  });
});

describe('what cannot be told at once goes to experts', () => {
  it('but not when subjects are plainly taught and something else stands beside them', () => {
    const test = judge('暑托营：上午语文数学新课预习，每周测验；下午游泳，连报两月3600');
    expect(test).toMatchObject({ class: 'SUBJECT', needsExpert: false });
    expect(test.against.map(({ text }) => text)).toEqual(['游泳']);
  });

  it.each(BORDERLINE)('%s', (text, classes, quotes) => {
    const test = judge(text);
    expect(classes).toContain(test.class);
    expect(test.needsExpert).toBe(true);
    expectQuotes(test, quotes);
  });
});

describe('a foreign curriculum', () => {
  it.each(FOREIGN)('%s', (text, quotes) => {
    const test = judge(text);
    expect(test.class).toBe('FOREIGN_CURRICULUM');
    expectQuotes(test, quotes);
  });
});

describe('every quote', () => {
  const texts = [...SUBJECT, ...NON_SUBJECT, ...BORDERLINE, ...FOREIGN].map(([text]) => text);

  it('stands in the original, exactly, also in a title and under disguise', () => {
    const disguises = (text: string): string[] => [
      text,
      [...text].join('\u200b'),
      [...text].join(' '),
      text.replaceAll('数', '數').replaceAll('语', '語'),
    ];
    for (const text of texts.flatMap(disguises)) {
      const { subject } = classify({ id: 'x', title: text, text });
      const { purpose, content, method, assessment, against } = subject;
      const spans = [purpose, content, method, assessment].flatMap((one) => one.spans);
      for (const span of [...spans, ...against]) {
        expect(text.slice(span.start, span.end)).toBe(span.text);
        expect(span.text.length).toBeGreaterThan(0);
      }
      expect(subject.needsExpert).toBe(subject.doubts.length > 0);
    }
  });
});
