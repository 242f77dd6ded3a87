/** Chinese and English names of the facets, for screens and exports. A missing name does not compile. */
import type { z } from 'zod';
import type {
  AudienceSchema,
  ClassSizeSchema,
  ContactKind,
  ModeSchema,
  VenueSchema,
} from './finding.js';

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

export const CONTACT_KIND_NAMES: Readonly<Record<ContactKind, Name>> = {
  phone: { zh: '电话', en: 'Phone' },
  wechat: { zh: '微信', en: 'WeChat' },
  qq: { zh: 'QQ', en: 'QQ' },
  group: { zh: '群号', en: 'Group number' },
  url: { zh: '网址', en: 'URL' },
};
