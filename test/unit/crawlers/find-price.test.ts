import { describe, expect, it } from 'vitest';
import { findPrice } from '../../../crawlers/extract/find-price.js';

describe('findPrice', () => {
  it.each([
    ['小学数学一对一，150元/小时，可试听', '150元/小时'],
    ['课时费 150-200元/小时', '150-200元/小时'],
    ['每节课¥120起', '¥120起'],
    ['￥1,980.00/期', '￥1,980.00/期'],
    ['住家教师月薪15000元/月', '15000元/月'],
    ['薪资：8-12K', '8-12K'],
    ['8k~12k·13薪', '8k~12k'],
    ['价格：面议', '面议'],
    ['收费标准：100/小时', '100/小时'],
    ['一次 80 块钱，先到先得', '80 块钱'],
    ['学费3万元一年', '3万元一年'],
    ['300元每人', '300元每人'],
    ['200元—300元一节课', '200元—300元一节课'],
  ])('takes it from %j as written', (text, price) => {
    expect(findPrice(text)).toBe(price);
  });

  it.each([
    '',
    '用户数一度超1000万人',
    '2K屏幕',
    '电话13800001234',
    '3年级5班',
    '2023年元旦',
    '版本1.2.3',
  ])('finds none in %j', (text) => {
    expect(findPrice(text)).toBeNull();
  });
});
