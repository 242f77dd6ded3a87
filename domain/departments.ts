/** Departments that share the work, and which of them a lead goes to. */
import { z } from 'zod';
import type { Name } from './facet-names.js';

export const DepartmentIdSchema = z.enum([
  'education',
  'market',
  'cyberspace',
  'labour',
  'police',
  'petition',
  'housing',
  'urban',
  'fire',
  'commerce',
  'reform',
  'science',
  'culture',
  'sports',
  'civil',
  'finance',
  'politics-law',
  'discipline',
  'women',
  'town',
]);
export type DepartmentId = z.infer<typeof DepartmentIdSchema>;

export const DEPARTMENT_NAMES: Readonly<Record<DepartmentId, Name>> = {
  education: { zh: '教育', en: 'Education' },
  market: { zh: '市场监管', en: 'Market regulation' },
  cyberspace: { zh: '网信', en: 'Cyberspace' },
  labour: { zh: '人力资源社会保障', en: 'Human resources' },
  police: { zh: '公安', en: 'Police' },
  petition: { zh: '信访', en: 'Petitions' },
  housing: { zh: '住房城乡建设', en: 'Housing' },
  urban: { zh: '城管和综合执法', en: 'Urban management' },
  fire: { zh: '消防救援', en: 'Fire and rescue' },
  commerce: { zh: '商务', en: 'Commerce' },
  reform: { zh: '发展改革', en: 'Development and reform' },
  science: { zh: '科技', en: 'Science' },
  culture: { zh: '文化旅游', en: 'Culture and tourism' },
  sports: { zh: '体育', en: 'Sports' },
  civil: { zh: '民政', en: 'Civil affairs' },
  finance: { zh: '金融监管', en: 'Financial regulation' },
  'politics-law': { zh: '政法委', en: 'Political and legal affairs' },
  discipline: { zh: '纪检监察', en: 'Discipline inspection' },
  women: { zh: '妇联', en: 'Women’s federation' },
  town: { zh: '镇街', en: 'Towns and streets' },
};
