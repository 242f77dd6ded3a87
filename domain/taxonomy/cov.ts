/** COV 学科类隐形变异: subject tutoring under another name, mostly offline. */
import type { Entry } from './laws.js';

export const COV = [
  {
    id: 'COV-01',
    nameZh: '以咨询、文化传播名义开展学科培训',
    nameEn: 'Subject tutoring in the name of consulting or culture',
    definition: '证照不全的机构或个人「以咨询、文化传播…等名义违规开展学科类培训」。',
    clauses: ['S4:L51'],
    bases: [
      { law: 'penalties2023', article: '第十八条第三项', confidence: 'B' },
      { law: 'disguisedTutoring', article: '第一种情形', confidence: 'B' },
    ],
  },
  {
    id: 'COV-02',
    nameZh: '家政服务、住家教师、高端家政',
    nameEn: 'Live-in teachers and “high-end housekeeping”',
    definition:
      '以「“家政服务”“住家教师”」「“高端家政”」名义开展学科类培训；「严禁任何形式的“住家家教”推介行为」。',
    clauses: ['S4:L51', 'S3:L47', 'S2:L19'],
    bases: [
      { law: 'penalties2023', article: '第十八条第三项', confidence: 'B' },
      {
        law: 'covertTutoring2022',
        article: '「严禁任何形式的“住家家教”推介行为」',
        confidence: 'S',
        note: '另有公开报道转引。',
      },
    ],
  },
  {
    id: 'COV-03',
    nameZh: '众筹私教、家庭教师',
    nameEn: 'Crowd-funded private teachers and home tutors',
    definition: '以「“众筹私教”」名义，几家合请老师，或以「“家庭教师”」形式开展学科类培训。',
    clauses: ['S4:L51', 'S2:L19', 'S3:L47'],
    bases: [{ law: 'penalties2023', article: '第十八条第三项', confidence: 'B' }],
  },
  {
    id: 'COV-04',
    nameZh: '异地或隐匿场所一对一、一对多',
    nameEn: 'One-to-one or one-to-few tutoring in hidden or distant places',
    definition: '「组织异地培训，在居民楼、酒店、咖啡厅等场所开展“一对一”“一对多”等学科类培训」。',
    clauses: ['S4:L51', 'S4:L53', 'S2:L19', 'S3:L15', 'S3:L41'],
    bases: [
      { law: 'penalties2023', article: '第十八条第二项', confidence: 'B' },
      { law: 'disguisedTutoring', article: '第四种情形（登记场所之外）', confidence: 'B' },
    ],
  },
  {
    id: 'COV-05',
    nameZh: '以游学、研学、夏（冬）令营名义',
    nameEn: 'Subject tutoring in the name of study tours and camps',
    definition: '「以游学、研学、夏令营…等名义」违规开展学科类培训；「“游学研学”」。',
    clauses: ['S4:L53', 'S3:L47'],
    bases: [
      { law: 'penalties2023', article: '第十八条第三项', confidence: 'B' },
      { law: 'disguisedTutoring', article: '第五种情形', confidence: 'B' },
    ],
  },
  {
    id: 'COV-06',
    nameZh: '以思维素养、国学素养等换名',
    nameEn: 'Subject tutoring renamed as thinking or classics training',
    definition: '以「思维素养、国学素养等名义」违规开展学科类培训。',
    clauses: ['S4:L53'],
    bases: [
      {
        law: 'penalties2023',
        article: '第十八条第三项（素质拓展、思维训练）',
        confidence: 'B',
      },
      {
        law: 'doubleReduction',
        article: '「严禁以…思维训练班等名义面向学龄前」',
        confidence: 'B',
      },
    ],
  },
  {
    id: 'COV-07',
    nameZh: '非学科机构开展学科培训',
    nameEn: 'Non-subject institutions teaching school subjects',
    definition: '「在科技、体育、文化艺术等非学科类培训中，违规开展学科类培训」。',
    clauses: ['S4:L53', 'S3:L33', 'S2:L15', 'S1:L53'],
    bases: [
      { law: 'disguisedTutoring', article: '第五种情形', confidence: 'B' },
      {
        law: 'doubleReduction',
        article: '「严禁非学科类培训机构从事学科类培训」',
        confidence: 'B',
      },
    ],
  },
  {
    id: 'COV-08',
    nameZh: '以托管、晚辅名义',
    nameEn: 'Subject tutoring in the name of after-school care',
    definition: '「托管服务」机构中讲授学科。',
    clauses: ['S2:L25'],
    bases: [{ law: 'penalties2023', article: '第十八条第三项（托管）', confidence: 'B' }],
  },
  {
    id: 'COV-09',
    nameZh: '以竞赛、志愿填报咨询名义',
    nameEn: 'Subject tutoring in the name of contests or admission advice',
    definition:
      '「竞赛组织、中高考志愿填报咨询」中夹带学科类培训；志愿填报咨询本身不是违规，只作重点对象。',
    clauses: ['S2:L25'],
    bases: [
      {
        law: 'penalties2023',
        article: '第十八条第三项（竞赛）',
        confidence: 'B',
        note: '社会性竞赛另有罚则，条号待核。',
      },
    ],
  },
  {
    id: 'COV-99',
    nameZh: '其他隐形变异',
    nameEn: 'Other covert variants',
    definition: '由「“地上”转入“地下”、改头换面」等未列举的隐形变异。',
    clauses: ['S3:L47', 'S2:L5'],
    bases: [{ law: 'penalties2023', article: '第十八条第四项', confidence: 'B' }],
  },
] as const satisfies readonly Entry[];
