import { describe, expect, it } from 'vitest';
import { jobs } from '../../../workers/jobs/index.js';
import { jobId, QUEUES, type QueueName } from '../../../workers/queues.js';

describe('jobs and queues', () => {
  it('stand one to one', () => {
    expect(jobs.map(({ queue }) => queue).sort()).toEqual(Object.keys(QUEUES).sort());
  });

  const PAYLOADS = {
    crawl: { sourceId: 'my-site-2', trigger: 'schedule' },
    browse: { sourceId: 'my-site-2', trigger: 'schedule' },
    suggest: { suggestionId: 7 },
    classify: { postingId: 12, version: 3 },
    group: { postingId: 12, version: 3 },
    'read-image': { imageId: 7 },
    sweep: {},
  } as const;
  const EXPECTED = {
    crawl: 'crawl-my-site-2',
    browse: 'browse-my-site-2',
    suggest: 'suggest-7',
    classify: 'classify-12-v3',
    group: 'group-12-v3',
    'read-image': 'read-image-7',
    sweep: 'sweep',
  } as const;

  it.each(Object.keys(QUEUES) as QueueName[])(
    '%s: the same work has the same id, which BullMQ takes',
    (queue) => {
      const id = jobId(queue, PAYLOADS[queue]);
      expect(id).toBe(EXPECTED[queue]);
      expect(id).not.toMatch(/:|^\d+$/);
      expect(QUEUES[queue].parse(PAYLOADS[queue])).toEqual(PAYLOADS[queue]);
    },
  );

  it('ids differ by posting and by version', () => {
    const ids = [
      jobId('classify', { postingId: 1, version: 12 }),
      jobId('classify', { postingId: 11, version: 2 }),
      jobId('classify', { postingId: 1, version: 1 }),
      jobId('group', { postingId: 1, version: 1 }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    ['crawl', { sourceId: 'a' }],
    ['crawl', { sourceId: 'a', trigger: 'x' }],
    ['classify', { postingId: '1', version: 1 }],
    ['group', { postingId: 1.5, version: 1 }],
    ['read-image', { imageId: '7' }],
    ['sweep', { body: 'x' }],
  ] as const)('refuses a payload of %s that is none: %j', (queue, payload) => {
    expect(QUEUES[queue].safeParse(payload).success).toBe(false);
  });
});
