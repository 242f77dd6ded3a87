import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../domain/errors.js';
import { buildLead, type LeadMember } from '../../../leads/build-lead.js';
import {
  NOW,
  sampleClassification,
  sampleContact,
  sampleFinding,
  samplePosting,
} from './sample-posting.js';

function member(
  id: number,
  posting: Parameters<typeof samplePosting>[0] = {},
  classification: Parameters<typeof sampleClassification>[0] = {},
): LeadMember {
  return {
    posting: samplePosting({ id, ...posting }),
    classification: sampleClassification({ id: String(id), ...classification }),
  };
}

function build(...members: readonly LeadMember[]): ReturnType<typeof buildLead> {
  return buildLead({ members, now: NOW, recurrenceCount: 0, complaintCount: 0 });
}

describe('buildLead', () => {
  it('takes the union of the codes, the gravest and surest first', () => {
    const lead = build(
      member(1, {}, { findings: [sampleFinding('ADV-05', 0.99), sampleFinding('COV-03', 0.6)] }),
      member(2, {}, { findings: [sampleFinding('COV-03', 0.8), sampleFinding('PRC-01', 0.7)] }),
    );
    expect(lead.primaryCode).toBe('COV-03');
    expect(lead.codes).toEqual(['COV-03', 'ADV-05', 'PRC-01']);
  });

  it('does not depend on the order of its postings', () => {
    const members = [
      member(1, { publisher: '甲', location: '东区' }, { score: 0.7 }),
      member(2, { publisher: '乙', location: null, title: '更好的一条' }, { score: 0.95 }),
      member(3, { publisher: '甲', location: '西区', sourceId: 'other-board' }, { score: 0.7 }),
    ];
    expect(build(...members.toReversed())).toEqual(build(...members));
  });

  it('shows the best posting, the most frequent publisher, and the span of time', () => {
    const early = new Date('2023-04-01T00:00:00Z');
    const late = new Date('2023-04-07T00:00:00Z');
    const lead = build(
      member(1, { publisher: '甲', title: '普通标题', firstSeenAt: early }, { score: 0.7 }),
      member(2, { publisher: ' ', title: '最可疑的标题' }, { score: 0.95 }),
      member(3, { publisher: '乙', lastSeenAt: NOW, sourceId: 'other-board' }, { score: 0.6 }),
      member(4, { publisher: '乙', lastSeenAt: late }, { score: 0.6 }),
    );
    expect(lead).toMatchObject({
      title: '最可疑的标题',
      publisher: '乙',
      score: 0.95,
      postingCount: 4,
      sourceIds: ['other-board', 'sample-board'],
      firstSeenAt: early,
      lastSeenAt: NOW,
    });
    expect(lead.priority.parts.map(({ part }) => part)).toContain('sources');
  });

  it('takes the start of the text when there is no title, without cutting a character in two', () => {
    const body = `${'𠮷'.repeat(80)}\n第二行`;
    const { title } = build(member(1, { title: '  ', body }));
    expect(title).toBe(`${'𠮷'.repeat(59)}…`);
  });

  it.each([52, 55, 58, 59])('does not cut a contact that starts at %i in two', (start) => {
    const body = `${'课'.repeat(start)}13800000001联系`;
    const contacts = [sampleContact('phone', '13800000001')];
    const { title } = build(member(1, { title: '', body }, { contacts }));
    expect(title).toBe(`${'课'.repeat(start)}…`);
  });

  it('refuses a lead of nothing', () => {
    expect(() => build()).toThrow(InvalidInput);
    expect(() => build(member(1, {}, { findings: [] }))).toThrow(InvalidInput);
  });
});
