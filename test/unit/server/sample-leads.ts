/** Made-up leads for tests of the server and of the web UI. */
import type { LeadDetail, PostingView } from '../../../server/contract/lead.js';
import { UNKNOWN_SUBJECT } from '../../support/unknown-subject.js';

const AT = new Date('2026-11-20T01:30:00Z');
const FACETS: PostingView['facets'] = {
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
};

/** Spans of each needle in the text; a needle that is not there is a mistake in the sample. */
export function spansOf(
  field: 'title' | 'text',
  text: string,
  needles: readonly string[],
): PostingView['findings'][number]['spans'] {
  return needles.map((needle) => {
    const start = text.indexOf(needle);
    if (start < 0) throw new Error(`${needle} is not in the sample`);
    return { field, start, end: start + needle.length, text: needle };
  });
}

export function makePosting(over: Partial<PostingView> & Pick<PostingView, 'id'>): PostingView {
  return {
    version: 1,
    title: '招聘',
    imageText: '',
    body: '正文',
    url: `https://jobs.example/post/${over.id}`,
    publisher: null,
    publishedAt: AT,
    price: null,
    location: null,
    sourceId: 'sample-recruitment',
    sourceName: '示例招聘网',
    firstSeenAt: AT,
    lastSeenAt: AT,
    goneAt: null,
    reason: '首条',
    findings: [],
    exclusion: null,
    facets: FACETS,
    subject: UNKNOWN_SUBJECT,
    contacts: [],
    ...over,
  };
}

export function makeLead(over: Partial<LeadDetail> & Pick<LeadDetail, 'id'>): LeadDetail {
  const postings = over.postings ?? [makePosting({ id: over.id })];
  const code = over.primaryCode ?? 'COV-03';
  return {
    state: 'new',
    primaryCode: code,
    codes: [code],
    score: 0.8,
    priority: { total: 50, level: 'medium', parts: [] },
    elements: { required: [], aggravating: [] },
    title: postings[0]?.title ?? '招聘',
    publisher: postings[0]?.publisher ?? null,
    location: postings[0]?.location ?? null,
    sources: [...new Map(postings.map((p) => [p.sourceId, p.sourceName]))].map(([id, name]) => ({
      id,
      name,
    })),
    postingCount: postings.length,
    firstSeenAt: AT,
    lastSeenAt: AT,
    version: 1,
    decisions: [],
    ...over,
    postings,
  };
}

/** The leads that the pictures and the stories of the browser tests use. */
export function sampleLeads(): LeadDetail[] {
  return [sharedTutor(), hiddenFlat(), hostile(), exaggerated(), policyNews(), ...others()];
}

const SHARED_TITLE = '四个娃拼一位初中物理老师，差一位';
const SHARED_BODY = [
  '本小区四个初二的娃一起拼一位物理老师，目前三家，还差一位，每家80元/时。',
  '老师是一对四小班授课，周六上午9点到11点，地点在三号楼业主家里，环境安静。',
  '在职老师亲自带，包提分，一学期提不了20分退一半。名额只剩1个，先到先得。',
  '有意加微信 mc_test_001，或电话 13800000021，备注“拼课”。',
].join('\n');

