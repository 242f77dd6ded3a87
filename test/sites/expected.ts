/** The answers to the sample sites, so that a run over them can be scored. */
import { fileURLToPath } from 'node:url';
import { newsPath } from './news/news-site.js';
import { recruitmentPath } from './recruitment/recruitment-site.js';
import {
  loadSamplePostings,
  SAMPLE_SITE_IDS,
  type Expect,
  type SamplePosting,
  type SampleSiteId,
} from './sample-posting.js';
import { tutoringPath } from './tutoring/tutoring-site.js';

export interface ExpectedPosting {
  readonly site: SampleSiteId;
  readonly id: string;
  /** The path of the posting's own page; null when it only stands on list pages. */
  readonly path: string | null;
  readonly title: string;
  readonly body: string;
  /** What stands in the posting's picture, one line each. */
  readonly imageText: readonly string[];
  readonly expect: Expect;
  readonly advertiser: string | null;
  readonly needs: 'ocr' | null;
  /** robots.txt forbids its page: it must not be found at all. */
  readonly forbidden: boolean;
}

/**
 * Every posting of the sample sites with its answer.
 * @param folder the folder `test/sites` of a checkout; by default the one this file is in
 */
export function loadExpected(
  folder: string = fileURLToPath(new URL('.', import.meta.url)),
): readonly ExpectedPosting[] {
  return SAMPLE_SITE_IDS.flatMap((site) =>
    loadSamplePostings(site, folder).map((posting) => ({
      site,
      id: posting.id,
      path: ownPath(site, posting),
      title: posting.title,
      body: posting.body,
      imageText: posting.imageText ?? [],
      expect: posting.expect,
      advertiser: posting.advertiser ?? null,
      needs: posting.needs ?? null,
      forbidden: posting.forbidden,
    })),
  );
}

/** Posts of the platform have a permalink, but are patrolled on the feed: their text identifies them. */
function ownPath(site: SampleSiteId, posting: SamplePosting): string | null {
  switch (site) {
    case 'recruitment':
      return recruitmentPath(posting);
    case 'tutoring':
      return tutoringPath(posting);
    case 'platform':
      return null;
    case 'news':
      return newsPath(posting);
  }
}
