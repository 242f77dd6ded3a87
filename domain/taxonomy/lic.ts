/** LIC 主体资质: who may teach at all. */
import type { Entry } from './laws.js';

export const LIC = [
  {
    id: 'LIC-01',
    nameZh: '无证无照培训',
    nameEn: 'Tutoring with neither permit nor registration',
    definition:
      '既无办学许可也无登记的机构或个人办班；「“无证无照”培训机构基本禁绝」「取缔违规无证机构」「无证经营」。',
    clauses: ['S4:L49', 'S4:L55', 'S3:L47', 'S1:L49'],
    bases: [
      { law: 'privateEducation2018', article: '第六十四条', confidence: 'A' },
      { law: 'education2021', article: '第七十五条', confidence: 'A' },
      { law: 'penalties2023', article: '第十七条', confidence: 'B' },
      { law: 'unlicensed2017', article: '第七条', confidence: 'A' },
      { law: 'registration2022', article: '第四十三条', confidence: 'A' },
    ],
  },
  {
    id: 'LIC-02',
    nameZh: '无证有照（教育咨询类超范围）',
    nameEn: 'Registered but without a permit (consulting firms beyond their scope)',
    definition:
      '有营业执照、无办学许可证；「“无证有照”的教育咨询类市场主体」超范围经营、违规培训。',
    clauses: ['S4:L39', 'S4:L55', 'S4:L59', 'S4:L63'],
    bases: [
      { law: 'privateEducation2018', article: '第十二条、第六十四条', confidence: 'A' },
      { law: 'unlicensed2017', article: '第五条', confidence: 'A' },
      { law: 'penalties2023', article: '第十七条', confidence: 'B' },
    ],
  },
  {
    id: 'LIC-03',
    nameZh: '假注销、真运营',
    nameEn: 'Deregistered on paper, still operating',
    definition:
      '「“假注销、真运营”」：「已经注销的培训机构仍在利用原师资、生源继续开展学科培训」。',
    clauses: ['S4:L51'],
    bases: [{ law: 'penalties2023', article: '第十七条、第十八条第四项', confidence: 'B' }],
  },
  {
    id: 'LIC-04',
    nameZh: '超许可、换马甲、挪窝',
    nameEn: 'Beyond the permit: other name, other place, other category',
    definition:
      '证照与实际不符：登记场所之外、换名称、超类别；「打“擦边球”、“换马甲”、“挪窝开训”」「改头换面」「证照不全」「“学转非”」。',
    clauses: ['S3:L33', 'S3:L47', 'S4:L51', 'S4:L69'],
    bases: [
      { law: 'disguisedTutoring', article: '第四种情形（登记场所之外）', confidence: 'B' },
      { law: 'privateEducation2018', article: '第六十二条第二项、第七项', confidence: 'A' },
    ],
  },
  {
    id: 'LIC-05',
    nameZh: '线上资质缺失',
    nameEn: 'Online provider without the permit or filing for it',
    definition:
      '线上机构无相应办学许可、互联网服务核准或与平台内经营主体不符；「重点治理专门从事网络培训的机构及同时开展线下线上校外教育培训的机构」。',
    clauses: ['S1:L49', 'S1:L63'],
    bases: [
      {
        law: 'privateEducationRules2021',
        article: '第十六条',
        confidence: 'A',
        note: '「利用互联网技术在线实施教育活动的民办学校应当取得相应的办学许可」。',
      },
    ],
  },
] as const satisfies readonly Entry[];
