/** A source definition as the YAML a person goes on with: each key with a line that says what it is. */
import { stringify } from 'yaml';
import type { SourceInput } from '../domain/source.js';

type Key = keyof SourceInput;

/** In the order of the file. */
const COMMENTS: Readonly<Record<Key, string>> = {
  id: '唯一编号：小写字母、数字、连字符；定了就不要改，历史数据靠它对应。文件名与它相同。',
  name: '给人看的名称，显示在界面和导出表里。',
  kind: '类型：recruitment 招聘、tutoring 家教信息、platform 社区平台、news 新闻、tip 举报。',
  start: '从哪些网页（或 RSS、Atom、sitemap）开始巡查；“下一页”会自动跟下去。',
  hosts: '除 start 的网站以外，还允许进入哪些网站。',
  fetch: '抓取方式：http 最省；网页要靠脚本才有内容时用 browser；auto 先用 http，不行再用浏览器。',
  follow: 'detail：进入每条信息自己的页面；none：列表上已是全文。',
  unit: '这个来源的线索归哪个单位（单位编号）；不写：不止一个或不清楚。',
  images: 'read：正文很短时识别图片里的文字和二维码（默认）；ignore：不读图片。',
  schedule: '巡查时间（cron，北京时间）；不写就只手动巡查。',
  proxy: '经哪个出口代理访问：设置 EGRESS_PROXY 里的名称；direct 为不经代理。',
  charset: '编码；写了就不再自动识别。',
  pace: '访问节奏：对同一网站两次访问的最短间隔（毫秒）；别人的网站不低于 2000。',
  limits: '上限，防止掉进无穷无尽的链接里。',
  quiet: '一天里不访问的时段（北京时间），如 08:00-20:00，可跨午夜。',
  revisitHours: '看过的信息页多少小时后再看一次。',
  recheckHours: '不见了的信息隔多少小时再看一次，两次都不在才算下架。',
  list: '列表的选择器；没有写的部分自动识别。',
  detail: '信息页的选择器；没有写的部分自动识别。',
  expects:
    '一次正常巡查至少应得到什么；达不到会记为来源问题。按看到的第一页略微打折，请按平常一天的数量修改。',
  region: '信息里没有写地点时，按哪个辖区计。',
  enabled: 'false：停用。',
};

/** A file that `parseSource` reads back to the same source. Keys that are left out stay out. */
export function formatSource(source: SourceInput): string {
  const keys = (Object.keys(COMMENTS) as Key[]).filter((key) => source[key] !== undefined);
  return keys
    .map((key) => `# ${COMMENTS[key]}\n${stringify({ [key]: source[key] }, { lineWidth: 0 })}`)
    .join('');
}
