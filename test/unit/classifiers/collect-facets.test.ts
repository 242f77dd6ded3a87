/** Who is behind a posting and whether it is paid: each from a sign in the text, nothing guessed. */
import { describe, expect, it } from 'vitest';
import { compileClassifier } from '../../../classifiers/compile-classifier.js';
import type { Facets } from '../../../domain/finding.js';
import { readRuleTexts } from '../../gold/read-rule-texts.js';

const { classify } = compileClassifier(readRuleTexts());
const facetsOf = (text: string): Facets => classify({ id: 'x', text }).facets;

describe('who is behind it', () => {
  it.each<[Facets['actor'][number], string]>([
    ['INSTITUTION', '启明培训学校秋季班招生，各校区同步'],
    ['INDIVIDUAL', '本人师范毕业，自己带几个初中生'],
    ['SERVING_TEACHER', '一中在职老师亲带，初三数学'],
    ['DOMESTIC_SERVICE', '安心家政公司推荐，住家老师辅导作业'],
    ['TUTOR_PLATFORM', '本地家教网最新订单，教员入驻'],
    ['JOB_SITE', '本地人才网转发，招数学老师'],
    ['CARE_CENTRE', '小饭桌招生，管饭管作业'],
    ['CONTEST_ORGANISER', '杯赛组委会通知，集训营报名'],
    ['ADMISSION_ADVISER', '中高考志愿填报，附学科冲刺'],
    ['STUDY_TRAVEL', '某旅行社研学旅行七日营'],
    ['CONSULTING_FIRM', '晨星教育咨询有限公司，小升初数学班'],
    ['LANDLORD', '写字间出租，适合小班补课，周边两所小学'],
    ['OVERSEAS_PLATFORM', '境外平台外教，国内小学数学同步'],
    ['SCHOOL', '教务处通知：课后服务自愿参加'],
  ])('%s', (actor, text) => {
    expect(facetsOf(text).actor).toContain(actor);
  });

  it.each([
    '初二女生 英语弱 周末两小时 150 城东',
    '书桌出租，八成新',
    '别找机构了，孩子自己学也行',
    '今天天气不错',
  ])('nobody is made up: %s', (text) => {
    expect(facetsOf(text).actor).toEqual([]);
  });
});

describe('whether it is paid, with the words that say so', () => {
  it.each<[string, Facets['paid']]>([
    ['初中数学一对一，150元/小时', { state: 'YES', text: '150元/小时' }],
    ['初二女生 英语弱 周末两小时 150 城东', { state: 'YES', text: '两小时 150' }],
    ['周末班开课，价格私聊', { state: 'YES', text: '价格私聊' }],
    ['一经报名概不退费，小学英语', { state: 'YES', text: '概不退费' }],
    ['免费试听，之后每节80元', { state: 'YES', text: '每节80' }],
    ['大学生志愿者暑期支教，免费辅导功课', { state: 'NO', text: '志愿者' }],
    ['公益课堂不收费，语文作文', { state: 'NO', text: '公益' }],
    ['家长互助，完全免费，不收学费', { state: 'NO', text: '完全免费' }],
    ['免费试听，名额有限', { state: 'UNKNOWN', text: null }],
    ['接初中数学，可上门', { state: 'UNKNOWN', text: null }],
  ])('%s', (text, paid) => {
    expect(facetsOf(text).paid).toEqual(paid);
  });
});
