/** More made-up ads, in titles as short, long and odd as people write them. */
import type { AdRow, LayoutAd } from './layout-ads.js';

const ROWS: readonly AdRow[] = [
  ['【在职】初三英语一对一，名额不多了，想来的抓紧', '每周两次，一次两小时，讲完当面改错，家长可旁听。', '260元/小时', '松涛区', '方老师'],
  ['钢琴陪练', '音院大三，能陪到考级结束，上门。', '120元/次', '海棠湾', '小满'],
  ['招 数学 老师 2 名（可兼职）', '会带小班，能排晚上和周末，底薪加课时。', '6000-9000元/月', '云溪镇', '启航托管中心'],
  ['孩子五年级英语跟不上，求靠谱老师', '基础差一些，要有耐心的，地点就在附近，时间可以商量。', '面议', '松涛区北街', '一个着急的爸爸'],
  ['2023年暑期衔接班火热报名中!!!', '六升七、九升十，小班十二人，满八人开课。', '2380元', '鹭岛新城', '鹭鸣学习社'],
  ['大学生家教 QQ群每天更新', '本地几所学校的同学，都能提供学生证，可以先试。', '50-80元/小时', '大学城', '青禾'],
  ['出一套高中必修课本，几乎没写过字', '买来没用上，整套出，不拆。', '65元', '海棠湾三路', '阿远'],
  ['作文班', '写得出，写得好，八次课看得见变化。', '1600元/8次', '云溪镇', '拾光'],
  ['家里闲置一间教室出租，带桌椅黑板', '六十平，安静，邻居都好说话，短租也可以。', '2500元/月', '松涛区', '房东'],
  ['Python 入门 / Scratch / 机器人，三门可选', '七岁以上，电脑带不带都行，第一节不收费。', '199元/月', '鹭岛新城', '小机灵编程'],
  ['中考前最后一个月怎么冲？聊聊我带过的学生', '不保证分数，只讲方法，先看孩子的卷子再说。', '350元/次', '大学城', '老周'],
  ['接送 + 晚托 + 写作业，一站到位', '四点半到七点半，有晚饭，两位老师看着。', '1380元/月', '鹭岛新城', '蒲公英小屋'],
  ['诚聘住家老师，薪资从优', '一个女孩读初二，主要管语文和英语，周日休息。', '1.5万元/月', '海棠湾', '陈女士'],
  ['语数英全科', '退休教师，教了三十年，只收三个学生。', '100元/节', '云溪镇南路', '杨老师'],
];

/** @param count any; beyond the table its rows come again under new numbers */
export function townAds(count: number, from = 20311): readonly LayoutAd[] {
  return Array.from({ length: count }, (_, at) => {
    const [title, body, price, place, who] = ROWS[at % ROWS.length] ?? ['', '', '', '', ''];
    const round = Math.floor(at / ROWS.length);
    return {
      ...{ id: from + at * 37, price, place, body, who },
      title: round === 0 ? title : `${title}（再发${round}）`,
      date: `2023-05-${String(9 - Math.floor((at * 8) / count)).padStart(2, '0')}`,
    };
  });
}

/** Profiles of teachers: the title is a name, the body what is taught. */
export function teacherAds(): readonly LayoutAd[] {
  const rows: readonly (readonly [string, string, string, string])[] = [
    ['林可心', '小学数学、小学英语', '90元/小时', '松涛区'],
    ['周老师', '高中物理', '220元/小时', '大学城'],
    ['何小雨', '初中语文、作文', '130元/小时', '云溪镇'],
    ['Anna 老师', '英语口语', '180元/小时', '海棠湾'],
    ['方启明', '高中数学、竞赛', '300元/小时', '大学城'],
    ['许老师', '钢琴、乐理', '160元/小时', '鹭岛新城'],
    ['苏禾', '小学全科', '80元/小时', '云溪镇'],
    ['郑老师', '初中化学', '150元/小时', '松涛区'],
    ['毛一鸣', '编程、机器人', '200元/小时', '鹭岛新城'],
  ];
  return rows.map(([title, body, price, place], at) => ({
    ...{ id: 711 + at, title, body, price, place },
    ...{ date: `2023-04-${String(28 - at)}`, who: title },
  }));
}
