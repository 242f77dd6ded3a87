import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../domain/finding.js';
import { excerptOf } from '../../../exports/leads/excerpt.js';
import { sampleClassification, samplePosting } from '../leads/sample-posting.js';

const TITLE = '物理拼课';
const BODY = '🔥四个娃拼一个初中物理老师🔥，差一位，每家80元！\n不提分全额退';

function finding(code: string, field: 'title' | 'text', ...texts: readonly string[]): Finding {
  const source = field === 'title' ? TITLE : BODY;
  const spans = texts.map((text) => {
    const start = source.indexOf(text);
    return { field, start, end: start + text.length, text };
  });
  return { code, score: 0.9, rule: 'sample', spans };
}

function excerpt(...findings: readonly Finding[]): string {
  const posting = samplePosting({ title: TITLE, body: BODY });
  return excerptOf(posting, sampleClassification({ findings: [...findings] }));
}

describe('excerptOf', () => {
  it('quotes the clause around a hit', () => {
    expect(excerpt(finding('COV-03', 'text', '拼一个'))).toBe(
      '[COV-03] 🔥四个娃拼一个初中物理老师🔥',
    );
  });

  it('joins hits of one clause under all their codes, title first, in the order of the text', () => {
    expect(
      excerpt(
        finding('ADV-03', 'text', '不提分全额退'),
        finding('COV-03', 'text', '拼一个', '物理'),
        finding('INF-01', 'text', '初中'),
        finding('COV-03', 'title', '拼课'),
      ),
    ).toBe(
      '[COV-03] 物理拼课；[COV-03、INF-01] 🔥四个娃拼一个初中物理老师🔥；[ADV-03] 不提分全额退',
    );
  });

  it('says of a passage that it was read in a picture', () => {
    const spans = [{ field: 'image' as const, start: 4, end: 7, text: '一对一' }];
    const findings = [{ code: 'COV-04', score: 1, rule: 'sample', spans }];
    const posting = samplePosting({
      title: '',
      body: '看图',
      imageText: '数学小课一对一\n扫码报名',
    });
    expect(excerptOf(posting, sampleClassification({ findings }))).toBe(
      '[COV-04] （图片文字）数学小课一对一',
    );
  });

  it('stays near a hit in a text without punctuation, and cuts no character in two', () => {
    const body = `${'𠮷'.repeat(40)}一对一${'𠮷'.repeat(40)}`;
    const spans = [{ field: 'text' as const, start: 80, end: 83, text: '一对一' }];
    const findings = [{ code: 'COV-04', score: 1, rule: 'sample', spans }];
    const text = excerptOf(samplePosting({ title: '', body }), sampleClassification({ findings }));
    expect(text).toBe(`[COV-04] ${'𠮷'.repeat(10)}一对一${'𠮷'.repeat(10)}`);
  });

  it('quotes the span alone when the posting has changed since', () => {
    const spans = [{ field: 'text' as const, start: 500, end: 503, text: '一对一' }];
    expect(excerpt({ code: 'COV-04', score: 1, rule: 'sample', spans })).toBe('[COV-04] 一对一');
  });

  it.each([
    ['found by the classifier', '一三八零零零零零零零一', true],
    ['found by nobody', '13800000001', false],
  ])('does not cut a contact in two that was %s', (_how, written, isFound) => {
    const body = `一对一${'课'.repeat(15)}${written}课`;
    const start = body.indexOf(written);
    const span = { field: 'text' as const, start, end: start + written.length, text: written };
    const contacts = isFound ? [{ kind: 'phone' as const, value: '13800000001', span }] : [];
    const spans = [{ field: 'text' as const, start: 0, end: 3, text: '一对一' }];
    const findings = [{ code: 'COV-04', score: 1, rule: 'sample', spans }];
    expect(
      excerptOf(samplePosting({ title: '', body }), sampleClassification({ findings, contacts })),
    ).toBe(`[COV-04] 一对一${'课'.repeat(15)}${written}`);
  });

  it('is empty without spans', () => {
    expect(excerpt({ code: 'COV-04', score: 1, rule: 'model', spans: [] })).toBe('');
  });
});
