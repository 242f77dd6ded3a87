import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../../domain/canonical-url.js';

describe('what belongs to a visit is dropped', () => {
  it.each([
    ['/list;jsessionid=0A1B2C3D.node1?p=2', '/list?p=2'],
    ['/list;JSESSIONID=0A1B', '/list'],
    ['/(S(abc123def456))/list.aspx', '/list.aspx'],
    ['/a?PHPSESSID=0123456789abcdef&id=3', '/a?id=3'],
    ['/a?ASPSESSIONIDQQRT=ABCD&id=3', '/a?id=3'],
    ['/a?sid=Xk39aB&tid=5', '/a?tid=5'],
    ['/a?s=0123456789abcdef0123456789abcdef&t=5', '/a?t=5'],
    ['/a?spm=a1.b2.c3&scm=1007.1&id=9', '/a?id=9'],
    ['/a?utm_source=x&utm_medium=y', '/a'],
    ['/a?from=timeline&isappinstalled=0&id=9', '/a?id=9'],
    ['/a?from=list', '/a'],
    ['/a?hmsr=x&vd_source=0123&id=9', '/a?id=9'],
  ])('%s', (address, page) => {
    const canonical = canonicalUrl(`http://a.test${address}`);
    expect(canonical).toBe(`http://a.test${page}`);
    expect(canonicalUrl(canonical)).toBe(canonical);
  });
});

describe('what names a page stays', () => {
  it.each([
    '/a?sid=12345',
    '/a?s=math',
    '/a?session=2024',
    '/a?from=2023-01-01&to=2023-02-01',
    '/a?from=20',
    '/a?token=abc123',
    '/a;v=2/b',
    '/(beijing)/list',
    '/a?timestamp_from=1',
    '/a?formid=3&page=2',
  ])('%s', (address) => {
    expect(canonicalUrl(`http://a.test${address}`)).toBe(`http://a.test${address}`);
  });
});
