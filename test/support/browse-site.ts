/** Crawls of a hostile site in the machine's Chromium, on a frontier in memory. */
import { crawlSource, type CrawlOptions, type CrawlSummary } from '../../crawlers/crawl-source.js';
import type { Visit } from '../../domain/frontier.js';
import type { ExtractedPosting } from '../../domain/posting.js';
import { SourceSchema, type Source, type SourceInput } from '../../domain/source.js';
import { readConfig } from '../../runtime/config.js';
import { findChromium } from '../../runtime/find-chromium.js';
import { createMemoryFrontier, type MemoryFrontier } from '../unit/crawlers/memory-frontier.js';

/** @throws when this machine has none */
export function chromiumPath(): string {
  const config = readConfig();
  const path = findChromium({ configured: config.chromiumPath, path: config.searchPath });
  if (path === null) throw new Error('these tests need a Chromium');
  return path;
}

/** A source of tutoring ads whose pages are taken without a pause. */
export function sourceOf(start: readonly string[], input: Partial<SourceInput> = {}): Source {
  return SourceSchema.parse({
    ...{ id: 'test', name: 'Test', kind: 'tutoring', start: [...start] },
    ...{ pace: { delayMs: 0 }, ...input },
  });
}

export interface Browsed {
  readonly frontier: MemoryFrontier;
  readonly summary: CrawlSummary;
  /** What was saved last for a path. */
  readonly visitOf: (path: string) => Visit | undefined;
  readonly postingsOf: (path: string) => readonly ExtractedPosting[];
}

/** Only the source's first host is open, by its port; everything else on the machine is not. */
export async function browse(
  source: Source,
  { onSave, limits, ...options }: Partial<CrawlOptions> & { readonly onSave?: () => void } = {},
): Promise<Browsed> {
  const frontier = createMemoryFrontier(source, onSave);
  const { origin, host } = new URL(source.start[0] ?? '');
  const summary = await crawlSource({
    ...{ source, frontier },
    fetchers: { http: true, browser: { executablePath: chromiumPath() } },
    userAgent: 'Mingcha/0.1 (+mailto:test@example.org)',
    privateNetwork: [host],
    limits: { timeoutMs: 5_000, settleMs: 3_000, retryMs: 10, ...limits },
    ...options,
  });
  const visitOf = (path: string) =>
    frontier.visits.filter(({ url }) => url === origin + path).at(-1)?.visit;
  return {
    ...{ frontier, summary, visitOf },
    postingsOf(path) {
      const visit = visitOf(path);
      return visit?.outcome === 'fetched' ? visit.postings : [];
    },
  };
}
