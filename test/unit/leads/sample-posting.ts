/** Made-up postings and classifications for tests; numbers are reserved ones. */
import type { Classification, Contact, Finding } from '../../../domain/finding.js';
import type { Posting } from '../../../domain/posting.js';
import { UNKNOWN_SUBJECT } from '../../support/unknown-subject.js';

export const NOW = new Date('2023-04-08T02:00:00Z');

export function samplePosting(changes: Partial<Posting> = {}): Posting {
  return {
    id: 1,
    sourceId: 'sample-board',
    key: 'https://board.example/post/1',
    url: 'https://board.example/post/1',
    version: 1,
    title: '四个娃拼一个初中物理老师',
    body: '四个娃拼一个初中物理老师，差一位，每家80元/小时，电话13800000001',
    imageText: '',
    publisher: '阳光妈妈',
    publishedAt: new Date('2023-04-07T10:00:00Z'),
    price: null,
    location: '岳阳楼区梅溪路8号花园小区7栋2单元501室',
    kind: 'post',
    state: 'classified',
    firstSeenAt: new Date('2023-04-08T01:30:00Z'),
    lastSeenAt: new Date('2023-04-08T01:30:00Z'),
    goneAt: null,
    ...changes,
  };
}

export function sampleFinding(code: string, score = 0.9, text = '四个娃拼一个'): Finding {
  return {
    code,
    score,
    rule: `${code.toLowerCase()}-sample`,
    spans: [{ field: 'text', start: 0, end: text.length, text }],
  };
}

export function sampleContact(kind: Contact['kind'], value: string, written = value): Contact {
  return { kind, value, span: { field: 'text', start: 0, end: written.length, text: written } };
}

export function sampleClassification(changes: Partial<Classification> = {}): Classification {
  return {
    id: '1',
    flag: true,
    score: 0.9,
    primary: 'COV-03',
    findings: [sampleFinding('COV-03')],
    exclusion: null,
    facets: {
      audience: ['JUNIOR'],
      subjects: ['物理'],
      mode: ['OFFLINE'],
      classSize: 'shared',
      price: null,
      venue: [],
      times: [],
      period: [],
      actor: [],
      paid: { state: 'UNKNOWN', text: null },
    },
    subject: UNKNOWN_SUBJECT,
    contacts: [],
    version: { rules: 'r1', model: null },
    ...changes,
  };
}
