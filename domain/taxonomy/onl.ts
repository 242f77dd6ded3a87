/** ONL 线上: online tutoring. */
import type { Entry } from './laws.js';

export const ONL = [
  {
    id: 'ONL-01',
    nameZh: '面向学龄前儿童线上培训',
    nameEn: 'Online training for preschool children',
    definition: '「面向3至6岁学龄前儿童的线上培训」。',
    clauses: ['S1:L51', 'S2:L20'],
    bases: [
      {
        law: 'doubleReduction',
        article: '「不得开展面向学龄前儿童的线上培训」',
        confidence: 'B',
      },
    ],
  },
  {
    id: 'ONL-02',
    nameZh: '线下机构违规开展线上学科培训',
    nameEn: 'Offline institutions teaching subjects online',
    definition: '「线下机构通过即时通讯、网络会议、直播平台等方式违规开展线上学科类培训」。',
    clauses: ['S4:L53', 'S2:L20', 'S3:L19'],
    bases: [
      { law: 'penalties2023', article: '第十八条第一项', confidence: 'B' },
      { law: 'disguisedTutoring', article: '第六种情形', confidence: 'B' },
    ],
  },
  {
    id: 'ONL-03',
    nameZh: '直播变录播',
    nameEn: 'Recorded lessons in place of live ones',
    definition: '「通过“直播变录播”等方式违规开展学科类培训」。',
    clauses: ['S4:L51', 'S1:L51'],
    bases: [{ law: 'disguisedTutoring', article: '第三种情形', confidence: 'B' }],
  },
  {
    id: 'ONL-04',
    nameZh: '线上答疑、伴学、一对一、拼课',
    nameEn: 'Online question-answering, study company, one-to-one or shared lessons',
    definition: '「以线上答疑、…线上伴学、一对一辅导、拼课等形式面向中小学生开展学科类培训」。',
    clauses: ['S1:L51', 'S1:L53'],
    bases: [{ law: 'penalties2023', article: '第十八条第一项', confidence: 'B' }],
  },
  {
    id: 'ONL-05',
    nameZh: '非学科机构开展线上学科培训',
    nameEn: 'Non-subject institutions teaching subjects online',
    definition: '「非学科类培训机构开展线上学科类培训」。',
    clauses: ['S1:L53'],
    bases: [
      {
        law: 'doubleReduction',
        article: '「严禁非学科类培训机构从事学科类培训」',
        confidence: 'B',
      },
    ],
  },
  {
    id: 'ONL-06',
    nameZh: '境外平台线上学科培训',
    nameEn: 'Foreign platforms teaching subjects to pupils in China',
    definition: '「境外网络平台针对境内中小学生开展线上学科培训」。',
    clauses: ['S2:L20'],
    bases: [
      { law: 'covertTutoring2022', article: '境外网络平台线上学科培训条款', confidence: 'S' },
    ],
  },
  {
    id: 'ONL-07',
    nameZh: '涉境外课程培训',
    nameEn: 'Foreign-curriculum tutoring',
    definition: '「涉境外课程校外培训机构专项治理」的对象。',
    clauses: ['S3:L21'],
    bases: [{ law: 'doubleReduction', article: '「严禁提供境外教育课程」', confidence: 'B' }],
  },
] as const satisfies readonly Entry[];
