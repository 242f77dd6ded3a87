/** E1 线索移送清单: one lead a row. Headers and order are those of the form; README says which are still to come. */
import { defineExport, type ExportColumn } from '../define-export.js';
import { leadRow, type LeadExportRow, type LeadExportSubject } from './lead-row.js';

const COLUMNS: readonly ExportColumn<LeadExportRow>[] = [
  { key: 'index', header: '序号', width: 6 },
  { key: 'leadId', header: '线索编号', width: 10 },
  { key: 'firstSeenAt', header: '采集时间(北京时间)', width: 18 },
  { key: 'sourceName', header: '来源平台', width: 18 },
  { key: 'sourceKind', header: '来源类型(爬取/举报/转办)', width: 14 },
  { key: 'url', header: '原始网址', width: 36 },
  { key: 'title', header: '标题摘要', width: 36 },
  { key: 'publisher', header: '发布者名称(脱敏)', unmaskedHeader: '发布者名称', width: 16 },
  { key: 'primaryCode', header: '违规类型代码', width: 13 },
  { key: 'primaryName', header: '违规类型名称', width: 26 },
  { key: 'otherCodes', header: '次要类型', width: 30 },
  { key: 'audience', header: '受众学段', width: 14 },
  { key: 'subjects', header: '学科/项目', width: 14 },
  { key: 'mode', header: '培训方式', width: 16 },
  { key: 'price', header: '有偿及标价原文', width: 18 },
  { key: 'times', header: '培训时间表述', width: 20 },
  { key: 'period', header: '敏感期类型', width: 14 },
  { key: 'location', header: '授课地址', width: 24 },
  { key: 'excerpt', header: '命中原文摘录', width: 48 },
  { key: 'legalBases', header: '法规依据', width: 48 },
  { key: 'score', header: '机器置信度', width: 11 },
  { key: 'level', header: '风险等级', width: 10 },
  { key: 'postingCount', header: '同源线索数', width: 11 },
  { key: 'verdict', header: '研判意见', width: 30 },
  { key: 'reviewer', header: '研判人', width: 10 },
  { key: 'decidedAt', header: '研判时间', width: 18 },
  { key: 'contacts', header: '联系方式(脱敏)', unmaskedHeader: '联系方式', width: 24 },
];

export const leadsExport = defineExport<LeadExportSubject, LeadExportRow>({
  id: 'leads',
  version: 1,
  title: '线索移送清单',
  columns: COLUMNS,
  row: leadRow,
});
