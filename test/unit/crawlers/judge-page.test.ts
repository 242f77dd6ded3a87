import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../domain/frontier.js';
import { judgePage } from '../../../crawlers/judge-page.js';
import type { FetchedPage } from '../../../domain/page.js';
import { SourceSchema, type SourceInput } from '../../../domain/source.js';
import { ARTICLE_DETAIL, NOW, RECRUITMENT_LIST } from './pages.js';

const START = 'http://site.example.com/list/';

function judge(
  page: Partial<FetchedPage>,
  claim: Partial<Claim> = {},
  source: Partial<SourceInput> = {},
) {
  const bytes = Buffer.from(page.text ?? '');
  return judgePage(
    {
      ...{ url: START, finalUrl: START, redirects: [], status: 200, headers: {}, bytes, text: '' },
      ...{
        charset: 'utf-8',
        contentType: 'text/html',
        fetchedBy: 'http',
        fetchedAt: NOW,
        tookMs: 1,
      },
      ...page,
    },
    {
      ...{ urlId: 1, url: START, role: 'list', fetchBy: 'http', depth: 0, fence: 1 },
      ...{ etag: null, lastModified: null, bodyHash: null },
      ...claim,
    },
    {
      source: SourceSchema.parse({
        id: 'x',
        name: 'x',
        kind: 'recruitment',
        start: [START],
        ...source,
      }),
      limits: { retryMs: 1, throttleMs: 2 },
      hasBrowser: true,
    },
  );
}
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

describe('judgePage', () => {
  it('follows a list to its details and its next page, and takes no posting twice', () => {
    const visit = judge({ text: RECRUITMENT_LIST });
    expect(visit).toMatchObject({ outcome: 'fetched', postings: [], issues: [] });
    const urls = visit.outcome === 'fetched' ? visit.newUrls : [];
    expect(urls.filter(({ role }) => role === 'detail')).toHaveLength(10);
    expect(urls.filter(({ role }) => role === 'list')).toEqual([
      { url: `${START}pn2/`, role: 'list' },
    ]);
  });

  it('leads on from a list that is the same as last time', () => {
    const visit = judge({ text: RECRUITMENT_LIST }, { bodyHash: hashOf(RECRUITMENT_LIST) });
    expect(visit.outcome).toBe('unchanged');
    expect(visit.outcome === 'unchanged' && visit.newUrls.length).toBe(11);
  });

  it('knows a detail page that is the same as last time, or not sent again', () => {
    const claim = { role: 'detail', bodyHash: hashOf(ARTICLE_DETAIL) } as const;
    expect(judge({ text: ARTICLE_DETAIL }, claim)).toEqual({ outcome: 'unchanged', newUrls: [] });
    expect(judge({ status: 304 }, { ...claim, etag: '"1"' })).toEqual({
      outcome: 'unchanged',
      newUrls: [],
    });
  });

  it('stops at the depth of the source', () => {
    const visit = judge({ text: RECRUITMENT_LIST }, { depth: 3 }, { limits: { depth: 3 } });
    expect(visit).toMatchObject({ outcome: 'fetched', newUrls: [] });
  });

  it('leaves hosts alone that the source does not name', () => {
    const text = RECRUITMENT_LIST.replaceAll('href="/job/', 'href="http://other.example.net/job/');
    const roles = (source: Partial<SourceInput>) => {
      const visit = judge({ text }, {}, source);
      return visit.outcome === 'fetched'
        ? visit.newUrls.filter(({ role }) => role === 'detail').length
        : -1;
    };
    expect(roles({})).toBe(0);
    expect(roles({ hosts: ['example.net'] })).toBe(10);
  });

  it.each([
    ['http://m.site.example.com/list/', 'fetched'],
    ['https://www.site.example.com/list/', 'fetched'],
    ['http://passport.example.net/login', 'dropped'],
    ['http://evil-site.example.com.example.net/', 'dropped'],
  ])('a redirect to %s is %s', (finalUrl, outcome) => {
    expect(judge({ text: RECRUITMENT_LIST, finalUrl, redirects: [finalUrl] }).outcome).toBe(
      outcome,
    );
  });

  it.each(['暂无数据', '<p>没有找到相关信息，换个条件试试吧</p>'])(
    'takes %j for no posting',
    (text) => {
      expect(judge({ text })).toMatchObject({ outcome: 'fetched', postings: [] });
    },
  );

  it('says what cannot be read in its charset', () => {
    const visit = judge(
      { text: ARTICLE_DETAIL.replace(/[检市校外]/g, '\uFFFD'), charset: 'gb18030' },
      { role: 'detail' },
    );
    expect(visit).toMatchObject({ outcome: 'fetched', issues: [{ kind: 'bad-charset' }] });
  });
});
