/** PRC 价格收费: prices and fees. */
import type { Entry } from './laws.js';

export const PRC = [
  {
    id: 'PRC-01',
    nameZh: '不明码标价',
    nameEn: 'Prices not shown',
    definition: '「不明码标价」。',
    clauses: ['S1:L57'],
    bases: [{ law: 'price1998', article: '第十三条', confidence: 'A' }],
  },
  {
    id: 'PRC-02',
    nameZh: '虚假折扣',
    nameEn: 'False discounts',
    definition: '「虚假折扣」。',
    clauses: ['S1:L57'],
    bases: [
      { law: 'price1998', article: '第十四条第四项', confidence: 'A' },
      {
        law: 'priceMarking2022',
        article: '第十六条、第十七条、第十九条第三项',
        confidence: 'A',
      },
    ],
  },
  {
    id: 'PRC-03',
    nameZh: '哄抬价格',
    nameEn: 'Driving up prices',
    definition: '「哄抬价格等价格违法行为」。',
    clauses: ['S1:L57'],
    bases: [{ law: 'price1998', article: '第十四条第三项', confidence: 'A' }],
  },
  {
    id: 'PRC-04',
    nameZh: '违规收费、不执行政府指导价',
    nameEn: 'Unlawful fees, prices above the government guide',
    definition: '「违规收费」「未规范执行政府指导价管理要求」。',
    clauses: ['S4:L69', 'S4:L71'],
    bases: [
      { law: 'price1998', article: '第十二条、第三十九条', confidence: 'A' },
      { law: 'localGuidePrice', article: '由辖区配置', confidence: 'C' },
    ],
  },
  {
    id: 'PRC-05',
    nameZh: '超限预收费、规避资金监管',
    nameEn: 'Excessive prepayment, evading supervision of funds',
    definition: '预收费须「严控资金流向」；「存在预收费资金监管盲区」。',
    clauses: ['S4:L67', 'S4:L69', 'S4:L71', 'S3:L57'],
    bases: [
      {
        law: 'prepayment',
        article: '一次收费不超过三个月或六十课时、不得以培训贷付费',
        confidence: 'B',
      },
      {
        law: 'nonSubjectNotice',
        article: '非学科类一次收费不超过五千元',
        confidence: 'B',
        note: '转引来源较弱。',
      },
    ],
  },
] as const satisfies readonly Entry[];
