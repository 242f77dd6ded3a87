/** X 扩展码: with a national basis but not named by the founding documents. Off until a jurisdiction switches them on. */
import type { Entry } from './laws.js';

export const EXT = [
  {
    id: 'X-01',
    nameZh: '学龄前线下学科培训、小学化',
    nameEn: 'Offline subject training for preschool children',
    definition: '面向学龄前儿童的线下学科类培训或小学化教育。',
    clauses: [],
    bases: [
      { law: 'minors2021', article: '第三十三条', confidence: 'A' },
      { law: 'preschool2025', article: '第五十九条', confidence: 'A' },
    ],
  },
  {
    id: 'X-02',
    nameZh: '超时段培训',
    nameEn: 'Training beyond the permitted hours',
    definition: '线上培训结束晚于21:00，线下培训结束晚于20:30。',
    clauses: [],
    bases: [{ law: 'doubleReduction', article: '培训结束时间条款', confidence: 'B' }],
  },
  {
    id: 'X-03',
    nameZh: '无教师资格人员讲授学科',
    nameEn: 'Subject teaching without a teacher’s certificate',
    definition: '由不具备教师资格的人员讲授学科。',
    clauses: [],
    bases: [{ law: 'disguisedTutoring', article: '第二种情形', confidence: 'B' }],
  },
  {
    id: 'X-04',
    nameZh: '违规社会性竞赛',
    nameEn: 'Unapproved public contests',
    definition: '擅自举办面向中小学生的社会性竞赛。',
    clauses: [],
    bases: [
      {
        law: 'penalties2023',
        article: '社会性竞赛条款',
        confidence: 'B',
        note: '条号待核。',
      },
    ],
  },
  {
    id: 'X-05',
    nameZh: '不满十周岁未成年人代言',
    nameEn: 'Children under ten endorsing ads',
    definition: '以不满十周岁的未成年人作为广告代言人。',
    clauses: [],
    bases: [{ law: 'advertising2021', article: '第三十八条', confidence: 'A' }],
  },
  {
    id: 'X-06',
    nameZh: '以考试机构、命题人员名义',
    nameEn: 'In the name of examiners or question setters',
    definition: '明示或者暗示有考试机构或其工作人员、考试命题人员参与；现并入 ADV-02。',
    clauses: [],
    bases: [{ law: 'advertising2021', article: '第二十四条第二项', confidence: 'A' }],
  },
  {
    id: 'X-07',
    nameZh: '以家庭教育指导名义',
    nameEn: 'Subject tutoring in the name of family-education guidance',
    definition: '以家庭教育指导名义开展学科类培训。',
    clauses: [],
    bases: [
      { law: 'familyEducation2022', article: '第三十一条', confidence: 'A' },
      { law: 'penalties2023', article: '第十八条第三项', confidence: 'B' },
    ],
  },
] as const satisfies readonly Entry[];
