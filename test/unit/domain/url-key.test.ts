import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../../domain/canonical-url.js';
import { hostKey, urlKey } from '../../../domain/url-key.js';

describe('the address under which a page is known', () => {
  it.each([
    ['a fragment is dropped', 'http://a.test/x#top', 'http://a.test/x'],
    ['tracking is dropped', 'http://a.test/x?utm_source=wx&id=7&spm=a.b', 'http://a.test/x?id=7'],
    ['whatever its case', 'http://a.test/x?UTM_Medium=1&FBCLID=2', 'http://a.test/x'],
    ['only tracking leaves no question mark', 'http://a.test/x?gclid=1', 'http://a.test/x'],
    ['order is kept', 'http://a.test/x?b=2&a=1', 'http://a.test/x?b=2&a=1'],
    [
      'GBK escapes are kept',
      'http://a.test/s?kw=%B8%A8%B5%BC&utm_term=1',
      'http://a.test/s?kw=%B8%A8%B5%BC',
    ],
    ['UTF-8 is encoded', 'http://a.test/辅导?x=导', 'http://a.test/%E8%BE%85%E5%AF%BC?x=%E5%AF%BC'],
    ['plus and %20 are kept apart', 'http://a.test/?q=a+b&r=a%20b', 'http://a.test/?q=a+b&r=a%20b'],
    [
      'names that only begin like tracking stay',
      'http://a.test/?spmx=1&_time=2&t=3',
      'http://a.test/?spmx=1&_time=2&t=3',
    ],
    ['a parameter without a value stays', 'http://a.test/?123', 'http://a.test/?123'],
    ['an empty one leaves', 'http://a.test/?&&a=1&', 'http://a.test/?a=1'],
    ['the scheme’s own port leaves', 'http://A.TEST:80/', 'http://a.test/'],
    ['another port stays', 'https://a.test:8443/', 'https://a.test:8443/'],
    ['a name in Chinese is encoded', 'http://例子.test/', 'http://xn--fsqu00a.test/'],
  ])('%s', (_, url, expected) => {
    expect(canonicalUrl(url)).toBe(expected);
    // It is settled: once more changes nothing.
    expect(canonicalUrl(expected)).toBe(expected);
    expect(urlKey(url)).toBe(urlKey(expected));
  });

  it.each(['', '/x', 'no url', 'http://['])('refuses what is no absolute address: %j', (url) => {
    expect(() => canonicalUrl(url)).toThrow(TypeError);
  });

  it('differs for different pages', () => {
    const urls = [
      'http://a.test/',
      'https://a.test/',
      'http://a.test/?a',
      'http://a.test/?A',
      'http://b.test/',
    ];
    expect(new Set(urls.map(urlKey)).size).toBe(urls.length);
    expect(urlKey('http://a.test/')).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('whose clock a URL moves', () => {
  it.each([
    ['http://A.test/x', 'a.test'],
    ['https://a.test:443/x', 'a.test'],
    ['http://a.test:8080/x', 'a.test:8080'],
    ['http://[::1]:9/', '[::1]:9'],
    ['http://127.0.0.1:4801/zhaopin/', '127.0.0.1:4801'],
    ['http://localhost:3000/', 'localhost:3000'],
    ['https://www.shop.example.invalid/', 'www.shop.example.invalid'],
    // A name per city, or per department, is one site.
    ['https://bj.example.com/x', 'example.com'],
    ['https://www.example.com:8443/', 'example.com'],
    ['http://WWW.Example.com./', 'example.com'],
    ['http://m.jiajiao.example.com.cn/', 'example.com.cn'],
    ['http://jyj.example.gov.cn/', 'example.gov.cn'],
    ['http://www.例子.公司.cn/', 'xn--fsqu00a.xn--55qx5d.cn'],
    // A tenant of a platform is a site of its own, the suffix itself a host.
    ['https://jiajiao.github.io/', 'jiajiao.github.io'],
    ['https://com.cn/', 'com.cn'],
  ])('of %s is %s', (url, host) => {
    expect(hostKey(url)).toBe(host);
  });
});
