/** Pages that answer 200 and are not what was asked for: captcha, log-in, block page, soft 404. */

export interface WallSigns {
  readonly finalUrl: string;
  readonly title: string;
  /** All visible text of the page. */
  readonly text: string;
  readonly hasPasswordField: boolean;
}

export type Wall = 'captcha' | 'login' | 'blocked' | 'not-found';

/** A page with more visible text than this is content, whatever words it uses. */
const WALL_TEXT_LENGTH = 800;

const CAPTCHA =
  /安全验证|人机验证|(?:请|需要)(?:先)?(?:输入|完成|进行)[^。\n]{0,8}验证|拖动(?:下方)?滑块|滑动(?:完成)?验证|点击按钮进行验证|访问(?:过于|太)频繁|系统检测到您?的?(?:访问|网络)[^。\n]{0,8}异常|verify (?:that )?you are (?:a )?human|are you a robot|checking your browser|just a moment\.\.\./i;
const BLOCKED =
  /(?:您的?|该)(?:ip|IP|访问)[^。\n]{0,12}(?:被(?:禁止|拦截|封|限制)|异常)|(?:访问|请求)被(?:拒绝|拦截|阻断)|网站防火墙|access denied|request blocked|attention required/i;
const LOGIN =
  /请(?:先)?登[录陆]|登[录陆]后(?:查看|可见|继续|访问)|扫码登[录陆]|账号登[录陆]|sign in to continue|log in to continue/i;
const LOGIN_PATH =
  /(?:^|[/.])(?:login|signin|sign-in|passport|sso|antibot|captcha|verify(?:code)?)(?:[/.?]|$)/i;
const NOT_FOUND =
  /(?:页面|网页|内容|帖子|信息|文章|职位|商品|该贴|主题)[^。\n]{0,10}(?:不存在|已(?:被)?删除|已下架|已过期|找不到|飞走了|走丢了)|404\s*not\s*found|^\s*404\b|page not found|该内容已被发布者删除/i;

/** Which wall a page is, or undefined when it is content. */
export function recogniseWall({
  finalUrl,
  title,
  text,
  hasPasswordField,
}: WallSigns): Wall | undefined {
  const titleSays = (pattern: RegExp) => pattern.test(title);
  if (text.length > WALL_TEXT_LENGTH) return undefined;
  const says = (pattern: RegExp) => titleSays(pattern) || pattern.test(text);
  if (says(CAPTCHA)) return 'captcha';
  if (says(BLOCKED)) return 'blocked';
  if (says(NOT_FOUND)) return 'not-found';
  const { hostname, pathname } = new URL(finalUrl);
  if (
    hasPasswordField &&
    (LOGIN_PATH.test(hostname + pathname) || says(LOGIN) || /登[录陆]/.test(title))
  )
    return 'login';
  if (LOGIN_PATH.test(pathname) && says(LOGIN)) return 'login';
  return text.length < 300 && says(LOGIN) && /登[录陆]/.test(title + text.slice(0, 100))
    ? 'login'
    : undefined;
}
