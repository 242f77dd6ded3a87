/**
 * Answers that are not what was asked for, whatever their status: captcha, log-in, block page, gate,
 * parked domain, and pages that say that what they held is gone. Judged by what is left of a page when
 * its links, its frame and the wall's own sentences are taken away: a page that has more to say than
 * that is content, whatever words it uses.
 */
import type { WallSigns } from './wall-signs.js';

export type Wall =
  'captcha' | 'login' | 'blocked' | 'app-only' | 'maintenance' | 'gate' | 'parked' | 'not-found';

interface WallWords {
  readonly wall: Wall;
  /** Of the title or a heading: the page says what it is. */
  readonly title: RegExp;
  /** Of a line of text. */
  readonly line: RegExp;
}

/** A page whose title is a wall's may say so much besides; ads beside a removed one are mostly links. */
const REST_UNDER_TITLE = 300;
const REST_UNDER_GONE = 800;
/** A page whose title says nothing of a wall may say no more than this besides the wall's sentence. */
const REST = 60;
/** A challenge of scripts alone shows next to nothing. */
const REST_OF_CHALLENGE = 150;
/** No wall says more than this besides what its own words and the frame explain. */
const MOST_REST = Math.max(REST_UNDER_TITLE, REST_UNDER_GONE, REST, REST_OF_CHALLENGE);
/** A longer line is a paragraph of somebody who writes about walls. */
const MAX_LINE = 120;

