/** TIM 时间: a code that stands on top of LIC, COV or ONL; which day off is a facet. */
import type { Entry } from './laws.js';

export const TIM = [
  {
    id: 'TIM-01',
    nameZh: '占用节假日、休息日、寒暑假开展学科培训',
    nameEn: 'Subject tutoring on holidays, days off or in school breaks',
    definition:
      '「学科类培训机构在寒暑假、休息日和法定节假日利用网络平台开展校外培训」。叠加码，与资质、隐形变异、线上各码并存。',
    clauses: ['S1:L51', 'S2:L20', 'S4:L55'],
    bases: [
      {
        law: 'doubleReduction',
        article: '「不得占用国家法定节假日、休息日及寒暑假期组织学科类培训」',
        confidence: 'B',
      },
    ],
  },
] as const satisfies readonly Entry[];
