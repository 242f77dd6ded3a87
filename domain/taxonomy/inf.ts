/** INF 信息与场地提供方: platforms, housekeeping firms and landlords. The platform is the party, not the parent. */
import type { Entry } from './laws.js';

export const INF = [
  {
    id: 'INF-01',
    nameZh: '招聘、家教平台发布禁止信息',
    nameEn: 'Job and tutor platforms publishing forbidden offers',
    definition:
      '「禁止发布“一对一”“众筹私教”“家庭教师”等校外培训招聘需求信息」；被监管主体是平台。',
    clauses: ['S2:L19'],
    bases: [
      {
        law: 'covertTutoring2022',
        article: '招聘网站、家教网信息发布条款',
        confidence: 'S',
      },
    ],
  },
  {
    id: 'INF-02',
    nameZh: '家政企业推介“住家家教”',
    nameEn: 'Housekeeping firms promoting live-in tutors',
    definition: '「禁止家政服务企业将校外培训纳入家庭服务，严禁任何形式的“住家家教”推介行为」。',
    clauses: ['S2:L19'],
    bases: [
      {
        law: 'covertTutoring2022',
        article: '「严禁任何形式的“住家家教”推介行为」',
        confidence: 'S',
        note: '另有公开报道转引。',
      },
    ],
  },
  {
    id: 'INF-03',
    nameZh: '房屋出租给无资质培训',
    nameEn: 'Letting rooms to unlicensed tutoring',
    definition: '「不得将房屋租借给无资质机构或个人开展校外培训」。',
    clauses: ['S2:L13', 'S2:L19'],
    bases: [
      {
        law: 'unlicensed2017',
        article: '第十四条',
        confidence: 'A',
        note: '条文针对为无照经营提供场所。',
      },
    ],
  },
] as const satisfies readonly Entry[];
