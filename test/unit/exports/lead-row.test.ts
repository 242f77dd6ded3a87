import { describe, expect, it } from 'vitest';
import type { Decision, Lead } from '../../../domain/lead.js';
import { EXPORTS } from '../../../exports/index.js';
import { leadRow, type LeadExportSubject } from '../../../exports/leads/lead-row.js';
import { leadsExport } from '../../../exports/leads/leads-export.js';
import {
  sampleClassification,
  sampleContact,
  sampleFinding,
  samplePosting,
} from '../leads/sample-posting.js';

/** E1 of the form, all columns, in order. */
const FORM =
  '序号｜线索编号｜案件编号｜采集时间(北京时间)｜来源平台｜来源类型(爬取/举报/转办)｜原始网址｜标题摘要｜发布者名称(脱敏)｜涉嫌主体名称｜统一社会信用代码｜证照核验结论｜违规类型代码｜违规类型名称｜次要类型｜受众学段｜学科/项目｜培训方式｜有偿及标价原文｜培训时间表述｜敏感期类型｜授课地址｜行政区划代码｜属地单位｜属地判定依据｜命中原文摘录｜法规依据｜机器置信度｜风险等级｜同源线索数｜历史处置次数｜疑似两年内再犯(是/否)｜研判意见｜研判人｜研判时间｜复核人｜主办部门｜协办部门｜建议措施｜反馈时限｜联系方式(脱敏)｜证据编号｜证据清单｜证据SHA-256｜时间戳凭证｜备注'.split(
    '｜',
  );

const PHONE = sampleContact('phone', '13800000001');
const WECHAT = sampleContact('wechat', 'mc_test_001', 'MC_Test_001');

function sampleLead(changes: Partial<Lead> = {}): Lead {
  return {
    id: 12,
    state: 'confirmed',
    primaryCode: 'COV-03',
    codes: ['COV-03', 'ADV-01'],
    score: 0.876,
    elements: { required: [], aggravating: [] },
    priority: { total: 61, level: 'high', parts: [] },
    title: '拼物理 13800000001',
    publisher: '阳光下的物理老师',
    location: '梅溪路8号花园7栋2单元501室',
    sourceIds: ['sample-board'],
    postingCount: 3,
    firstSeenAt: new Date('2023-12-31T16:30:00Z'),
    lastSeenAt: new Date('2024-01-02T00:00:00Z'),
    version: 4,
    ...changes,
  };
}

const DECISION: Decision = {
  id: 1,
  leadId: 12,
  userId: 1,
  userName: '研判员甲',
  action: 'confirm',
  code: 'COV-03',
  reason: null,
  note: '已电话 13800000001 核对',
  fromState: 'pending',
  toState: 'confirmed',
  decidedAt: new Date('2024-01-02T03:04:00Z'),
};

function subject(changes: Partial<LeadExportSubject> = {}): LeadExportSubject {
  const base = sampleClassification();
  return {
    index: 1,
    lead: sampleLead(),
    sources: [{ id: 'sample-board', name: '示例分类信息', kind: 'recruitment' }],
    posting: samplePosting({
      url: 'https://board.example/post?id=7&access_token=abc',
      publishedAt: new Date('2023-12-30T00:00:00Z'),
    }),
    classification: {
      ...base,
      findings: [
        sampleFinding('COV-03', 0.9, '四个娃拼一个初中物理老师'),
        sampleFinding('ADV-01', 0.6, '加MC_Test_001看荣誉'),
      ],
      facets: {
        ...base.facets,
        price: '每家80元/小时',
        venue: ['RESIDENTIAL'],
        times: ['周六上午'],
        period: ['WEEKEND', 'WINTER'],
      },
      contacts: [PHONE, WECHAT],
    },
    decision: DECISION,
    ...changes,
  };
}

describe('the columns of E1', () => {
  it('are headers of the form, in its order', () => {
    const headers = leadsExport.columns.map(({ header }) => header);
    expect(headers.filter((header) => !FORM.includes(header))).toEqual([]);
    expect(FORM.filter((header) => headers.includes(header))).toEqual(headers);
  });

  it('are exactly the keys of a row', () => {
    const keys = leadsExport.columns.map(({ key }) => key);
    expect(Object.keys(leadRow(subject(), { masked: true }))).toEqual(keys);
  });

  it('belong to an export whose id is used once', () => {
    expect(EXPORTS).toContain(leadsExport);
    expect(new Set(EXPORTS.map(({ id }) => id)).size).toBe(EXPORTS.length);
  });
});

