/** Made-up ads for the layouts: nobody in them exists. */

export interface LayoutAd {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  /** As written on the page. */
  readonly price: string;
  readonly place: string;
  /** `2023-05-08` */
  readonly date: string;
  readonly who: string;
}

/** When the pages are read. */
export const LAYOUT_NOW = new Date('2023-05-10T07:30:00Z');

export type AdRow = readonly [
  title: string,
  body: string,
  price: string,
  place: string,
  who: string,
];

const ROWS: readonly AdRow[] = [
  ['初二数学上门辅导，周末两次', '在职老师，先试讲一次，满意再谈时间。', '150元/小时', '青屿区湖心路', '小鹿学堂'],
  ['诚聘小学全科住家教师', '负责两个孩子的作业与生活，包吃住，有经验者优先。', '8000-12000元/月', '白石区', '白石家政服务部'],
  ['暑假英语口语小班招生', '六人开班，外教与中教轮流上课，教材另备。', '1200元/期', '南浦镇', '浪花英语'],
  ['物理竞赛思路课，高一高二', '每次讲一个专题，配十道题，课后有讲义。', '300元/次', '青屿区学院街', '林老师'],
  ['求一位能接送孩子的大学生', '放学后接回家，陪到六点半，离地铁口很近。', '60元/次', '白石区松涛路', '果果妈妈'],
  ['语文阅读与作文提分班', '从词句到篇章，每周一篇当面批改。', '980元/月', '东岬区', '墨香书屋'],
  ['转让幼儿绘本一批，九成新', '共六十多本，搬家出清，自取。', '200元', '南浦镇', '海风'],
  ['高三化学冲刺，一对一线上', '晚上七点以后有空档，可录课回看。', '200元/小时', '东岬区中山路', '陈同学'],
  ['书法启蒙，硬笔软笔都教', '四岁以上，笔墨纸砚由老师准备。', '80元/节', '青屿区', '半亩书院'],
  ['自习室座位出租，可按月', '安静明亮，有空调和打印机，晚十点关门。', '300元/月', '白石区大学路', '静园自习室'],
  ['初中全科作业托管', '放学到晚八点，老师看着写完再回家。', '1500元/月', '青屿区海棠街', '向日葵托管'],
  ['少儿编程体验课', '九十分钟做一个小游戏，电脑自带。', '39元/次', '东岬区', '代码小屋'],
];

/** @param count any; beyond the table its rows come again under new numbers */
export function layoutAds(count: number, from = 1): readonly LayoutAd[] {
  return Array.from({ length: count }, (_, at) => {
    const id = from + at;
    const [title, body, price, place, who] = ROWS[(id - 1) % ROWS.length] ?? ['', '', '', '', ''];
    const round = Math.floor((id - 1) / ROWS.length);
    const day = String(9 - (at % 9)).padStart(2, '0');
    return {
      ...{ id, price, place, body, who },
      title: round === 0 ? title : `${title}（第${round + 1}批）`,
      date: `2023-05-${day}`,
    };
  });
}
