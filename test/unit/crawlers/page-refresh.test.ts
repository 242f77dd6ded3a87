import { describe, expect, it } from 'vitest';
import { refreshTarget } from '../../../crawlers/fetch/page-refresh.js';

const URL = 'http://site.test/a/page';

function target(
  text: string,
  page: { status?: number; refresh?: string; contentType?: string } = {},
) {
  const { status = 200, refresh, contentType = 'text/html; charset=utf-8' } = page;
  const headers: Record<string, string> = refresh === undefined ? {} : { refresh };
  return refreshTarget({ status, headers, contentType, text }, URL);
}

describe('a page leads on', () => {
  it.each([
    ['<meta http-equiv="refresh" content="0;url=/next">'],
    ['<META HTTP-EQUIV=Refresh CONTENT=0;URL=/next>'],
    [`<meta content=" 1 ; URL = '/next' " http-equiv=' refresh '>`],
    ['<meta http-equiv="refresh" content="0.5, /next">'],
    ['<script>location.href="/next"</script>'],
    ["<script type='text/javascript'>window.location = '/next';</script>"],
    [
      "<html><body><script>\n<!--\n self.location.replace('/next') ;\n//-->\n</script></body></html>",
    ],
    ['<script>\'use strict\'; top.window.location.assign("/next")</script>'],
    ['<base href="/b/"><meta http-equiv="refresh" content="0;url=../next">'],
  ])('%s', (text) => {
    expect(target(text)).toBe('http://site.test/next');
  });

  it('by its header, whatever its body', () => {
    expect(target('', { refresh: '0; url=/next', contentType: 'text/plain' })).toBe('/next');
  });
});

describe('a page stays', () => {
  const prose = '周末两小时，两人一班，老师上门，按次结算，名额有限，可先试听一次再定。'.repeat(3);
  it.each([
    ['when there is time to read it', '<meta http-equiv="refresh" content="3;url=/">'],
    ['when it only loads itself again', '<meta http-equiv="refresh" content="1">'],
    [
      'for browsers of today',
      '<!--[if IE]><meta http-equiv="refresh" content="0;url=/ie"><![endif]-->',
    ],
    [
      'for those with scripts',
      '<noscript><meta http-equiv="refresh" content="0;url=/no"></noscript>',
    ],
    ['when a script does more', '<script>var a = 1; location.href = "/next"</script>'],
    ['when a script asks first', '<script>if (top != self) top.location = "/next"</script>'],
    ['when a script computes', '<script>location.href = "/next?" + Date.now()</script>'],
    [
      'when it has several scripts',
      '<script src="/a.js"></script><script>location="/next"</script>',
    ],
    ['when it has something to say', `<p>${prose}</p><script>location.href="/next"</script>`],
    ['when it writes of it', '<p>&lt;meta http-equiv="refresh" content="0;url=/next"&gt;</p>'],
  ])('%s', (_, text) => {
    expect(target(text)).toBeUndefined();
  });

  it('when it is no page, or none that was found', () => {
    const text = '<meta http-equiv="refresh" content="0;url=/next">';
    expect(target(text, { contentType: 'application/json' })).toBeUndefined();
    expect(target(text, { status: 404 })).toBeUndefined();
  });

  it('however long it makes us look', () => {
    const started = performance.now();
    const spaces = ' '.repeat(1_000_000);
    target(`<script>location${spaces.slice(0, 7_000)}=</script>`);
    target(`<meta http-equiv="refresh" content="0;url=${spaces}'">${'<!--'.repeat(50_000)}`);
    target('', { refresh: `0;${spaces}url=${spaces}'` });
    target(`<script>${'window.'.repeat(1_000)}location=</script>`);
    target(`<script>${'"use strict";\n'.repeat(500)}x</script>`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