/** In the order in which they are looked for: a block page may mention a captcha, and a log-in as well. */
const WALLS: readonly WallWords[] = [
  {
    wall: 'captcha',
    title:
      /^(?:百度|访问|安全|人机|身份|滑块|行为|智能|网站|页面|请?(?:输入|完成))?(?:安全)?(?:验证|校验)(?:码|中心|页面?|中|提示)?(?:\s*[-_|·–—].*)?$|安全验证|人机(?:身份)?(?:验证|识别)|^just a moment|^verif(?:y|ication)\b|robot check|are you (?:a )?(?:human|robot)|security check|^请稍候|captcha/i,
    line: /人机(?:身份)?(?:验证|识别)|(?:完成|进行|通过)[^。\n]{0,10}(?:验证|校验)(?:后|以|，|。|$)|(?:拖动|滑动|按住)[^。\n]{0,10}滑块|滑动(?:完成)?验证|点击按钮(?:开始|进行)?(?:智能)?验证|(?:访问|操作|请求)(?:过于|太|过)频繁|检测到[^。\n]{0,14}(?:访问|网络|流量|环境)[^。\n]{0,8}异常|(?:网络|访问)环境(?:存在)?异常|请?输入(?:图中|图片中的?|下图中的?)[^。\n]{0,8}(?:字符|验证码)[^。\n]{0,6}(?:继续|访问)|verify (?:that )?you are (?:a |not a )?(?:human|robot)|checking (?:your browser|if the site connection)|unusual traffic|enable javascript and cookies to continue/i,
  },
  {
    wall: 'blocked',
    title:
      /^(?:访问|请求)(?:被|已被?)(?:拒绝|拦截|阻断|禁止)|(?:访问|请求)(?:被|已被)(?:拦截|阻断)|网站防火墙|web ?应用防火墙|^access denied|^attention required|request (?:blocked|rejected)|you have been blocked|^拦截(?:提示|页面)|安全(?:防护|拦截|提示)页?$|^(?:405|418|493)\b/i,
    line: /(?:您的?|你的?|该|当前)(?:ip|访问|请求)(?:地址)?[^。\n]{0,14}(?:被|已)[^。\n]{0,6}(?:禁止|拦截|封禁?|限制|拒绝|阻断)|(?:访问|请求)(?:已)?被[^。\n]{0,12}(?:拒绝|拦截|阻断)|网站防火墙|(?:云|web ?应用)防火墙|(?:存在|含有|包含)[^。\n]{0,10}(?:威胁|恶意|攻击|不合法)[^。\n]{0,10}(?:参数|请求|行为|拦截|访问)|(?:创宇盾|加速乐|安全狗|云锁|玄武盾|雷池|d盾)[^。\n]{0,20}(?:拦截|防护|保护|检测)|you (?:have been|are) blocked|(?:don't|do not) have permission to access|blocked (?:by|because)[^\n]{0,40}(?:security|firewall|policy)|access (?:to this (?:page|site|resource) )?(?:is |has been )?denied/i,
  },
  {
    wall: 'not-found',
    title:
      /(?:页面|网页|内容|帖子|信息|文章|职位|岗位|商品|房源|主题|链接|视频|该贴|您访问的.{0,6})[^。\n]{0,8}(?:不存在|未找到|找不到|(?:已经?|被|已被).{0,4}(?:删除|下架|失效|过期|关闭)|飞走了|走丢了)|^(?:404|410)\b|\b404\s*[-_|:]?\s*(?:页面|错误|error|not found|page)|(?:page |^)not found|^(?:出错了|抱歉|提示信息?|系统提示|错误提示)$/i,
    line: /(?:页面|网页|内容|帖子|信息|文章|职位|岗位|商品|房源|主题|链接|视频|该贴)[^。\n]{0,14}(?:不存在|未找到|找不到|(?:已经?|被|已被)[^。\n]{0,6}(?:删除|下架|失效|过期|关闭|撤销|停止招聘)|飞走了|走丢了)|该内容已被发布者删除|404\s*not\s*found|page (?:was |could )?not (?:be )?found|(?:has been|was) (?:removed|deleted)/i,
  },
  {
    wall: 'login',
    title:
      /^(?:请先?)?(?:用户|会员|账号|帐号|扫码|统一身份|安全|微信|短信)*(?:登[录陆]|认证)(?:页面?|中心|\/注册|注册|界面)?(?:\s*[-_|·–—].*)?$|[-_|·–—]\s*(?:用户|会员)?登[录陆]$|^(?:log|sign) ?in\b/i,
    line: /(?:请|需要?|必须)(?:您)?先?(?:登[录陆]|注册)(?:后|再|才|以|，|。|！|!|$|您|账号|帐号)|(?:登[录陆])(?:后|才能?|即可|以)(?:继续|访问|浏览|查看(?!.{0,4}(?:电话|联系|手机|微信|号码))|可见|阅读|使用)|(?:未|尚未|没有)登[录陆]|登[录陆](?:状态)?(?:已)?(?:失效|过期|超时)|(?:没有|无)权限(?:访问|查看|浏览|阅读)|(?:sign|log) in to (?:continue|view|see)|扫码登[录陆]/i,
  },
  {
    wall: 'app-only',
    title: /(?:请在|打开|下载)(?:手机|微信|.{0,6}(?:app|客户端))(?:中|内|里)?(?:打开|查看|访问)?$/i,
    line: /请(?:在|用|使用)(?:微信|手机|.{0,8}(?:app|客户端|小程序))(?:客户端)?(?:中|内|里|端|扫码)?(?:打开|查看|访问|浏览)|(?:下载|打开|前往|安装).{0,10}(?:app|客户端|应用).{0,6}(?:查看|继续|阅读|浏览|打开|体验)|(?:仅|只)(?:支持|能)?(?:在)?.{0,8}(?:app|客户端|小程序)(?:内|中|端)?(?:查看|访问|打开|浏览)|(?:暂)?不支持(?:在)?(?:电脑|pc|网页|浏览器)(?:端|上)?(?:查看|访问|浏览|打开)|open (?:this page )?in (?:the )?app/i,
  },
  {
    wall: 'maintenance',
    title:
      /^(?:系统|网站|站点|服务器?|平台|本站|页面)?(?:正在|停机|临时)?(?:维护|升级|建设)(?:升级|维护)?(?:中|公告|通知|页面)?(?:\s*[-_|].*)?$|under (?:maintenance|construction)|temporarily unavailable/i,
    line: /(?:系统|网站|本站|站点|平台|服务|页面)[^。\n]{0,8}(?:正在|进行|处于)[^。\n]{0,6}(?:维护|升级|改版|建设)|(?:维护|升级)(?:中|期间)[^。\n]{0,14}(?:稍后|暂停|无法|敬请)|(?:服务器?|系统)(?:繁忙|开小差|出错|异常)[^。\n]{0,8}(?:稍后|请|重试|$)|under (?:scheduled )?maintenance|be back (?:soon|shortly)/i,
  },
  {
    wall: 'gate',
    title:
      /(?:年龄|地区|区域)(?:确认|验证|限制|选择)|age verification|not available in your (?:country|region)/i,
    line: /(?:年满|已满|未满)\s*1[68]\s*(?:周?岁)[^\n]{0,24}(?:进入|访问|浏览|离开|确认)|(?:所在的?|您的?)(?:地区|区域|国家)[^。\n]{0,14}(?:无法|不能|不支持|暂未开放|限制)|(?:仅|只)(?:限|对|支持|允许)[^。\n]{0,10}(?:地区|境内|大陆|本省|本市|教育网|校内|内网)[^。\n]{0,8}(?:访问|开放|ip)|not available in your (?:country|region)|are you (?:over|at least) \d\d/i,
  },
  {
    wall: 'parked',
    title:
      /域名(?:出售|停放|到期|过期)|(?:此|该|本)域名.{0,6}(?:出售|转让)|domain (?:for sale|parked|expired)|^welcome to (?:nginx|openresty|tengine|centos|iis)|^iis\b|^apache2? .*default page|^(?:test ?page|it works)|没有找到站点|站点创建成功|(?:网站|站点|该网站).{0,6}(?:未备案|暂停|已?关闭|已?停用|到期)|未备案|反诈|^\S{1,20}(?:上网)?导航$/i,
    line: /(?:此|该|本|您访问的)?(?:域名|网址)[^。\n]{0,6}(?:正在|已经?|可|待|尚未|未)[^。\n]{0,4}(?:出售|转让|到期|过期|备案|停放|注册)|(?:this|the) domain[^\n]{0,30}(?:for sale|parked|expired|available)|buy this domain|welcome to nginx|没有找到站点|站点创建成功|未(?:取得|进行|完成)?(?:工信部)?(?:icp)?备案|(?:网站|站点|虚拟主机|空间)[^。\n]{0,8}(?:已?暂停|已?关闭|已?停用|已?到期)|涉嫌[^。\n]{0,10}(?:诈骗|违法|违规)[^。\n]{0,20}(?:拦截|停止访问|阻断|禁止访问)|反诈中心|default web ?(?:site|page)/i,
  },
];

/** Marks of challenges that scripts alone put on; sites that merely use such a service have others. */
const CHALLENGES =
  /_cf_chl_opt|__cf_chl_|id="cf-(?:challenge|wrapper)|acw_sc__v|var arg1\s*=\s*['"][0-9A-F]{30,}|__jsl_clearance|_Incapsula_Resource|captcha-delivery\.com|gokuProps|AwsWafIntegration|\$_ts\s*=\s*window\[|aliyun_?waf|waf_?captcha|WafCaptcha|(?:yunsuo_session|security_session)_verify|security_verify_data|px-captcha|\/\.safeline\/|slg-caption|btwaf|\/_guard\/(?:auto|slide|click)/i;

/** Lines of a page's frame and of a wall's small print: they say nothing. */
const FRAME =
  /版权所有|copyright|©|icp\s*备|icp证|公网安备|增值电信|许可证|powered by|(?:ray|request|event|trace|incident)\s*-?_?id|事件\s*id|请求\s*id|访问时间|拦截时间|(?:您的?|client|your)\s*ip|reference\s*#|错误代码|error code|秒后(?:自动)?(?:跳转|返回)|返回(?:首页|上一页|上一级)|客服(?:电话|热线)|联系(?:我们|客服|网站管理员|管理员)|关于我们|如(?:果?您?)?有(?:任何)?疑问|误(?:拦|封|判)|刷新(?:页面|重试)|稍后(?:再试|重试)|重新加载|换一[张换]|看不清|忘记密码|记住我|自动登录|立即注册|手机号|用户名|密码|验证码[:：]?$|短信|同意.{0,12}(?:协议|政策)|用户协议|隐私/i;
/** Somebody who tells of a wall. */
const TELLS = /[我吗呢？?]|怎么|如何|为什么|求助|老师|家长|孩子/;
const LOGIN_ADDRESS =
  /(?:^|[/.])(?:login|signin|sign-in|passport|sso|antibot|captcha|verify(?:code)?|wappass)(?:[/.?]|$)/i;

/** Which wall a page is, or undefined when it is content. */
export function recogniseWall(signs: WallSigns): Wall | undefined {
  const { title, headings, prose, finalUrl } = signs;
  const heads = [title, ...headings].map((head) => head.trim()).filter((head) => head !== '');
  const lines = prose.split('\n').filter((line) => !heads.includes(line));
  const unframed = linesOutsideFrame(lines);
  // What no wall can explain is more than any wall says: most pages are told by this alone.
  if (unframed === undefined) return undefined;
  if (lengthOf(unframed) <= REST_OF_CHALLENGE && CHALLENGES.test(signs.markup)) return 'captcha';
  for (const { wall, title: titleWords, line } of WALLS) {
    const isTitled = heads.some((head) => head.length <= MAX_LINE && titleWords.test(head));
    const isSaid = [...headings, ...lines].some((text) => isSaying(text, line));
    const says = isSaid || isSaying(title, line);
    if (!isTitled && !says) continue;
    const rest = restOf(unframed, line);
    if (isTitled && (isSaid || rest <= REST) && isWallAt(signs, wall, rest)) return wall;
    if (says && rest <= REST && !namesAnAd(heads, line, titleWords)) return wall;
  }
  if (!signs.hasPasswordField) return undefined;
  const { hostname, pathname } = new URL(finalUrl);
  if (!LOGIN_ADDRESS.test(hostname + pathname)) return undefined;
  return restOf(unframed, /登[录陆]|注册/) <= REST_UNDER_TITLE ? 'login' : undefined;
}

function isWallAt({ hasPasswordField, prose }: WallSigns, wall: Wall, rest: number): boolean {
  if (wall === 'not-found') return rest <= REST_UNDER_GONE && GONE.test(prose);
  // A title may be a heading of anything; the words must be there, or the field.
  if (wall === 'login') return rest <= REST && (hasPasswordField || rest <= REST / 2);
  return rest <= REST_UNDER_TITLE;
}

const GONE = /不存在|删除|下架|失效|过期|关闭|找不到|未找到|飞走|走丢|not\s+found|404|410|removed/i;

/** The lines that the frame does not explain; undefined when no wall could explain enough of them. */
function linesOutsideFrame(lines: readonly string[]): readonly string[] | undefined {
  const found: string[] = [];
  let unexplained = 0;
  for (const line of lines) {
    if (FRAME.test(line)) continue;
    found.push(line);
    if (!mayBeSaid(line)) unexplained += line.length;
    if (unexplained > MOST_REST) return undefined;
  }
  return found;
}

/** Characters that neither the wall nor the frame explains. */
function restOf(unframed: readonly string[], wallLine: RegExp): number {
  return lengthOf(unframed.filter((line) => !isSaying(line, wallLine)));
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((total, line) => total + line.length, 0);
}

function isSaying(text: string, wallLine: RegExp): boolean {
  return mayBeSaid(text) && wallLine.test(text);
}

/** By a wall, and not by somebody who tells of one. */
function mayBeSaid(text: string): boolean {
  return text.length <= MAX_LINE && !TELLS.test(text);
}

/** A heading of its own that no wall would have: the page shows a posting, or a part of it. */
function namesAnAd(heads: readonly string[], line: RegExp, titleWords: RegExp): boolean {
  return heads
    .slice(1)
    .some((head) => head.length >= 6 && !line.test(head) && !titleWords.test(head));
}
