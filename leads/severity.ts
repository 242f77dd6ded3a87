/**
 * How grave a code is, 1 (least) to 5, and why. This orders the reviewer's queue and says nothing
 * about guilt. A supervisor may disagree: it is one table, changed here.
 */

export interface Severity {
  readonly weight: 1 | 2 | 3 | 4 | 5;
  /** Chinese, for the reviewer. */
  readonly reason: string;
}

export const SEVERITIES: Readonly<Record<string, Severity>> = {
  'LIC-01': { weight: 5, reason: '无证无照，整治目标为基本禁绝' },
  'LIC-02': { weight: 4, reason: '无证有照，须全面排查' },
  'LIC-03': { weight: 5, reason: '假注销、真运营，主观故意明显' },
  'LIC-04': { weight: 4, reason: '换名换址，规避监管' },
  'LIC-05': { weight: 4, reason: '线上机构资质缺失，影响面大' },
  'COV-01': { weight: 4, reason: '借名开展学科培训' },
  'COV-02': { weight: 4, reason: '住家教师，文件要求严禁' },
  'COV-03': { weight: 5, reason: '众筹私教、家庭教师，重点治理类型' },
  'COV-04': { weight: 5, reason: '隐匿场所一对一、一对多，涉未成年人安全' },
  'COV-05': { weight: 4, reason: '借游学研学开展学科培训' },
  'COV-06': { weight: 4, reason: '换名开展学科培训' },
  'COV-07': { weight: 4, reason: '非学科机构开展学科培训' },
  'COV-08': { weight: 4, reason: '借托管开展学科培训' },
  'COV-09': { weight: 3, reason: '竞赛、咨询夹带，须进一步核实' },
  'COV-99': { weight: 3, reason: '未列举的隐形变异，须进一步核实' },
  'ONL-01': { weight: 5, reason: '面向学龄前儿童，明令禁止' },
  'ONL-02': { weight: 4, reason: '线下机构违规线上学科培训' },
  'ONL-03': { weight: 4, reason: '以录播规避' },
  'ONL-04': { weight: 4, reason: '以答疑、伴学等形式规避' },
  'ONL-05': { weight: 4, reason: '非学科机构线上学科培训' },
  'ONL-06': { weight: 4, reason: '境外平台，取证与处置窗口短' },
  'ONL-07': { weight: 3, reason: '涉境外课程，专项治理对象' },
  'TIM-01': { weight: 2, reason: '叠加码，一般与其他码并存' },
  'ADV-01': { weight: 3, reason: '杜撰荣誉' },
  'ADV-02': { weight: 3, reason: '虚构教师经历' },
  'ADV-03': { weight: 4, reason: '保证性承诺，法律明令禁止且误导性强' },
  'ADV-04': { weight: 3, reason: '夸大效果' },
  'ADV-05': { weight: 2, reason: '制造焦虑，政策性要求' },
  'ADV-06': { weight: 2, reason: '变相发布' },
  'ADV-07': { weight: 2, reason: '广告本身，一般与其他码并存' },
  'PRC-01': { weight: 2, reason: '未明码标价' },
  'PRC-02': { weight: 2, reason: '虚假折扣' },
  'PRC-03': { weight: 2, reason: '哄抬价格' },
  'PRC-04': { weight: 3, reason: '不执行政府指导价' },
  'PRC-05': { weight: 4, reason: '预收费脱离监管，有卷款风险' },
  'CTR-01': { weight: 2, reason: '未用示范合同' },
  'CTR-02': { weight: 2, reason: '不公平条款' },
  'TCH-01': { weight: 5, reason: '在职教师，学科培训从重处罚' },
  'INF-01': { weight: 3, reason: '平台发布禁止信息' },
  'INF-02': { weight: 3, reason: '家政企业推介住家家教' },
  'INF-03': { weight: 3, reason: '提供培训场所' },
  'RSK-01': { weight: 4, reason: '卷款、退费风险，涉群众利益' },
  'RSK-02': { weight: 3, reason: '欠薪裁员风险' },
  'RSK-03': { weight: 4, reason: '安全隐患' },
  'RSK-04': { weight: 2, reason: '舆情苗头' },
};

/** A code that the table does not know (an extension that was switched on) stands in the middle. */
const UNKNOWN: Severity = { weight: 3, reason: '未列入严重度表，按中间值' };

/** The severity of a code. */
export function severityOf(code: string): Severity {
  return Object.hasOwn(SEVERITIES, code) ? (SEVERITIES[code] ?? UNKNOWN) : UNKNOWN;
}
