/** RSK 风险苗头: early signs, no violations; they go to the risk ledger. */
import type { Entry } from './laws.js';

export const RSK = [
  {
    id: 'RSK-01',
    nameZh: '卷款跑路、退费难、兑课难',
    nameEn: 'Absconding, refunds or lessons not honoured',
    definition: '「严防“卷钱跑路”」「“退费难”“卷款跑路”」。',
    clauses: ['S4:L67', 'S4:L79', 'S3:L57'],
    bases: [],
  },
  {
    id: 'RSK-02',
    nameZh: '裁员欠薪',
    nameEn: 'Lay-offs and unpaid wages',
    definition: '「裁员欠薪等损害群众利益的问题」「规范裁员行为」。',
    clauses: ['S4:L79', 'S4:L81', 'S2:L14'],
    bases: [],
  },
  {
    id: 'RSK-03',
    nameZh: '安全隐患（消防、场所、疫情）',
    nameEn: 'Safety hazards (fire, premises, epidemic)',
    definition: '「存在一定的安全隐患和疫情传播风险」「发现安全隐患问题」。',
    clauses: ['S3:L23', 'S3:L25', 'S3:L27', 'S4:L79'],
    bases: [],
  },
  {
    id: 'RSK-04',
    nameZh: '舆情热点',
    nameEn: 'Public-opinion hot spot',
    definition: '「舆情散发、频发、高发地带」「群众关心、社会关注，易形成网络热点」。',
    clauses: ['S1:L75', 'S4:L79'],
    bases: [],
  },
] as const satisfies readonly Entry[];