function sharedTutor(): LeadDetail {
  const text = (needles: readonly string[]) => spansOf('text', SHARED_BODY, needles);
  const first = makePosting({
    id: 101,
    title: SHARED_TITLE,
    body: SHARED_BODY,
    publisher: '晴天家长群主',
    price: '80元/时',
    location: '示例市东湖区',
    sourceId: 'sample-platform',
    sourceName: '示例同城论坛',
    url: 'https://forum.example/thread/101',
    findings: [
      {
        code: 'COV-03',
        score: 0.94,
        rule: 'shared-tutor-pool',
        spans: [
          ...spansOf('title', SHARED_TITLE, ['四个娃拼一位初中物理老师']),
          ...text(['一起拼一位物理老师', '每家80元/时']),
        ],
      },
      {
        code: 'COV-04',
        score: 0.81,
        rule: 'one-to-many-at-home',
        spans: text(['一对四小班授课，周六上午9点到11点，地点在三号楼业主家里']),
      },
      {
        code: 'TIM-01',
        score: 0.7,
        rule: 'weekend-teaching',
        spans: text(['周六上午9点到11点']),
      },
      { code: 'ADV-03', score: 0.77, rule: 'score-promise', spans: text(['包提分']) },
    ],
    facets: {
      ...FACETS,
      audience: ['JUNIOR'],
      subjects: ['物理'],
      mode: ['OFFLINE'],
      classSize: 'shared',
      price: '80元/时',
      venue: ['RESIDENTIAL'],
      times: ['周六上午9点到11点'],
    },
    subject: {
      ...UNKNOWN_SUBJECT,
      class: 'SUBJECT',
      purpose: { score: 0.6, spans: [...text(['提不了20分'])] },
      content: { score: 0.6, spans: [...text(['物理'])] },
      method: { score: 0.5, spans: [...text(['授课'])] },
      needsExpert: true,
      doubts: ['BOTH_SIDES'],
    },
    contacts: [
      { kind: 'wechat', masked: 'm*********1' },
      { kind: 'phone', masked: '138****0021' },
    ],
  });
  const repost = makePosting({
    ...first,
    id: 102,
    url: 'https://tutor.example/ad/5512',
    sourceId: 'sample-tutoring',
    sourceName: '示例家教信息',
    reason: '相同联系方式',
    goneAt: new Date('2026-11-20T20:00:00Z'),
  });
  return makeLead({
    id: 1,
    primaryCode: 'COV-03',
    codes: ['COV-03', 'COV-04', 'ADV-03', 'TIM-01'],
    score: 0.94,
    priority: {
      total: 88,
      level: 'high',
      parts: [
        { part: 'code', points: 40, reason: '主码 COV-03 众筹私教/家庭教师' },
        { part: 'score', points: 28, reason: '最高得分 0.94' },
        { part: 'codes', points: 12, reason: '另涉 3 个码' },
        { part: 'reposts', points: 8, reason: '2 个信源重复发布' },
      ],
    },
    elements: {
      required: [
        { element: 'audience', state: 'PRESENT', text: '初中' },
        { element: 'subject', state: 'DOUBTFUL', text: '物理' },
        { element: 'paid', state: 'MISSING', text: null },
        { element: 'form', state: 'PRESENT', text: '第（三）项：众筹私教、家庭教师' },
      ],
      aggravating: ['SERVING_TEACHER'],
    },
    postings: [first, repost],
    firstSeenAt: new Date('2026-11-20T23:10:00Z'),
  });
}

function hiddenFlat(): LeadDetail {
  const title = '急聘小学数学老师，一对一上门';
  const body =
    '家住江边花园，孩子三年级，需要数学老师一对一上门辅导，每周三次，150元/小时，长期有效。';
  return makeLead({
    id: 2,
    primaryCode: 'INF-01',
    codes: ['INF-01', 'COV-04'],
    priority: {
      total: 71,
      level: 'high',
      parts: [
        { part: 'code', points: 45, reason: '主码 INF-01 平台发布禁止信息' },
        { part: 'score', points: 26, reason: '最高得分 0.86' },
      ],
    },
    score: 0.86,
    firstSeenAt: new Date('2026-11-20T22:40:00Z'),
    postings: [
      makePosting({
        id: 201,
        title,
        body,
        publisher: '王女士（示例）',
        price: '150元/小时',
        findings: [
          {
            code: 'INF-01',
            score: 0.86,
            rule: 'home-tutor-wanted',
            spans: [
              ...spansOf('title', title, ['急聘小学数学老师，一对一上门']),
              ...spansOf('text', body, ['数学老师一对一上门辅导']),
            ],
          },
          {
            code: 'COV-04',
            score: 0.6,
            rule: 'one-to-one',
            spans: spansOf('text', body, ['一对一上门']),
          },
        ],
        contacts: [{ kind: 'phone', masked: '138****0034' }],
        facets: { ...FACETS, audience: ['PRIMARY'], subjects: ['数学'], classSize: '1v1' },
      }),
    ],
  });
}

