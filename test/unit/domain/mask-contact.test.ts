import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../domain/finding.js';
import { maskContact, maskName, maskText } from '../../../domain/mask-contact.js';
import { sampleContact } from '../leads/sample-posting.js';

describe('maskContact', () => {
  it.each([
    ['phone', '13800000001', '138****0001'],
    ['phone', '07308880000', '073****0000'],
    ['phone', '8880000', '8****00'],
    ['phone', '110', '****'],
    ['wechat', 'mc_test_001', 'm****1'],
    ['qq', '100001', '1****1'],
    ['group', '100001', '1****1'],
    ['wechat', 'ab', '****'],
    ['email', 'lin.test@mail.example', 'l****@mail.example'],
    ['email', 'a@mail.example', '****@mail.example'],
    ['mini-program', '麓山测试课堂', '麓山测试课堂'],
    ['url', 'https://shop.example/a?token=abc#x', 'https://shop.example/a'],
    ['url', 'shop.example/u/13800000001', 'shop.example/u/138****0001'],
  ] as const)('%s %s becomes %s', (kind, value, masked) => {
    expect(maskContact({ kind, value })).toBe(masked);
  });
});

describe('maskText', () => {
  const cases: readonly (readonly [string, string, readonly Contact[], string])[] = [
    [
      'as found',
      '电话13800000001联系',
      [sampleContact('phone', '13800000001')],
      '电话138****0001联系',
    ],
    [
      'in an evasive spelling',
      '一三八零零零零零零零一，速联',
      [sampleContact('phone', '13800000001', '一三八零零零零零零零一')],
      '138****0001，速联',
    ],
    [
      'in the other spelling elsewhere',
      '薇❤ MC_Test_001 或 mc_test_001',
      [sampleContact('wechat', 'mc_test_001', 'MC_Test_001')],
      '薇❤ m****1 或 m****1',
    ],
    ['not found by anybody', '打138 0000 0001', [], '打138****0001'],
    ['in full width', '打１３８０００００００１', [], '打１３８****０００１'],
    ['with hyphens', '138-0000-0001', [], '138****0001'],
    ['a landline', '0730-8880000', [], '0730-****00'],
    ['an e-mail address', 'mc@mail.example', [], 'm****@mail.example'],
    [
      'an e-mail address in words',
      '写信 12345678艾特qq点com 吧',
      [sampleContact('email', '12345678@qq.com', '12345678艾特qq点com')],
      '写信 1****@qq.com 吧',
    ],
    [
      'beside the name of a mini-program',
      '小程序“麓山测试课堂”，电话13800000001',
      [sampleContact('mini-program', '麓山测试课堂'), sampleContact('phone', '13800000001')],
      '小程序“麓山测试课堂”，电话138****0001',
    ],
    ['a labelled WeChat id', '微信：mc_test_001 谢谢', [], '微信：m****1 谢谢'],
    ['a labelled QQ number', 'QQ群100001', [], 'QQ群1****1'],
    ['special characters', 'a.b*c+d等', [sampleContact('wechat', 'a.b*c+d')], 'a****d等'],
  ];
  it.each(cases)('masks a contact %s', (_what, text, contacts, masked) => {
    expect(maskText(text, contacts)).toBe(masked);
  });

  it('leaves nothing of any contact, whatever its characters', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), fc.string(), fc.string(), (value, head, tail) => {
        fc.pre(!/[*]/u.test(value) && value.trim() === value);
        const masked = maskText(`${head}${value}${tail}`, [sampleContact('wechat', value)]);
        expect(masked.toLowerCase().includes(value.toLowerCase())).toBe(false);
      }),
    );
    const odd = 'mc-test-002/\\^$.+?()[]{}|';
    expect(maskText(`加${odd}吧`, [sampleContact('wechat', odd)])).toBe('加m****|吧');
  });

  it('masks an ID card but not an 18-digit credit code', () => {
    expect(maskText('身份证110101199001010000', [])).toBe('身份证110101********00');
    expect(maskText('代码91430600MA4L000000', [])).toBe('代码91430600MA4L000000');
    expect(maskText('代码914306001234567890', [])).toBe('代码914306001234567890');
  });

  it('leaves prices, dates and ordinary words alone', () => {
    const text = '2023-04-08 上午9:00–11:30，80元/小时，原价19800，三年级8班，qq飞车';
    expect(maskText(text, [])).toBe(text);
  });
});

describe('maskName', () => {
  it.each([
    ['张三', '张*'],
    ['欧阳某某', '欧***'],
    ['李', '李*'],
    ['阳光下的物理老师', '阳****师'],
    ['', ''],
  ])('%s becomes %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});
