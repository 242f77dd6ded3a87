import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../domain/errors.js';
import { contactKey } from '../../../leads/contact-key.js';

const SECRET = 'a-secret-for-tests-only';

describe('contactKey', () => {
  it.each([
    [
      { kind: 'phone', value: '13800000001' },
      { kind: 'phone', value: '+86 138-0000-0001' },
    ],
    [
      { kind: 'phone', value: '13800000001' },
      { kind: 'phone', value: '008613800000001' },
    ],
    [
      { kind: 'phone', value: '13800000001' },
      { kind: 'wechat', value: '13800000001' },
    ],
    [
      { kind: 'wechat', value: 'mc_test_001' },
      { kind: 'wechat', value: ' MC_Test_001 ' },
    ],
    [
      { kind: 'url', value: 'https://www.shop.example/a/' },
      { kind: 'url', value: 'http://shop.example/a#top' },
    ],
    [
      { kind: 'url', value: 'https://shop.example/a?id=1&utm_source=x' },
      { kind: 'url', value: 'https://shop.example/a?id=1' },
    ],
    [
      { kind: 'url', value: 'HTTPS://WWW.Shop.Example/aB?Id=C&UTM_source=x' },
      { kind: 'url', value: 'shop.example/aB?Id=C' },
    ],
    [
      { kind: 'url', value: 'Shop.example:8080/%e4%BD%a0' },
      { kind: 'url', value: 'shop.example:8080/%E4%BD%A0' },
    ],
    [
      { kind: 'url', value: 'Me@SHOP.example/a' },
      { kind: 'url', value: 'Me@shop.example/a' },
    ],
    [
      { kind: 'wechat', value: 'U.WeChat.com/EAbCd' },
      { kind: 'wechat', value: 'u.wechat.com/EAbCd' },
    ],
    [
      { kind: 'email', value: 'Lin.Test@mail.example' },
      { kind: 'email', value: 'lin.test@mail.example ' },
    ],
    [
      { kind: 'mini-program', value: '麓山测试课堂' },
      { kind: 'mini-program', value: '麓山 测试课堂' },
    ],
  ] as const)('%j and %j are one contact point', (one, other) => {
    expect(contactKey(one, SECRET)).toBe(contactKey(other, SECRET));
  });

  it.each([
    [
      { kind: 'phone', value: '13800000001' },
      { kind: 'phone', value: '13800000002' },
    ],
    [
      { kind: 'qq', value: '100001' },
      { kind: 'group', value: '100001' },
    ],
    [
      { kind: 'wechat', value: 'mc_test_001' },
      { kind: 'wechat', value: 'mc-test-001' },
    ],
    [
      { kind: 'url', value: 'https://shop.example/a?id=1' },
      { kind: 'url', value: 'https://shop.example/a?id=2' },
    ],
    [
      { kind: 'url', value: 'https://t.example/aB3' },
      { kind: 'url', value: 'https://t.example/Ab3' },
    ],
    [
      { kind: 'url', value: 'https://t.example/a?id=X' },
      { kind: 'url', value: 'https://t.example/a?id=x' },
    ],
    [
      { kind: 'wechat', value: 'u.wechat.com/EAbCd' },
      { kind: 'wechat', value: 'u.wechat.com/eabcd' },
    ],
    [
      { kind: 'group', value: 'weixin.qq.com/g/A-b' },
      { kind: 'group', value: 'weixin.qq.com/g/ab' },
    ],
    [
      { kind: 'email', value: 'lin-test@mail.example' },
      { kind: 'email', value: 'lintest@mail.example' },
    ],
  ] as const)('%j and %j are two', (one, other) => {
    expect(contactKey(one, SECRET)).not.toBe(contactKey(other, SECRET));
  });

  it('depends on the secret and does not show the value', () => {
    const contact = { kind: 'phone', value: '13800000001' } as const;
    expect(contactKey(contact, SECRET)).toMatch(/^[0-9a-f]{64}$/);
    expect(contactKey(contact, SECRET)).not.toBe(contactKey(contact, `${SECRET}2`));
  });

  it('refuses a secret that can be guessed', () => {
    expect(() => contactKey({ kind: 'qq', value: '100001' }, 'short')).toThrow(InvalidInput);
  });
});
