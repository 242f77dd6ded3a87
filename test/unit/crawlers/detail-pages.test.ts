/** Pages of one posting that nobody announced as such: side boxes, replies and tables do not make lists of them. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { extractPage } from '../../../crawlers/extract/extract-page.js';
import { decodeText } from '../../../crawlers/fetch/decode-text.js';
import type { SiteHandler } from '../../sites/http/reply.js';
import { createPlatformSite, threadPath } from '../../sites/platform/platform-site.js';
import {
  createRecruitmentSite,
  recruitmentPath,
} from '../../sites/recruitment/recruitment-site.js';
import { loadSamplePostings } from '../../sites/sample-posting.js';

const SITES = fileURLToPath(new URL('../../sites/', import.meta.url));
const NOW = new Date('2026-11-21T00:00:00Z');

/** Addresses of the pages that are taken for lists. */
function lists(
  site: SiteHandler,
  paths: readonly string[],
  role?: 'list' | 'detail',
): readonly string[] {
  const origin = 'http://site.example.com';
  return paths.filter((path) => {
    const reply = site({ path, query: new URLSearchParams(), origin });
    const html =
      typeof reply.body === 'string' ? reply.body : decodeText(reply.body, reply.contentType).text;
    return (
      extractPage({ html, url: origin + path, now: NOW, ...(role && { role }) }).kind === 'list'
    );
  });
}

describe('a page of one posting', () => {
  it('is no list for its box of similar jobs, even where a list was expected', () => {
    const postings = loadSamplePostings('recruitment', SITES);
    const paths = postings.map(recruitmentPath);
    expect(paths.length).toBeGreaterThan(120);
    const site = createRecruitmentSite(postings);
    expect(lists(site, paths)).toEqual([]);
    expect(lists(site, paths, 'list').length).toBeLessThanOrEqual(paths.length * 0.03);
    expect(lists(site, ['/zhaopin/', '/zhaopin/p2.html'])).toHaveLength(2);
  });

  it('is no list for the replies below it', () => {
    const postings = loadSamplePostings('platform', SITES);
    const paths = [...new Set(postings.map(threadPath))];
    expect(paths.length).toBeGreaterThan(80);
    expect(lists(createPlatformSite(postings, SITES), paths)).toEqual([]);
  });
});
