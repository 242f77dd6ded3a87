/** Chinese and English names of states, levels, roles and verdicts, for screens, commands and exports. */
import type { Name } from './facet-names.js';
import type { HealthReason, HealthReasonKind, HealthVerdict } from './health.js';
import type { LeadState, Priority } from './lead.js';
import type { Role } from './rights.js';

export const LEAD_STATE_NAMES: Readonly<Record<LeadState, Name>> = {
  new: { zh: '新采集', en: 'New' },
  pending: { zh: '待研判', en: 'Pending' },
  in_review: { zh: '研判中', en: 'In review' },
  confirmed: { zh: '疑似成立', en: 'Confirmed as suspected' },
  needs_info: { zh: '待补证', en: 'Needs evidence' },
  snoozed: { zh: '暂缓', en: 'Snoozed' },
  dismissed: { zh: '排除', en: 'Dismissed' },
  merged: { zh: '并入', en: 'Merged' },
};

export const PRIORITY_LEVEL_NAMES: Readonly<Record<Priority['level'], Name>> = {
  high: { zh: '高', en: 'High' },
  medium: { zh: '中', en: 'Medium' },
  low: { zh: '低', en: 'Low' },
};

export const HEALTH_VERDICT_NAMES: Readonly<Record<HealthVerdict, Name>> = {
  healthy: { zh: '正常', en: 'Healthy' },
  degraded: { zh: '异常', en: 'Degraded' },
  blocked: { zh: '被拦截', en: 'Blocked' },
  silent: { zh: '无产出', en: 'Silent' },
};

export const ROLE_NAMES: Readonly<Record<Role, Name>> = {
  admin: { zh: '系统管理员', en: 'Administrator' },
  operator: { zh: '采集员', en: 'Operator' },
  reviewer: { zh: '研判员', en: 'Reviewer' },
  approver: { zh: '审核员', en: 'Approver' },
  supervisor: { zh: '科长', en: 'Supervisor' },
  inspector: { zh: '督导', en: 'Inspector' },
  statistician: { zh: '统计员', en: 'Statistician' },
  auditor: { zh: '审计员', en: 'Auditor' },
};

/** One reason as a short phrase, with its numbers. */
export function describeHealthReason({ kind, count, of }: HealthReason): Name {
  const { zh, en } = HEALTH_REASON_NAMES[kind];
  const numbers = of > 0 ? `${count}/${of}` : count > 0 ? `${count}` : '';
  return numbers === '' ? { zh, en } : { zh: `${zh}（${numbers}）`, en: `${en} (${numbers})` };
}

const HEALTH_REASON_NAMES: Readonly<Record<HealthReasonKind, Name>> = {
  'never-run': { zh: '从未巡查', en: 'Never run' },
  overdue: { zh: '超过计划时间未巡查，小时', en: 'Overdue, hours' },
  'no-pages': { zh: '没有取到任何页面', en: 'No page was had' },
  'no-postings': { zh: '没有发现任何信息', en: 'No posting was seen' },
  walls: { zh: '遇到登录或验证的网址', en: 'URLs behind walls' },
  refused: { zh: '对方拒绝的网址', en: 'URLs refused' },
  robots: { zh: 'robots.txt 不允许的网址', en: 'URLs closed by robots.txt' },
  'layout-changed': { zh: '版式疑似改变', en: 'Layout seems changed' },
  expects: { zh: '少于预期', en: 'Less than expected' },
  'not-fetched': { zh: '抓取失败的网址', en: 'URLs not fetched' },
  'not-visited': { zh: '未访问的网址', en: 'URLs not visited' },
};
