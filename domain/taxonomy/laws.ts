/**
 * Laws and policy documents by version. A law that is amended gets a new row; the old one gets its
 * last day. A day that is not known for certain is null and its note says so: the bureau's legal
 * officer checks it before going live. Wordings were read as of April 2025.
 */
import type { CodeEntry, Law } from './taxonomy-code.js';

const CHECK = '施行日期未核实，上线前须人工核对。';
const LATER = '其后有无修订，上线前须核对。';

export const LAWS = {
  privateEducation2018: {
    name: '中华人民共和国民办教育促进法',
    effectiveFrom: '2018-12-29',
    effectiveTo: null,
    note: `2018年修正文本。${LATER}`,
  },
  privateEducationRules2021: {
    name: '中华人民共和国民办教育促进法实施条例',
    effectiveFrom: '2021-09-01',
    effectiveTo: null,
    note: `2021年修订文本。${LATER}`,
  },
  education2021: {
    name: '中华人民共和国教育法',
    effectiveFrom: '2021-04-30',
    effectiveTo: null,
    note: `2021年修正文本。${LATER}`,
  },
  penalties2023: {
    name: '校外培训行政处罚暂行办法',
    effectiveFrom: '2023-10-15',
    effectiveTo: null,
    note: '教育部令第53号。条文为转引，上线前须对照公布文本。',
  },
  unlicensed2017: {
    name: '无证无照经营查处办法',
    effectiveFrom: '2017-10-01',
    effectiveTo: null,
    note: LATER,
  },
  registration2022: {
    name: '中华人民共和国市场主体登记管理条例',
    effectiveFrom: '2022-03-01',
    effectiveTo: null,
    note: LATER,
  },
  advertising2021: {
    name: '中华人民共和国广告法',
    effectiveFrom: '2021-04-29',
    effectiveTo: null,
    note: `2021年修正文本。${LATER}`,
  },
  unfairCompetition2019: {
    name: '中华人民共和国反不正当竞争法',
    effectiveFrom: '2019-04-23',
    effectiveTo: '2025-10-14',
    note: '2019年修正文本；2025年修订后条号有变。',
  },
  unfairCompetition2025: {
    name: '中华人民共和国反不正当竞争法',
    effectiveFrom: '2025-10-15',
    effectiveTo: null,
    note: '2025年修订文本。条号为转引，上线前须对照公布文本。',
  },
  price1998: {
    name: '中华人民共和国价格法',
    effectiveFrom: '1998-05-01',
    effectiveTo: null,
    note: LATER,
  },
  priceMarking2022: {
    name: '明码标价和禁止价格欺诈规定',
    effectiveFrom: '2022-07-01',
    effectiveTo: null,
    note: LATER,
  },
  consumer2014: {
    name: '中华人民共和国消费者权益保护法',
    effectiveFrom: '2014-03-15',
    effectiveTo: null,
    note: `2013年修正文本。${LATER}`,
  },
  minors2021: {
    name: '中华人民共和国未成年人保护法',
    effectiveFrom: '2021-06-01',
    effectiveTo: null,
    note: `2020年修订文本，2024年有修正。${LATER}`,
  },
  preschool2025: {
    name: '中华人民共和国学前教育法',
    effectiveFrom: '2025-06-01',
    effectiveTo: null,
    note: LATER,
  },
  familyEducation2022: {
    name: '中华人民共和国家庭教育促进法',
    effectiveFrom: '2022-01-01',
    effectiveTo: null,
    note: LATER,
  },
  onlineAds2023: {
    name: '互联网广告管理办法',
    effectiveFrom: '2023-05-01',
    effectiveTo: null,
    note: '条文为转引，上线前须对照公布文本。',
  },
  doubleReduction: {
    name: '关于进一步减轻义务教育阶段学生作业负担和校外培训负担的意见',
    effectiveFrom: '2021-07-24',
    effectiveTo: null,
    note: '中共中央办公厅、国务院办公厅印发；政策文件，以公开发布日计。条文为转引。',
  },
  disguisedTutoring: {
    name: '关于坚决查处变相违规开展学科类校外培训问题的通知',
    effectiveFrom: null,
    effectiveTo: null,
    note: `文号未核实。${CHECK}`,
  },
  covertTutoring2022: {
    name: '关于进一步加强学科类隐形变异培训防范治理工作的意见',
    effectiveFrom: null,
    effectiveTo: null,
    note: `教监管厅函〔2022〕15号，全文未核到。${CHECK}`,
  },
  paidTuition2015: {
    name: '严禁中小学校和在职中小学教师有偿补课的规定',
    effectiveFrom: null,
    effectiveTo: null,
    note: `教师〔2015〕5号。${CHECK}`,
  },
  teacherConduct: {
    name: '新时代中小学教师职业行为十项准则',
    effectiveFrom: null,
    effectiveTo: null,
    note: CHECK,
  },
  adControl: {
    name: '关于做好校外培训广告管控的通知',
    effectiveFrom: null,
    effectiveTo: null,
    note: `八部门印发，文号未核实。${CHECK}`,
  },
  modelContract: {
    name: '中小学生校外培训服务合同（示范文本）',
    effectiveFrom: null,
    effectiveTo: null,
    note: `种子文件引用，版本未核实。${CHECK}`,
  },
  nonSubjectNotice: {
    name: '关于规范非学科类校外培训的公告',
    effectiveFrom: null,
    effectiveTo: null,
    note: `文件名称与文号未核实。${CHECK}`,
  },
  prepayment: {
    name: '关于加强校外培训机构预收费监管工作的通知',
    effectiveFrom: null,
    effectiveTo: null,
    note: `文件名称与文号未核实。${CHECK}`,
  },
  localGuidePrice: {
    name: '地方学科类校外培训收费政府指导价文件（按辖区配置）',
    effectiveFrom: null,
    effectiveTo: null,
    note: `各地不同，须由辖区填入。${CHECK}`,
  },
} as const satisfies Record<string, Law>;

export type LawKey = keyof typeof LAWS;
/** A row of a family's table. */
export type Entry = CodeEntry<LawKey>;