/** What an attacker may write: script, an attribute break-out, a right-to-left override, zero width. */
export const HOSTILE_TITLE =
  '<script>window.pwned=1</script>一对一"><img src=x onerror=window.pwned=1>';
export const HOSTILE_BODY =
  '小学英语\u202Eereh gnisrever\u202C一\u200B对\u200B一，<b>包过</b><style>body{display:none}</style>\n<svg onload=window.pwned=1>';

function hostile(): LeadDetail {
  return makeLead({
    id: 3,
    primaryCode: 'COV-04',
    priority: { total: 64, level: 'medium', parts: [] },
    score: 0.7,
    firstSeenAt: new Date('2026-11-20T21:00:00Z'),
    postings: [
      makePosting({
        id: 301,
        title: HOSTILE_TITLE,
        body: HOSTILE_BODY,
        publisher: '<i>匿名</i>',
        url: 'javascript:window.pwned=1',
        findings: [
          {
            code: 'COV-04',
            score: 0.7,
            rule: 'one-to-one',
            spans: [
              ...spansOf('title', HOSTILE_TITLE, ['一对一']),
              ...spansOf('text', HOSTILE_BODY, ['一\u200B对\u200B一', '<b>包过</b>']),
            ],
          },
        ],
      }),
    ],
  });
}

function exaggerated(): LeadDetail {
  const body = '寒假冲刺营，名师押题命中率98%，不提分全额退款，清北学霸全程陪伴。';
  return makeLead({
    id: 4,
    primaryCode: 'ADV-03',
    score: 0.75,
    priority: {
      total: 58,
      level: 'medium',
      parts: [{ part: 'code', points: 58, reason: '主码 ADV-03' }],
    },
    firstSeenAt: new Date('2026-11-19T06:00:00Z'),
    postings: [
      makePosting({
        id: 401,
        title: '寒假提分冲刺营招生',
        body,
        publisher: '示例市启明教育咨询有限公司',
        findings: [
          {
            code: 'ADV-03',
            score: 0.75,
            rule: 'score-promise',
            spans: spansOf('text', body, ['不提分全额退款', '押题命中率98%']),
          },
        ],
      }),
    ],
  });
}

function policyNews(): LeadDetail {
  const body = '教育局通报：近日查处一起以“众筹私教”名义开展的违规培训，已责令停止。';
  return makeLead({
    id: 5,
    primaryCode: 'COV-03',
    score: 0.35,
    priority: { total: 22, level: 'low', parts: [] },
    firstSeenAt: new Date('2026-11-18T06:00:00Z'),
    postings: [
      makePosting({
        id: 501,
        title: '关于查处违规校外培训的通报',
        body,
        publisher: '示例市教育局',
        findings: [
          {
            code: 'COV-03',
            score: 0.35,
            rule: 'shared-tutor',
            spans: spansOf('text', body, ['众筹私教']),
          },
        ],
        exclusion: { code: 'NEG-01', reason: '正文是执法通报，不是招生' },
      }),
    ],
  });
}

function others(): LeadDetail[] {
  return Array.from({ length: 60 }, (_, index) =>
    makeLead({
      id: 10 + index,
      primaryCode: index % 3 === 0 ? 'COV-08' : 'COV-04',
      priority: {
        total: 50 - Math.floor(index / 2),
        level: index < 40 ? 'medium' : 'low',
        parts: [],
      },
      firstSeenAt: new Date(Date.UTC(2026, 10, 17, 0, -index * 37)),
      postings: [
        makePosting({
          id: 1_000 + index,
          title: `晚托含作业辅导与数学精讲，第 ${index + 1} 期招生`,
          body: `晚托班第 ${index + 1} 期，含数学精讲，每晚两小时。`,
          publisher: `示例托管中心 ${index + 1} 店`,
          sourceId: index % 2 === 0 ? 'sample-recruitment' : 'sample-tutoring',
          sourceName: index % 2 === 0 ? '示例招聘网' : '示例家教信息',
        }),
      ],
    }),
  );
}
