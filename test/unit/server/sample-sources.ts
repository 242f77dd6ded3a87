/** Made-up sources for tests of the server and of the web UI. */
import { SourceSchema } from '../../../domain/source.js';
import { formatSource } from '../../../runtime/write-source.js';
import type { RunHealth } from '../../../server/contract/run.js';
import type { SourceDetail } from '../../../server/contract/source.js';

export function sampleSource(input: Partial<SourceDetail> = {}): SourceDetail {
  const id = input.id ?? 'sample-recruitment';
  const source = SourceSchema.parse({
    ...{ id, name: input.name ?? '示例招聘网', kind: 'recruitment', fetch: 'http' },
    ...{ start: ['https://jobs.example/'], expects: { postings: 20 } },
  });
  return {
    ...{ id, name: source.name, kind: 'recruitment', enabled: true, url: 'https://jobs.example/' },
    ...{ schedule: '0 6 * * *', nextRunAt: new Date('2026-11-21T22:00:00Z'), lastRun: null },
    ...{
      issues: [],
      recent: [],
      verdict: 'healthy',
      reasons: [],
      fetch: 'http',
      delayMs: 2_000,
      expects: source.expects,
    },
    ...{ yaml: formatSource(source), origin: 'file', changedBy: null },
    ...{ updatedAt: new Date('2026-11-01T00:00:00Z'), ...input },
  };
}

/** Runs of the last days, one a day, oldest first; the last one went badly. */
export function sampleHealth(days: number, last: Date): RunHealth[] {
  return Array.from({ length: days }, (_, index) => {
    const isLast = index === days - 1;
    const startedAt = new Date(last.getTime() - (days - 1 - index) * 86_400_000);
    const postings = isLast ? 4 : 150 + ((index * 37) % 60);
    return {
      ...{ runId: 100 + index, state: isLast ? 'failed' : 'done', startedAt, postings },
      ...{ seconds: 240 + index, pages: isLast ? 3 : 40 + ((index * 11) % 9) },
      ...{
        newPostings: isLast ? 0 : 6 + (index % 5),
        issues: isLast ? 3 : index % 4 === 0 ? 1 : 0,
      },
      ...{ due: 50, fetched: isLast ? 3 : 47, missing: isLast ? 0 : 1, blocked: isLast ? 40 : 0 },
      ...{ failed: 2, open: isLast ? 5 : 0 },
      issueKinds: isLast
        ? [
            { kind: 'wall', count: 2 },
            { kind: 'expects-postings', count: 1 },
          ]
        : index % 4 === 0
          ? [{ kind: 'not-found', count: 1 }]
          : [],
    };
  });
}
