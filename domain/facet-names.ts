/** Chinese and English names of the facets, for screens and exports. A missing name does not compile. */
import type { z } from 'zod';
import type {
  Actor,
  AudienceSchema,
  ClassSizeSchema,
  ContactKind,
  ModeSchema,
  Paid,
  SubjectClass,
  SubjectDoubt,
  PeriodSchema,
  VenueSchema,
} from './finding.js';

import type { OffenceElement } from './lead.js';

/** A name in both languages of the interface. */
export interface Name {
  readonly zh: string;
  readonly en: string;
}

export const AUDIENCE_NAMES: Readonly<Record<z.infer<typeof AudienceSchema>, Name>> = {
  PRESCHOOL: { zh: '学龄前', en: 'Preschool' },
  PRIMARY: { zh: '小学', en: 'Primary school' },
  JUNIOR: { zh: '初中', en: 'Junior secondary' },
  SENIOR: { zh: '高中', en: 'Senior secondary' },
  ADULT_HE: { zh: '成人高等教育', en: 'Adult higher education' },
};

export const MODE_NAMES: Readonly<Record<z.infer<typeof ModeSchema>, Name>> = {
  OFFLINE: { zh: '线下', en: 'Offline' },
  LIVE: { zh: '直播', en: 'Live stream' },
  RECORDED: { zh: '录播', en: 'Recorded' },
  IM_GROUP: { zh: '即时通讯群', en: 'Chat group' },
  MEETING: { zh: '网络会议', en: 'Online meeting' },
  HYBRID: { zh: '线上线下结合', en: 'Online and offline' },
};

export const CLASS_SIZE_NAMES: Readonly<Record<z.infer<typeof ClassSizeSchema>, Name>> = {
  '1v1': { zh: '一对一', en: 'One to one' },
  '1vN': { zh: '一对多', en: 'One to few' },
  shared: { zh: '拼课', en: 'Shared lesson' },
  large: { zh: '大班', en: 'Large class' },
};

export const VENUE_NAMES: Readonly<Record<z.infer<typeof VenueSchema>, Name>> = {
  RESIDENTIAL: { zh: '居民楼', en: 'Residential building' },
  HOTEL: { zh: '酒店', en: 'Hotel' },
  CAFE: { zh: '咖啡厅', en: 'Café' },
  OFFICE_BUILDING: { zh: '商务楼宇', en: 'Office building' },
  RENTED_ROOM: { zh: '出租房屋', en: 'Rented room' },
  NEAR_SCHOOL: { zh: '学校周边', en: 'Near a school' },
  STUDENT_HOME: { zh: '学员家', en: 'Student’s home' },
  TEACHER_HOME: { zh: '教师家', en: 'Teacher’s home' },
  ELSEWHERE: { zh: '异地', en: 'Another place' },
};

export const ACTOR_NAMES: Readonly<Record<Actor, Name>> = {
  INSTITUTION: { zh: '机构', en: 'Training institution' },
  INDIVIDUAL: { zh: '个人', en: 'Individual' },
  SERVING_TEACHER: { zh: '在职教师', en: 'Serving teacher' },
  DOMESTIC_SERVICE: { zh: '家政企业', en: 'Domestic-service firm' },
  TUTOR_PLATFORM: { zh: '家教平台', en: 'Tutor platform' },
  JOB_SITE: { zh: '招聘网站', en: 'Job site' },
  CARE_CENTRE: { zh: '托管', en: 'After-school care' },
  CONTEST_ORGANISER: { zh: '竞赛组织', en: 'Contest organiser' },
  ADMISSION_ADVISER: { zh: '志愿填报咨询', en: 'Admission adviser' },
  STUDY_TRAVEL: { zh: '研学旅行社', en: 'Study-travel agency' },
  CONSULTING_FIRM: { zh: '咨询·文化传播公司', en: 'Consulting or culture firm' },
  LANDLORD: { zh: '房屋出租人', en: 'Landlord' },
  OVERSEAS_PLATFORM: { zh: '境外平台', en: 'Overseas platform' },
  SCHOOL: { zh: '学校', en: 'School' },
};

export const PAID_NAMES: Readonly<Record<Paid['state'], Name>> = {
  YES: { zh: '有偿', en: 'Paid' },
  NO: { zh: '免费', en: 'Free' },
  UNKNOWN: { zh: '有偿待核', en: 'Not stated' },
};

export const SUBJECT_CLASS_NAMES: Readonly<Record<SubjectClass, Name>> = {
  SUBJECT: { zh: '学科类', en: 'School subject' },
  NON_SUBJECT: { zh: '非学科类', en: 'Not a school subject' },
  FOREIGN_CURRICULUM: { zh: '境外课程', en: 'Foreign curriculum' },
  UNKNOWN: { zh: '无法判断', en: 'Cannot be told' },
};

export const SUBJECT_DOUBT_NAMES: Readonly<Record<SubjectDoubt, Name>> = {
  BORDERLINE_NAME: { zh: '名称介于学科与非学科之间', en: 'The name may hide a subject' },
  BOTH_SIDES: { zh: '学科与非学科迹象都强', en: 'Strong signs of both' },
  DIMENSIONS_DISAGREE: { zh: '各维度不一致', en: 'The dimensions disagree' },
};

export const SUBJECT_DIMENSION_NAMES = {
  purpose: { zh: '目的', en: 'Purpose' },
  content: { zh: '内容', en: 'Content' },
  method: { zh: '方式', en: 'Method' },
  assessment: { zh: '评价', en: 'Assessment' },
} as const satisfies Readonly<Record<string, Name>>;

export const ELEMENT_NAMES: Readonly<Record<OffenceElement['element'], Name>> = {
  audience: { zh: '培训对象', en: 'Pupils taught' },
  subject: { zh: '学科类', en: 'School subject' },
  paid: { zh: '有偿证据', en: 'Evidence of payment' },
  form: { zh: '变相形式', en: 'Disguised form' },
};

export const PERIOD_NAMES: Readonly<Record<z.infer<typeof PeriodSchema>, Name>> = {
  STATUTORY: { zh: '法定节假日', en: 'Public holiday' },
  WEEKEND: { zh: '双休日', en: 'Weekend' },
  ADJ_OFF: { zh: '调休放假', en: 'Day off by arrangement' },
  WINTER: { zh: '寒假', en: 'Winter break' },
  SUMMER: { zh: '暑假', en: 'Summer break' },
};

export const CONTACT_KIND_NAMES: Readonly<Record<ContactKind, Name>> = {
  phone: { zh: '电话', en: 'Phone' },
  wechat: { zh: '微信', en: 'WeChat' },
  qq: { zh: 'QQ', en: 'QQ' },
  group: { zh: '群号', en: 'Group number' },
  url: { zh: '网址', en: 'URL' },
  email: { zh: '邮箱', en: 'E-mail' },
  'mini-program': { zh: '小程序', en: 'Mini-program' },
};
