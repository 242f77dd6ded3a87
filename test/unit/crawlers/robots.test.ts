import { describe, expect, it } from 'vitest';
import {
  crawlDelay,
  isAllowed,
  parseRobots,
  ROBOTS_MAX_BYTES,
} from '../../../crawlers/politeness/robots.js';

describe('the examples of RFC 9309', () => {
  const simple = parseRobots(`
    User-Agent: *
    Disallow: *.gif$
    Disallow: /example/
    Allow: /publications/

    User-Agent: foobot
    Disallow:/
    Allow:/example/page.html
    Allow:/example/allowed.gif

    User-Agent: barbot
    User-Agent: bazbot
    Disallow: /example/page.html

    User-Agent: quxbot`);

  it.each([
    ['otherbot', '/', true],
    ['otherbot', '/a/pic.gif', false],
    ['otherbot', '/a/pic.gif?size=2', true],
    ['otherbot', '/example/page.html', false],
    ['otherbot', '/publications/x.html', true],
    ['foobot', '/', false],
    ['foobot', '/example/page.html', true],
    ['foobot', '/example/allowed.gif', true],
    ['foobot', '/example/other.gif', false],
    ['FooBot', '/publications/', false],
    ['barbot', '/example/page.html', false],
    ['bazbot', '/example/page.html', false],
    ['bazbot', '/example/', true],
    ['quxbot', '/example/page.html', true],
  ])('%s may fetch %s: %s', (product, path, allowed) => {
    expect(isAllowed(simple, product, path)).toBe(allowed);
  });

  it('lets the longest match win', () => {
    const robots = parseRobots(
      'User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif',
    );
    expect(isAllowed(robots, 'foobot', '/example/page/disallowed.gif')).toBe(false);
    expect(isAllowed(robots, 'foobot', '/example/page/')).toBe(true);
  });
});

describe('matching', () => {
  it.each([
    ['/fish', '/fish.html', true],
    ['/fish', '/Fish.asp', false],
    ['/fish', '/catfish', false],
    ['/fish*', '/fishheads/yummy.html?id=1', true],
    ['/fish/', '/fish', false],
    ['/*.php', '/folder/filename.php5', true],
    ['/*.php$', '/filename.php?x=1', false],
    ['/*.php$', '/a.php/b.php', true],
    ['/fish*.php', '/fishheads/catfish.php?p', true],
    ['/a*b*c$', '/abbc', true],
    ['/a*b*c$', '/acb', false],
    ['/$', '/', true],
    ['/$', '/x', false],
    ['/%7Ejoe/', '/~joe/index', true],
    ['/a%3cd.html', '/a%3Cd.html', true],
    ['/foo/bar/ツ', '/foo/bar/%E3%83%84', true],
    ['/招聘/', '/%E6%8B%9B%E8%81%98/1', true],
    ['*', '/anything', true],
  ])('the rule %s matches %s: %s', (rule, path, matches) => {
    const robots = parseRobots(`User-agent: *\nDisallow: ${rule}`);
    expect(isAllowed(robots, 'mingcha', path)).toBe(!matches);
  });

  it('prefers allow when two rules are equally long', () => {
    const robots = parseRobots('User-agent: *\nDisallow: /page\nAllow: /page');
    expect(isAllowed(robots, 'mingcha', '/page')).toBe(true);
  });

  it('always allows robots.txt itself', () => {
    expect(isAllowed(parseRobots('User-agent: *\nDisallow: /'), 'mingcha', '/robots.txt')).toBe(
      true,
    );
  });

  it('takes no time over a hostile pattern', () => {
    const robots = parseRobots(`User-agent: *\nDisallow: /${'*a'.repeat(2_000)}b$`);
    const started = Date.now();
    expect(isAllowed(robots, 'mingcha', `/${'a'.repeat(20_000)}`)).toBe(true);
    expect(Date.now() - started).toBeLessThan(500);
  });
});

describe('groups', () => {
  it('merges all groups of one name and leaves the others out', () => {
    const robots = parseRobots(
      'User-agent: mingcha\nDisallow: /a\n\nUser-agent: *\nDisallow: /c\n\nUser-agent: Mingcha/1.0\nDisallow: /b',
    );
    expect(['/a', '/b', '/c'].map((path) => isAllowed(robots, 'mingcha', path))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('keeps reading over unknown lines, comments, CR and a byte order mark', () => {
    const robots = parseRobots(
      '\uFEFFUser-agent: * # everybody\rSitemap: /s.xml\rClean-param: x\rgarbage\rDisallow: /a # no\rDisallow:',
    );
    expect(isAllowed(robots, 'mingcha', '/a')).toBe(false);
    expect(isAllowed(robots, 'mingcha', '/b')).toBe(true);
  });

  it.each(['', '<html><body>404</body></html>', 'Disallow: /', '\0\0\0'])(
    'finds no rule in %j',
    (text) => {
      expect(isAllowed(parseRobots(text), 'mingcha', '/x')).toBe(true);
    },
  );

  it('reads at least 500 KiB and no more', () => {
    const padding = `# ${'x'.repeat(98)}\n`.repeat(ROBOTS_MAX_BYTES / 101 - 10);
    expect(isAllowed(parseRobots(`${padding}User-agent: *\nDisallow: /`), 'mingcha', '/x')).toBe(
      false,
    );
    const longer = padding + padding;
    expect(isAllowed(parseRobots(`${longer}User-agent: *\nDisallow: /`), 'mingcha', '/x')).toBe(
      true,
    );
  });
});

describe('crawl-delay', () => {
  it.each([
    ['User-agent: *\nCrawl-delay: 5', 5],
    ['User-agent: *\nCrawl-delay: 0.5\nDisallow:', 0.5],
    ['User-agent: other\nCrawl-delay: 9', undefined],
    ['User-agent: *\nCrawl-delay: 3\n\nUser-agent: mingcha\nCrawl-delay: 7', 7],
    ['User-agent: *\nCrawl-delay: -4', undefined],
    ['User-agent: *\nCrawl-delay: soon', undefined],
  ])('of %j is %s', (text, seconds) => {
    expect(crawlDelay(parseRobots(text), 'mingcha')).toBe(seconds);
  });
});
