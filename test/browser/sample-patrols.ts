/** Runs, health and a suggestion for the pictures: long names, long addresses, many issues. */
import type { Memory } from '../unit/server/memory-queries.js';
import { sampleHealth, sampleSource } from '../unit/server/sample-sources.js';

const LONG =
  'https://forum.example/board/edu/thread?tid=20261121&page=1&extra=from%3Dlist%26sort%3Dtime%26filter%3Dhome-tutor';

export function fillPatrols({ patrols, queries }: Memory): void {
  const now = Date.now();
  patrols.health.set('sample-platform', sampleHealth(30, new Date(now - 3_600_000)));
  const counts = { pageCount: 420, postingCount: 180, issueCount: 0 };
  const run = {
    ...{ id: 41, sourceId: 'sample-recruitment', ...counts },
    startedAt: new Date(now - 200_000),
  };
  patrols.runs.push(
    { ...run, state: 'running', trigger: 'command', endedAt: null },
    ...Array.from({ length: 12 }, (_, index) => ({
      ...run,
      id: 40 - index,
      sourceId: index % 3 === 0 ? 'sample-platform' : 'sample-recruitment',
      state: index % 3 === 0 ? ('failed' as const) : ('done' as const),
      trigger: index % 5 === 4 ? ('recheck' as const) : ('schedule' as const),
      issueCount: index % 3 === 0 ? 12 : 0,
      startedAt: new Date(now - (index + 1) * 7_200_000),
      endedAt: new Date(now - (index + 1) * 7_200_000 + 95_000 * (index + 1)),
    })),
  );
  const progress = {
    state: 'running',
    trigger: 'command',
    startedAt: new Date(now - 200_000),
    ...{
      heldBy: 'xinxi-zhongxin-02/31877',
      isSilent: false,
      pausedUntil: null,
      leads: 12,
      unfinished: 31,
    },
  } as const;
  patrols.live = {
    runs: [
      {
        ...{ ...progress, runId: 41, sourceId: 'sample-recruitment', sourceName: '示例招聘网' },
        ...{ visited: 412, open: 1_088, pages: 405, postings: 2_310, issues: 3, seconds: 200 },
      },
      {
        ...{
          ...progress,
          runId: 42,
          sourceId: 'b',
          sourceName: '一个名字很长很长的家教信息网站（海州区站）',
        },
        ...{ visited: 3, open: 9, pages: 3, postings: 40, issues: 0, seconds: 8, isSilent: true },
      },
    ],
    asked: [
      { sourceId: 'sample-tutoring', sourceName: '示例家教信息', askedAt: new Date(now - 4_000) },
    ],
    lastEnded: { runId: 40, endedAt: new Date(now - 60_000) },
  };
  patrols.pageCount = 260;
  patrols.details.set(40, {
    ...{ ...progress, runId: 40, sourceId: 'sample-platform', sourceName: '示例同城论坛' },
    ...{ state: 'failed', endedAt: new Date(now - 60_000), visited: 45, open: 5, pages: 3 },
    ...{ postings: 4, issues: 15, seconds: 95 },
    issueKinds: [
      { kind: 'wall', count: 12 },
      { kind: 'expects-postings', count: 1 },
      { kind: 'layout-changed', count: 2 },
    ],
  });
  queries.findSuggestion = async (id) => ({
    ...{ id, url: LONG, state: 'done', askedAt: new Date(), lookingAt: null, pageCount: 4 },
    ...{ problem: null, message: null },
    result: {
      yaml: sampleSource({ id: 'jobs-example', name: '示例兼职网 · 家教频道' }).yaml,
      fetch: 'auto',
      counts: { postings: 24, title: 24, text: 24, url: 23, publishedAt: 20 },
      warnings: [
        '类型“recruitment”没有把握，请核对 kind',
        '2 个信息页没有脚本就是空的，需要浏览器',
      ],
      sample: Array.from({ length: 24 }, (_, index) => ({
        title: `急聘住家教师，陪伴初中生，数理化均可，待遇面议（第 ${index + 1} 则）`,
        text: '要求：普通话标准，有耐心，能辅导初二数学和物理，每晚七点到九点，周末全天；包吃住，月薪面议，有意者请电话联系。'.repeat(
          2,
        ),
        ...{
          textLength: 416,
          url: `${LONG}&id=${index}`,
          publishedAt: '2026-11-20T08:00:00+08:00',
        },
        ...{ publisher: '某家政服务部', imageCount: 0 },
      })),
    },
  });
}
