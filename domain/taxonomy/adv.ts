/** ADV 广告宣传: what the ad claims, and that it is published at all. */
import type { Entry } from './laws.js';

export const ADV = [
  {
    id: 'ADV-01',
    nameZh: '杜撰公司荣誉',
    nameEn: 'Made-up honours',
    definition: '「在招生宣传中杜撰公司荣誉」。',
    clauses: ['S1:L55'],
    bases: [
      {
        law: 'advertising2021',
        article: '第九条第二项、第三项，第二十八条第二款第二项',
        confidence: 'A',
      },
      { law: 'unfairCompetition2019', article: '第八条（虚假宣传）', confidence: 'A' },
      { law: 'unfairCompetition2025', article: '第九条（虚假宣传）', confidence: 'B' },
    ],
  },
  {
    id: 'ADV-02',
    nameZh: '虚构教师教学经历',
    nameEn: 'Made-up teaching careers',
    definition: '「虚构教师教学经历」。',
    clauses: ['S1:L55'],
    bases: [
      {
        law: 'advertising2021',
        article: '第二十四条第二项、第二十八条第二款第二项',
        confidence: 'A',
      },
    ],
  },
  {
    id: 'ADV-03',
    nameZh: '虚假承诺、保证性承诺效果',
    nameEn: 'False or guaranteed results',
    definition: '「虚假承诺培训效果」。',
    clauses: ['S1:L55'],
    bases: [
      {
        law: 'advertising2021',
        article: '第二十四条第一项',
        confidence: 'A',
        note: '罚则见第五十五条、第五十八条。',
      },
    ],
  },
  {
    id: 'ADV-04',
    nameZh: '夸大效果、误导教育观念',
    nameEn: 'Exaggerated results, misleading views of education',
    definition: '「在互联网上发布和变相发布夸大培训效果、误导公众教育培训观念」的虚假广告。',
    clauses: ['S1:L55'],
    bases: [
      {
        law: 'advertising2021',
        article: '第二十四条第三项、第二十八条第二款第四项',
        confidence: 'A',
        note: '第二十四条第三项为受益者推荐、证明。',
      },
    ],
  },
  {
    id: 'ADV-05',
    nameZh: '制造焦虑',
    nameEn: 'Stirring up anxiety',
    definition: '「制造焦虑等虚假广告行为」。',
    clauses: ['S1:L55'],
    bases: [
      { law: 'adControl', article: '贩卖焦虑类校外培训广告条款', confidence: 'B' },
      {
        law: 'doubleReduction',
        article: '校外培训广告管控条款',
        confidence: 'B',
        note: '政策性依据，不单独作为处罚依据。',
      },
    ],
  },
  {
    id: 'ADV-06',
    nameZh: '变相发布（软文、经验帖）',
    nameEn: 'Disguised ads (advertorials, “experience” posts)',
    definition: '「变相发布」虚假广告，如以经验分享、测评引流。',
    clauses: ['S1:L55'],
    bases: [
      { law: 'advertising2021', article: '第十四条', confidence: 'A' },
      {
        law: 'onlineAds2023',
        article: '知识介绍、体验分享、消费测评须标明“广告”的条款',
        confidence: 'B',
        note: '条号待核。',
      },
    ],
  },
  {
    id: 'ADV-07',
    nameZh: '违规刊播校外培训广告',
    nameEn: 'Publishing tutoring ads where none may be published',
    definition: '面向中小学（含幼儿园）的校外培训广告本身；「违规广告问题」。',
    clauses: ['S3:L25', 'S3:L27', 'S4:L39'],
    bases: [
      {
        law: 'adControl',
        article: '「不区分学科类、非学科类…不刊登、不播发」',
        confidence: 'B',
      },
      { law: 'advertising2021', article: '第三十九条', confidence: 'A', note: '校园内广告。' },
      { law: 'minors2021', article: '第五十三条', confidence: 'A', note: '校园内广告。' },
    ],
  },
] as const satisfies readonly Entry[];
