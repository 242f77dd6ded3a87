import type { ExtractedPosting } from '../../domain/posting.js';
import { testPosting } from './save-postings.js';

const SUBJECTS = ['数学', '英语', '物理', '化学', '语文'];
const GRADES = ['小学', '初一', '初二', '初三', '高一', '高二'];
const PLACES = ['滨河小区', '学府花园', '锦绣家园', '东湖新村', '南门公寓', '西苑', '北辰里'];

/** Ads for tutoring that differ in words, address and contact, so that each is a lead of its own. */
export function sampleAds(count: number): ExtractedPosting[] {
  return Array.from({ length: count }, (_, index) => {
    const pick = (words: readonly string[], step: number) =>
      words[Math.floor(index / step) % words.length] ?? '';
    const grade = pick(GRADES, 1);
    const subject = pick(SUBJECTS, 2);
    const place = pick(PLACES, 3);
    return testPosting({
      title: `${grade}${subject}一对一上门辅导 ${index}`,
      url: `http://site.test/ad/${index}`,
      body: `${DETAILS[index % DETAILS.length]} ${place}${index + 1}号楼，${grade}${subject}周末一对一家教，${80 + index}元/小时，电话1380000${String(1000 + index)}。`,
      publisher: `发布者${index}`,
    });
  });
}

const DETAILS = [
  '本人在职教师，提分快，可试听，欢迎家长来电咨询具体时间和安排',
  '大学生兼职，耐心负责，寒暑假有空，提供讲义，按次结算不收押金',
  '多年带班经验，精讲错题，梳理知识点，小班也可以商量，价格面议',
  '名校毕业，专攻压轴题，考前冲刺，晚上七点以后，地点就在家里',
  '退休老师，基础薄弱也能跟上，作业辅导加预习，名额只剩两个',
];