describe('leadRow', () => {
  it('says what is known, as suspicion, masked', () => {
    expect(leadRow(subject(), { masked: true })).toEqual({
      index: 1,
      leadId: '12',
      firstSeenAt: '2024-01-01 00:30',
      sourceName: '示例分类信息',
      sourceKind: '爬取',
      url: 'https://board.example/post?id=7',
      title: '拼物理 138****0001',
      publisher: '阳****师',
      primaryCode: 'COV-03',
      primaryName: '涉嫌众筹私教、家庭教师',
      otherCodes: 'ADV-01 涉嫌杜撰公司荣誉',
      audience: '初中',
      subjects: '物理',
      mode: '线下、拼课',
      price: '每家80元/小时',
      times: '周六上午',
      period: '双休日、寒假',
      location: '梅溪路8号花园7栋（居民楼）',
      excerpt: '[COV-03] 四个娃拼一个初中物理老师；[ADV-01] 加m****1看荣誉',
      legalBases:
        '《校外培训行政处罚暂行办法》第十八条第三项（待核）；《中华人民共和国广告法》第九条第二项、第三项，第二十八条第二款第二项；《中华人民共和国反不正当竞争法》第八条（虚假宣传）',
      score: 0.88,
      level: '高',
      postingCount: 3,
      verdict: '疑似成立：COV-03 众筹私教、家庭教师。已电话 138****0001 核对',
      reviewer: '研判员甲',
      decidedAt: '2024-01-02 11:04',
      contacts: '电话 138****0001；微信 m****1',
    });
  });

  it('leaks no contact in any masked cell', () => {
    const all = JSON.stringify(leadRow(subject(), { masked: true }));
    expect(all).not.toMatch(/1[3-9]\d{9}/u);
    expect(all.toLowerCase()).not.toContain('mc_test_001');
    expect(all).not.toContain('501');
  });

  it('masks a known contact in the address and keeps other numbers', () => {
    const posting = samplePosting({ url: 'https://board.example/u/13800000001/13900000000?p=2' });
    expect(leadRow(subject({ posting }), { masked: true }).url).toBe(
      'https://board.example/u/138****0001/13900000000?p=2',
    );
  });

  it('shows everything when it is not masked', () => {
    const row = leadRow(subject(), { masked: false });
    expect(row).toMatchObject({
      publisher: '阳光下的物理老师',
      contacts: '电话 13800000001；微信 mc_test_001',
      location: '梅溪路8号花园7栋2单元501室（居民楼）',
    });
    expect(row.url).toContain('access_token');
  });

  it('takes the law of the day of the posting, in Beijing time', () => {
    const posting = samplePosting({ publishedAt: new Date('2025-10-14T16:00:00Z') });
    const lead = sampleLead({ primaryCode: 'ADV-01', codes: ['ADV-01'] });
    expect(leadRow(subject({ lead, posting }), { masked: true }).legalBases).toContain(
      '第九条（虚假宣传）（待核）',
    );
    const before = samplePosting({ publishedAt: new Date('2023-10-14T15:59:00Z') });
    expect(leadRow(subject({ posting: before }), { masked: true }).legalBases).not.toContain(
      '校外培训行政处罚暂行办法',
    );
  });

  it('says when payment is still to be shown, and leaves unknown cells empty', () => {
    const classification = sampleClassification({
      facets: {
        audience: [],
        subjects: [],
        mode: [],
        classSize: null,
        price: null,
        venue: [],
        times: [],
        period: [],
        actor: [],
        paid: { state: 'UNKNOWN', text: null },
      },
    });
    const lead = sampleLead({ publisher: null, location: null, codes: ['COV-03'] });
    expect(
      leadRow(subject({ lead, classification, decision: null }), { masked: true }),
    ).toMatchObject({
      price: '有偿待核',
      publisher: '',
      location: '',
      audience: '',
      mode: '',
      otherCodes: '',
      verdict: '',
      reviewer: '',
      decidedAt: '',
      contacts: '',
    });
  });

  it('names risks and exclusions for what they are', () => {
    const lead = sampleLead({ primaryCode: 'RSK-01', codes: ['RSK-01'] });
    const decision: Decision = {
      ...DECISION,
      action: 'dismiss',
      code: null,
      reason: 'NEG-06',
      note: '',
    };
    expect(leadRow(subject({ lead, decision }), { masked: true })).toMatchObject({
      primaryName: '疑似卷款跑路、退费难、兑课难',
      verdict: '排除：NEG-06 家长求助、讨论',
    });
  });

  it('keeps the name of an organisation and marks tips', () => {
    const lead = sampleLead({ publisher: '某某教育咨询有限公司' });
    const sources = [{ id: 'tips', name: '群众举报', kind: 'tip' as const }];
    expect(leadRow(subject({ lead, sources }), { masked: true })).toMatchObject({
      publisher: '某某教育咨询有限公司',
      sourceKind: '举报',
    });
  });
});
