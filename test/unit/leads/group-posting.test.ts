import { describe, expect, it } from 'vitest';
import {
  GROUPING_LIMITS,
  groupPosting,
  type GroupCandidate,
  type GroupInput,
} from '../../../leads/group-posting.js';
import { textFingerprint } from '../../../leads/text-fingerprint.js';

const AD =
  '四个娃拼一个初中物理老师，差一位，地点就在梅溪路小区，每周六上午两小时，每家八十元，老师带过多届毕业班，有意向的家长请联系';
const EDITED = AD.replace('每周六上午两小时', '每周日晚上上两节');
const OTHER =
  '高端育儿师，重点大学毕业，可住家陪伴并辅导小学全部课程，薪资面议，要求提供单独房间，长期稳定，欢迎有需要的家庭来电咨询';

function candidate(leadId: number, changes: Partial<GroupCandidate> = {}): GroupCandidate {
  return {
    leadId,
    postingIds: new Set([leadId * 100]),
    fingerprints: [textFingerprint(OTHER)],
    contactKeys: new Set(),
    ...changes,
  };
}

function input(changes: Partial<GroupInput> = {}, keys: readonly string[] = []): GroupInput {
  return {
    posting: { id: 1, fingerprint: textFingerprint(AD), contactKeys: new Set(keys) },
    candidates: [],
    keptApart: new Set(),
    contactSpread: new Map(),
    limits: GROUPING_LIMITS,
    ...changes,
  };
}

describe('groupPosting', () => {
  it('opens a lead when nothing matches', () => {
    expect(groupPosting(input())).toMatchObject({ newLead: true });
    expect(groupPosting(input({ candidates: [candidate(5)] }))).toMatchObject({ newLead: true });
  });

  it.each([
    ['the posting itself', { postingIds: new Set([1]) }, 'posting'],
    ['the same text', { fingerprints: [textFingerprint(`🔥${AD}！`)] }, 'identical'],
    ['nearly the same text', { fingerprints: [textFingerprint(EDITED)] }, 'similar'],
    ['the same contact', { contactKeys: new Set(['key-a']) }, 'contact'],
  ] as const)('joins the lead that has %s', (_what, changes, by) => {
    const decision = groupPosting(input({ candidates: [candidate(5, changes)] }, ['key-a']));
    expect(decision).toMatchObject({ joinLeadId: 5, by });
    expect(decision.reason).toContain('线索 5');
  });

  it('never puts a posting back into a lead that a person split it from', () => {
    const candidates = [
      candidate(5, {
        postingIds: new Set([1]),
        fingerprints: [textFingerprint(AD)],
        contactKeys: new Set(['key-a']),
      }),
    ];
    const keptApart = new Set([5]);
    expect(groupPosting(input({ candidates, keptApart }, ['key-a']))).toMatchObject({
      newLead: true,
    });
    const own = candidate(6, { postingIds: new Set([1]) });
    expect(
      groupPosting(input({ candidates: [...candidates, own], keptApart }, ['key-a'])),
    ).toMatchObject({ joinLeadId: 6, by: 'posting' });
  });

  it('takes the strongest cause, whatever the order of the candidates', () => {
    const candidates = [
      candidate(2, { fingerprints: [textFingerprint(EDITED)] }),
      candidate(3, { contactKeys: new Set(['key-a']) }),
      candidate(4, { fingerprints: [textFingerprint(AD)] }),
      candidate(5, { fingerprints: [textFingerprint(AD)] }),
    ];
    const forward = groupPosting(input({ candidates }, ['key-a']));
    const backward = groupPosting(input({ candidates: candidates.toReversed() }, ['key-a']));
    expect(forward).toMatchObject({ joinLeadId: 4, by: 'identical' });
    expect(backward).toEqual(forward);
  });

  it.each([
    ['in too many leads', { leadCount: 6, publisherCount: 1 }],
    ['under too many publishers', { leadCount: 1, publisherCount: 9 }],
  ])('does not group by a hotline, a contact seen %s', (_what, spread) => {
    const candidates = [candidate(5, { contactKeys: new Set(['key-a']) })];
    const decide = (contactSpread: GroupInput['contactSpread']): unknown =>
      groupPosting(input({ candidates, contactSpread }, ['key-a']));
    expect(decide(new Map([['key-a', spread]]))).toMatchObject({ newLead: true });
    expect(decide(new Map([['key-a', { leadCount: 5, publisherCount: 8 }]]))).toMatchObject({
      joinLeadId: 5,
    });
  });

  it('still groups by the private contact when a hotline stands beside it', () => {
    const candidates = [candidate(5, { contactKeys: new Set(['hotline', 'key-a']) })];
    const contactSpread = new Map([['hotline', { leadCount: 99, publisherCount: 99 }]]);
    expect(groupPosting(input({ candidates, contactSpread }, ['hotline', 'key-a']))).toMatchObject({
      joinLeadId: 5,
      by: 'contact',
    });
  });

  it('asks for closer texts when both name contacts and none is common', () => {
    const reworked = AD.replace('每周六上午两小时，每家八十元', '周中晚上各一次，价格到店面谈');
    const candidates = [
      candidate(5, {
        fingerprints: [textFingerprint(reworked)],
        contactKeys: new Set(['key-b']),
      }),
    ];
    expect(groupPosting(input({ candidates }))).toMatchObject({ joinLeadId: 5, by: 'similar' });
    expect(groupPosting(input({ candidates }, ['key-a']))).toMatchObject({ newLead: true });
  });

  it('does not group by a text that says too little', () => {
    const short = textFingerprint('初中数学家教');
    const posting = { id: 1, fingerprint: short, contactKeys: new Set<string>() };
    const candidates = [candidate(5, { fingerprints: [short] })];
    expect(groupPosting(input({ posting, candidates }))).toMatchObject({ newLead: true });
  });
});
