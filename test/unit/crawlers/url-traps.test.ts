import { describe, expect, it } from 'vitest';
import { trapOf } from '../../../crawlers/url-traps.js';

const NOW = new Date('2026-05-10T00:00:00Z');
const many = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join('');

describe('addresses that go on for ever', () => {
  it.each([
    ['repeats', '/a/a/a/x.html'],
    ['repeats', '/list/2/list/2/list/2'],
    ['repeats', '/a/b/a/c/a/d/a/e/a'],
    ['parts', many(21, (at) => `/p${at}`)],
    ['longer', `/x?q=${'a'.repeat(2_100)}`],
    ['parameters', `/x?${many(16, (at) => `f${at}=1&`)}`],
    ['parameter repeats', `/x?${many(7, (at) => `tag=${at}&`)}`],
    ['calendar', '/events/2031-04'],
    ['calendar', '/events/2031/4/'],
    ['calendar', '/cal?year=2029&month=1'],
    ['calendar', '/cal?year=1871'],
  ])('%s: %s', (reason, path) => {
    expect(trapOf(`http://a.test${path}`, NOW)).toContain(reason);
  });

  it.each([
    '/zhaopin/jiaoshi/pn2/',
    '/a/a/x.html',
    '/news/2019/04/08/123.html',
    '/news/2026-12/1.html',
    '/post/203012345678.shtml',
    '/thread-203012-1-1.html',
    '/search?kw=%B8%A8%B5%BC&area=1&price=2&sort=3&page=4',
    '/x?tag=1&tag=2&tag=3',
    '/archive?year=2012&month=7',
    '/',
  ])('fine: %s', (path) => {
    expect(trapOf(`http://a.test${path}`, NOW)).toBeUndefined();
  });
});
