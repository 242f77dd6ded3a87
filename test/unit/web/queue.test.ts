import { describe, expect, it } from 'vitest';
import type { LeadDetail } from '../../../web/api/shapes.js';
import { en } from '../../../web/i18n/en.js';
import { zh } from '../../../web/i18n/zh.js';
import { beijingDay, beijingTime, relativeTime } from '../../../web/format/time.js';
import { safeAddress } from '../../../web/navigation/location.js';
import { changesBetween } from '../../../web/pages/leads/changes.js';
import {
  addressOf,
  apiQuery,
  leadIdOf,
  readFilter,
  type QueueFilter,
} from '../../../web/pages/leads/queue-filter.js';

const USUAL: QueueFilter = {
  view: 'open',
  code: null,
  source: null,
  text: '',
  needsExpert: false,
  sort: 'priority',
};

describe('the filter in the address', () => {
  it.each<[QueueFilter, number | null, string]>([
    [USUAL, null, '/leads'],
    [USUAL, 17, '/leads/17'],
    [{ ...USUAL, needsExpert: true }, null, '/leads?needsExpert=true'],
    [{ ...USUAL, view: 'all', sort: 'oldest' }, null, '/leads?view=all&sort=oldest'],
    [
      { ...USUAL, code: 'COV-03', source: 'a-b', text: '物理 & 化学' },
      3,
      '/leads/3?code=COV-03&source=a-b&q=%E7%89%A9%E7%90%86+%26+%E5%8C%96%E5%AD%A6',
    ],
  ])('%j %s is %s, and reads back', (filter, id, address) => {
    expect(addressOf(filter, id)).toBe(address);
    const url = new URL(address, 'http://localhost');
    expect(readFilter(url.searchParams)).toEqual(filter);
    expect(leadIdOf(url.pathname)).toBe(id);
  });

  it('takes the unknown as not said', () => {
    expect(readFilter(new URLSearchParams('view=secret&sort=x'))).toEqual(USUAL);
    expect(['/leads/x', '/leads/-1', '/leads/1/2', '/leads/'].map(leadIdOf)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('asks the API for open leads unless told otherwise', () => {
    expect(apiQuery(USUAL, null, 50)).toBe(
      'sort=priority&limit=50&state=new%2Cpending%2Cin_review%2Cneeds_info%2Csnoozed',
    );
    expect(apiQuery({ ...USUAL, view: 'all', text: '  ' }, 'c=1', 50)).toBe(
      'sort=priority&limit=50&cursor=c%3D1',
    );
    expect(apiQuery({ ...USUAL, view: 'all', needsExpert: true }, null, 50)).toBe(
      'sort=priority&limit=50&needsExpert=true',
    );
  });
});

describe('the address to go back to after the log-in', () => {
  it.each([
    ['/leads/17?code=COV-03', '/leads/17?code=COV-03'],
    ['/sources', '/sources'],
    [null, '/leads'],
    ['', '/leads'],
    ['https://evil.example/', '/leads'],
    ['//evil.example/', '/leads'],
    ['/\\evil.example/', '/leads'],
    ['/\t/evil.example/', '/leads'],
    ['javascript:alert(1)', '/leads'],
  ])('%s → %s', (asked, safe) => {
    expect(safeAddress(asked)).toBe(safe);
  });
});

describe('times', () => {
  const now = Date.parse('2026-11-21T02:00:00Z');

  it('are shown as in Beijing', () => {
    expect(beijingTime('2026-11-20T16:05:00.000Z')).toBe('2026-11-21 00:05');
    expect(beijingTime('2026-11-20T23:05:00-05:00')).toBe('2026-11-21 12:05');
    expect(beijingDay('2026-12-31T16:00:00Z')).toBe('2027-01-01');
  });

  it.each([
    ['2026-11-21T01:59:30Z', '刚刚', 'just now'],
    ['2026-11-21T01:01:00Z', '59 分钟前', '59 min ago'],
    ['2026-11-20T03:00:00Z', '23 小时前', '23 h ago'],
    ['2026-11-20T02:00:00Z', '1 天前', '1 day ago'],
    ['2026-11-21T02:30:00Z', '30 分钟后', 'in 30 min'],
    ['2026-11-24T02:00:00Z', '3 天后', 'in 3 days'],
  ])('%s is %s', (instant, chinese, english) => {
    expect(relativeTime(instant, now, zh.time)).toBe(chinese);
    expect(relativeTime(instant, now, en.time)).toBe(english);
  });
});

describe('changesBetween', () => {
  const seen = {
    version: 1,
    state: 'new',
    primaryCode: 'COV-03',
    postingCount: 1,
    priority: { total: 50, level: 'medium', parts: [] },
    decisions: [],
  } as Partial<LeadDetail> as LeadDetail; // only what the function reads

  it('is empty for the same version', () => {
    expect(changesBetween(seen, seen)).toEqual([]);
  });

  it('names each change', () => {
    const decision = { id: 5, action: 'dismiss' } as LeadDetail['decisions'][number];
    const current: LeadDetail = {
      ...seen,
      version: 3,
      state: 'dismissed',
      postingCount: 2,
      priority: { total: 60, level: 'high', parts: [] },
      decisions: [decision],
    };
    expect(changesBetween(seen, current)).toEqual([
      { kind: 'decision', decision },
      { kind: 'state', from: 'new', to: 'dismissed' },
      { kind: 'postings', from: 1, to: 2 },
      { kind: 'priority', from: 50, to: 60 },
    ]);
  });

  it('says at least that something changed', () => {
    expect(changesBetween(seen, { ...seen, version: 2 })).toEqual([{ kind: 'other' }]);
  });
});
