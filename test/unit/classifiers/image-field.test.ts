/** What was read in a posting's pictures is a field of its own. */
import { describe, expect, it } from 'vitest';
import { findQrContacts } from '../../../classifiers/contacts/find-qr-contacts.js';
import { ClassifyInputSchema } from '../../../domain/finding.js';
import { loadClassifier } from '../../../workers/load-classifier.js';

const classifier = loadClassifier();
const IMAGE =
  '期末冲刺班\n初中数学英语物理\n签约保分 不提分全额退款\n报名 13800003005\n二维码：https://signup.example.com/Sprint';

describe('the field image', () => {
  it('is classified like text, and each span and contact says that it stands there', () => {
    const { flag, findings, contacts } = classifier.classify({
      id: '1',
      text: '看图',
      image: IMAGE,
    });
    expect(flag).toBe(true);
    const spans = [...findings.flatMap((finding) => finding.spans), ...contacts.map((c) => c.span)];
    expect(spans.length).toBeGreaterThan(3);
    for (const { field, start, end, text } of spans) {
      expect(field).toBe('image');
      expect(IMAGE.slice(start, end)).toBe(text);
    }
    expect(contacts.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'phone 13800003005',
      'url signup.example.com/Sprint',
    ]);
  });

  it('counts a little less than the posting’s own words', () => {
    const read = classifier.classify({ id: '1', text: '看图', image: IMAGE });
    const said = classifier.classify({ id: '1', text: IMAGE });
    expect(read.findings.length).toBe(said.findings.length);
    for (const [place, finding] of read.findings.entries()) {
      expect(finding.score).toBeLessThan(said.findings[place]?.score ?? 0);
    }
  });

  it('is none of the outside contract: what others send under its name is left out', () => {
    const input = ClassifyInputSchema.parse({ id: '1', text: '看图', image: IMAGE });
    expect(input).toEqual({ id: '1', text: '看图' });
  });
});

describe('contacts of QR codes', () => {
  it.each([
    ['https://u.wechat.com/MAbcDefG', 'wechat', 'u.wechat.com/MAbcDefG'],
    ['http://weixin.qq.com/r/AbC', 'wechat', 'weixin.qq.com/r/AbC'],
    ['https://weixin.qq.com/g/AwYAA', 'group', 'weixin.qq.com/g/AwYAA'],
    ['https://qm.qq.com/cgi-bin/qm/qr?k=Ab', 'group', 'qm.qq.com/cgi-bin/qm/qr?k=Ab'],
    ['HTTPS://Signup.Example.COM/Lin?a=B', 'url', 'signup.example.com/Lin?a=B'],
  ])('%s: %s', (payload, kind, value) => {
    const image = `扫码报名\n二维码：${payload}\n谢谢`;
    const [contact, ...others] = findQrContacts(image);
    expect(others).toEqual([]);
    expect(contact).toMatchObject({ kind, value });
    expect(image.slice(contact?.span.start, contact?.span.end)).toBe(payload);
  });

  it('are none where a code holds plain text, or a line only speaks of one', () => {
    expect(findQrContacts('二维码：加老师\n见二维码：https://a.example.com')).toEqual([]);
  });
});
