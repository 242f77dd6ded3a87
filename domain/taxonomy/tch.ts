/** TCH 教师: teachers in service. */
import type { Entry } from './laws.js';

export const TCH = [
  {
    id: 'TCH-01',
    nameZh: '在职教师有偿补课、办班、参与培训',
    nameEn: 'Teachers in service tutoring for money',
    definition: '「在职教师有偿违规补课」「举办或参与举办校外培训」「特别是线上违规补课」。',
    clauses: ['S3:L17', 'S3:L19', 'S2:L19', 'S2:L21'],
    bases: [
      { law: 'paidTuition2015', article: '六条禁令', confidence: 'B' },
      {
        law: 'penalties2023',
        article: '第十六条（从重）',
        confidence: 'B',
        note: '在职教师开展学科类培训，从重处罚。',
      },
      { law: 'teacherConduct', article: '有偿补课条款', confidence: 'S' },
    ],
  },
] as const satisfies readonly Entry[];
