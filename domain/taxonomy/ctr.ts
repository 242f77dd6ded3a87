/** CTR 合同: contracts with parents. */
import type { Entry } from './laws.js';

export const CTR = [
  {
    id: 'CTR-01',
    nameZh: '不使用示范合同',
    nameEn: 'Model contract not used',
    definition:
      '「不使用《中小学生校外培训示范合同》」；应使用「《中小学生校外培训服务合同（示范文本）》」。',
    clauses: ['S1:L57', 'S4:L71'],
    bases: [
      { law: 'modelContract', article: '全文', confidence: 'S' },
      { law: 'nonSubjectNotice', article: '使用示范文本的条款', confidence: 'B' },
    ],
  },
  {
    id: 'CTR-02',
    nameZh: '不公平条款',
    nameEn: 'Unfair contract terms',
    definition: '「签订不公平条款合同，加重家长学生责任」「使用不规范合同」。',
    clauses: ['S1:L57', 'S4:L69'],
    bases: [{ law: 'consumer2014', article: '第二十六条、第五十三条', confidence: 'A' }],
  },
] as const satisfies readonly Entry[];
