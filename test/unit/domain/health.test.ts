import { describe, expect, it } from 'vitest';
import {
  coverageOf,
  isCompleteRun,
  judgeRun,
  judgeSource,
  type RunHealth,
} from '../../../domain/health.js';
import { runHealth } from '../../support/run-health.js';

describe('the verdict on a run', () => {
  const nothing = { pages: 0, urlsFetched: 0, postingsSeen: 0, urlsMissing: 0 };
  it.each<[string, Partial<RunHealth>, string, readonly string[]]>([
    ['all is well', {}, 'healthy', []],
    ['two ads were taken down', { issues: { 'not-found': 2 } }, 'healthy', []],
    ['one page in thirty was refused', { urlsDue: 30, urlsBlocked: 1 }, 'healthy', []],
    [
      'a tenth of the pages were walls',
      { urlsDue: 30, urlsBlocked: 3, issues: { wall: 3 } },
      'degraded',
      ['walls'],
    ],
    [
      'half were walls',
      { urlsDue: 30, urlsBlocked: 15, issues: { wall: 15 } },
      'blocked',
      ['walls'],
    ],
    [
      'the host was left alone after five walls',
      { urlsDue: 300, urlsBlocked: 250, issues: { wall: 5, 'host-blocked': 1 } },
      'blocked',
      ['walls'],
    ],
    [
      'the start page is a log-in',
      { ...nothing, urlsDue: 1, urlsBlocked: 1, issues: { wall: 1, 'expects-postings': 1 } },
      'blocked',
      ['walls', 'no-pages', 'expects'],
    ],
    [
      'robots.txt closes everything',
      { ...nothing, urlsDue: 1, urlsBlocked: 1, issues: { 'robots-disallowed': 1 } },
      'blocked',
      ['robots', 'no-pages'],
    ],
    [
      'the site is down',
      { ...nothing, state: 'failed', urlsDue: 1, urlsFailed: 1 },
      'silent',
      ['no-pages', 'not-fetched'],
    ],
    [
      'nothing was seen where something was expected',
      { postingsSeen: 0, issues: { 'expects-postings': 1 } },
      'silent',
      ['no-postings', 'expects'],
    ],
    ['the layout changed', { issues: { 'layout-changed': 2 } }, 'degraded', ['layout-changed']],
    ['a fifth of the pages failed', { urlsDue: 25, urlsFailed: 5 }, 'degraded', ['not-fetched']],
    ['pages were left over', { urlsOpen: 4 }, 'degraded', ['not-visited']],
    ['it stopped at its limit', { urlsOpen: 4, issues: { 'limit-reached': 1 } }, 'healthy', []],
  ])('when %s', (_, changes, verdict, reasons) => {
    const judged = judgeRun(runHealth(changes));
    expect(judged.verdict).toBe(verdict);
    expect(judged.reasons.map(({ kind }) => kind)).toEqual(reasons);
  });

  it('knows by the run before that nothing is less than usual', () => {
    const empty = runHealth({ postingsSeen: 0 });
    expect(judgeRun(empty).verdict).toBe('healthy');
    expect(judgeRun(empty, runHealth()).verdict).toBe('silent');
  });
});

describe('the verdict on a source', () => {
  const now = new Date('2026-05-12T09:00:00Z');
  const last = runHealth({ startedAt: new Date('2026-05-12T06:00:00Z') });

  it.each([
    ['never ran', [], null, 'silent', 'never-run'],
    ['ran when it should', [last], '2026-05-12T06:00:00Z', 'healthy', undefined],
    ['has no schedule', [last], null, 'healthy', undefined],
    ['is due since half an hour', [last], '2026-05-12T08:30:00Z', 'healthy', undefined],
    ['is due since two hours', [last], '2026-05-12T07:00:00Z', 'silent', 'overdue'],
  ] as const)('that %s', (_, runs, dueAt, verdict, reason) => {
    const judged = judgeSource(runs, { now, dueAt: dueAt === null ? null : new Date(dueAt) });
    expect(judged.verdict).toBe(verdict);
    expect(judged.reasons[0]?.kind).toBe(reason);
  });

  it('goes by its last patrol, not by a look at what was missed', () => {
    const recheck = runHealth({ trigger: 'recheck', pages: 0, urlsFetched: 0 });
    expect(judgeSource([recheck, last], { now, dueAt: null }).verdict).toBe('healthy');
  });
});

describe('a run', () => {
  it('covers what it fetched and what it was told is not there', () => {
    expect(coverageOf(runHealth())).toBe(1);
    expect(coverageOf(runHealth({ urlsDue: 52, urlsBlocked: 26 }))).toBe(0.5);
    expect(coverageOf(runHealth({ urlsDue: 0, urlsFetched: 0, urlsMissing: 0 }))).toBeNull();
  });

  it.each<[string, Partial<RunHealth>]>([
    ['read no list', { lists: 0 }],
    ['read a feed', { feeds: 1 }],
    ['left pages over', { urlsOpen: 1 }],
    ['met a wall', { urlsBlocked: 1 }],
    ['lost a list', { listsFailed: 1 }],
    ['stopped at a limit', { issues: { 'limit-reached': 1 } }],
    ['drifted', { issues: { 'layout-changed': 1 } }],
    ['left links out', { issues: { trap: 1 } }],
  ])('that %s is not complete', (_, changes) => {
    expect(isCompleteRun(runHealth())).toBe(true);
    expect(isCompleteRun(runHealth(changes))).toBe(false);
  });
});
