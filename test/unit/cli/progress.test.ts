import { describe, expect, it } from 'vitest';
import { describeProgress } from '../../../cli/progress.js';

const RUN = {
  runId: 1,
  sourceId: 'my-site',
  state: 'running',
  ...{ visited: 30, open: 60, pages: 28, postings: 140, unfinished: 12, leads: 3, issues: 2 },
  ...{ seconds: 60, pagesPerMinute: 30, secondsLeft: 120, pausedUntil: null },
} as const;

describe('the progress of a run', () => {
  it('says how far, what came of it, how fast and how long', () => {
    expect(describeProgress(RUN)).toBe(
      '网址 30/90 · 网页 28 · 内容 140 · 待研判 12 · 问题 2 · 30 页/分 · 约剩 2:00',
    );
  });

  it('leaves out what cannot be told', () => {
    expect(describeProgress({ ...RUN, pagesPerMinute: null, secondsLeft: null })).toBe(
      '网址 30/90 · 网页 28 · 内容 140 · 待研判 12 · 问题 2',
    );
  });

  it('says until when it waits', () => {
    const pausedUntil = new Date('2026-11-21T22:00:00Z');
    expect(describeProgress({ ...RUN, pausedUntil })).toMatch(/ · 暂停至 2026.11.22 06:00/);
  });

  it('says at its end how long it took', () => {
    const ended = { ...RUN, state: 'done', open: 0, unfinished: 0, seconds: 3_725 } as const;
    expect(describeProgress(ended)).toBe('网址 30/30 · 网页 28 · 内容 140 · 问题 2 · 用时 1:02:05');
  });
});
